#include "sinks/recording/recording_store.h"

#include "sinks/recording/log_check.h"
#include "sinks/recording/open_for_change.h"
#include "sinks/recording/part_reader.h"
#include "sinks/recording/recording_edits.h"
#include "sinks/recording/recording_reader.h"
#include "sinks/recording/schema.h"
#include "sinks/recording/summary_cache.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QStandardPaths>

#include <algorithm>

namespace lavalier::recording {
namespace {

RecordingSummary summaryOf(const QString& path)
{
    RecordingSummary unreadable;
    unreadable.path = path;
    const QFileInfo info(path);
    unreadable.title = info.completeBaseName();
    unreadable.bytes = static_cast<std::uint64_t>(std::max<qint64>(info.size(), 0));
    unreadable.started = info.lastModified();
    const auto reader = RecordingReader::open(path);
    if (!reader) {
        unreadable.error = reader.error();
        return unreadable;
    }
    const auto summary = (*reader)->summary();
    if (!summary) {
        unreadable.error = summary.error();
        return unreadable;
    }
    return *summary;
}

QStringList logsOf(const QString& path)
{
    return {path + QStringLiteral("-wal"), path + QStringLiteral("-shm"),
            path + QStringLiteral("-journal")};
}

/// A log belongs to its file by name; merge it, so that what comes out of the trash is whole. A
/// reader, or a writer that is not done with it, is in the way of that.
Result<void, RecordingError> prepareForTrash(const QString& path)
{
    const auto database = openForChange(path);
    if (!database && database.error() == RecordingError::BeingRecorded)
        return Failure {database.error()};
    if (database && QFile::exists(logsOf(path).front())) {
        const auto merged = database->execute("PRAGMA journal_mode = MEMORY");
        if (!merged && merged.error() == RecordingError::Busy)
            return merged;
    }
    return {};
}

Result<void, RecordingError> trash(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return Failure {RecordingError::NotFound};
    // Without this folder Qt 6.4 finds no trash and takes the current folder for one.
    if (!QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        || !file.moveToTrash())
        return Failure {RecordingError::InputOutput};
    for (const QString& log : logsOf(path)) { // of a file that could not be merged
        if (QFile::exists(log))
            QFile::moveToTrash(log);
    }
    return {};
}

} // namespace

Result<Database, RecordingError> openForChange(const QString& path)
{
    if (!QFileInfo(path).isFile())
        return Failure {RecordingError::NotFound};
    const auto reader = RecordingReader::open(path);
    if (!reader)
        return Failure {reader.error()};
    if ((*reader)->isNewer())
        return Failure {RecordingError::NewerSchema};
    const auto summary = (*reader)->summary();
    if (summary && summary->state == FileState::Recording)
        return Failure {RecordingError::BeingRecorded};
    if (isBeingWritten(path))
        return Failure {RecordingError::BeingRecorded};
    if (breakInLog(path)) // what is behind would be gone
        return Failure {RecordingError::Damaged};
    return Database::open(path, Database::Access::ReadWrite);
}

RecordingStore::RecordingStore(QString folder, QString cacheFile)
    : m_folder(std::move(folder))
    , m_cacheFile(std::move(cacheFile))
{
}

std::vector<RecordingSummary> RecordingStore::list() const
{
    std::vector<RecordingSummary> found;
    const QDir folder(m_folder);
    const auto names = folder.entryList({QStringLiteral("*.lavalier")},
                                        QDir::Files | QDir::NoSymLinks | QDir::Hidden,
                                        QDir::Name); // first parts first
    found.reserve(static_cast<std::size_t>(names.size()));
    SummaryCache cache(m_cacheFile);
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch() * 1'000'000;
    QSet<QString> joined; // parts of a recording that is listed already
    for (const QString& name : names) {
        const QString path = folder.absoluteFilePath(name);
        if (joined.contains(QDir::cleanPath(path)))
            continue;
        const auto stamp = settledStampOf(path);
        if (const auto known = stamp ? cache.find(path, *stamp) : std::nullopt) {
            found.push_back(*known);
            continue;
        }
        found.push_back(summaryOf(path));
        for (const QString& part : found.back().parts)
            joined.insert(part);
        if (stamp && settledStampOf(path) == stamp)
            cache.keep(found.back(), *stamp, now);
    }
    cache.store();
    std::ranges::sort(found, [](const RecordingSummary& a, const RecordingSummary& b) {
        return a.started != b.started ? a.started > b.started : a.path < b.path;
    });
    return found;
}

Result<void, RecordingError> RecordingStore::rename(const QString& path, const QString& title)
{
    return EditLog::append(path, titleEdit(title));
}

Result<void, RecordingError> RecordingStore::moveToTrash(const QString& path)
{
    QStringList parts {path};
    if (const auto reader = RecordingReader::open(path))
        parts = (*reader)->parts();
    // All or nothing is not to be had from a file system, but whatever speaks against it is asked
    // before the first one goes.
    for (const QString& part : parts) {
        if (const auto done = prepareForTrash(part); !done)
            return done;
    }
    for (const QString& part : parts) {
        if (const auto done = trash(part); !done)
            return done;
    }
    return {};
}

} // namespace lavalier::recording
