#include "ui/widgets/drag_handle.h"

#include <QApplication>
#include <QClipboard>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>

namespace lavalier::ui {

namespace {

QMimeData* mimeOf(const QStringList& files)
{
    QList<QUrl> urls;
    for (const QString& file : files)
        urls.append(QUrl::fromLocalFile(file));
    auto* data = new QMimeData;
    data->setUrls(urls);
    return data;
}

} // namespace

void copyFiles(const QStringList& files)
{
    QApplication::clipboard()->setMimeData(mimeOf(files));
}

DragHandle::DragHandle(QWidget* parent)
    : IconButton(QStringLiteral("copy"), tr("Drag or copy files"), QStringLiteral("quiet"), parent)
{
    setNarrow(true);
    setCursor(Qt::OpenHandCursor);
    setToolTip(tr("Drag the files into another program, or press to copy them"));
    connect(this, &QPushButton::clicked, this, &DragHandle::copy);
}

void DragHandle::copy() const
{
    copyFiles(m_files);
}

void DragHandle::setFiles(const QStringList& files)
{
    m_files = files;
    setVisible(!files.isEmpty());
}

void DragHandle::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->pos();
    IconButton::mousePressEvent(event);
}

void DragHandle::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton)
        || (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return IconButton::mouseMoveEvent(event);
    setDown(false); // no click at the end of it
    auto* drag = new QDrag(this);
    drag->setMimeData(mimeOf(m_files));
    drag->setPixmap(icon().pixmap(24, 24));
    drag->exec(Qt::CopyAction);
}

} // namespace lavalier::ui
