#pragma once

#include "sinks/recording/left_behind.h"
#include "sinks/recording/part_thread.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace lavalier::recording {

/// One stream's bookkeeping between commits.
struct StreamState {
    std::int64_t row = 0;
    std::int64_t connection = 0;
    std::size_t speaker = 0; ///< index into the status' speakers
    Ssrc ssrc;
    std::int64_t openedUs = 0;
    std::int64_t lowest = 0;
    std::int64_t highest = 0;
    std::uint64_t frames = 0;
    std::uint64_t missing = 0;
    /// The second being counted, and what it holds so far.
    std::int64_t second = 0;
    std::int64_t onDisk = 0, lost = 0, late = 0;
    std::int64_t heard = 0, decrypted = 0, undecryptable = 0;
    StreamCounters seen; ///< the media path's counters at the last look
    std::optional<MissedRow> missed; ///< may still grow

    StreamRow asRow() const
    {
        return {row, connection, static_cast<std::int64_t>(speaker) + 1, ssrc, openedUs};
    }
};

/// When what is committed reaches the disk, and the database.
struct Pace {
    /// Whether a sync is part of its commit, or runs beside the commits that follow.
    enum class Syncs { Within, Beside } syncs = Syncs::Within;
    int logPages = RecordingPart::kLogPages;
    /// A disk that takes longer over anything hangs, and is no longer waited for.
    std::chrono::milliseconds answers = std::chrono::hours(24);
    /// The same for making a file: a few syncs, of a disk that perhaps was asleep.
    std::chrono::milliseconds makes = std::chrono::hours(24);
};

/// The recording file being written: takes what was handed over, commits it, finishes.
///
/// What a failed commit held stays pending, whole and in order, for the next one, be it in the same
/// file or in the next part. A failed sync may have lost what was committed since the last good
/// one, and made unreadable what came after it: the next part gets all of that again, and it may
/// then be in the recording twice. The same goes for what a disk that hangs was given, and for what
/// was written since the file's name was seen last: it may be removed, or only moved away.
/// Errors:  every commit may fail; the object stays usable. InputOutput is a disk that hangs.
/// Shape:   what is told is taken in recording_intake.cpp, committing and syncing are in
///          recording_commits.cpp, the rest in recording_file.cpp. Each file is touched on a thread
///          of its own (part_thread.h).
/// Thread:  the writer thread; time comes as an argument.
class RecordingFile {
public:
    /// Between two commits. With the 5 to 20 ms after which the socket is drained, and the commit
    /// itself, a frame is in the file within 50 ms of its arrival.
    static constexpr std::chrono::milliseconds kCommitInterval {25};
    static constexpr std::chrono::seconds kHeartbeat {1};
    /// All that was committed is synced this long after the last time; with the commits' interval
    /// and the time a sync takes, at most a second is not on the disk.
    static constexpr std::chrono::milliseconds kSyncAfter {700};
    /// A disk that fails again and again shall not fill a folder with parts.
    static constexpr std::chrono::seconds kPartEvery {10};
    static constexpr std::size_t kMaxParts = 1000;
    /// A folder whose disk hangs keeps a thread for each try; unasked there are no more at a time.
    static constexpr std::size_t kMaxHungMakings = 3;
    /// A disk that takes longer over a sync has a problem, and is not waited for.
    static constexpr std::chrono::seconds kSyncTakes {2};
    static constexpr std::chrono::seconds kMakingTakes {5};
    /// So many bytes are kept in memory of what is committed and not surely on the disk: some three
    /// minutes of ten speakers.
    static constexpr std::size_t kMaxUnsynced = 32U << 20;

    /// Makes a new file; see RecordingWriter::create.
    static Result<std::unique_ptr<RecordingFile>, RecordingError>
    create(const QString& folder, const QString& baseName, const RecordingDescription&,
           SteadyTime zero, WallTime wall, Pace pace = {});
    /// Goes on in a recording that was left behind; see RecordingWriter::goOn.
    static Result<std::unique_ptr<RecordingFile>, RecordingError>
    goOn(const QString& path, SteadyTime now, WallTime wall, Pace pace = {});

    /// Of the part being written; status().path is the one that stands for the whole.
    QString path() const { return m_path; }
    const RecordingStatus& status() const { return m_status; }
    /// What arrived before is not part of it: Record, or going on, was not asked for yet.
    SteadyTime begun() const { return m_begun; }
    /// A sync runs beside, or its outcome is not looked at yet.
    bool isSyncing() const { return m_part->isSyncing(); }
    bool heartbeatDue(SteadyTime now) const { return now - m_lastHeartbeat >= kHeartbeat; }
    SteadyTime nextHeartbeat() const { return m_lastHeartbeat + kHeartbeat; }

    void accept(HandOver handOver);
    /// The computer has slept, and the media is somebody else's by now: a new run.
    void wokeUp(SteadyTime now, WallTime wall, std::chrono::microseconds slept);
    /// Writes everything pending; with a heartbeat and a sync when they are due.
    Result<void, RecordingError> commit(SteadyTime now);
    /// The last, synced commit; when tried again, with the same `now`: where the recording ends.
    /// Waits no longer than `atMost` for a disk that hangs. A file without a name is no end.
    Result<void, RecordingError> finish(SteadyTime now,
                                        std::chrono::milliseconds atMost = std::chrono::hours(24));
    /// Goes on in a new file, the next part of the same recording, with everything pending. What is
    /// in a file that was removed is copied there too, meanwhile. On failure all is as before.
    Result<void, RecordingError> continueIn(const QString& folder, SteadyTime now);
    /// The same in the folder it is in, unasked and when it may; the part being written takes what
    /// comes until there is a file. True once it goes on in that.
    bool continueBeside(SteadyTime now, std::chrono::milliseconds atMost);
    /// Whether there may be another part, in the same folder and unasked: the last one and the last
    /// try are old enough.
    bool mayContinue(SteadyTime now);
    /// A sync of the part being written failed once: it stays a problem until there is a next part.
    bool isDoubtful() const { return m_part->isDoubtful(); }
    /// Frames that only memory has: committed to a file that has no name any more.
    std::uint64_t heldAlone() const;
    /// Room on the disk that is kept for the end; false when there is none, or no more.
    bool useReserve();
    // After finish(), all harmless when they fail; the object takes nothing more:
    /// Cut short once `abandon` is set; it may take seconds.
    void buildIndex(const std::atomic<bool>& abandon);
    /// Makes it one single file. Busy while others read it: try again later.
    Result<void, RecordingError> mergeLog(const std::atomic<bool>* abandon = nullptr);

private:
    RecordingFile(std::unique_ptr<PartThread> first, RecordingHead head, Pace pace);
    void adopt(const LeftBehind& before);
    void beginRun(SteadyTime now, WallTime wall);

    void apply(const RecordingFact& fact);
    void acceptFrame(OpusFrame&& frame);
    std::size_t speakerIndex(UserId user);
    void acceptMissed(const PacketsMissed& missed);
    StreamState& streamState(const SealedPacket& packet);
    void count(StreamState& stream, const OpusFrame& frame);
    void closeSecond(StreamState& stream);
    void closeMissed(StreamState& stream);
    void note(const MediaCounters& counters);
    void addUp(const MediaCounters& counters);
    void reportRefused(const HandOver& handOver);

    // recording_commits.cpp
    using Millis = std::chrono::milliseconds;
    enum class Kind { Ordinary, Beat, End };
    Result<void, RecordingError> writePending(SteadyTime now, Kind kind, Millis atMost);
    void beginCommit(SteadyTime now, Kind kind, bool hangs);
    std::optional<Result<void, RecordingError>> endCommit(Millis atMost);
    std::vector<RecordingRow> rowsOfABeat(SteadyTime now, Kind kind);
    void beginSync();
    Result<void, RecordingError> followSync(Millis atMost);
    void keepSynced();
    void forgetAll();
    void boundUnsynced();
    std::size_t unsynced() const;
    void reportDropped(RecordingBatch& to);
    void takeBackUnsynced();
    void addUp();
    void acknowledge(SteadyTime now, bool beat);

    // recording_file.cpp
    Millis patience() const { return std::min<Millis>(m_pace.answers, kSyncTakes); }
    struct Next;
    Next startNext(const QString& folder, SteadyTime now) const;
    void giveUp(Next next, SteadyTime now);
    void goOnIn(Next next, SteadyTime now);
    bool isQuiet();
    bool isGone() const { return !m_part->look().isThere; }
    struct Earlier;
    void nameLaterParts();
    static void hearFrom(Earlier& part, Millis atMost);
    using Flag = std::atomic<bool>;
    Result<void, RecordingError>
    inBackground(const Earlier& part,
                 const std::function<PartAnswer(RecordingPart&, const Flag&)>& job,
                 const Flag* abandon);
    QStringList paths() const;
    std::vector<RecordingRow> known() const;
    std::int64_t microsSinceZero(SteadyTime time) const { return (time - m_zero).count(); }

    const RecordingHead m_head;
    const SteadyTime m_zero;
    SteadyTime m_begun;
    const Pace m_pace;
    QStringList m_before; ///< parts of an earlier run of the program
    struct Earlier {
        std::unique_ptr<PartThread> thread;
        // Of paths(), from the first on:
        qsizetype told = 0; ///< so many it knows
        qsizetype telling = 0; ///< and will know; 0 when it is busy with something else
        bool saves = false; ///< its file was removed, and is copied: that takes its time
    };
    std::vector<Earlier> m_earlier; ///< kept open: their locks are SQLite's
    std::unique_ptr<PartThread> m_part;
    QString m_path;
    std::uint64_t m_bytesBefore = 0; ///< in earlier parts
    /// To go on in a folder, in vain so far.
    struct Tries {
        SteadyTime last;
        std::vector<std::weak_ptr<const void>> threads; ///< whose disk may hold them up still
    };
    std::map<QString, Tries> m_tries; ///< by folder
    /// A part whose file is being made.
    struct Next {
        std::unique_ptr<PartThread> thread;
        QString folder;
        SteadyTime since;
        std::weak_ptr<const void> lives; ///< as long as its disk may hold it up
    };
    std::optional<Next> m_next;
    SteadyTime m_lastHeartbeat {};
    SteadyTime m_lastSync {};
    SteadyTime m_partSince {};

    RecordingBatch m_pending;
    /// What the part was given and has not answered yet.
    struct Commit {
        std::shared_ptr<RecordingBatch> batch;
        SteadyTime at;
        Kind kind = Kind::Ordinary;
        bool sync = false; ///< with it
        bool syncAfter = false;
        bool hangs = false; ///< a sync does
        RecordingStatus before {}; ///< the end counts what is not on the disk yet
    };
    std::optional<Commit> m_commit;
    using Batches = std::vector<std::shared_ptr<RecordingBatch>>;
    Batches m_unsynced; ///< committed, but perhaps not on the disk yet: at most a second's worth
    Batches m_syncing; ///< those that a running sync concerns; before the others
    /// Synced, and before those: into a file that perhaps has no name any more.
    Batches m_synced;
    /// Frames that were in one of them and that memory had no more room for.
    std::map<UserId, std::uint64_t> m_dropped;

    std::vector<RunRow> m_runs;
    std::vector<SpeakerTally> m_speakersBefore; ///< of earlier runs of the program
    std::map<QString, std::uint64_t> m_transportBefore;
    std::int64_t m_connectionsBefore = 0;
    std::int64_t m_streamsBefore = 0;
    std::unordered_map<StreamId, StreamState> m_streams;
    std::pair<StreamId, StreamState*> m_lastStream {};
    std::unordered_map<UserId, std::size_t> m_speakers;
    std::map<ConnectionId, ConnectionRow> m_connections;
    std::unordered_set<ConnectionId> m_nameless; ///< known by their frames alone, so far
    std::unordered_set<UserId> m_excluded;

    struct Total {
        std::uint64_t count = 0; ///< since the recording began
        std::optional<std::uint64_t> seen; ///< the media path's own at the last look
        bool isNew = false; ///< not in this part yet
    };
    std::map<QByteArray, Total> m_transport;
    bool m_transportSeen = false; ///< names that appear later count from zero

    std::optional<SteadyTime> m_pausedAt;
    std::chrono::microseconds m_pausedTotal {0};
    RecordingStatus m_status;
};

} // namespace lavalier::recording
