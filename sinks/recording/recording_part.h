#pragma once

#include "sinks/recording/database.h"
#include "sinks/recording/disk_reserve.h"
#include "sinks/recording/recording_batch.h"
#include "sinks/recording/writer_lock.h"

#include <QStringList>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <span>

namespace lavalier::recording {

/// What every part of a recording says about it.
struct RecordingHead {
    RecordingDescription description;
    QString uuid;
    SteadyTime zero;
    WallTime wall; ///< at zero
};

/// What the file system says of a part.
struct PartLook {
    std::uint64_t bytes = 0; ///< database and log together
    std::optional<std::uint64_t> diskFree;
    bool isThere = true; ///< both still have their names
    bool hasReserve = false;
};

/// One commit.
struct PartCommit {
    std::vector<RecordingRow> known; ///< first
    std::shared_ptr<const RecordingBatch> batch;
    std::vector<RecordingRow> last;
    std::optional<std::vector<SpeakerTally>> totals; ///< of a recording that ends
    bool sync = false;
};

/// One file of a recording, by its statements; most recordings have one.
///
/// NAME.lavalier is the first part, NAME.part2.lavalier the second. A stream, a speaker and a
/// connection have the same ids in every part that knows them.
/// Errors:  of the disk; the object stays usable. After a failed sync the log is no longer moved
///          into the database, nor at the end: only what is in the log can be told by its
///          checksums.
/// Thread:  its own (part_thread.h); beginSync(), endSync(), sync() and isDoubtful() are for
/// whoever
///          gives it work, between two jobs.
class RecordingPart {
public:
    /// 16 MiB: a minute of ten speakers. Moving it costs two syncs, which commits wait for.
    static constexpr int kLogPages = 4096;

    /// Makes a new file, private and never an existing one, in `folder`, itself made when missing.
    /// `known` is what earlier parts have said already; `earlier` are their paths.
    static Result<std::unique_ptr<RecordingPart>, RecordingError>
    create(const QString& folder, const QString& baseName, const RecordingHead& head,
           std::span<const RecordingRow> known = {}, const QStringList& earlier = {});

    /// Goes on in the file at `path`, which was left behind.
    static Result<std::unique_ptr<RecordingPart>, RecordingError> reopen(const QString& path,
                                                                         SteadyTime zero);

    ~RecordingPart();

    /// Removes a file with its log: one that create() made and nothing was recorded in, or an
    /// unfinished copy.
    static void remove(const QString& path);

    QString path() const { return m_path; }
    PartLook look() const;
    /// Keeps room on its disk for the end, where it can.
    void reserve();
    void releaseReserve() { m_reserve.release(); }

    Result<void, RecordingError> commit(const PartCommit& commit);
    /// One transaction around `inside`, on the disk for sure once it returns when `sync`.
    Result<void, RecordingError>
    transact(bool sync, const std::function<Result<void, RecordingError>()>& inside);
    /// Starts to put all that is committed on the disk, on a thread of its own: a slow disk holds
    /// up no commit.
    void beginSync();
    bool isSyncing() const { return m_sync.valid(); }
    /// What came of beginSync(), once it is known. Waits for it so long.
    std::optional<Result<void, RecordingError>> endSync(std::chrono::milliseconds atMost);
    /// All that is committed, now. InputOutput when the disk does not answer in time: then the
    /// sync still runs.
    Result<void, RecordingError> sync(std::chrono::milliseconds atMost);
    /// A sync failed: what this file holds may be unreadable after a power cut, for good.
    bool isDoubtful() const { return m_doubtful; }
    /// Moves the log into the database once it has grown to so many pages.
    Result<void, RecordingError> tidyLog(int pages = kLogPages);
    // Inside a transaction:
    Result<void, RecordingError> write(const RecordingRow& row);
    Result<void, RecordingError> write(const PendingFrame& pending);
    Result<void, RecordingError> writeTotals(std::span<const SpeakerTally> speakers);

    /// Names the parts that came after this one and were therefore unknown to it.
    Result<void, RecordingError> writeLater(int number, const QStringList& paths);
    /// All that was written, into a file of the same name in that folder: for when its own was
    /// removed.
    Result<void, RecordingError> saveIn(const QString& folder);
    void buildIndex(const std::atomic<bool>& abandon);
    /// Makes it one single file. Busy while others read it.
    Result<void, RecordingError> mergeLog();

private:
    struct Statements {
        Statement begin, commit, rollback, packet, event, tally, missed, run, connection, speaker,
            stream, state, total, part, transport;
    };

    RecordingPart(QString path, Database database, SteadyTime zero);
    enum class Content { None, Recording };
    static Result<std::unique_ptr<RecordingPart>, RecordingError> open(const QString& path, Content,
                                                                       SteadyTime zero);
    Result<void, RecordingError> prepareAll();
    void doubt();
    Result<void, RecordingError> writeHead(const RecordingHead& head, int number);
    Result<void, RecordingError> writeParts(int first, const QStringList& paths);
    Result<void, RecordingError> writeAll(const PartCommit& commit);
    std::int64_t microsSinceZero(SteadyTime time) const { return (time - m_zero).count(); }

    const QString m_path;
    const SteadyTime m_zero;
    /// Held until the database is closed.
    WriterLock m_lock;
    Database m_database;
    Statements m_statements; // dies before the database
    int m_tidyAt = 0; ///< pages in the log
    std::atomic<bool> m_doubtful = false; ///< a sync failed
    DiskReserve m_reserve;
    std::future<Result<void, RecordingError>> m_sync; // waited for before all else ends
};

} // namespace lavalier::recording
