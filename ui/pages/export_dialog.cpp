#include "ui/pages/export_dialog.h"

#include "ui/text/durations.h"
#include "ui/text/remote_text.h"
#include "ui/text/sizes.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace lavalier::ui {

namespace {

QIcon face(const RecordedSpeaker& speaker, qreal ratio)
{
    const int side = 20;
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintAvatar(painter, QRectF(0, 0, side, side), speaker.id.value(), speaker.name);
    painter.end();
    return QIcon(pixmap);
}

} // namespace

ExportDialog::ExportDialog(ExportPort& exporter, const RecordingView& recording, QWidget* parent)
    : QDialog(parent)
    , m_exporter(exporter)
    , m_title(new ElidedLabel(this))
    , m_facts(plainLabel({}, "secondary", this))
    , m_formats(new QButtonGroup(this))
    , m_quality(new QComboBox(this))
    , m_noMp3(plainLabel(tr("MP3 needs the program ffmpeg, which was not found. Install it and "
                            "start Lavalier again; WAV works without."),
                         "attention", this))
    , m_tracks(new QListWidget(this))
    , m_trackCount(plainLabel({}, "secondary", this))
    , m_folder(new QLineEdit(this))
    , m_keepPauses(new QCheckBox(tr("Keep pauses as silence"), this))
    , m_start(new IconButton(QStringLiteral("export"), {}, QStringLiteral("primary"), this))
{
    setWindowTitle(tr("Export"));
    setObjectName(QStringLiteral("ExportDialog"));
    setModal(false);
    setMinimumWidth(460);
    m_title->setFont(scaledFont(font(), 1.2, QFont::Bold));

    auto* segments = new QFrame(this);
    segments->setProperty("kind", QStringLiteral("segments"));
    auto* segmentLayout = new QHBoxLayout(segments);
    segmentLayout->setContentsMargins(3, 3, 3, 3);
    segmentLayout->setSpacing(3);
    const std::pair<ExportFormat, QString> formats[] = {{ExportFormat::Wav16, tr("WAV 16 bit")},
                                                        {ExportFormat::Wav24, tr("WAV 24 bit")},
                                                        {ExportFormat::Mp3, tr("MP3")}};
    for (const auto& [id, words] : formats) {
        auto* button = new QPushButton(words, segments);
        button->setCheckable(true);
        button->setAutoDefault(false);
        m_formats->addButton(button, static_cast<int>(id));
        segmentLayout->addWidget(button);
    }
    m_formats->button(static_cast<int>(ExportFormat::Wav16))->setChecked(true);
    const bool mp3 = exporter.mp3Available();
    m_formats->button(static_cast<int>(ExportFormat::Mp3))->setEnabled(mp3);
    m_noMp3->setWordWrap(true);
    m_noMp3->setVisible(!mp3);
    m_quality->setAccessibleName(tr("MP3 quality"));
    m_quality->addItem(tr("Best quality"), static_cast<int>(Mp3Quality::Best));
    m_quality->addItem(tr("High quality"), static_cast<int>(Mp3Quality::High));
    m_quality->addItem(tr("Small files"), static_cast<int>(Mp3Quality::Small));
    m_quality->setCurrentIndex(1);
    m_tracks->setObjectName(QStringLiteral("tracks"));
    m_tracks->setAccessibleName(tr("Tracks"));
    m_tracks->setIconSize({20, 20});
    m_folder->setAccessibleName(tr("Folder"));
    m_start->setObjectName(QStringLiteral("StartExport"));
    m_start->setDefault(true);

    auto* all = new IconButton({}, tr("All"), QStringLiteral("link"), this);
    auto* none = new IconButton({}, tr("None"), QStringLiteral("link"), this);
    all->setAccessibleName(tr("Select all tracks"));
    none->setAccessibleName(tr("Select no tracks"));
    auto* choose = new IconButton(QStringLiteral("folder"), tr("Choose …"), {}, this);
    choose->setAccessibleName(tr("Choose folder"));
    auto* cancel = new IconButton({}, tr("Cancel"), {}, this);
    for (IconButton* button : {all, none, choose, cancel})
        button->setAutoDefault(false);

    const auto caption
        = [this](const QString& text) { return plainLabel(text, "secondary", this); };
    auto* formatRow = new QHBoxLayout;
    formatRow->addWidget(segments);
    formatRow->addWidget(m_quality, 1);
    auto* trackRow = new QHBoxLayout;
    trackRow->addWidget(caption(tr("Tracks")));
    trackRow->addWidget(m_trackCount, 1);
    trackRow->addWidget(all);
    trackRow->addWidget(none);
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(choose);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_start);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addSpacing(6);
    layout->addWidget(caption(tr("Format")));
    layout->addLayout(formatRow);
    layout->addWidget(m_noMp3);
    layout->addSpacing(4);
    layout->addLayout(trackRow);
    layout->addWidget(m_tracks, 1);
    layout->addSpacing(4);
    layout->addWidget(caption(tr("Folder")));
    layout->addLayout(folderRow);
    layout->addWidget(m_keepPauses);
    layout->addSpacing(8);
    layout->addLayout(buttons);

    connect(m_formats, &QButtonGroup::idClicked, this, &ExportDialog::refresh);
    connect(m_tracks, &QListWidget::itemChanged, this, &ExportDialog::refresh);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    connect(all, &QPushButton::clicked, this, [this] { checkAll(true); });
    connect(none, &QPushButton::clicked, this, [this] { checkAll(false); });
    connect(choose, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    connect(cancel, &QPushButton::clicked, this, &QDialog::close);
    connect(m_start, &QPushButton::clicked, this, &ExportDialog::start);
    setRecording(recording);
    m_folder->setText(exporter.suggestedFolder(recording.path));
    resize(540, 560);
}

void ExportDialog::setRecording(const RecordingView& recording)
{
    const bool sameSpeakers
        = m_recording.path == recording.path && m_recording.speakers == recording.speakers;
    m_recording = recording;
    m_title->setFullText(cleanRemote(recording.title));
    m_facts->setText(recording.length.count() > 0 ? lengthText(recording.length)
                             + QStringLiteral(" · ") + sizeText(recording.bytes)
                                                  : QString());
    m_facts->setVisible(!m_facts->text().isEmpty());
    if (!sameSpeakers) {
        const QSignalBlocker quiet(m_tracks);
        m_tracks->clear();
        for (const RecordedSpeaker& speaker : recording.speakers) {
            auto* item = new QListWidgetItem(face(speaker, devicePixelRatioF()),
                                             cleanRemote(speaker.name), m_tracks);
            item->setData(Qt::UserRole, QVariant::fromValue<quint64>(speaker.id.value()));
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(Qt::Checked);
            item->setToolTip(plainToolTip(item->text()));
        }
    }
    refresh();
}

ExportFormat ExportDialog::format() const
{
    return static_cast<ExportFormat>(m_formats->checkedId());
}

ExportOrder ExportDialog::order() const
{
    ExportOrder order;
    order.recordingPath = m_recording.path;
    order.format = format();
    order.quality = static_cast<Mp3Quality>(m_quality->currentData().toInt());
    order.folder = m_folder->text().trimmed();
    order.keepPauses = m_keepPauses->isChecked();
    for (int row = 0; row < m_tracks->count(); ++row) {
        const QListWidgetItem* item = m_tracks->item(row);
        if (item->checkState() == Qt::Checked)
            order.speakers.emplace_back(item->data(Qt::UserRole).toULongLong());
    }
    if (static_cast<int>(order.speakers.size()) == m_tracks->count())
        order.speakers.clear(); // all, also those who are found later
    return order;
}

void ExportDialog::setOrder(const ExportOrder& order)
{
    if (auto* button = m_formats->button(static_cast<int>(order.format));
        button && button->isEnabled())
        button->setChecked(true);
    m_quality->setCurrentIndex(m_quality->findData(static_cast<int>(order.quality)));
    m_folder->setText(order.folder);
    m_keepPauses->setChecked(order.keepPauses);
    {
        const QSignalBlocker quiet(m_tracks);
        for (int row = 0; row < m_tracks->count(); ++row) {
            QListWidgetItem* item = m_tracks->item(row);
            const UserId speaker(item->data(Qt::UserRole).toULongLong());
            const bool wanted = order.speakers.empty()
                || std::find(order.speakers.begin(), order.speakers.end(), speaker)
                    != order.speakers.end();
            item->setCheckState(wanted ? Qt::Checked : Qt::Unchecked);
        }
    }
    refresh();
}

void ExportDialog::refresh()
{
    int chosen = 0;
    for (int row = 0; row < m_tracks->count(); ++row)
        chosen += m_tracks->item(row)->checkState() == Qt::Checked ? 1 : 0;
    const bool unknown = m_tracks->count() == 0;
    m_quality->setVisible(format() == ExportFormat::Mp3);
    m_trackCount->setText(unknown ? QString() : tr("%1 of %2").arg(chosen).arg(m_tracks->count()));
    m_tracks->setVisible(!unknown);
    const QString words
        = unknown ? tr("Export all tracks") : tr("Export %n track(s)", nullptr, chosen);
    m_start->setWords(words);
    m_start->setEnabled((unknown || chosen > 0) && !m_folder->text().trimmed().isEmpty());
}

void ExportDialog::checkAll(bool checked)
{
    const QSignalBlocker quiet(m_tracks);
    for (int row = 0; row < m_tracks->count(); ++row)
        m_tracks->item(row)->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
    refresh();
}

void ExportDialog::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Export to folder"), m_folder->text());
    dialog->setObjectName(QStringLiteral("ExportFolder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void ExportDialog::start()
{
    emit exportStarted(m_exporter.startExport(order()));
    close();
}

} // namespace lavalier::ui
