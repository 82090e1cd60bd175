#include "sinks/recording/row_copy.h"

#include <QDateTime>
#include <QFileInfo>
#include <QUuid>

namespace lavalier::recording {
namespace {

constexpr std::int64_t kPageRows = 10'000;
constexpr int kMaxRowText = 80'000; ///< bytes, as edit_log.cpp

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

/// Of what is read, all else is damage.
RecordingError damageUnlessMemory(RecordingError error)
{
    return error == RecordingError::OutOfMemory ? error : RecordingError::Damaged;
}

/// Of what is written.
bool isOfTheMachine(RecordingError error)
{
    return error == RecordingError::DiskFull || error == RecordingError::InputOutput
        || error == RecordingError::OutOfMemory;
}

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
        to.bind(column + 1, from.text(column, kMaxRowText));
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
        if (isOfTheMachine(done.error())) {
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

/// Whatever can be read of one table after that row, and what cannot.
Result<void, RecordingError> copyTable(const Database& from, const QString& name,
                                       const Database& to, const Table& table, std::int64_t& after,
                                       std::vector<SkippedRows>& skipped,
                                       const std::atomic<bool>* abandoned)
{
    // Where a row is said to be and is not, again and again, a tree leads round in circles.
    constexpr int kMostInVain = 16;
    for (int inVain = 0; inVain < kMostInVain;) {
        std::uint64_t refused = 0;
        const std::int64_t before = after;
        const auto more = copyPage(from, to, table, after, refused);
        if (refused > 0)
            skipped.push_back({name, QLatin1String(table.name), after, after});
        if (more && !*more)
            return {};
        if (abandoned != nullptr && *abandoned)
            return Failure {RecordingError::Internal};
        if (more)
            continue;
        if (more.error() != RecordingError::Damaged
            && more.error() != RecordingError::NotARecording)
            return Failure {more.error()};
        const auto next = from.nextReadable(table.name, after);
        skipped.push_back({name, QLatin1String(table.name), after + 1, next ? *next : after + 1});
        if (!next)
            return {};
        inVain = after == before ? inVain + 1 : 0;
        after = *next;
    }
    return {};
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
    constexpr int kMaxCounts = 10'000;
    auto rows = from.prepare("SELECT name, count FROM transport");
    auto write = to.prepare("INSERT INTO transport VALUES (?1, ?2) "
                            "ON CONFLICT (name) DO UPDATE SET count = max(count, ?2)");
    if (!write)
        return Failure {write.error()};
    Result<bool, RecordingError> row = rows ? rows->step() : Failure {rows.error()};
    for (int copied = 0; row && *row && copied < kMaxCounts; row = rows->step(), ++copied) {
        write->bind(1, rows->text(0)).bind(2, rows->integer(1));
        if (const auto done = write->run(); !done)
            return done;
    }
    if (lacksMemory(row))
        return Failure {row.error()};
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
        return Failure {damageUnlessMemory(head ? write.error() : head.error())};
    const auto row = head->step();
    if (!row || !*row)
        return Failure {row ? RecordingError::Damaged : damageUnlessMemory(row.error())};
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

/// The head, rows with ids of their own, and the counts; the first word about a row stands.
Result<void, RecordingError> copyFacts(const Database& from, const QString& name,
                                       const Database& to, std::vector<SkippedRows>& skipped,
                                       const std::atomic<bool>* abandoned)
{
    if (const auto done = copyHead(from, to); !done) {
        if (isOfTheMachine(done.error()))
            return done;
        skipped.push_back({name, QStringLiteral("recording"), 1, 1});
    }
    for (const Table& table : kTables) {
        std::int64_t after = 0;
        if (table.ids != Table::Ids::Kept || !hasTable(from, table.name))
            continue;
        if (const auto done = copyTable(from, name, to, table, after, skipped, abandoned); !done)
            return done;
    }
    return {};
}

std::int64_t lastRow(const Database& database)
{
    const auto last = database.number("SELECT max(id) FROM packet");
    return last ? *last : 0;
}

/// Its readings. What the file itself shows comes first, as far as it goes; of the other two only
/// the rows after that, in which pages from before the damage hide nothing.
Result<std::vector<Database>, RecordingError> openAll(const RowSource& part)
{
    std::vector<Database> all;
    if (!part.underOurs.isEmpty()) {
        auto patched = Database::open(part.underOurs, Database::Access::ReadOnly);
        if (!patched)
            return Failure {patched.error()};
        all.push_back(*std::move(patched));
        return all;
    }
    auto shown = Database::open(part.path, Database::Access::ReadOnly);
    if (part.behind.isEmpty()) {
        if (!shown)
            return Failure {shown.error()};
        all.push_back(*std::move(shown));
        return all;
    }
    // A log that was damaged from its first word on may be all there was, and the database nothing.
    const auto withTables = [](Result<Database, RecordingError> opened) {
        const auto tables = opened ? opened->number("SELECT count(*) FROM sqlite_schema")
                                   : Failure {opened.error()};
        return tables && *tables > 0
            ? std::move(opened)
            : Result<Database, RecordingError>(Failure {RecordingError::Damaged});
    };
    shown = withTables(std::move(shown));
    auto bare = withTables(Database::open(part.path, Database::Access::WithoutLog));
    const bool isMoved = shown && bare && lastRow(*bare) > lastRow(*shown);
    if (bare && isMoved)
        all.push_back(*std::move(bare));
    if (shown)
        all.push_back(*std::move(shown));
    if (bare && !isMoved)
        all.push_back(*std::move(bare));
    auto behind = withTables(Database::open(part.behind, Database::Access::ReadOnly));
    if (behind)
        all.push_back(*std::move(behind));
    return all;
}

} // namespace

Result<void, RecordingError> copyRows(const std::vector<RowSource>& parts, const Database& to,
                                      std::vector<SkippedRows>& skipped,
                                      const std::atomic<bool>* abandoned)
{
    for (const RowSource& part : parts) {
        const QString name = QFileInfo(part.path).fileName();
        const auto readings = openAll(part);
        if (!readings)
            return Failure {readings.error()};
        // Of what was changed behind the damage the latest word: who was excluded stays so.
        for (auto from = readings->rbegin(); from != readings->rend(); ++from) {
            if (const auto done = copyFacts(*from, name, to, skipped, abandoned); !done)
                return done;
        }
        for (const Table& table : kTables) {
            std::int64_t after = 0;
            for (const Database& from : *readings) {
                if (table.ids != Table::Ids::New || !hasTable(from, table.name))
                    continue;
                const auto done = copyTable(from, name, to, table, after, skipped, abandoned);
                if (!done)
                    return done;
            }
        }
        for (const Database& from : *readings) {
            if (!hasTable(from, "transport"))
                continue;
            if (const auto done = copyTransport(from, name, to, skipped); !done)
                return done;
        }
    }
    return makeHead(QFileInfo(parts.front().path), to);
}

Result<void, RecordingError> nameTheNameless(const Database& to)
{
    // Who was not to be heard may be among them: then nobody of them is exported unasked.
    return to.execute(
        "INSERT OR IGNORE INTO stream(id, connection, speaker, ssrc, opened_us) "
        "SELECT DISTINCT stream, 1, 1000000 + stream, 0, 0 FROM packet "
        "WHERE stream BETWEEN 0 AND 1000000000 AND stream NOT IN (SELECT id FROM stream) "
        "LIMIT 1000;"
        "CREATE TEMP TABLE made AS SELECT DISTINCT speaker FROM stream "
        "WHERE speaker BETWEEN 0 AND 2000000000 AND speaker NOT IN (SELECT id FROM speaker) "
        "AND id IN (SELECT DISTINCT stream FROM packet) LIMIT 1000;"
        "INSERT OR IGNORE INTO speaker(id, user, name) "
        "SELECT speaker, speaker, 'Unknown ' || (speaker % 1000000) FROM made;"
        "INSERT INTO edit(at_unix_us, kind, target, value) "
        "SELECT 0, 'exclude', CAST(speaker AS TEXT), '1' FROM made "
        "WHERE EXISTS (SELECT 1 FROM event WHERE type = 'exclude') "
        "OR EXISTS (SELECT 1 FROM edit WHERE kind = 'exclude');"
        "DROP TABLE made");
}

} // namespace lavalier::recording
