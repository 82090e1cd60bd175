#pragma once

#include <QString>
#include <QStringList>

namespace lavalier::recording {

/// Where recordings went on that had to leave their folder, in this program's own words.
///
/// A first part whose disk takes nothing more cannot name the next one, and what a file says of
/// others is only a claim. This list finds the one and confirms the other.
/// Shape:   one JSON array a line: uuid, then the paths in order; the newest 200, private.
/// Errors:  none that are told: without it parts are found as openParts() finds them anyway.
/// Thread:  any, once the file is set.

/// To be called once, before anything is opened; until then there is no list. Which file it is, is
/// the program's to say, but not each of those who open a recording.
void keepWhereaboutsIn(const QString& file);

/// In place of what was noted of this recording before.
void noteWhereabouts(const QString& uuid, const QStringList& paths);
/// Empty when there is nothing about it.
QStringList whereaboutsOf(const QString& uuid);

} // namespace lavalier::recording
