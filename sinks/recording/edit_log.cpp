// The half of recording_edits.h that touches the file.
#include "sinks/recording/recording_edits.h"

#include "sinks/recording/open_for_change.h"
#include "sinks/recording/part_reader.h"
#include "sinks/recording/recording_reader.h"

#include <QDateTime>

#include <array>

namespace lavalier::recording {
namespace {

constexpr std::size_t kMaxRows = 100'000;
constexpr int kMaxValue = 80'000; ///< bytes; notes are the longest

constexpr std::array<std::pair<EditKind, const char*>, 10> kKindNames {{
    {EditKind::Title, "title"},
    {EditKind::Notes, "notes"},
    {EditKind::Name, "name"},
    {EditKind::Gain, "gain"},
    {EditKind::Exclude, "exclude"},
    {EditKind::Trim, "trim"},
    {EditKind::MarkerAdd, "marker"},
    {EditKind::MarkerMove, "marker move"},
    {EditKind::MarkerText, "marker text"},
    {EditKind::MarkerDelete, "marker delete"},
}};

QString nameOf(EditKind kind)
{
    for (const auto& [candidate, name] : kKindNames) {
        if (candidate == kind)
            return QString::fromLatin1(name);
    }
    return QStringLiteral("unknown");
}

EditKind kindOf(const QString& name)
{
    for (const auto& [kind, candidate] : kKindNames) {
        if (name == QLatin1String(candidate))
            return kind;
    }
    return EditKind::Unknown;
}

Standing standingOf(std::int64_t undone)
{
    return undone == 0 ? Standing::Stands : undone == 1 ? Standing::Undone : Standing::Dropped;
}

/// Changes are kept in the first part, whichever is asked.
QString firstPartOf(const QString& path)
{
    const auto reader = RecordingReader::open(path);
    return reader ? (*reader)->parts().front() : path;
}

Result<void, RecordingError> carryOut(const QString& path, const char* sql)
{
    auto database = openForChange(firstPartOf(path));
    return database ? database->execute(sql)
                    : Result<void, RecordingError>(Failure {database.error()});
}

} // namespace

Result<std::vector<EditRow>, RecordingError> PartReader::edits()
{
    allowSteps();
    auto query
        = m_database->prepare("SELECT id, kind, target, value, undone FROM edit ORDER BY id");
    if (!query)
        return Failure {query.error()};
    std::vector<EditRow> rows;
    for (auto row = query->step(); rows.size() < kMaxRows; row = query->step()) {
        if (!row)
            return Failure {row.error()};
        if (!*row)
            break;
        rows.push_back({query->integer(0),
                        {kindOf(query->text(1, 64)), query->text(2), query->text(3, kMaxValue)},
                        standingOf(query->integer(4))});
    }
    return rows;
}

Result<void, RecordingError> EditLog::append(const QString& path, const Edit& edit)
{
    auto database = openForChange(firstPartOf(path));
    if (!database)
        return Failure {database.error()};
    if (const auto begun = database->execute("BEGIN IMMEDIATE"); !begun)
        return begun;
    // What was undone before a new change is not to come back after it.
    if (const auto dropped = database->execute("UPDATE edit SET undone = 2 WHERE undone = 1");
        !dropped)
        return dropped; // closing takes the transaction back
    auto insert = database->prepare(
        "INSERT INTO edit(at_unix_us, kind, target, value) VALUES (?, ?, ?, ?)");
    if (!insert)
        return Failure {insert.error()};
    const QString kind = nameOf(edit.kind);
    insert->bind(1, QDateTime::currentMSecsSinceEpoch() * 1000)
        .bind(2, kind)
        .bind(3, edit.target)
        .bind(4, edit.value);
    if (const auto done = insert->run(); !done)
        return done;
    return database->execute("COMMIT");
}

Result<void, RecordingError> EditLog::undo(const QString& path)
{
    return carryOut(path,
                    "UPDATE edit SET undone = 1 "
                    "WHERE id = (SELECT max(id) FROM edit WHERE NOT undone)");
}

Result<void, RecordingError> EditLog::redo(const QString& path)
{
    return carryOut(path,
                    "UPDATE edit SET undone = 0 "
                    "WHERE id = (SELECT min(id) FROM edit WHERE undone = 1)");
}

} // namespace lavalier::recording
