#pragma once

#include <QString>
#include <QStringList>

#include <chrono>

namespace lavalier::recording {

/// Where recordings went on that had to leave their folder, in this program's own words.
///
/// A first part whose disk takes nothing more cannot name the next one, and what a file says of
/// others is only a claim. This list finds the one and confirms the other. Only files that a
/// recording did go on in are ever noted: what is on the list and not there is lost.
/// Shape:   one JSON array a line: uuid, then the paths in order; the newest 200, private.
/// Errors:  none that are told: without it parts are found as openParts() finds them anyway.
/// Thread:  any. The file is touched on a thread of its own: its disk may never answer, and holds
///          up nobody for longer than kLookTakes, nor twice.

/// To be called before anything is opened; until then there is no list. Which file it is, is the
/// program's to say, but not each of those who open a recording.
void keepWhereaboutsIn(const QString& file);

/// In place of what was noted of this recording before. Known at once, written soon.
void noteWhereabouts(const QString& uuid, const QStringList& paths);
/// Empty when there is nothing about it, as far as the list is known.
QStringList whereaboutsOf(const QString& uuid);
/// Whether all that was noted is written, or was tried to be; waits for that so long.
bool settleWhereabouts(std::chrono::milliseconds atMost);

} // namespace lavalier::recording
