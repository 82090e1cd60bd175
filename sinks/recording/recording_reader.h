#pragma once

#include "processing/render/track_source.h"
#include "processing/timeline/track_timeline.h"
#include "sinks/recording/recording_types.h"
#include "voice/base/result.h"

#include <atomic>
#include <memory>
#include <unordered_map>

namespace lavalier::recording {

class Database;

/// Whether a writer, of this or another process, has the file now; true for up to 5 s after a
/// crash.
bool isBeingWritten(const QString& path);

/// Reads a recording file, finished, left behind by a crash, or still being written.
///
/// Never writes to it. Reads in pages, so that a running writer can merge its log.
/// Errors:  a row that cannot be right (wrong type, absurd value, too large) is skipped and
/// counted. Thread:  one at a time; each thread that reads opens its own.
class RecordingReader final : public render::TrackSource {
public:
    /// A newer schema opens too; isNewer() says so.
    static Result<std::unique_ptr<RecordingReader>, RecordingError> open(const QString& path);
    ~RecordingReader() override;

    QString path() const;
    bool isNewer() const;
    /// From now on every call fails soon after `flag` was set; null: never. It must outlive them.
    void abandonWhen(const std::atomic<bool>* flag);
    /// Rows set aside so far by this reader.
    std::uint64_t skippedRows() const;

    Result<RecordingSummary, RecordingError> summary();
    /// Everything but heartbeats, in order of time.
    Result<std::vector<RecordedEvent>, RecordingError> events();
    Result<std::vector<timeline::PauseSpan>, RecordingError> pauses();
    /// Up to the last packet, heartbeat or event; where every track ends.
    Result<std::chrono::microseconds, RecordingError> length();
    /// Who has packets that are more than the silence sent on joining.
    Result<std::vector<UserId>, RecordingError> heardSpeakers();
    /// Whether any packet of the speaker was coded in stereo.
    Result<bool, RecordingError> isStereo(UserId user);

    // render::TrackSource
    Result<std::vector<timeline::PacketMark>, render::SourceError> marks(UserId user) override;
    Result<QByteArray, render::SourceError> payload(std::int64_t row) override;
    Result<std::vector<QByteArray>, render::SourceError>
    payloads(std::span<const std::int64_t> rows) override;

private:
    RecordingReader(QString path, std::unique_ptr<Database> database, bool newer);
    void allowSteps();
    FileState state(const QString& written) const;
    Result<RecordingSummary, RecordingError> readSummary();
    Result<std::vector<QByteArray>, render::SourceError>
    readPayloads(std::span<const std::int64_t> rows);
    Result<std::vector<SpeakerTally>, RecordingError> speakers(bool finished);
    std::unordered_map<std::int64_t, std::uint64_t> untallied();
    Result<std::vector<std::int64_t>, RecordingError> streamsOf(UserId user);
    Result<bool, RecordingError> readPage(std::int64_t& after,
                                          const std::vector<std::int64_t>& streams,
                                          std::vector<timeline::PacketMark>& marks, bool& stereo);

    const QString m_path;
    std::unique_ptr<Database> m_database;
    const bool m_newer;
    std::uint64_t m_skipped = 0;
    const std::atomic<bool>* m_abandoned = nullptr;
    std::unordered_map<UserId, bool> m_stereo; // known once the marks were read
};

} // namespace lavalier::recording
