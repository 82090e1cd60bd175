#include "sinks/recording/recording_part.h"

#include "sinks/recording/log_check.h"
#include "sinks/recording/part_reader.h"
#include "sinks/recording/schema.h"
#include "voice/base/log.h"
#include "voice/base/overloaded.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTimeZone>

#include <filesystem>
#include <system_error>
#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace lavalier::recording {
namespace {

constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr int kMaxNames = 10'000;

std::filesystem::path nativePath(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

std::uint64_t sizeOf(const QString& path)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(nativePath(path), error);
    return error ? 0 : size;
}

bool ensureFolder(const QString& folder)
{
    if (QDir(folder).exists())
        return true;
    const QFileInfo info(folder);
    const auto ownerAll = kOwnerOnly | QFileDevice::ExeOwner;
    if (!QDir().mkpath(info.absolutePath())
        || !QDir(info.absolutePath()).mkdir(info.fileName(), ownerAll))
        return QDir(folder).exists(); // somebody else may just have made it
    QFile::setPermissions(folder, ownerAll); // an odd umask may have taken bits away
    return true;
}

/// SQLite asks the disk a few things under a lock that all its files share. A disk that hangs shall
/// show it before, where it holds up nobody else; one that fails tells more to SQLite.
void probe(QFile& file)
{
    if (file.putChar('\0') && file.flush()) {
#ifdef Q_OS_UNIX
        (void)::fsync(file.handle());
#endif
    }
    file.resize(0);
}

/// The path of a new, empty file of ours; a name whose logs lie around is as good as taken,
/// because SQLite would believe them.
Result<QString, RecordingError> claimPath(const QString& folder, const QString& baseName)
{
    if (!ensureFolder(folder))
        return Failure {RecordingError::FolderNotWritable};
    for (int number = 1; number <= kMaxNames; ++number) {
        const QString suffix = number == 1 ? QString() : QStringLiteral(" (%1)").arg(number);
        const QString path
            = QDir(folder).absoluteFilePath(baseName + suffix + QStringLiteral(".lavalier"));
        if (QFile::exists(path + QStringLiteral("-wal"))
            || QFile::exists(path + QStringLiteral("-journal")))
            continue;
        QFile file(path);
        if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, kOwnerOnly)) {
            file.setPermissions(kOwnerOnly); // an odd umask again
            probe(file);
            return path;
        }
        const QFileInfo there(path);
        if (!there.exists() && !there.isSymLink())
            return Failure {RecordingError::FolderNotWritable};
    }
    return Failure {RecordingError::FolderNotWritable};
}

} // namespace

Result<std::unique_ptr<RecordingPart>, RecordingError>
RecordingPart::create(const QString& folder, const QString& baseName, const RecordingHead& head,
                      std::span<const RecordingRow> known, const QStringList& earlier)
{
    const auto path = claimPath(folder, baseName);
    if (!path)
        return Failure {path.error()};
    auto made = [&]() -> Result<std::unique_ptr<RecordingPart>, RecordingError> {
        auto part = open(*path, Content::None, head.zero);
        if (!part)
            return part;
        // The head is durable before the first frame: no recording without a beginning.
        const auto begun = (*part)->transact(true, [&]() -> Result<void, RecordingError> {
            const int number = static_cast<int>(earlier.size()) + 1;
            if (const auto done = (*part)->writeHead(head, number); !done)
                return done;
            for (const RecordingRow& row : known) {
                if (const auto done = (*part)->write(row); !done)
                    return done;
            }
            return (*part)->writeParts(1, earlier);
        });
        if (!begun)
            return Failure {begun.error()};
        if (auto lock = WriterLock::take(*path))
            (*part)->m_lock = *std::move(lock);
        return part;
    }();
    if (!made)
        remove(*path);
    return made;
}

void RecordingPart::remove(const QString& path)
{
    for (const char* suffix : {"", "-wal", "-shm"})
        QFile::remove(path + QLatin1String(suffix));
}

RecordingPart::~RecordingPart()
{
    if (m_sync.valid() && !m_sync.get())
        doubt();
    if (m_doubtful)
        m_database.leaveLog();
}

Result<std::unique_ptr<RecordingPart>, RecordingError> RecordingPart::reopen(const QString& path,
                                                                             SteadyTime zero)
{
    // Opening it to write would do away with what is behind.
    if (!isBeingWritten(path) && breakInLog(path))
        return Failure {RecordingError::Damaged};
    auto part = open(path, Content::Recording, zero);
    if (!part)
        return part;
    auto lock = WriterLock::take(path); // before a word is written into another writer's file
    if (!lock)
        return Failure {RecordingError::BeingRecorded};
    const bool isLocked = QFile::exists(path + QStringLiteral("-wal"));
    // Its log may be gone, moved into the database by somebody's sqlite3; this makes one.
    const auto begun = (*part)->transact(true, [&]() -> Result<void, RecordingError> {
        return (*part)->m_statements.state.bind(1, QStringLiteral("recording")).run();
    });
    if (!begun)
        return Failure {begun.error()};
    if (!isLocked)
        lock = WriterLock::take(path);
    if (!lock)
        return Failure {RecordingError::BeingRecorded};
    (*part)->m_lock = *std::move(lock);
    return part;
}

Result<std::unique_ptr<RecordingPart>, RecordingError>
RecordingPart::open(const QString& path, Content content, SteadyTime zero)
{
    auto database = Database::open(path, Database::Access::ReadWrite);
    if (!database)
        return Failure {database.error()};
    // The log's mode is kept in the file, unless somebody changed it since.
    const auto ready = content == Content::None ? createSchema(*database)
                                                : database->execute("PRAGMA journal_mode = WAL");
    if (!ready)
        return Failure {ready.error()};
    // Appending touches a few pages at the tables' ends; more would only keep rows in memory
    // that nobody here reads again.
    if (const auto done = database->execute("PRAGMA cache_size = -128"); !done)
        return Failure {done.error()};
    database->keepLog();
    std::unique_ptr<RecordingPart> part(new RecordingPart(path, std::move(*database), zero));
    if (const auto done = part->prepareAll(); !done)
        return Failure {done.error()};
    return part;
}

RecordingPart::RecordingPart(QString path, Database database, SteadyTime zero)
    : m_path(std::move(path))
    , m_zero(zero)
    , m_database(std::move(database))
{
}

PartLook RecordingPart::look() const
{
    const QString log = m_path + QStringLiteral("-wal");
    std::error_code error;
    const auto space = std::filesystem::space(nativePath(m_path).parent_path(), error);
    return {sizeOf(m_path) + sizeOf(log),
            error ? std::nullopt : std::optional<std::uint64_t>(space.available),
            QFile::exists(m_path) && QFile::exists(log), m_reserve.isHeld()};
}

void RecordingPart::reserve()
{
    m_reserve = DiskReserve(QFileInfo(m_path).absolutePath());
}

Result<void, RecordingError> RecordingPart::writeHead(const RecordingHead& head, int number)
{
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const std::int64_t wallUs = head.wall.time_since_epoch().count();
    const auto when = QDateTime::fromMSecsSinceEpoch(wallUs / 1000);
    auto row = m_database.prepare(
        "INSERT INTO recording VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'recording')");
    if (!row)
        return Failure {row.error()};
    const RecordingDescription& description = head.description;
    row->bind(1, head.uuid)
        .bind(2, std::int64_t {number})
        .bind(3, wallUs)
        .bind(4, QString::fromUtf8(zone.id()))
        .bind(5, std::int64_t {zone.offsetFromUtc(when)})
        .bind(6, static_cast<std::int64_t>(description.guild.value()))
        .bind(7, description.guildName)
        .bind(8, static_cast<std::int64_t>(description.channel.value()))
        .bind(9, description.channelName)
        .bind(10, description.title)
        .bind(11, description.appVersion);
    return row->run();
}

Result<void, RecordingError> RecordingPart::prepareAll()
{
    const std::pair<Statement*, const char*> wanted[] = {
        {&m_statements.begin, "BEGIN IMMEDIATE"},
        {&m_statements.commit, "COMMIT"},
        {&m_statements.rollback, "ROLLBACK"},
        {&m_statements.packet,
         "INSERT INTO packet(stream, sequence, rtp, arrival_us, payload) VALUES (?, ?, ?, ?, ?)"},
        {&m_statements.event, "INSERT INTO event(at_us, type, user, text) VALUES (?, ?, ?, ?)"},
        {&m_statements.tally,
         "INSERT INTO tally(stream, second, heard, decrypted, on_disk, lost, late, undecryptable) "
         "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
        {&m_statements.run, "INSERT INTO run VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"},
        {&m_statements.missed,
         "INSERT INTO missed(stream, first, last, first_us, last_us, cause) "
         "VALUES (?, ?, ?, ?, ?, ?)"},
        {&m_statements.connection,
         "INSERT INTO connection VALUES (?1, ?8, ?2, ?3, ?4, ?5, ?6, ?7) "
         "ON CONFLICT (id) DO UPDATE SET endpoint = ?4, cipher = ?5, dave_version = ?6"},
        {&m_statements.speaker,
         "INSERT INTO speaker(id, user, name, excluded) VALUES (?1, ?2, ?3, ?4) "
         "ON CONFLICT (id) DO UPDATE SET name = ?3, excluded = ?4"},
        {&m_statements.stream,
         "INSERT INTO stream VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"},
        {&m_statements.state, "UPDATE recording SET state = ?"},
        {&m_statements.total, "UPDATE speaker SET frames = ?2, missing = ?3 WHERE user = ?1"},
        {&m_statements.transport,
         "INSERT INTO transport VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET count = ?2"},
        {&m_statements.part, "INSERT INTO part VALUES (?, ?) ON CONFLICT (number) DO NOTHING"},
    };
    for (const auto& [statement, sql] : wanted) {
        auto prepared = m_database.prepare(sql);
        if (!prepared)
            return Failure {prepared.error()};
        *statement = *std::move(prepared);
    }
    return {};
}

Result<void, RecordingError>
RecordingPart::transact(bool sync, const std::function<Result<void, RecordingError>()>& inside)
{
    // What could not be rolled back then, for lack of memory, is now, before all else.
    const auto leave = [this]() -> Result<void, RecordingError> {
        if (!m_database.isInTransaction())
            return {};
        return m_statements.rollback.run();
    };
    auto done = leave();
    // The level cannot change inside a transaction, and a failed one must not leave FULL behind.
    if (done && sync)
        done = m_database.execute("PRAGMA synchronous = FULL");
    if (!done)
        return done;
    done = m_statements.begin.run();
    if (done) {
        done = inside();
        if (done)
            done = m_statements.commit.run();
        if (!done)
            (void)leave();
    }
    if (sync)
        (void)m_database.execute("PRAGMA synchronous = NORMAL");
    if (!done && done.error() == RecordingError::SyncFailed)
        doubt();
    return done;
}

/// The system may have forgotten what it could not write; a page of the log that it reads back
/// later may be another than was written.
void RecordingPart::doubt()
{
    m_doubtful = true;
}

void RecordingPart::beginSync()
{
    const auto sync = [file = m_database.logFile()] { return Database::syncFile(file); };
    try {
        m_sync = std::async(std::launch::async, sync);
    } catch (const std::system_error&) { // no more threads: then it holds up the commits
        std::promise<Result<void, RecordingError>> done;
        m_sync = done.get_future();
        done.set_value(sync());
    }
}

std::optional<Result<void, RecordingError>> RecordingPart::endSync(std::chrono::milliseconds atMost)
{
    if (!m_sync.valid() || m_sync.wait_for(atMost) != std::future_status::ready)
        return std::nullopt;
    const auto done = m_sync.get();
    if (!done)
        doubt();
    return done;
}

Result<void, RecordingError> RecordingPart::sync(std::chrono::milliseconds atMost)
{
    if (isSyncing()) {
        if (const auto done = endSync(atMost); !done || !*done)
            return done ? *done : Failure {RecordingError::InputOutput};
    }
    beginSync();
    const auto done = endSync(atMost);
    return done ? *done : Failure {RecordingError::InputOutput};
}

Result<void, RecordingError> RecordingPart::tidyLog(int most)
{
    const int pages = m_database.logPages();
    if (pages < most)
        m_tidyAt = most;
    if (pages < m_tidyAt || m_doubtful)
        return {};
    m_tidyAt = pages + most / 4; // should a reader be in the way
    const auto moved = m_database.checkpoint();
    if (moved)
        return {};
    if (moved.error() != RecordingError::SyncFailed) { // a full disk: all is in the log still
        qCInfo(logRecording) << "log not moved, code" << int(moved.error());
        return {};
    }
    doubt();
    return Failure {moved.error()};
}

Result<void, RecordingError> RecordingPart::commit(const PartCommit& commit)
{
    return transact(commit.sync, [&] { return writeAll(commit); });
}

Result<void, RecordingError> RecordingPart::writeAll(const PartCommit& commit)
{
    const auto writeEach = [this](const auto& rows) -> Result<void, RecordingError> {
        for (const auto& row : rows) {
            if (const auto done = write(row); !done)
                return done;
        }
        return {};
    };
    // Rows first: packets refer to streams and speakers.
    const RecordingBatch& batch = *commit.batch;
    if (const auto done = writeEach(commit.known); !done)
        return done;
    if (const auto done = writeEach(batch.heads()); !done)
        return done;
    if (const auto done = writeEach(batch.events()); !done)
        return done;
    if (const auto done = writeEach(batch.tallies()); !done)
        return done;
    if (const auto done = writeEach(batch.missed()); !done)
        return done;
    if (const auto done = writeEach(batch.frames()); !done)
        return done;
    if (const auto done = writeEach(commit.last); !done)
        return done;
    return commit.totals ? writeTotals(*commit.totals) : Result<void, RecordingError>();
}

Result<void, RecordingError> RecordingPart::write(const RecordingRow& row)
{
    return std::visit(Overloaded {
                          [this](const RunRow& r) {
                              return m_statements.run.bind(1, r.id)
                                  .bind(2, r.bootId)
                                  .bind(3, r.steadyUs)
                                  .bind(4, r.wallUs)
                                  .bind(5, r.offsetUs)
                                  .run();
                          },
                          [this](const ConnectionRow& r) {
                              return m_statements.connection.bind(1, r.id)
                                  .bind(2, std::int64_t {r.opened.connection.value()})
                                  .bind(3, static_cast<std::int64_t>(r.opened.channel.value()))
                                  .bind(4, r.opened.endpoint)
                                  .bind(5, r.opened.mode)
                                  .bind(6, std::int64_t {r.opened.daveVersion})
                                  .bind(7, microsSinceZero(r.opened.at))
                                  .bind(8, r.run)
                                  .run();
                          },
                          [this](const SpeakerRow& r) {
                              return m_statements.speaker.bind(1, r.id)
                                  .bind(2, static_cast<std::int64_t>(r.user.value()))
                                  .bind(3, r.name)
                                  .bind(4, std::int64_t {r.excluded})
                                  .run();
                          },
                          [this](const StreamRow& r) {
                              return m_statements.stream.bind(1, r.id)
                                  .bind(2, r.connection)
                                  .bind(3, r.speaker)
                                  .bind(4, std::int64_t {r.ssrc.value()})
                                  .bind(5, r.openedUs)
                                  .run();
                          },
                          [this](const EventRow& r) {
                              return m_statements.event.bind(1, r.atUs)
                                  .bind(2, nameOf(r.event.type))
                                  .bind(3, static_cast<std::int64_t>(r.event.user.value()))
                                  .bind(4, r.event.text)
                                  .run();
                          },
                          [this](const TallyRow& r) {
                              return m_statements.tally.bind(1, r.stream)
                                  .bind(2, r.second)
                                  .bind(3, r.heard)
                                  .bind(4, r.decrypted)
                                  .bind(5, r.onDisk)
                                  .bind(6, r.lost)
                                  .bind(7, r.late)
                                  .bind(8, r.undecryptable)
                                  .run();
                          },
                          [this](const MissedRow& r) {
                              return m_statements.missed.bind(1, r.stream)
                                  .bind(2, r.first)
                                  .bind(3, r.last)
                                  .bind(4, r.firstUs)
                                  .bind(5, r.lastUs)
                                  .bind(6, missedNameOf(r.cause))
                                  .run();
                          },
                          [this](const TransportRow& r) {
                              return m_statements.transport.bind(1, QString::fromLatin1(r.name))
                                  .bind(2, static_cast<std::int64_t>(r.count))
                                  .run();
                          },
                      },
                      row);
}

Result<void, RecordingError> RecordingPart::write(const PendingFrame& pending)
{
    const OpusFrame& frame = pending.frame;
    return m_statements.packet.bind(1, pending.stream)
        .bind(2, frame.sequence.value())
        .bind(3, frame.rtp.value())
        .bind(4, microsSinceZero(frame.arrival))
        .bind(5, viewOf(frame.payload))
        .run();
}

Result<void, RecordingError> RecordingPart::writeTotals(std::span<const SpeakerTally> speakers)
{
    // By user: somebody before them may have been forgotten, and their row's number with them.
    for (const SpeakerTally& speaker : speakers) {
        m_statements.total.bind(1, static_cast<std::int64_t>(speaker.user.value()))
            .bind(2, static_cast<std::int64_t>(speaker.frames))
            .bind(3, static_cast<std::int64_t>(speaker.missing));
        if (const auto done = m_statements.total.run(); !done)
            return done;
    }
    return m_statements.state.bind(1, QStringLiteral("finished")).run();
}

Result<void, RecordingError> RecordingPart::writeParts(int first, const QStringList& paths)
{
    for (qsizetype i = 0; i < paths.size(); ++i) {
        m_statements.part.bind(1, first + i).bind(2, paths[i]);
        if (const auto done = m_statements.part.run(); !done)
            return done;
    }
    return {};
}

Result<void, RecordingError> RecordingPart::writeLater(int number, const QStringList& paths)
{
    return transact(false, [&] {
        const auto written = writeParts(number, paths);
        return written ? m_statements.state.bind(1, QStringLiteral("continued")).run() : written;
    });
}

Result<void, RecordingError> RecordingPart::saveIn(const QString& folder)
{
    // Under a name that no list shows until it is whole.
    const QString base = QFileInfo(m_path).completeBaseName();
    const QString partial = QDir(folder).absoluteFilePath(u'.' + base + QStringLiteral(".saving~"));
    QFile file(partial);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, kOwnerOnly))
        return Failure {RecordingError::FolderNotWritable};
    file.setPermissions(kOwnerOnly);
    file.close();
    auto saved = m_database.copyTo(partial);
    if (saved) { // the copy itself syncs nothing
        const auto copy = Database::open(partial, Database::Access::ReadWrite);
        saved = copy ? copy->execute("PRAGMA synchronous = FULL;"
                                     "UPDATE recording SET state = 'continued'")
                     : Failure {copy.error()};
    }
    for (int number = 1; saved && number <= kMaxNames; ++number) {
        const QString suffix = number == 1 ? QString() : QStringLiteral(" (%1)").arg(number);
        if (QFile::rename(partial,
                          QDir(folder).absoluteFilePath( // never over another
                              base + suffix + QStringLiteral(".lavalier"))))
            return {};
    }
    QFile::remove(partial);
    return saved ? Failure {RecordingError::FolderNotWritable} : saved;
}

void RecordingPart::buildIndex(const std::atomic<bool>& abandon)
{
    m_statements = {};
    m_database.abandonWhen(&abandon);
    if (const auto done = m_database.execute(
            "CREATE INDEX IF NOT EXISTS packet_by_stream ON packet(stream, sequence)");
        !done)
        qCInfo(logRecording) << "no index, code" << int(done.error());
    m_database.abandonWhen(nullptr);
}

Result<void, RecordingError> RecordingPart::mergeLog()
{
    m_statements = {};
    if (m_doubtful)
        return {}; // a reader needs both
    m_database.setBusyTimeout(50);
    // Out of the log's mode without a journal on the disk: left behind there, it would keep the
    // file from being opened read-only. What changes is one sector.
    for (const char* step : {"PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode = MEMORY"}) {
        if (const auto done = m_database.execute(step); !done)
            return done;
    }
    if (QFile::exists(m_path + QStringLiteral("-wal")))
        return Failure {RecordingError::Busy};
    return {};
}

} // namespace lavalier::recording
