#include "ui/widgets/shortcut_help.h"

#include "ui/widgets/parts.h"

#include <QAction>
#include <QGridLayout>
#include <QKeySequence>
#include <QMenu>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lavalier::ui {

namespace {

QString plainText(const QAction& action)
{
    return action.text().section(u'\t', 0, 0).remove(u'&').remove(QStringLiteral(" …"));
}

/// Some keys are no shortcut and stand in the text itself, behind a tab.
QString keysOf(const QAction& action)
{
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    return keys.isEmpty() ? action.text().section(u'\t', 1) : keys;
}

} // namespace

ShortcutHelp::ShortcutHelp(const QList<QAction*>& menus, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("ShortcutHelp"));
    setWindowTitle(tr("Keyboard and help"));
    auto* words
        = plainLabel(tr("Join a channel, press Record, and every speaker becomes a track of their "
                        "own. The clock shows what has reached the disk."),
                     nullptr, this);
    words->setWordWrap(true);

    auto* list = new QWidget;
    list->setObjectName(QStringLiteral("page"));
    auto* grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, 12, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(0, 1);
    int row = 0;
    for (const QAction* menu : menus) {
        if (!menu->menu())
            continue;
        bool titled = false;
        for (const QAction* action : menu->menu()->actions()) {
            const QString keys = keysOf(*action);
            if (keys.isEmpty())
                continue;
            if (!std::exchange(titled, true)) {
                auto* title = plainLabel(plainText(*menu), nullptr, list);
                title->setFont(scaledFont(font(), 1.08, QFont::DemiBold));
                title->setContentsMargins(0, row > 0 ? 12 : 0, 0, 2);
                grid->addWidget(title, row++, 0, 1, 2);
            }
            grid->addWidget(plainLabel(plainText(*action), nullptr, list), row, 0);
            grid->addWidget(plainLabel(keys, "secondary", list), row++, 1);
        }
    }
    grid->setRowStretch(row, 1);
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setAccessibleName(tr("Keys"));
    area->setWidget(list);
    auto* close = new IconButton({}, tr("Close"), QStringLiteral("primary"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 18, 24, 18);
    layout->setSpacing(14);
    layout->addWidget(words);
    layout->addWidget(area, 1);
    layout->addWidget(close, 0, Qt::AlignTrailing);
    close->setFocus();
    const int wide = std::max(460, fontMetrics().averageCharWidth() * 64);
    resize(wide, list->sizeHint().height() + 160);
    fitToScreen(*this);
}

} // namespace lavalier::ui
