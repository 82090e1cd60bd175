#pragma once

#include "sinks/recording/recording_reader.h"

#include <mutex>

namespace lavalier::recording {

/// Marks of many speakers, read in as few looks at the recording as memory allows.
///
/// Every look costs a scan of the whole recording, so asking for 25 speakers one by one reads it 25
/// times. Each speaker's marks are given away once and then forgotten.
/// Thread:  any; one that asks while another reads waits for it.
class MarkShelf {
public:
    /// A mark takes about 60 bytes: 64 MB at most are read ahead, unless one speaker alone has
    /// more.
    static constexpr std::uint64_t kMostAtOnce = 1'000'000;

    struct Speaker {
        UserId user;
        std::uint64_t frames = 0; ///< about how many marks there will be
    };

    /// Speakers in the order in which they will be asked for, as far as that is known.
    MarkShelf(QString recordingPath, std::vector<Speaker> speakers,
              const std::atomic<bool>& cancelled);

    Result<render::SpeakerMarks, RecordingError> take(UserId user);
    /// How often the recording was read from end to end.
    int looks() const { return m_looks; }
    /// Rows that could not be right, in those looks.
    std::uint64_t skippedRows() const { return m_skipped; }

private:
    std::vector<UserId> nextGroup(UserId first) const;

    const QString m_path;
    const std::vector<Speaker> m_speakers;
    const std::atomic<bool>& m_cancelled;
    std::mutex m_mutex; // all below
    std::map<UserId, render::SpeakerMarks> m_ahead;
    std::atomic<int> m_looks = 0;
    std::atomic<std::uint64_t> m_skipped = 0;
};

} // namespace lavalier::recording
