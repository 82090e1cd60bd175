#include "sinks/recording/recording_file.h"

#include "sinks/recording/schema.h"
#include "voice/base/log.h"
#include "voice/base/overloaded.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSysInfo>
#include <QTimeZone>
#include <QUuid>

#include <algorithm>
#include <filesystem>

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
            return path;
        }
        const QFileInfo there(path);
        if (!there.exists() && !there.isSymLink())
            return Failure {RecordingError::FolderNotWritable};
    }
    return Failure {RecordingError::FolderNotWritable};
}

} // namespace

Result<std::unique_ptr<RecordingFile>, RecordingError>
RecordingFile::create(const QString& folder, const QString& baseName,
                      const RecordingDescription& description, SteadyTime zero, WallTime wall)
{
    const auto path = claimPath(folder, baseName);
    if (!path)
        return Failure {path.error()};
    auto made = [&]() -> Result<std::unique_ptr<RecordingFile>, RecordingError> {
        auto database = Database::open(*path, Database::Access::ReadWrite);
        if (!database)
            return Failure {database.error()};
        if (const auto done = createSchema(*database); !done)
            return Failure {done.error()};
        // Appending touches a few pages at the tables' ends; more would only keep rows in memory
        // that nobody here reads again.
        if (const auto done = database->execute("PRAGMA cache_size = -128"); !done)
            return Failure {done.error()};
        std::unique_ptr<RecordingFile> file(
            new RecordingFile(*path, std::move(*database), description, zero));
        if (const auto done = file->writeHead(description, wall); !done)
            return Failure {done.error()};
        if (const auto done = file->prepareAll(); !done)
            return Failure {done.error()};
        return file;
    }();
    if (!made) {
        // The file is ours and empty: nothing was recorded in it.
        for (const char* suffix : {"", "-wal", "-shm"})
            QFile::remove(*path + QLatin1String(suffix));
    }
    return made;
}

RecordingFile::RecordingFile(QString path, Database database,
                             const RecordingDescription& description, SteadyTime zero)
    : m_path(std::move(path))
    , m_database(std::move(database))
    , m_channel(description.channel)
    , m_zero(zero)
    , m_lastHeartbeat(zero)
    , m_lastSync(zero)
{
    m_status.bytes = sizeOf(m_path);
}

Result<void, RecordingError> RecordingFile::writeHead(const RecordingDescription& description,
                                                      WallTime wall)
{
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const std::int64_t wallUs = wall.time_since_epoch().count();
    const auto when = QDateTime::fromMSecsSinceEpoch(wallUs / 1000);
    auto head = m_database.prepare(
        "INSERT INTO recording VALUES (1, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'recording')");
    auto run = m_database.prepare("INSERT INTO run VALUES (1, ?, ?, ?, 0)");
    if (!head || !run)
        return Failure {RecordingError::Internal};
    // The head is durable before the first frame: no recording without a beginning.
    if (const auto done = m_database.execute("PRAGMA synchronous = FULL; BEGIN IMMEDIATE"); !done)
        return done;
    head->bind(1, QUuid::createUuid().toString(QUuid::WithoutBraces))
        .bind(2, wallUs)
        .bind(3, QString::fromUtf8(zone.id()))
        .bind(4, std::int64_t {zone.offsetFromUtc(when)})
        .bind(5, static_cast<std::int64_t>(description.guild.value()))
        .bind(6, description.guildName)
        .bind(7, static_cast<std::int64_t>(description.channel.value()))
        .bind(8, description.channelName)
        .bind(9, description.title)
        .bind(10, description.appVersion);
    if (const auto done = head->run(); !done)
        return done;
    run->bind(1, QString::fromLatin1(QSysInfo::bootUniqueId()))
        .bind(2, std::int64_t {m_zero.time_since_epoch().count()})
        .bind(3, wallUs);
    if (const auto done = run->run(); !done)
        return done;
    return m_database.execute("COMMIT; PRAGMA synchronous = NORMAL");
}

Result<void, RecordingError> RecordingFile::prepareAll()
{
    const std::pair<Statement*, const char*> wanted[] = {
        {&m_statements.begin, "BEGIN IMMEDIATE"},
        {&m_statements.commit, "COMMIT"},
        {&m_statements.packet,
         "INSERT INTO packet(stream, sequence, rtp, arrival_us, payload) VALUES (?, ?, ?, ?, ?)"},
        {&m_statements.event, "INSERT INTO event(at_us, type, user, text) VALUES (?, ?, ?, ?)"},
        {&m_statements.tally,
         "INSERT INTO tally(stream, second, heard, decrypted, on_disk, lost, late, undecryptable) "
         "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
        {&m_statements.connection,
         "INSERT INTO connection VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7) "
         "ON CONFLICT (id) DO UPDATE SET endpoint = ?4, cipher = ?5, dave_version = ?6"},
        {&m_statements.speaker,
         "INSERT INTO speaker(id, user, name, excluded) VALUES (?1, ?2, ?3, ?4) "
         "ON CONFLICT (id) DO UPDATE SET name = ?3, excluded = ?4"},
        {&m_statements.stream, "INSERT INTO stream VALUES (?, ?, ?, ?, ?)"},
        {&m_statements.state, "UPDATE recording SET state = 'finished'"},
        {&m_statements.total, "UPDATE speaker SET frames = ?2, missing = ?3 WHERE id = ?1"},
    };
    for (const auto& [statement, sql] : wanted) {
        auto prepared = m_database.prepare(sql);
        if (!prepared)
            return Failure {prepared.error()};
        *statement = *std::move(prepared);
    }
    return {};
}

// ---------------------------------------------------------------------------------- committing

Result<void, RecordingError> RecordingFile::commit(SteadyTime now)
{
    return writePending(now, heartbeatDue(now), false);
}

Result<void, RecordingError> RecordingFile::finish(SteadyTime now)
{
    for (auto& [id, stream] : m_streams)
        closeSecond(stream);
    return writePending(now, true, true);
}

Result<void, RecordingError> RecordingFile::writePending(SteadyTime now, bool beat, bool finished)
{
    if (m_frames.empty() && m_rows.empty() && !beat)
        return {};
    const bool sync = finished || now - m_lastSync >= kSyncAfter;
    if (beat) {
        for (auto& [id, stream] : m_streams) {
            if (stream.second < microsSinceZero(now) / 1'000'000)
                closeSecond(stream);
        }
    }
    // The end writes totals that count what is not on disk yet.
    const auto before = finished ? std::optional(m_status) : std::nullopt;
    const auto done = transact(now, beat, sync, finished);
    if (done) {
        if (sync)
            m_lastSync = now;
        m_status.problem = RecordingError::None;
        m_frames.clear();
        m_rows.clear();
        acknowledge(now, beat);
    } else {
        if (before)
            m_status = *before;
        m_status.problem = done.error();
    }
    return done;
}

Result<void, RecordingError> RecordingFile::transact(SteadyTime now, bool beat, bool sync,
                                                     bool finished)
{
    const auto inside = [&]() -> Result<void, RecordingError> {
        // Rows first: packets refer to streams and speakers.
        for (const Row& row : m_rows) {
            if (const auto done = write(row); !done)
                return done;
        }
        Statement& insert = m_statements.packet;
        for (const PendingFrame& pending : m_frames) {
            const OpusFrame& frame = pending.frame;
            insert.bind(1, pending.stream)
                .bind(2, frame.sequence.value())
                .bind(3, frame.rtp.value())
                .bind(4, microsSinceZero(frame.arrival))
                .bind(5, viewOf(frame.payload));
            if (const auto done = insert.run(); !done)
                return done;
        }
        if (beat) {
            const auto type = finished ? EventType::Stop : EventType::Heartbeat;
            if (const auto done = writeEvent(microsSinceZero(now), {type, {}, {}}); !done)
                return done;
        }
        if (finished) {
            if (const auto done = writeEnd(); !done)
                return done;
        }
        return m_statements.commit.run();
    };

    // The level cannot change inside a transaction, and a failed one must not leave FULL behind.
    if (sync) {
        if (const auto done = m_database.execute("PRAGMA synchronous = FULL"); !done)
            return done;
    }
    auto done = m_statements.begin.run();
    if (done) {
        done = inside();
        if (!done && m_database.isInTransaction())
            (void)m_database.execute("ROLLBACK");
    }
    if (sync)
        (void)m_database.execute("PRAGMA synchronous = NORMAL");
    return done;
}

Result<void, RecordingError> RecordingFile::write(const Row& row)
{
    return std::visit(Overloaded {
                          [this](const ConnectionRow& r) {
                              return m_statements.connection.bind(1, r.id)
                                  .bind(2, std::int64_t {r.opened.connection.value()})
                                  .bind(3, static_cast<std::int64_t>(m_channel.value()))
                                  .bind(4, r.opened.endpoint)
                                  .bind(5, r.opened.mode)
                                  .bind(6, std::int64_t {r.opened.daveVersion})
                                  .bind(7, microsSinceZero(r.opened.at))
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
                          [this](const EventRow& r) { return writeEvent(r.atUs, r.event); },
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
                      },
                      row);
}

Result<void, RecordingError> RecordingFile::writeEvent(std::int64_t atUs,
                                                       const RecordingEvent& event)
{
    return m_statements.event.bind(1, atUs)
        .bind(2, nameOf(event.type))
        .bind(3, static_cast<std::int64_t>(event.user.value()))
        .bind(4, event.text.left(4000))
        .run();
}

void RecordingFile::addUp()
{
    m_status.frames = 0;
    m_status.missing = 0;
    for (SpeakerTally& speaker : m_status.speakers)
        speaker.frames = speaker.missing = 0;
    for (const auto& [id, stream] : m_streams) {
        SpeakerTally& speaker = m_status.speakers[stream.speaker];
        speaker.frames += stream.frames;
        speaker.missing += stream.missing;
        m_status.frames += stream.frames;
        m_status.missing += stream.missing;
    }
}

Result<void, RecordingError> RecordingFile::writeEnd()
{
    addUp(); // what this very commit brings is part of the totals
    for (std::size_t i = 0; i < m_status.speakers.size(); ++i) {
        const SpeakerTally& speaker = m_status.speakers[i];
        m_statements.total.bind(1, static_cast<std::int64_t>(i) + 1)
            .bind(2, static_cast<std::int64_t>(speaker.frames))
            .bind(3, static_cast<std::int64_t>(speaker.missing));
        if (const auto done = m_statements.total.run(); !done)
            return done;
    }
    return m_statements.state.run();
}

void RecordingFile::acknowledge(SteadyTime now, bool beat)
{
    const SteadyTime until = m_pausedAt.value_or(now);
    m_status.acknowledged
        = std::max(m_status.acknowledged,
                   std::chrono::floor<std::chrono::milliseconds>(until - m_zero - m_pausedTotal));
    m_status.state = m_pausedAt ? WriterState::Paused : WriterState::Recording;
    addUp();
    if (!beat)
        return;
    m_lastHeartbeat = now;
    m_status.bytes = sizeOf(m_path) + sizeOf(m_path + QStringLiteral("-wal"));
    std::error_code error;
    const auto space = std::filesystem::space(nativePath(m_path).parent_path(), error);
    if (!error)
        m_status.diskFree = space.available;
    if (!QFile::exists(m_path))
        m_status.problem = RecordingError::FileRemoved; // written all the same, to a nameless file
}

void RecordingFile::buildIndex(const std::atomic<bool>& abandon)
{
    m_statements = {};
    m_database.abandonWhen(&abandon);
    if (const auto done = m_database.execute(
            "CREATE INDEX IF NOT EXISTS packet_by_stream ON packet(stream, sequence)");
        !done)
        qCInfo(logRecording) << "no index, code" << int(done.error());
    m_database.abandonWhen(nullptr);
}

Result<void, RecordingError> RecordingFile::mergeLog()
{
    m_statements = {};
    m_database.setBusyTimeout(50);
    for (const char* step : {"PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode = DELETE"}) {
        if (const auto done = m_database.execute(step); !done)
            return done;
    }
    if (QFile::exists(m_path + QStringLiteral("-wal")))
        return Failure {RecordingError::Busy};
    return {};
}

} // namespace lavalier::recording
