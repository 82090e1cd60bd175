#include "sinks/recording/forget_person.h"

#include "sinks/recording/open_for_change.h"
#include "sinks/recording/recording_reader.h"
#include "voice/base/snowflake.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <bit>

namespace lavalier::recording {
namespace {

using Done = Result<void, RecordingError>;

constexpr qsizetype kLeastName = 2; ///< characters; a shorter one is a letter of every text
constexpr int kMaxText = 80'000; ///< bytes, as edit_log.cpp

/// A person's ids as every table names them.
std::int64_t rowValue(UserId user)
{
    return std::bit_cast<std::int64_t>(user.value());
}

class Part {
public:
    Part(Database database, UserId user, Forgotten& result)
        : m_database(std::move(database))
        , m_user(user)
        , m_result(result)
    {
    }

    /// The log goes into the file first; nobody else may be reading.
    Done prepare()
    {
        if (const auto merged = m_database.execute("PRAGMA journal_mode = DELETE"); !merged)
            return merged;
        // What is deleted is overwritten, should the file be copied before it is rewritten.
        return m_database.execute("PRAGMA secure_delete = ON");
    }

    Done collectNames()
    {
        const auto collect = [this](const char* sql, bool byText) -> Done {
            auto query = m_database.prepare(sql);
            if (!query)
                return Failure {query.error()};
            const QString id = toString(m_user);
            if (byText)
                query->bind(1, id);
            else
                query->bind(1, rowValue(m_user));
            for (;;) {
                const auto row = query->step();
                if (!row)
                    return Failure {row.error()};
                if (!*row)
                    return {};
                const QString name = query->text(0);
                if (!name.isEmpty() && !m_result.names.contains(name))
                    m_result.names.append(name);
            }
        };
        if (const auto done = collect("SELECT name FROM speaker WHERE user = ?1", false); !done)
            return done;
        if (const auto done
            = collect("SELECT text FROM event WHERE user = ?1 AND type = 'rename'", false);
            !done)
            return done;
        return collect("SELECT value FROM edit WHERE target = ?1 AND kind = 'name'", true);
    }

    Done forget()
    {
        if (const auto begun = m_database.execute("BEGIN IMMEDIATE"); !begun)
            return begun;
        auto done = removeRows();
        if (done)
            done = cleanTexts("event", "text", "type IN ('marker', 'rename')");
        if (done)
            done = cleanTexts("edit", "value",
                              "kind IN ('title', 'notes', 'name', 'marker', 'marker text')");
        if (done)
            return m_database.execute("COMMIT");
        if (m_database.isInTransaction())
            (void)m_database.execute("ROLLBACK");
        return done;
    }

    Done rewrite() { return m_database.rewrite(); }

private:
    Done removeRows()
    {
        constexpr const char* kStreams
            = "(SELECT id FROM stream WHERE speaker IN (SELECT id FROM speaker WHERE user = ?1))";
        struct Step {
            QString sql;
            std::uint64_t* count;
        };
        const QString streams = QString::fromLatin1(kStreams);
        std::uint64_t ignored = 0;
        const std::array<Step, 5> steps {{
            {QStringLiteral("DELETE FROM packet WHERE stream IN ") + streams, &m_result.packets},
            {QStringLiteral("DELETE FROM tally WHERE stream IN ") + streams, &ignored},
            {QStringLiteral("DELETE FROM stream WHERE id IN ") + streams, &ignored},
            {QStringLiteral("DELETE FROM speaker WHERE user = ?1"), &ignored},
            {QStringLiteral("DELETE FROM event WHERE user = ?1"), &m_result.events},
        }};
        // Files made before there was such a table have none.
        const auto missed = m_database.number(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'missed'");
        const auto transport = m_database.number(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'transport'");
        if (!missed || !transport)
            return Failure {missed ? transport.error() : missed.error()};
        if (*missed > 0) {
            const QString rows = QStringLiteral("DELETE FROM missed WHERE stream IN ") + streams;
            if (const auto done = run(rows, ignored, false); !done)
                return done;
        }
        if (*transport > 0) {
            const auto rows
                = QStringLiteral("DELETE FROM transport WHERE name LIKE 'endToEnd/' || ?1 || '/%'");
            if (const auto done = run(rows, ignored, true); !done)
                return done;
        }
        for (const Step& step : steps) {
            if (const auto done = run(step.sql, *step.count, false); !done)
                return done;
        }
        return run(QStringLiteral("DELETE FROM edit WHERE target = ?1"), m_result.edits, true);
    }

    Done run(const QString& sql, std::uint64_t& count, bool byText)
    {
        auto statement = m_database.prepare(sql.toStdString());
        if (!statement)
            return Failure {statement.error()};
        const QString id = toString(m_user);
        if (byText)
            statement->bind(1, id);
        else
            statement->bind(1, rowValue(m_user));
        if (const auto done = statement->run(); !done)
            return done;
        const auto changed = m_database.number("SELECT changes()");
        if (!changed)
            return Failure {changed.error()};
        count += static_cast<std::uint64_t>(*changed);
        return {};
    }

    static QRegularExpression patternOf(QStringList words)
    {
        // "Jo Smith" before "Jo", which would leave a Smith.
        std::ranges::sort(words, std::ranges::greater(), &QString::size);
        for (QString& word : words)
            word = QRegularExpression::escape(word);
        return QRegularExpression(
            QStringLiteral("(?<![\\p{L}\\p{N}])(?:%1)(?![\\p{L}\\p{N}])").arg(words.join(u'|')),
            QRegularExpression::CaseInsensitiveOption
                | QRegularExpression::UseUnicodePropertiesOption);
    }

    /// Names stand in what others wrote too: markers, notes. What the program wrote has the id at
    /// most, and its words may well be somebody's name.
    Done cleanTexts(const char* table, const char* column, const char* writtenByPeople)
    {
        QStringList words {toString(m_user)};
        const QRegularExpression idAlone = patternOf(words);
        for (const QString& name : m_result.names) {
            if (name.size() >= kLeastName)
                words.append(name);
        }
        const QRegularExpression idOrName = patternOf(words);
        auto query = m_database.prepare("SELECT id, " + std::string(column) + ", " + writtenByPeople
                                        + " FROM " + table + " WHERE " + column + " <> ''");
        auto update = m_database.prepare("UPDATE " + std::string(table) + " SET " + column
                                         + " = ?2 WHERE id = ?1");
        if (!query || !update)
            return Failure {!query ? query.error() : update.error()};
        std::vector<std::pair<std::int64_t, QString>> changed;
        for (;;) {
            const auto row = query->step();
            if (!row)
                return Failure {row.error()};
            if (!*row)
                break;
            QString text = query->text(1, kMaxText);
            const QRegularExpression& pattern = query->integer(2) != 0 ? idOrName : idAlone;
            if (text.contains(pattern))
                changed.emplace_back(query->integer(0), text.replace(pattern, QStringLiteral("…")));
        }
        for (const auto& [id, text] : changed) {
            if (const auto done = update->bind(1, id).bind(2, text).run(); !done)
                return done;
        }
        m_result.texts += changed.size();
        return {};
    }

    Database m_database;
    const UserId m_user;
    Forgotten& m_result;
};

/// How often any of these bytes stands in the file.
std::uint64_t countIn(const QString& path, const std::vector<QByteArray>& wanted)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 1; // not looked at is not clean
    constexpr qint64 kChunk = 1 << 20;
    constexpr qsizetype kOverlap = 512; // longer than any name
    std::uint64_t count = 0;
    QByteArray window;
    for (;;) {
        const QByteArray chunk = file.read(kChunk);
        if (chunk.isEmpty())
            return count;
        const qsizetype fresh = window.size();
        window += chunk;
        for (const QByteArray& bytes : wanted) {
            const qsizetype from = std::max<qsizetype>(0, fresh - bytes.size() + 1);
            for (auto at = window.indexOf(bytes, from); at >= 0; at = window.indexOf(bytes, at + 1))
                ++count;
        }
        window = window.right(kOverlap);
    }
}

void lookForRemains(const QString& path, UserId user, Forgotten& result)
{
    // As text, and as SQLite keeps a number of that size: eight bytes, the highest first. Smaller
    // ones, which Discord never gave out, take fewer and stand in any file.
    std::vector<QByteArray> ids;
    if (toString(user).size() >= 6)
        ids.push_back(toString(user).toLatin1());
    if (user.value() >> 47U != 0) {
        QByteArray raw(8, '\0');
        for (int i = 0; i < 8; ++i)
            raw[i] = static_cast<char>(user.value() >> (8 * (7 - i)));
        ids.push_back(raw);
    }
    std::vector<QByteArray> names;
    for (const QString& name : result.names) {
        if (name.size() >= kLeastName)
            names.push_back(name.toUtf8());
    }
    result.idsLeft += countIn(path, ids);
    result.namesLeft += countIn(path, names);
}

} // namespace

Result<Forgotten, RecordingError> forgetPerson(const QString& path, UserId user)
{
    Forgotten result;
    QStringList paths;
    {
        const auto reader = RecordingReader::open(path);
        if (!reader)
            return Failure {reader.error()};
        const auto summary = (*reader)->summary();
        if (!summary)
            return Failure {summary.error()};
        result.recording = summary->uuid;
        paths = (*reader)->parts();
    }
    result.parts = static_cast<int>(paths.size());
    {
        std::vector<Part> parts;
        for (const QString& part : paths) {
            auto database = openForChange(part);
            if (!database)
                return Failure {database.error()};
            parts.emplace_back(std::move(*database), user, result);
            if (const auto done = parts.back().prepare(); !done)
                return Failure {done.error()};
        }
        // A name of one part may stand in a text of another.
        for (auto step : {&Part::collectNames, &Part::forget, &Part::rewrite}) {
            for (Part& part : parts) {
                if (const auto done = (part.*step)(); !done)
                    return Failure {done.error()};
            }
        }
    }
    for (const QString& part : paths)
        lookForRemains(part, user, result);
    return result;
}

} // namespace lavalier::recording
