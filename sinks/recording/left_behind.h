#pragma once

#include "sinks/recording/recording_part.h"

#include <map>

namespace lavalier::recording {

/// What whoever goes on in a recording that was left behind must know of it.
struct LeftBehind {
    RecordingDescription description;
    QString uuid;
    WallTime wall; ///< at its zero
    QStringList parts; ///< in order; it goes on in the last
    std::vector<RunRow> runs;
    std::vector<SpeakerTally> speakers; ///< a row's id is its place here, from 1
    std::map<QString, std::uint64_t> transport;
    std::int64_t connections = 0; ///< highest id
    std::int64_t streams = 0;
    std::chrono::microseconds length {0};
    std::chrono::microseconds paused {0}; ///< of that
    bool endsPaused = false;

    /// The recording's zero on this machine's steady clock. Since the same start of the computer
    /// that clock itself tells; otherwise the wall clock, which may have been set: the recording
    /// never goes back behind its own end.
    SteadyTime zero(const QString& bootId, SteadyTime now, WallTime wallNow) const;
};

/// Touches nothing.
///
/// Errors:  BeingRecorded; Finished; NewerSchema; NotFound when a part is missing; Damaged when it
///          is not whole enough to go on in, though it may still be read.
Result<LeftBehind, RecordingError> readLeftBehind(const QString& path);

} // namespace lavalier::recording
