#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <optional>

class QAction;
class QKeyEvent;

namespace lavalier::ui {

// The keys of a command: those it was made with, or those somebody chose.
//
// Plain keys that a button or a field may want first, as Space does, are no shortcut, which would
// be faster than both: whoever shows the command looks for them in what is left of key presses.

/// Where a command can be reached; keys may be the same in places that are never shown together.
enum class CommandPlace { Everywhere, RecordingsList, OpenRecording };

/// What `action` has now is its standard. Once, before any choice.
void rememberStandardKeys(QAction& action, CommandPlace place);
/// Its standard is plain keys that others may want first.
void setLeftOverKeys(QAction& action, const QKeySequence& keys);
QKeySequence standardKeys(const QAction& action);
/// In force now; of several the first.
QKeySequence keysInForce(const QAction& action);
/// In the settings' notation, empty for none.
void applyKeys(QAction& action, const QString& chosen);
/// The standard, but for keys that one of `chosen` has; they were somebody's before.
void applyStandardKeys(QAction& action, const QList<const QAction*>& chosen);
/// The press is of the command's left over keys.
bool isPressed(const QAction& action, const QKeyEvent& event);
/// `keys` would begin, end or be what the command already has, where both can be reached.
bool wouldTake(const QKeySequence& keys, CommandPlace place, const QAction& from);
CommandPlace placeOf(const QAction& action);

} // namespace lavalier::ui
