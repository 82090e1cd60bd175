#include "ui/widgets/shortcut_list.h"

#include "ui/widgets/parts.h"

#include <QAction>
#include <QGridLayout>
#include <QKeySequenceEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lavalier::ui {
namespace {

QString nameOf(const QAction* action)
{
    return QString(action->text()).remove(u'&').remove(QStringLiteral(" …"));
}

QKeySequence defaultOf(const QAction* action)
{
    return QKeySequence::fromString(action->property("defaultShortcut").toString(),
                                    QKeySequence::PortableText);
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

void ShortcutList::setActions(const QList<QAction*>& actions)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_refused);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    for (QAction* action : actions) {
        const int row = static_cast<int>(m_rows.size());
        auto* words = plainLabel(nameOf(action), nullptr, this);
        auto* field = new QKeySequenceEdit(this);
        field->setAccessibleName(tr("Keys for %1").arg(nameOf(action)));
        field->setObjectName(QStringLiteral("Keys") + action->objectName());
        words->setBuddy(field);
        // Its keys follow the settings in their own time; other changes are none of ours.
        connect(action, &QAction::changed, this,
                [this, action, last = action->shortcut()]() mutable {
                    if (std::exchange(last, action->shortcut()) != action->shortcut())
                        showKeys();
                });
        auto* back = new IconButton(QStringLiteral("refresh"), tr("Default"),
                                    QStringLiteral("quiet"), this);
        back->setAccessibleName(tr("Default keys for %1").arg(nameOf(action)));
        back->setNarrow(true);
        grid->addWidget(words, row, 0);
        grid->addWidget(field, row, 1);
        grid->addWidget(back, row, 2);
        m_rows.append({action, field});
        connect(field, &QKeySequenceEdit::editingFinished, this,
                [this, action, field] { store(action, field); });
        connect(back, &QPushButton::clicked, this, [this, action, field] {
            field->setKeySequence(defaultOf(action));
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
        row.field->setKeySequence(row.action->shortcut());
    }
}

void ShortcutList::store(QAction* action, QKeySequenceEdit* field)
{
    const QKeySequence keys = field->keySequence();
    if (keys == action->shortcut())
        return;
    const auto taken = std::ranges::find_if(m_rows, [&](const Row& row) {
        return row.action != action && !keys.isEmpty() && row.action->shortcut() == keys;
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
    if (keys == defaultOf(action))
        next.shortcuts.remove(action->objectName());
    else
        next.shortcuts[action->objectName()] = keys.toString(QKeySequence::PortableText);
    m_settings.setSettings(next);
}

} // namespace lavalier::ui
