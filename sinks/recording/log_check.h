#pragma once

#include "sinks/recording/recording_types.h"
#include "voice/base/result.h"

#include <atomic>
#include <optional>

namespace lavalier::recording {

/// A log that is damaged before its end. SQLite takes what comes before the damage for all there
/// is, says so of a check, and writes over the rest.
struct LogBreak {
    std::int64_t unreadable = 0; ///< frames that cannot be right
    std::int64_t behind = 0; ///< whole ones after those, up to a commit

    bool operator==(const LogBreak&) const = default;
};

/// Looks at the log beside the database at `path`: only while nobody writes it. Nothing when it is
/// whole, as far as it goes, or when there is none.
///
/// Each frame's checksum goes on from the one before it, so those behind a damage can be told by
/// the word of their neighbours. An unfinished transaction, the log before this one, or what a
/// failed sync took back (no more than a kill may cost) is no damage.
/// Memory:  a page. Thread: any; blocks on the disk.
/// Source:  https://sqlite.org/fileformat2.html#walformat
std::optional<LogBreak> breakInLog(const QString& path);

/// Writes the database at `path` into the empty file `target`, with every whole frame of its log up
/// to the last commit. Pages whose last words were damaged are as they were before: good for its
/// rows alone, and for those only that the database itself does not show.
Result<void, RecordingError> writeBehindBreak(const QString& path, const QString& target,
                                              const std::atomic<bool>* abandoned = nullptr);

} // namespace lavalier::recording
