#pragma once

#include "sinks/recording/recording_types.h"
#include "voice/base/bytes.h"
#include "voice/base/result.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string_view>

struct sqlite3;
struct sqlite3_file;
struct sqlite3_stmt;

class QFile;

namespace lavalier::recording {

/// One prepared statement; finalised with its owner.
///
/// Bound texts and blobs are borrowed until the next step() or reset().
class Statement {
public:
    Statement() = default;

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, ByteView borrowed);
    Statement& bind(int index, const QString& text);

    /// True: a row is there. False: done. The statement is reset after done and after an error.
    /// Also fails when a value could not be bound: it would be taken for NULL.
    Result<bool, RecordingError> step();
    /// For statements without rows.
    Result<void, RecordingError> run();
    void reset();

    std::int64_t integer(int column) const;
    bool isInteger(int column) const;
    bool isBlob(int column) const;
    /// Nothing when it is no text, or longer than `maxBytes`.
    QString text(int column, int maxBytes = 4096) const;
    /// Borrowed until the next step() or reset(). Null data when out of memory.
    ByteView blob(int column) const;

private:
    void noteBound(int code);

    friend class Database;
    struct Finalise {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalise> m_statement;
    int m_bound = 0; ///< SQLite's code of the first value that could not be
};

/// One connection to a SQLite file.
///
/// Errors:  SQLite's codes turned into RecordingError; the connection stays usable unless Damaged.
/// Thread:  one at a time.
class Database {
public:
    /// Create needs the empty file to exist already: exclusive creation is not SQLite's.
    /// WithoutLog reads the database alone, as if it had none; only while nobody writes.
    enum class Access { ReadOnly, WithoutLog, ReadWrite };

    static Result<Database, RecordingError> open(const QString& path, Access access);

    Result<Statement, RecordingError> prepare(std::string_view sql) const;
    Result<void, RecordingError> execute(const char* sql) const;
    /// The single number of a PRAGMA or a count.
    Result<std::int64_t, RecordingError> number(std::string_view sql) const;
    /// Where rows of a damaged table can be read again that cannot be after `after`: the least id
    /// found after which there is one. Nothing when there is none.
    std::optional<std::int64_t> nextReadable(const QByteArray& table, std::int64_t after) const;
    std::int64_t lastInsertId() const;
    /// False after an error that made SQLite roll the transaction back by itself.
    bool isInTransaction() const;
    /// The whole file anew, without what was deleted from it. Takes as much room again while it
    /// runs.
    Result<void, RecordingError> rewrite() const;
    /// All of it into another, new or empty file, also when this one has no name any more.
    Result<void, RecordingError> copyTo(const QString& path) const;
    /// All pages as they are into another, an empty file: nothing is looked at on the way. Damaged
    /// as soon as `abandoned`, which may be null, is set.
    Result<void, RecordingError> copyPages(const Database& to,
                                           const std::atomic<bool>* abandoned) const;
    /// Every byte of the file itself, whatever it holds, after what is in `to`. InputOutput once
    /// `abandoned`, which may be null, is set. By this connection's own handle: closing another
    /// would drop the locks that this process has on the file.
    Result<void, RecordingError> copyBytes(QFile& to, const std::atomic<bool>* abandoned) const;
    void setBusyTimeout(int milliseconds) const;

    // For who writes, in WAL mode:
    /// From now on SQLite never moves the log into the database by itself.
    void keepLog();
    /// Pages in the log as of the last commit; known once keepLog() was called.
    int logPages() const { return m_log ? m_log->pages : 0; }
    /// Moves what it can of the log into the database, and syncs both. True: all of it, so that
    /// the next commit begins the log anew.
    Result<bool, RecordingError> checkpoint() const;
    /// The log's open file, for syncFile(). It lives as long as the connection is in WAL mode.
    sqlite3_file* logFile() const;
    /// Thread:  any, also while the connection writes to the file.
    static Result<void, RecordingError> syncFile(sqlite3_file* file);
    /// The log stays when the connection closes, as it is.
    void leaveLog() const;

    /// Ends a long statement, as Damaged, as soon as `flag` is set, by whichever thread; null:
    /// never. The flag must stay alive until the next call.
    void abandonWhen(const std::atomic<bool>* flag);
    /// From now on statements may take so many steps together; then each fails as Damaged. A file
    /// made to mislead can describe far more rows than it has room for.
    void limitSteps(std::int64_t steps);

private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    /// What ends a statement early.
    struct Watch {
        std::optional<std::int64_t> stepsLeft;
        const std::atomic<bool>* abandoned = nullptr;
    };
    struct Log {
        int pages = 0;
    };
    void keepWatch();

    std::unique_ptr<Watch> m_watch; // SQLite holds their addresses
    std::unique_ptr<Log> m_log;
    std::unique_ptr<sqlite3, Close> m_connection;
};

} // namespace lavalier::recording
