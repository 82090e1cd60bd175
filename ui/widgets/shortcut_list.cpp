#include "ui/widgets/shortcut_list.h"

#include "ui/command_keys.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QGridLayout>
#include <QKeySequenceEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <utility>

namespace lavalier::ui {
namespace {

QString nameOf(const QAction* action)
{
    return action->text().section(u'\t', 0, 0).remove(u'&').remove(QStringLiteral(" …"));
}

/// The button in the field that empties it; null where this Qt has none.
QAction* clearAction(QKeySequenceEdit* field)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 4, 0)
    field->setClearButtonEnabled(true);
#endif
    return field->findChild<QAction*>(QStringLiteral("_q_qlineeditclearaction"));
}

} // namespace

ShortcutList::ShortcutList(SettingsPort& settings, QWidget* parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_refused(plainLabel({}, "attention", this))
{
    m_refused->setWordWrap(true);
    m_refused->hide();
    connect(&m_settings, &SettingsPort::settingsChanged, this, &ShortcutList::showKeys);
}

QString ShortcutList::titleOf(CommandPlace place)
{
    switch (place) {
    case CommandPlace::RecordingsList:
        return tr("In the list of recordings");
    case CommandPlace::OpenRecording:
        return tr("In an opened recording");
    case CommandPlace::Everywhere:
        break;
    }
    return tr("Everywhere");
}

void ShortcutList::setActions(const QList<QAction*>& actions)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_refused);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    std::optional<CommandPlace> place;
    int row = 0;
    for (QAction* action : actions) {
        if (!action) // between groups of a menu
            continue;
        if (std::exchange(place, placeOf(*action)) != placeOf(*action)) {
            auto* title = plainLabel(titleOf(*place), nullptr, this);
            title->setFont(scaledFont(font(), 1, QFont::DemiBold));
            title->setContentsMargins(0, row > 0 ? 12 : 0, 0, 2);
            grid->addWidget(title, row++, 0, 1, 3);
        }
        auto* words = plainLabel(nameOf(action), nullptr, this);
        auto* field = new QKeySequenceEdit(this);
        field->setAccessibleName(tr("Keys for %1").arg(nameOf(action)));
        field->setObjectName(QStringLiteral("Keys") + action->objectName());
        words->setBuddy(field);
        // Its keys follow the settings in their own time; other changes are none of ours.
        connect(action, &QAction::changed, this,
                [this, action, last = keysInForce(*action)]() mutable {
                    if (std::exchange(last, keysInForce(*action)) != keysInForce(*action))
                        showKeys();
                });
        auto* back = new IconButton(QStringLiteral("refresh"), tr("Default"),
                                    QStringLiteral("quiet"), this);
        back->setAccessibleName(tr("Default keys for %1").arg(nameOf(action)));
        back->setNarrow(true);
        grid->addWidget(words, row, 0);
        grid->addWidget(field, row, 1);
        grid->addWidget(back, row++, 2);
        m_rows.append({action, field});
        connect(field, &QKeySequenceEdit::editingFinished, this,
                [this, action, field] { store(action, field); });
        if (const QAction* clear = clearAction(field))
            connect(clear, &QAction::triggered, this, [this, action, field] {
                field->clear(); // Qt 6.4 empties the words alone
                store(action, field);
            });
        connect(back, &QPushButton::clicked, this, [this, action, field] {
            field->setKeySequence(standardKeys(*action));
            store(action, field);
        });
    }
    grid->setColumnStretch(0, 1);
    column->addLayout(grid);
    showKeys();
}

void ShortcutList::showKeys()
{
    for (const Row& row : m_rows) {
        const QSignalBlocker quiet(row.field);
        row.field->setKeySequence(keysInForce(*row.action));
    }
}

void ShortcutList::store(QAction* action, QKeySequenceEdit* field)
{
    const QKeySequence keys = field->keySequence();
    if (keys == keysInForce(*action))
        return;
    const auto taken = std::ranges::find_if(m_rows, [&](const Row& row) {
        return row.action != action && wouldTake(keys, placeOf(*action), *row.action);
    });
    m_refused->setVisible(taken != m_rows.end());
    if (taken != m_rows.end()) {
        m_refused->setText(
            tr("%1 are already the keys for “%2”.")
                .arg(keys.toString(QKeySequence::NativeText), nameOf(taken->action)));
        showKeys();
        return;
    }
    Settings next = m_settings.settings();
    if (keys == standardKeys(*action))
        next.shortcuts.remove(action->objectName());
    else
        next.shortcuts[action->objectName()] = keys.toString(QKeySequence::PortableText);
    m_settings.setSettings(next);
}

} // namespace lavalier::ui
