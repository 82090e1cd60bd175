#pragma once

#include "sinks/recording/recording_types.h"
#include "voice/base/result.h"

#include <atomic>
#include <vector>

namespace lavalier::recording {

/// Rows of one table that could not be read; of table "log", as many frames of the log,
/// of "part" as many files that are not there.
struct SkippedRows {
    QString file; ///< its name
    QString table;
    std::int64_t from = 0;
    std::int64_t to = 0; ///< the last one, as far as the next readable row tells

    bool operator==(const SkippedRows&) const = default;
};

struct RecoveryReport {
    QString recording; ///< what is whole now: the same file, or the copy
    bool copied = false;
    std::uint64_t packets = 0; ///< readable
    std::chrono::milliseconds length {0};
    std::vector<SkippedRows> skipped; ///< nothing when it was copied by an earlier recovery

    bool operator==(const RecoveryReport&) const = default;
};

/// How a recording that was left behind becomes a finished one.
enum class RecoverInto {
    Same, ///< in the same file, if all of it is whole; else as Copy
    Copy, ///< a new file beside it, NAME.recovered.lavalier; the original is only read
};

/// Makes a recording that was left behind a finished one. What is damaged is never changed: its
/// readable rows are copied. Again, and after being killed, it comes to the same.
///
/// Errors:  BeingRecorded, NewerSchema; Damaged when not even its head can be read; of the disk.
/// Memory:  a page of rows. Thread:  any; blocks on the disk.
Result<RecoveryReport, RecordingError> recover(const QString& path,
                                               RecoverInto into = RecoverInto::Same,
                                               const std::atomic<bool>* abandoned = nullptr);

} // namespace lavalier::recording
