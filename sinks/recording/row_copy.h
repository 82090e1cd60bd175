#pragma once

#include "sinks/recording/database.h"
#include "sinks/recording/recording_recovery.h"

#include <QStringList>

namespace lavalier::recording {

struct RowSource {
    QString path;
    /// The same with what is behind a damage of its log (writeBehindBreak()). Then it is read in
    /// three ways: as SQLite shows it, without its log, which may have been moved into it in part,
    /// and from this. Each has rows that the others have not. Empty when there is no such damage.
    QString behind {};
    /// The same under this version's schema (writeUnderOurSchema()), read instead of all others.
    /// Empty when its own can be read.
    QString underOurs {};
};

/// Whatever can be read of a recording's parts, row by row into one file that has the schema; what
/// cannot is named in `skipped`. A head is made up when no part has one.
///
/// Errors:  of the disk that is written to; Internal when `abandoned`, which may be null, is set.
/// Memory:  a page of rows. Thread: any; blocks on the disk.
Result<void, RecordingError> copyRows(const std::vector<RowSource>& parts, const Database& to,
                                      std::vector<SkippedRows>& skipped,
                                      const std::atomic<bool>* abandoned);

/// Whose packets are there while what is said of them is not: they are worth tracks without a name.
/// Discord's ids are far larger than the ones made up here. Where anybody was to be left out of
/// exports, they are too, until somebody listens and says otherwise.
Result<void, RecordingError> nameTheNameless(const Database& to);

} // namespace lavalier::recording
