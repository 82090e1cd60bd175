#include "sinks/recording/recording_recovery.h"

#include "sinks/recording/log_check.h"
#include "sinks/recording/lost_schema.h"
#include "sinks/recording/packet_pages.h"
#include "sinks/recording/part_reader.h"
#include "sinks/recording/recording_part.h"
#include "sinks/recording/recording_reader.h"
#include "sinks/recording/row_copy.h"
#include "sinks/recording/schema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <future>

namespace lavalier::recording {
namespace {

Result<void, RecordingError> mergeLog(const Database& database)
{
    for (const char* step : {"PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode = MEMORY"}) {
        if (const auto done = database.execute(step); !done)
            return done;
    }
    return {};
}

/// OutOfMemory, which says nothing of the file; all else is an answer.
Result<bool, RecordingError> isWhole(const QString& path, const std::atomic<bool>* abandoned)
{
    auto database = Database::open(path, Database::Access::ReadOnly);
    if (database)
        database->abandonWhen(abandoned);
    auto check = database ? database->prepare("PRAGMA quick_check(1)") : Failure {database.error()};
    const auto row = check ? check->step() : Failure {check.error()};
    if (lacksMemory(row))
        return Failure {row.error()};
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
        if (breakInLog(path))
            return Failure {RecordingError::Damaged};
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

/// Whether a recording's only file can be copied as it is: it holds all, and is of this version.
bool isSingle(const QString& path)
{
    const auto database = Database::open(path, Database::Access::ReadOnly);
    if (!database)
        return false;
    const auto version = database->number("PRAGMA user_version");
    const auto heads = database->number("SELECT count(*) FROM recording WHERE part = 1");
    const auto others = database->number("SELECT count(*) FROM part");
    return version && *version == kSchemaVersion && heads && *heads == 1 && others && *others == 0;
}

Result<void, RecordingError> copyFile(const QString& path, const Database& to,
                                      const std::atomic<bool>* abandoned)
{
    const auto from = Database::open(path, Database::Access::ReadOnly);
    if (!from)
        return Failure {from.error()};
    return from->copyPages(to, abandoned);
}

/// By their names alone, where the first cannot say them.
QStringList partsBeside(const QString& path)
{
    QStringList parts {path};
    const QFileInfo first(path);
    const QString stem = first.absoluteDir().filePath(first.completeBaseName());
    for (int number = 2;; ++number) {
        const QString next = stem + QStringLiteral(".part%1.lavalier").arg(number);
        if (!QFileInfo(next).isFile() || QFileInfo(next).isSymLink() || isBeingWritten(next))
            return parts;
        parts.append(next);
    }
}

/// An empty file of ours alone, in the place of what a killed recovery left there.
Result<void, RecordingError> makeAnew(const QString& path)
{
    constexpr auto kOurs = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QFile::remove(path);
    QFile made(path);
    if (!made.open(QIODevice::WriteOnly | QIODevice::NewOnly, kOurs) || !made.setPermissions(kOurs))
        return Failure {RecordingError::FolderNotWritable};
    return {};
}

/// What was skipped, without the packets that were found all the same.
void leaveOut(std::vector<SkippedRows>& skipped, const QString& file,
              const std::vector<std::int64_t>& found)
{
    std::vector<SkippedRows> left;
    for (SkippedRows& rows : skipped) {
        if (rows.file != file || rows.table != u"packet") {
            left.push_back(std::move(rows));
            continue;
        }
        for (auto row = std::ranges::lower_bound(found, rows.from);
             row != found.end() && *row <= rows.to; ++row) {
            if (*row > rows.from)
                left.push_back({rows.file, rows.table, rows.from, *row - 1});
            rows.from = *row + 1;
        }
        if (rows.from <= rows.to)
            left.push_back(std::move(rows));
    }
    skipped = std::move(left);
}

/// Row by row; of a log that is damaged also what is behind, which takes a copy for the time being.
Result<void, RecordingError> copyWhatThereIs(const QStringList& parts, const QString& between,
                                             const Database& to, std::vector<SkippedRows>& skipped,
                                             const std::atomic<bool>* abandoned)
{
    std::vector<RowSource> sources;
    QStringList foreign;
    Result<void, RecordingError> done;
    for (const QString& part : parts) {
        RowSource source {part};
        if (const auto damage = breakInLog(part); damage && done) {
            source.behind = between + QString::number(sources.size());
            done = makeAnew(source.behind);
            if (done)
                done = writeBehindBreak(part, source.behind, abandoned);
            skipped.push_back({QFileInfo(part).fileName() + QStringLiteral("-wal"),
                               QStringLiteral("log"), 1, damage->unreadable});
        }
        if (source.behind.isEmpty() && done && !hasReadableSchema(part)) {
            source.underOurs = between + QString::number(sources.size());
            skipped.push_back({QFileInfo(part).fileName(), QStringLiteral("sqlite_schema"), 1, 1});
            auto written = makeAnew(source.underOurs);
            if (written)
                written = writeUnderOurSchema(part, source.underOurs, abandoned);
            if (!written)
                QFile::remove(std::exchange(source.underOurs, {}));
            if (!written && written.error() == RecordingError::NotARecording)
                foreign.append(part); // perhaps a film of gigabytes
            else if (!written && written.error() != RecordingError::Damaged)
                done = written;
        }
        sources.push_back(std::move(source));
    }
    if (done && foreign == parts)
        done = Failure {RecordingError::NotARecording};
    if (done)
        done = copyRows(sources, to, skipped, abandoned);
    // Some are out of SQLite's reach; they may lie on their pages all the same.
    const bool isShort = std::ranges::any_of(skipped, [](const SkippedRows& rows) {
        return rows.table == u"packet" || rows.table == u"sqlite_schema" || rows.table == u"log";
    });
    for (const RowSource& source : sources) {
        if (!done || !isShort)
            break;
        if (foreign.contains(source.path))
            continue;
        // A copy that there is already has the same pages.
        const QString pages = between + QStringLiteral("pages");
        const QString& from = !source.behind.isEmpty() ? source.behind
            : !source.underOurs.isEmpty()              ? source.underOurs
                                                       : pages;
        if (from == pages)
            done = makeAnew(pages);
        if (done && from == pages)
            done = copyWhole(source.path, pages, abandoned);
        if (const auto found = done ? copyFromPages(from, to, abandoned) : Failure {done.error()};
            found)
            leaveOut(skipped, QFileInfo(source.path).fileName(), *found);
        else
            done = Failure {found.error()};
        QFile::remove(pages);
    }
    if (done)
        done = nameTheNameless(to);
    for (const RowSource& source : sources) {
        for (const QString& made : {source.behind, source.underOurs}) {
            if (!made.isEmpty())
                QFile::remove(made);
        }
    }
    return done;
}

enum class Whole { No, Perhaps };

/// `Perhaps`: in one file that tells nothing else so far. Its pages are copied, which takes half
/// the time, and checked meanwhile; the copy of one that is not whole is thrown away for one by
/// rows.
Result<RecoveryReport, RecordingError> copyReadable(const RecordingSummary& summary, Whole whole,
                                                    const std::atomic<bool>* abandoned)
{
    const QFileInfo first(summary.parts.front());
    const QString name = first.completeBaseName() + QStringLiteral(".recovered.lavalier");
    const QString target = first.absoluteDir().absoluteFilePath(name);
    if (const auto before = RecordingReader::open(target)) {
        const auto known = (*before)->summary();
        const bool isOf = known
            && (known->uuid == summary.uuid
                || (summary.uuid.isEmpty() && first.suffix() == u"lavalier"));
        if (isOf && known->state == FileState::Finished) {
            auto report = reportOf(target);
            if (report)
                report->copied = true;
            return report;
        }
    }
    // Under a name that no list shows; one that is there already is a killed recovery's.
    const QString partial = first.absoluteDir().absoluteFilePath(u'.' + name + u'~');
    RecordingPart::remove(partial);
    for (qsizetype part = 0; part < summary.parts.size(); ++part)
        for (const char* suffix : {"", "schema", "schema-wal", "schema-shm"})
            QFile::remove(partial + QStringLiteral("log%1").arg(part) + QLatin1String(suffix));
    QFile::remove(partial + QStringLiteral("logpages"));
    if (const auto made = makeAnew(partial); !made)
        return Failure {made.error()};
    RecoveryReport report;
    report.recording = target;
    report.copied = true;
    if (summary.partsMissing > 0)
        report.skipped.push_back(
            {first.fileName(), QStringLiteral("part"), 1, summary.partsMissing});
    std::future<Result<bool, RecordingError>> isChecked; // waited for before all else ends
    if (whole == Whole::Perhaps)
        isChecked = std::async(isWhole, summary.parts.front(), abandoned); // or, without another
                                                                           // thread, at the end
    const auto copied = [&]() -> Result<void, RecordingError> {
        auto to = Database::open(partial, Database::Access::ReadWrite);
        if (!to)
            return Failure {to.error()};
        to->abandonWhen(abandoned);
        // One that is killed begins anew, so nothing needs to be on the disk before the end.
        const auto unsafe = [&to]() -> Result<void, RecordingError> {
            for (const char* step : {"PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF"}) {
                if (const auto done = to->execute(step); !done)
                    return done;
            }
            return {};
        };
        if (const auto done = whole == Whole::No ? createSchema(*to) : unsafe(); !done)
            return done;
        if (whole == Whole::Perhaps) {
            if (const auto done = copyFile(summary.parts.front(), *to, abandoned); !done)
                return done;
        }
        if (const auto done = unsafe(); !done) // both leave it with a log
            return done;
        if (whole == Whole::No) {
            if (const auto done = copyWhatThereIs(summary.parts, partial + QStringLiteral("log"),
                                                  *to, report.skipped, abandoned);
                !done)
                return done;
        }
        const auto packets = to->number("SELECT count(*) FROM packet");
        if (summary.state == FileState::Unreadable && packets && *packets == 0)
            return Failure {RecordingError::Damaged}; // an empty copy is no recovery
        // Sorts in memory what fits; the default is a fifth of this.
        const auto complete = to->execute(
            "PRAGMA cache_size = -10000;"
            "CREATE INDEX IF NOT EXISTS packet_by_stream ON packet(stream, sequence);"
            "UPDATE speaker SET frames = (SELECT count(*) FROM packet JOIN stream ON stream.id = "
            "packet.stream WHERE stream.speaker = speaker.id)");
        if (!complete)
            return complete;
        const Result<bool, RecordingError> checked = isChecked.valid() ? isChecked.get() : true;
        if (!checked || !*checked)
            return Failure {checked ? RecordingError::Damaged : checked.error()};
        // Its sync is that of all the file.
        return to->execute("PRAGMA synchronous = FULL; UPDATE recording SET state = 'finished'");
    }();
    if (!copied) {
        RecordingPart::remove(partial);
        if (whole == Whole::Perhaps && copied.error() == RecordingError::Damaged)
            return copyReadable(summary, Whole::No, abandoned);
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
    RecordingError why {};
    { // closed again: a reader would keep the log alive
        const auto reader = RecordingReader::open(path);
        why = reader ? RecordingError::Damaged : reader.error();
        const bool mayHold = why == RecordingError::Damaged || why == RecordingError::NotARecording;
        if (!reader && (!mayHold || isBeingWritten(path)))
            return Failure {why};
        if (reader && (*reader)->isNewer())
            return Failure {RecordingError::NewerSchema};
        const auto read = reader ? (*reader)->summary() : Failure {reader.error()};
        if (lacksMemory(read))
            return Failure {read.error()};
        if (read) {
            summary = *read;
        } else {
            summary.path = path;
            summary.parts = reader ? (*reader)->parts() : partsBeside(path);
            summary.state = FileState::Unreadable;
        }
    }
    if (summary.state == FileState::Recording)
        return Failure {RecordingError::BeingRecorded};
    if (summary.state == FileState::Unreadable) {
        auto report = copyReadable(summary, Whole::No, abandoned);
        if (!report && report.error() == RecordingError::Damaged)
            return Failure {why};
        return report;
    }
    bool whole = !summary.logDamaged;
    if (into == RecoverInto::Copy) {
        // Rows tell by themselves what is damaged.
        const bool isOne = summary.parts.size() == 1 && isSingle(summary.parts.front());
        return copyReadable(summary, whole && isOne ? Whole::Perhaps : Whole::No, abandoned);
    }
    for (const QString& part : summary.parts) {
        const auto checked = isWhole(part, abandoned);
        if (!checked)
            return Failure {checked.error()};
        whole = whole && *checked;
    }
    if (abandoned != nullptr && *abandoned)
        return Failure {RecordingError::Internal};
    if (!whole)
        return copyReadable(summary, Whole::No, abandoned);
    return summary.state == FileState::Finished ? reportOf(path) : recoverInPlace(summary);
}

} // namespace lavalier::recording
