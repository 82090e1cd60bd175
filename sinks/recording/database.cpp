#include "sinks/recording/database.h"

#include <QFile>
#include <QUrl>

#include <algorithm>
#include <cerrno>
#include <sqlite3.h>
#include <utility>

namespace lavalier::recording {
namespace {

constexpr int kStepsBetweenLooks = 10'000;
constexpr int kPagesBetweenLooks = 4'096;

/// SQLite calls only a full write() full; a quota, a limit and the log's index file look like a
/// broken disk to it. It does not keep the system's error of a failed COMMIT, hence errno.
bool hasNoSpace(int code)
{
    if (code == SQLITE_IOERR_SHMSIZE)
        return true;
    return (code & 0xFF) == SQLITE_IOERR
        && (errno == ENOSPC || errno == EFBIG
#ifdef EDQUOT
            || errno == EDQUOT
#endif
        );
}

RecordingError errorOf(int code)
{
    // Extended codes keep the primary one in the low byte.
    switch (code) {
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
        return RecordingError::SyncFailed;
    case SQLITE_IOERR_NOMEM:
        return RecordingError::OutOfMemory;
    default:
        break;
    }
    if ((code & 0xFF) == SQLITE_IOERR && errno == EROFS) // mounted anew after an error of the disk
        return RecordingError::ReadOnly;
    if (hasNoSpace(code)) // a sync that found none has lost pages all the same: that is above
        return RecordingError::DiskFull;
    switch (code & 0xFF) {
    case SQLITE_FULL:
        return RecordingError::DiskFull;
    case SQLITE_READONLY:
        return RecordingError::ReadOnly;
    case SQLITE_CANTOPEN:
        return RecordingError::NotFound;
    case SQLITE_NOTADB:
        return RecordingError::NotARecording;
    case SQLITE_CORRUPT:
    case SQLITE_INTERRUPT: // limitSteps() or abandonWhen()
    case SQLITE_FORMAT:
    case SQLITE_ERROR: // a table or column is missing
    case SQLITE_SCHEMA:
        return RecordingError::Damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return RecordingError::Busy;
    case SQLITE_NOMEM:
        return RecordingError::OutOfMemory;
    case SQLITE_IOERR:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return RecordingError::InputOutput;
    default:
        return RecordingError::Internal;
    }
}

} // namespace

void Statement::Finalise::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement& Statement::bind(int index, std::int64_t value)
{
    noteBound(sqlite3_bind_int64(m_statement.get(), index, value));
    return *this;
}

Statement& Statement::bind(int index, ByteView borrowed)
{
    // A null pointer would bind NULL; an empty payload is an empty blob.
    static constexpr char kNothing = 0;
    const void* data = borrowed.empty() ? static_cast<const void*>(&kNothing) : borrowed.data();
    noteBound(sqlite3_bind_blob64(m_statement.get(), index, data, borrowed.size(), SQLITE_STATIC));
    return *this;
}

Statement& Statement::bind(int index, const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    noteBound(sqlite3_bind_text64(m_statement.get(), index, utf8.constData(),
                                  static_cast<sqlite3_uint64>(utf8.size()), SQLITE_TRANSIENT,
                                  SQLITE_UTF8));
    return *this;
}

void Statement::noteBound(int code)
{
    if (m_bound == SQLITE_OK)
        m_bound = code;
}

Result<bool, RecordingError> Statement::step()
{
    errno = 0;
    if (const int bound = std::exchange(m_bound, SQLITE_OK); bound != SQLITE_OK) {
        sqlite3_reset(m_statement.get());
        return Failure {errorOf(bound)};
    }
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    const RecordingError error
        = errorOf(sqlite3_extended_errcode(sqlite3_db_handle(m_statement.get())));
    sqlite3_reset(m_statement.get());
    if (code == SQLITE_DONE)
        return false;
    return Failure {error};
}

Result<void, RecordingError> Statement::run()
{
    const auto stepped = step();
    reset();
    if (!stepped)
        return Failure {stepped.error()};
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

bool Statement::isInteger(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_INTEGER;
}

bool Statement::isBlob(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_BLOB;
}

QString Statement::text(int column, int maxBytes) const
{
    if (sqlite3_column_type(m_statement.get(), column) != SQLITE_TEXT)
        return {};
    const auto* utf8 = sqlite3_column_text(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    if (utf8 == nullptr || size > maxBytes)
        return {};
    return QString::fromUtf8(reinterpret_cast<const char*>(utf8), size);
}

ByteView Statement::blob(int column) const
{
    const auto* data
        = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement.get(), column));
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return data == nullptr ? ByteView() : ByteView(data, static_cast<std::size_t>(size));
}

void Database::Close::operator()(sqlite3* connection) const
{
    sqlite3_close_v2(connection);
}

Result<Database, RecordingError> Database::open(const QString& path, Access access)
{
    // As a URI, so that a name with a question mark or a percent sign stays a name.
    QUrl url = QUrl::fromLocalFile(path);
    const bool readOnly = access != Access::ReadWrite;
    QByteArray name = url.toEncoded(QUrl::FullyEncoded) + (readOnly ? "?mode=ro" : "?mode=rw");
    if (access == Access::WithoutLog)
        name += "&immutable=1";
    const int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
        | (readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    sqlite3* connection = nullptr;
    errno = 0;
    const int code = sqlite3_open_v2(name.constData(), &connection, flags, nullptr);
    Database database;
    database.m_connection.reset(connection);
    if (code != SQLITE_OK)
        return Failure {errorOf(code)};
    sqlite3_extended_result_codes(connection, 1);
    // A stranger's file may hold triggers, views and generated columns; none of them may run
    // anything but plain SQL, and no row may be larger than what a recording ever holds.
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 1 << 20);
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_busy_timeout(connection, 2000);
    return database;
}

Result<Statement, RecordingError> Database::prepare(std::string_view sql) const
{
    sqlite3_stmt* raw = nullptr;
    errno = 0;
    const int code
        = sqlite3_prepare_v3(m_connection.get(), sql.data(), static_cast<int>(sql.size()),
                             SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    Statement statement;
    statement.m_statement.reset(raw);
    if (code != SQLITE_OK || raw == nullptr)
        return Failure {errorOf(sqlite3_extended_errcode(m_connection.get()))};
    return statement;
}

Result<void, RecordingError> Database::execute(const char* sql) const
{
    errno = 0;
    if (sqlite3_exec(m_connection.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return Failure {errorOf(sqlite3_extended_errcode(m_connection.get()))};
    return {};
}

Result<void, RecordingError> Database::rewrite() const
{
    sqlite3_limit(m_connection.get(), SQLITE_LIMIT_ATTACHED, 1); // the copy that VACUUM makes
    const auto done = execute("VACUUM");
    sqlite3_limit(m_connection.get(), SQLITE_LIMIT_ATTACHED, 0);
    return done;
}

Result<void, RecordingError> Database::copyTo(const QString& path) const
{
    auto copy = prepare("VACUUM INTO ?");
    if (!copy)
        return Failure {copy.error()};
    sqlite3_limit(m_connection.get(), SQLITE_LIMIT_ATTACHED, 1); // what it writes to
    const auto done = copy->bind(1, path).run();
    sqlite3_limit(m_connection.get(), SQLITE_LIMIT_ATTACHED, 0);
    return done;
}

Result<void, RecordingError> Database::copyPages(const Database& to,
                                                 const std::atomic<bool>* abandoned) const
{
    errno = 0;
    sqlite3* const target = to.m_connection.get();
    sqlite3_backup* copy = sqlite3_backup_init(target, "main", m_connection.get(), "main");
    int code = copy != nullptr ? SQLITE_OK : sqlite3_extended_errcode(target);
    while (code == SQLITE_OK) {
        const bool goesOn = abandoned == nullptr || !*abandoned;
        code = goesOn ? sqlite3_backup_step(copy, kPagesBetweenLooks) : SQLITE_INTERRUPT;
    }
    sqlite3_backup_finish(copy);
    return code == SQLITE_DONE ? Result<void, RecordingError>() : Failure {errorOf(code)};
}

Result<void, RecordingError> Database::copyBytes(QFile& to,
                                                 const std::atomic<bool>* abandoned) const
{
    constexpr sqlite3_int64 kAtOnce = 1 << 20;
    sqlite3_file* file = nullptr;
    sqlite3_file_control(m_connection.get(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    sqlite3_int64 size = 0;
    if (file == nullptr || file->pMethods == nullptr
        || file->pMethods->xFileSize(file, &size) != SQLITE_OK)
        return Failure {RecordingError::InputOutput};
    QByteArray bytes(kAtOnce, '\0');
    for (sqlite3_int64 at = 0; at < size; at += kAtOnce) {
        const int count = static_cast<int>(std::min(kAtOnce, size - at));
        if ((abandoned != nullptr && *abandoned)
            || file->pMethods->xRead(file, bytes.data(), count, at) != SQLITE_OK)
            return Failure {RecordingError::InputOutput};
        errno = 0;
        if (to.write(bytes.constData(), count) != count)
            return Failure {errno == ENOSPC ? RecordingError::DiskFull
                                            : RecordingError::InputOutput};
    }
    return {};
}

Result<std::int64_t, RecordingError> Database::number(std::string_view sql) const
{
    auto statement = prepare(sql);
    if (!statement)
        return Failure {statement.error()};
    const auto row = statement->step();
    if (!row)
        return Failure {row.error()};
    return *row ? statement->integer(0) : 0;
}

std::optional<std::int64_t> Database::nextReadable(const QByteArray& table,
                                                   std::int64_t after) const
{
    const QByteArray sql = "SELECT id FROM " + table + " WHERE id > ? ORDER BY id LIMIT 1";
    auto query = prepare({sql.constData(), static_cast<std::size_t>(sql.size())});
    if (!query)
        return std::nullopt;
    enum class There { Row, Nothing, Damage };
    const auto look = [&query](std::int64_t from) {
        query->bind(1, from);
        const auto row = query->step();
        const bool isAfter = row && *row && query->integer(0) > from;
        query->reset();
        return isAfter ? There::Row : row && !*row ? There::Nothing : There::Damage;
    };
    // Ever further, until there is something; then back to where it begins.
    std::int64_t bad = after;
    std::int64_t good = after;
    for (std::int64_t leap = 16;; leap *= 2) {
        if (leap > INT64_MAX / 4 || good > INT64_MAX - leap)
            return std::nullopt;
        good = after + leap;
        const There there = look(good);
        if (there == There::Row)
            break;
        if (there == There::Damage)
            bad = good;
        // Past the end of the table there may be readable rows before it.
        if (there == There::Nothing) {
            while (good - bad > 1) {
                const std::int64_t middle = bad + (good - bad) / 2;
                const There found = look(middle);
                if (found == There::Row) {
                    good = middle;
                    break;
                }
                (found == There::Damage ? bad : good) = middle;
            }
            if (look(good) != There::Row)
                return std::nullopt;
            break;
        }
    }
    while (good - bad > 1) {
        const std::int64_t middle = bad + (good - bad) / 2;
        (look(middle) == There::Row ? good : bad) = middle;
    }
    return good;
}

std::int64_t Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_connection.get());
}

bool Database::isInTransaction() const
{
    return sqlite3_get_autocommit(m_connection.get()) == 0;
}

void Database::setBusyTimeout(int milliseconds) const
{
    sqlite3_busy_timeout(m_connection.get(), milliseconds);
}

void Database::keepLog()
{
    m_log = std::make_unique<Log>();
    const auto note = [](void* context, sqlite3*, const char*, int pages) {
        static_cast<Log*>(context)->pages = pages;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(m_connection.get(), +note, m_log.get()); // its own hook is what checkpoints
}

Result<bool, RecordingError> Database::checkpoint() const
{
    int pages = 0;
    int moved = 0;
    errno = 0;
    const int code = sqlite3_wal_checkpoint_v2(m_connection.get(), nullptr,
                                               SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);
    if (code != SQLITE_OK)
        return Failure {errorOf(sqlite3_extended_errcode(m_connection.get()))};
    return pages == moved;
}

sqlite3_file* Database::logFile() const
{
    sqlite3_file* file = nullptr;
    sqlite3_file_control(m_connection.get(), nullptr, SQLITE_FCNTL_JOURNAL_POINTER, &file);
    return file != nullptr && file->pMethods != nullptr ? file : nullptr;
}

Result<void, RecordingError> Database::syncFile(sqlite3_file* file)
{
    if (file == nullptr || file->pMethods->xSync(file, SQLITE_SYNC_NORMAL) != SQLITE_OK)
        return Failure {RecordingError::SyncFailed};
    return {};
}

void Database::leaveLog() const
{
    sqlite3_db_config(m_connection.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Database::abandonWhen(const std::atomic<bool>* flag)
{
    keepWatch();
    m_watch->abandoned = flag;
}

void Database::limitSteps(std::int64_t steps)
{
    keepWatch();
    m_watch->stepsLeft = steps;
}

void Database::keepWatch()
{
    if (m_watch)
        return;
    m_watch = std::make_unique<Watch>();
    const auto isOver = [](void* context) {
        auto* watch = static_cast<Watch*>(context);
        if (watch->stepsLeft && (*watch->stepsLeft -= kStepsBetweenLooks) < 0)
            return 1;
        return watch->abandoned && watch->abandoned->load() ? 1 : 0;
    };
    sqlite3_progress_handler(m_connection.get(), kStepsBetweenLooks, +isOver, m_watch.get());
}

} // namespace lavalier::recording
