#include "ui/command_keys.h"

#include <QAction>
#include <QKeyEvent>
#include <QVariant>

#include <algorithm>

namespace lavalier::ui {
namespace {

constexpr auto kStandardKeys = "defaultShortcut";
constexpr auto kKeysLeftOver = "leftOverKeys"; ///< valid where there may be some
constexpr auto kPlace = "commandPlace";

bool isPlain(const QKeySequence& keys)
{
    return keys.count() == 1
        && (keys[0].keyboardModifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))
        == Qt::NoModifier;
}

QList<QKeySequence> allKeysOf(const QAction& action)
{
    const QVariant left = action.property(kKeysLeftOver);
    QList<QKeySequence> all = action.shortcuts();
    if (left.isValid())
        all.append(left.value<QKeySequence>());
    all.removeAll(QKeySequence());
    return all;
}

void setKeys(QAction& action, QList<QKeySequence> keys)
{
    if (action.property(kKeysLeftOver).isValid()) {
        const bool plain = isPlain(keys.value(0));
        setLeftOverKeys(action, plain ? keys.value(0) : QKeySequence());
        if (plain)
            keys.clear();
    }
    keys.removeAll(QKeySequence());
    if (action.shortcuts() != keys)
        action.setShortcuts(keys);
}

} // namespace

void rememberStandardKeys(QAction& action, CommandPlace place)
{
    action.setProperty(kStandardKeys,
                       QKeySequence::listToString(allKeysOf(action), QKeySequence::PortableText));
    action.setProperty(kPlace, static_cast<int>(place));
}

void setLeftOverKeys(QAction& action, const QKeySequence& keys)
{
    action.setProperty(kKeysLeftOver, keys);
    const QString shown = keys.toString(QKeySequence::NativeText);
    const QString words = action.text().section(u'\t', 0, 0);
    action.setText(shown.isEmpty() ? words : words + u'\t' + shown);
}

QKeySequence standardKeys(const QAction& action)
{
    return QKeySequence::listFromString(action.property(kStandardKeys).toString(),
                                        QKeySequence::PortableText)
        .value(0);
}

QKeySequence keysInForce(const QAction& action)
{
    return allKeysOf(action).value(0);
}

void applyKeys(QAction& action, const QString& chosen)
{
    setKeys(action, {QKeySequence::fromString(chosen, QKeySequence::PortableText)});
}

void applyStandardKeys(QAction& action, const QList<const QAction*>& chosen)
{
    auto keys = QKeySequence::listFromString(action.property(kStandardKeys).toString(),
                                             QKeySequence::PortableText);
    keys.removeIf([&](const QKeySequence& one) {
        return std::ranges::any_of(
            chosen, [&](const QAction* other) { return wouldTake(one, placeOf(action), *other); });
    });
    setKeys(action, keys);
}

bool isPressed(const QAction& action, const QKeyEvent& event)
{
    const auto keys = action.property(kKeysLeftOver).value<QKeySequence>();
    return !keys.isEmpty() && keys == QKeySequence(event.keyCombination());
}

bool wouldTake(const QKeySequence& keys, CommandPlace place, const QAction& from)
{
    const CommandPlace there = placeOf(from);
    if (keys.isEmpty()
        || (place != there && place != CommandPlace::Everywhere
            && there != CommandPlace::Everywhere))
        return false;
    const QList<QKeySequence> taken = allKeysOf(from);
    return std::ranges::any_of(taken, [&keys](const QKeySequence& one) {
        return keys.matches(one) != QKeySequence::NoMatch
            || one.matches(keys) != QKeySequence::NoMatch;
    });
}

CommandPlace placeOf(const QAction& action)
{
    return static_cast<CommandPlace>(action.property(kPlace).toInt());
}

} // namespace lavalier::ui
