#pragma once

#include "sinks/recording/database.h"
#include "sinks/recording/recording_exchange.h"

#include <atomic>
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace lavalier::recording {

/// One stream's bookkeeping between commits.
struct StreamState {
    std::int64_t row = 0;
    std::size_t speaker = 0; ///< index into the status' speakers
    Ssrc ssrc;
    std::int64_t lowest = 0;
    std::int64_t highest = 0;
    std::uint64_t frames = 0;
    std::uint64_t missing = 0;
    /// The second being counted, and what it holds so far.
    std::int64_t second = 0;
    std::int64_t onDisk = 0, lost = 0, late = 0;
    std::int64_t heard = 0, decrypted = 0, undecryptable = 0;
    StreamCounters seen; ///< the media path's counters at the last look
};

/// The recording file being written: takes what was handed over, commits it, finishes.
///
/// What a failed commit held stays pending, whole and in order, for the next one.
/// Errors:  every commit may fail; the object stays usable.
/// Thread:  the writer thread; time comes as an argument.
class RecordingFile {
public:
    static constexpr std::chrono::milliseconds kCommitInterval {50};
    static constexpr std::chrono::seconds kHeartbeat {1};
    /// A commit this long after the last synced one is synced; leaves room for the interval itself.
    static constexpr std::chrono::milliseconds kSyncAfter {900};
    /// Late frames of before the pause still count (design.md section 6).
    static constexpr std::chrono::milliseconds kPauseGrace {250};

    /// Makes a new file; see RecordingWriter::create.
    static Result<std::unique_ptr<RecordingFile>, RecordingError>
    create(const QString& folder, const QString& baseName, const RecordingDescription&,
           SteadyTime zero, WallTime wall);

    QString path() const { return m_path; }
    const RecordingStatus& status() const { return m_status; }
    bool heartbeatDue(SteadyTime now) const { return now - m_lastHeartbeat >= kHeartbeat; }
    SteadyTime nextHeartbeat() const { return m_lastHeartbeat + kHeartbeat; }

    void accept(HandOver handOver);
    /// Writes everything pending; with a heartbeat and a sync when they are due.
    Result<void, RecordingError> commit(SteadyTime now);
    /// The last, synced commit; when tried again, with the same `now`: where the recording ends.
    Result<void, RecordingError> finish(SteadyTime now);
    // After finish(), all harmless when they fail:
    /// Cut short once `abandon` is set; it may take seconds.
    void buildIndex(const std::atomic<bool>& abandon);
    /// Makes it one single file. Busy while others read it: try again later.
    Result<void, RecordingError> mergeLog();

private:
    struct PendingFrame {
        OpusFrame frame;
        std::int64_t stream;
    };
    struct ConnectionRow {
        std::int64_t id;
        ConnectionOpened opened;
    };
    struct SpeakerRow {
        std::int64_t id;
        UserId user;
        QString name;
        bool excluded;
    };
    struct StreamRow {
        std::int64_t id, connection, speaker;
        Ssrc ssrc;
        std::int64_t openedUs;
    };
    struct EventRow {
        std::int64_t atUs;
        RecordingEvent event;
    };
    struct TallyRow {
        std::int64_t stream, second, heard, decrypted, onDisk, lost, late, undecryptable;
    };
    using Row = std::variant<ConnectionRow, SpeakerRow, StreamRow, EventRow, TallyRow>;

    struct Statements {
        Statement begin, commit, packet, event, tally, connection, speaker, stream, state, total;
    };

    RecordingFile(QString path, Database database, const RecordingDescription&, SteadyTime zero);
    Result<void, RecordingError> writeHead(const RecordingDescription&, WallTime wall);
    Result<void, RecordingError> prepareAll();

    void apply(const RecordingFact& fact);
    void acceptFrame(OpusFrame&& frame);
    bool isPaused(SteadyTime arrival) const;
    std::size_t speakerIndex(UserId user);
    StreamState& streamState(const OpusFrame& frame);
    void count(StreamState& stream, const OpusFrame& frame);
    void closeSecond(StreamState& stream);
    void note(const MediaCounters& counters);
    void reportRefused(const HandOver& handOver);

    Result<void, RecordingError> writePending(SteadyTime now, bool beat, bool finished);
    Result<void, RecordingError> transact(SteadyTime now, bool beat, bool sync, bool finished);
    Result<void, RecordingError> write(const Row& row);
    Result<void, RecordingError> writeEnd();
    Result<void, RecordingError> writeEvent(std::int64_t atUs, const RecordingEvent& event);
    void addUp();
    void acknowledge(SteadyTime now, bool beat);
    std::int64_t microsSinceZero(SteadyTime time) const { return (time - m_zero).count(); }

    const QString m_path;
    Database m_database;
    Statements m_statements; // dies before the database
    const ChannelId m_channel;
    const SteadyTime m_zero;
    SteadyTime m_lastHeartbeat;
    SteadyTime m_lastSync;

    std::vector<PendingFrame> m_frames;
    std::vector<Row> m_rows;

    std::unordered_map<StreamId, StreamState> m_streams;
    std::pair<StreamId, StreamState*> m_lastStream {};
    std::unordered_map<UserId, std::size_t> m_speakers;
    std::unordered_map<ConnectionId, std::int64_t> m_connections;
    std::unordered_set<ConnectionId> m_nameless; ///< known by their frames alone, so far
    std::unordered_set<UserId> m_excluded;

    std::optional<SteadyTime> m_pausedAt;
    std::pair<SteadyTime, SteadyTime> m_lastPause {}; // ended
    std::chrono::microseconds m_pausedTotal {0};
    RecordingStatus m_status;
};

} // namespace lavalier::recording
