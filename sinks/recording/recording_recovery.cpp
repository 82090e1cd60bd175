#include "sinks/recording/recording_recovery.h"

#include "sinks/recording/recording_part.h"
#include "sinks/recording/recording_reader.h"
#include "sinks/recording/schema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

namespace lavalier::recording {
namespace {

constexpr std::int64_t kPageRows = 10'000;
constexpr int kMaxText = 80'000; ///< bytes, as edit_log.cpp

struct Table {
    const char* name;
    const char* columns; ///< after the id
    enum class Ids { Kept, New } ids;
};
// Streams, speakers and connections have the same ids in every part; rows without meaning to
// others get new ones.
constexpr Table kTables[] = {
    {"run", "boot_id, steady_us, wall_unix_us, offset_us", Table::Ids::Kept},
    {"connection", "run, number, channel, endpoint, cipher, dave_version, opened_us",
     Table::Ids::Kept},
    {"speaker", "user, name, excluded", Table::Ids::Kept},
    {"stream", "connection, speaker, ssrc, opened_us", Table::Ids::Kept},
    {"event", "at_us, type, user, text", Table::Ids::New},
    {"tally", "stream, second, heard, decrypted, on_disk, lost, late, undecryptable",
     Table::Ids::New},
    {"packet", "stream, sequence, rtp, arrival_us, payload", Table::Ids::New},
    {"missed", "stream, first, last, first_us, last_us, cause", Table::Ids::New},
    {"edit", "at_unix_us, kind, target, value, undone", Table::Ids::Kept},
};

QByteArray marksFor(const QByteArray& columns)
{
    return QByteArray(", ?").repeated(columns.count(',') + 1);
}

void copyColumn(const Statement& from, Statement& to, int column)
{
    if (from.isInteger(column))
        to.bind(column + 1, from.integer(column));
    else if (from.isBlob(column))
        to.bind(column + 1, from.blob(column));
    else
        to.bind(column + 1, from.text(column, kMaxText));
}

/// A page of rows in a transaction of its own. False when nothing came after it.
Result<bool, RecordingError> copyPage(const Database& from, const Database& to, const Table& table,
                                      std::int64_t& after, std::uint64_t& refused)
{
    const QByteArray columns = table.columns;
    const auto view = [](const QByteArray& sql) {
        return std::string_view(sql.constData(), static_cast<std::size_t>(sql.size()));
    };
    const QByteArray select = QByteArray("SELECT id, ") + columns + " FROM " + table.name
        + " WHERE id > ? ORDER BY id LIMIT ?";
    const QByteArray insert = QByteArray("INSERT OR IGNORE INTO ") + table.name + "(id, " + columns
        + ") VALUES (" + (table.ids == Table::Ids::Kept ? "?1" : "CASE WHEN ?1 THEN NULL END")
        + marksFor(columns) + ")";
    auto rows = from.prepare(view(select));
    auto write = to.prepare(view(insert));
    if (!rows)
        return Failure {rows.error()};
    if (!write)
        return Failure {RecordingError::Internal};
    if (const auto begun = to.execute("BEGIN"); !begun)
        return Failure {begun.error()};
    const int count = static_cast<int>(columns.count(',')) + 2;
    rows->bind(1, after).bind(2, kPageRows);
    std::int64_t copied = 0;
    Result<bool, RecordingError> row = rows->step();
    for (; row && *row; row = rows->step(), ++copied) {
        if (rows->integer(0) <= after) {
            row = Failure {RecordingError::Damaged}; // a tree whose pages are out of order
            break;
        }
        after = rows->integer(0);
        for (int column = 0; column < count; ++column)
            copyColumn(*rows, *write, column);
        const auto done = write->run();
        if (done)
            continue;
        if (done.error() == RecordingError::DiskFull
            || done.error() == RecordingError::InputOutput) {
            (void)to.execute("ROLLBACK");
            return Failure {done.error()};
        }
        ++refused; // of a type that it cannot have
    }
    if (const auto done = to.execute("COMMIT"); !done)
        return Failure {done.error()};
    if (!row)
        return row;
    return copied == kPageRows;
}

/// Whatever can be read of one table, and what cannot.
Result<void, RecordingError> copyTable(const Database& from, const QString& name,
                                       const Database& to, const Table& table,
                                       std::vector<SkippedRows>& skipped,
                                       const std::atomic<bool>* abandoned)
{
    std::int64_t after = 0;
    for (;;) {
        std::uint64_t refused = 0;
        const auto more = copyPage(from, to, table, after, refused);
        if (refused > 0)
            skipped.push_back({name, QLatin1String(table.name), after, after});
        if (more && !*more)
            return {};
        if (abandoned != nullptr && *abandoned)
            return Failure {RecordingError::Internal};
        if (more)
            continue;
        if (more.error() != RecordingError::Damaged)
            return Failure {more.error()};
        const auto next = from.nextReadable(table.name, after);
        skipped.push_back({name, QLatin1String(table.name), after + 1, next ? *next : after + 1});
        if (!next)
            return {};
        after = *next;
    }
}

/// Files made before there was such a table have none.
bool hasTable(const Database& database, const char* name)
{
    auto query = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
    if (!query)
        return true; // so that reading it fails, which is told
    const QString asked = QString::fromLatin1(name);
    query->bind(1, asked);
    const auto row = query->step();
    return !row || *row;
}

/// Each part counts all of the recording up to its own end: the last one's word stands.
Result<void, RecordingError> copyTransport(const Database& from, const QString& name,
                                           const Database& to, std::vector<SkippedRows>& skipped)
{
    constexpr int kMaxNames = 10'000;
    auto rows = from.prepare("SELECT name, count FROM transport");
    auto write = to.prepare("INSERT INTO transport VALUES (?1, ?2) "
                            "ON CONFLICT (name) DO UPDATE SET count = ?2");
    if (!write)
        return Failure {write.error()};
    Result<bool, RecordingError> row = rows ? rows->step() : Failure {rows.error()};
    for (int copied = 0; row && *row && copied < kMaxNames; row = rows->step(), ++copied) {
        write->bind(1, rows->text(0)).bind(2, rows->integer(1));
        if (const auto done = write->run(); !done)
            return done;
    }
    if (!row)
        skipped.push_back({name, QStringLiteral("transport"), 1, 1});
    return {};
}

Result<void, RecordingError> copyHead(const Database& from, const Database& to)
{
    auto head = from.prepare("SELECT uuid, started_unix_us, zone, utc_offset_s, guild, guild_name, "
                             "channel, channel_name, title, app_version FROM recording");
    auto write = to.prepare("INSERT OR IGNORE INTO recording(uuid, started_unix_us, zone, "
                            "utc_offset_s, guild, guild_name, channel, channel_name, title, "
                            "app_version, id, part, state) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, 'recording')");
    if (!head || !write)
        return Failure {RecordingError::Damaged};
    const auto row = head->step();
    if (!row || !*row)
        return Failure {RecordingError::Damaged};
    for (int column = 0; column < 10; ++column)
        copyColumn(*head, *write, column);
    return write->run();
}

/// When no part could say what it is of: the packets are worth a recording all the same.
Result<void, RecordingError> makeHead(const QFileInfo& file, const Database& to)
{
    auto write = to.prepare("INSERT OR IGNORE INTO recording "
                            "VALUES (1, ?, 1, ?, 'UTC', 0, 0, '', 0, '', ?, '', 'recording')");
    if (!write)
        return Failure {write.error()};
    write->bind(1, QUuid::createUuid().toString(QUuid::WithoutBraces))
        .bind(2, std::int64_t {file.lastModified().toMSecsSinceEpoch()} * 1000)
        .bind(3, file.completeBaseName());
    return write->run();
}

Result<void, RecordingError> mergeLog(const Database& database)
{
    for (const char* step : {"PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode = MEMORY"}) {
        if (const auto done = database.execute(step); !done)
            return done;
    }
    return {};
}

bool isWhole(const QString& path, const std::atomic<bool>* abandoned)
{
    auto database = Database::open(path, Database::Access::ReadOnly);
    if (!database)
        return false;
    database->abandonWhen(abandoned);
    auto check = database->prepare("PRAGMA quick_check(1)");
    if (!check)
        return false;
    const auto row = check->step();
    return row && *row && check->text(0) == QLatin1String("ok");
}

std::uint64_t countPackets(const QString& path)
{
    const auto database = Database::open(path, Database::Access::ReadOnly);
    const auto count
        = database ? database->number("SELECT count(*) FROM packet") : Failure {database.error()};
    return count ? static_cast<std::uint64_t>(*count) : 0;
}

Result<RecoveryReport, RecordingError> reportOf(const QString& path)
{
    const auto reader = RecordingReader::open(path);
    if (!reader)
        return Failure {reader.error()};
    const auto length = (*reader)->length();
    if (!length)
        return Failure {length.error()};
    RecoveryReport report;
    report.recording = path;
    report.length = std::chrono::floor<std::chrono::milliseconds>(*length);
    for (const QString& part : (*reader)->parts())
        report.packets += countPackets(part);
    return report;
}

/// One transaction makes the recording finished; all else may happen again or not at all.
Result<void, RecordingError> finish(const QString& last, const RecordingSummary& summary)
{
    auto part = RecordingPart::reopen(last, SteadyTime());
    if (!part)
        return Failure {part.error()};
    const EventRow recovered {
        std::chrono::microseconds(summary.length).count(),
        {EventType::Notice, {}, QStringLiteral("recovered after an interruption")}};
    const auto done = (*part)->transact(true, [&]() -> Result<void, RecordingError> {
        if (const auto written = (*part)->write(recovered); !written)
            return written;
        return (*part)->writeTotals(summary.speakers);
    });
    if (!done)
        return done;
    const std::atomic<bool> never = false;
    (*part)->buildIndex(never);
    return (*part)->mergeLog();
}

Result<RecoveryReport, RecordingError> recoverInPlace(const RecordingSummary& summary)
{
    // Somebody who looks at a file just now only delays that it becomes one file.
    for (const QString& path : summary.parts) {
        if (path == summary.parts.back() || !QFile::exists(path + QStringLiteral("-wal")))
            continue;
        const auto database = Database::open(path, Database::Access::ReadWrite);
        if (!database)
            return Failure {database.error()};
        (void)mergeLog(*database);
    }
    const auto done = finish(summary.parts.back(), summary);
    if (!done && done.error() != RecordingError::Busy)
        return Failure {done.error()};
    return reportOf(summary.path);
}

Result<RecoveryReport, RecordingError> copyReadable(const RecordingSummary& summary,
                                                    const std::atomic<bool>* abandoned)
{
    const QFileInfo first(summary.parts.front());
    const QString name = first.completeBaseName() + QStringLiteral(".recovered.lavalier");
    const QString target = first.absoluteDir().absoluteFilePath(name);
    if (const auto before = RecordingReader::open(target)) {
        const auto known = (*before)->summary();
        if (known && known->uuid == summary.uuid && known->state == FileState::Finished) {
            auto report = reportOf(target);
            if (report)
                report->copied = true;
            return report;
        }
    }
    // Under a name that no list shows; one that is there already is a killed recovery's.
    const QString partial = first.absoluteDir().absoluteFilePath(u'.' + name + u'~');
    for (const char* suffix : {"", "-wal", "-shm"})
        QFile::remove(partial + QLatin1String(suffix));
    {
        constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
        QFile made(partial);
        if (!made.open(QIODevice::WriteOnly | QIODevice::NewOnly, kOwnerOnly))
            return Failure {RecordingError::FolderNotWritable};
        made.setPermissions(kOwnerOnly);
    }
    RecoveryReport report;
    report.recording = target;
    report.copied = true;
    const auto copied = [&]() -> Result<void, RecordingError> {
        const auto to = Database::open(partial, Database::Access::ReadWrite);
        if (!to)
            return Failure {to.error()};
        if (const auto done = createSchema(*to); !done)
            return done;
        // One that is killed begins anew, so nothing needs to be on the disk before the end.
        for (const char* step : {"PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF"}) {
            if (const auto done = to->execute(step); !done)
                return done;
        }
        for (const QString& part : summary.parts) {
            const auto from = Database::open(part, Database::Access::ReadOnly);
            if (!from)
                return Failure {from.error()};
            if (const auto done = copyHead(*from, *to); !done) {
                if (done.error() == RecordingError::DiskFull
                    || done.error() == RecordingError::InputOutput)
                    return done;
                report.skipped.push_back(
                    {QFileInfo(part).fileName(), QStringLiteral("recording"), 1, 1});
            }
            for (const Table& table : kTables) {
                if (!hasTable(*from, table.name))
                    continue;
                const auto done = copyTable(*from, QFileInfo(part).fileName(), *to, table,
                                            report.skipped, abandoned);
                if (!done)
                    return done;
            }
            if (hasTable(*from, "transport")) {
                const auto done
                    = copyTransport(*from, QFileInfo(part).fileName(), *to, report.skipped);
                if (!done)
                    return done;
            }
        }
        if (const auto done = makeHead(first, *to); !done)
            return done;
        const auto whole = to->execute(
            "CREATE INDEX packet_by_stream ON packet(stream, sequence);"
            "UPDATE speaker SET frames = (SELECT count(*) FROM packet JOIN stream ON stream.id = "
            "packet.stream WHERE stream.speaker = speaker.id)");
        if (!whole)
            return whole;
        // Its sync is that of all the file.
        return to->execute("PRAGMA synchronous = FULL; UPDATE recording SET state = 'finished'");
    }();
    if (!copied) {
        for (const char* suffix : {"", "-wal", "-shm"})
            QFile::remove(partial + QLatin1String(suffix));
        return Failure {copied.error()};
    }
    if (!QFile::rename(partial, target)) // never over another
        return Failure {RecordingError::FolderNotWritable};
    const auto made = reportOf(target);
    if (!made)
        return made;
    report.packets = made->packets;
    report.length = made->length;
    return report;
}

} // namespace

Result<RecoveryReport, RecordingError> recover(const QString& path, RecoverInto into,
                                               const std::atomic<bool>* abandoned)
{
    RecordingSummary summary;
    { // closed again: a reader would keep the log alive
        const auto reader = RecordingReader::open(path);
        if (!reader)
            return Failure {reader.error()};
        if ((*reader)->isNewer())
            return Failure {RecordingError::NewerSchema};
        if (const auto read = (*reader)->summary()) {
            summary = *read;
        } else {
            summary.path = path;
            summary.parts = (*reader)->parts();
            summary.state = FileState::Unreadable;
        }
    }
    if (summary.state == FileState::Recording)
        return Failure {RecordingError::BeingRecorded};
    bool whole = summary.state != FileState::Unreadable;
    for (const QString& part : summary.parts)
        whole = whole && isWhole(part, abandoned);
    if (abandoned != nullptr && *abandoned)
        return Failure {RecordingError::Internal};
    if (!whole || into == RecoverInto::Copy)
        return copyReadable(summary, abandoned);
    return summary.state == FileState::Finished ? reportOf(path) : recoverInPlace(summary);
}

} // namespace lavalier::recording
