#include "sinks/recording/recording_file.h"

#include "voice/base/log.h"

#include <QFile>
#include <QFileInfo>
#include <QSysInfo>
#include <QUuid>

#include <algorithm>
#include <system_error>
#include <thread>

namespace lavalier::recording {
namespace {

QString bootId()
{
    return QString::fromLatin1(QSysInfo::bootUniqueId());
}

} // namespace

Result<std::unique_ptr<RecordingFile>, RecordingError>
RecordingFile::create(const QString& folder, const QString& baseName,
                      const RecordingDescription& description, SteadyTime zero, WallTime wall,
                      Pace pace)
{
    RecordingHead head {description, QUuid::createUuid().toString(QUuid::WithoutBraces), zero,
                        wall};
    const RecordingRow run
        = RunRow {1, bootId(), zero.time_since_epoch().count(), wall.time_since_epoch().count(), 0};
    auto first = RecordingPart::create(folder, baseName, head, {&run, 1});
    if (!first)
        return Failure {first.error()};
    std::unique_ptr<RecordingFile> file(
        new RecordingFile(*std::move(first), std::move(head), pace));
    file->m_runs.push_back(std::get<RunRow>(run));
    file->m_lastHeartbeat = file->m_lastSync = zero;
    file->m_partSince = zero - kPartEvery;
    return file;
}

Result<std::unique_ptr<RecordingFile>, RecordingError>
RecordingFile::goOn(const QString& path, SteadyTime now, WallTime wall, Pace pace)
{
    const auto left = readLeftBehind(path);
    if (!left)
        return Failure {left.error()};
    const RecordingHead head {left->description, left->uuid, left->zero(bootId(), now, wall),
                              left->wall};
    auto part = RecordingPart::reopen(left->parts.back(), head.zero);
    if (!part)
        return Failure {part.error()};
    std::unique_ptr<RecordingFile> file(new RecordingFile(*std::move(part), head, pace));
    file->adopt(*left);
    file->m_lastHeartbeat = file->m_lastSync = now;
    file->m_partSince = now - kPartEvery;
    file->beginRun(now, wall);
    const auto away = std::chrono::floor<std::chrono::milliseconds>(now - head.zero - left->length);
    file->m_rows.emplace_back(
        EventRow {left->length.count(),
                  {EventType::Gap, {}, QStringLiteral("program: the recording was interrupted")}});
    file->m_rows.emplace_back(EventRow {
        file->microsSinceZero(now),
        {EventType::Gap, {}, QStringLiteral("program: back after %1 ms").arg(away.count())}});
    if (left->endsPaused) {
        file->m_pausedTotal += now - head.zero - left->length;
        file->m_rows.emplace_back(
            EventRow {file->microsSinceZero(now), {EventType::Resume, {}, {}}});
    }
    return file;
}

RecordingFile::RecordingFile(std::unique_ptr<RecordingPart> first, RecordingHead head, Pace pace)
    : m_head(std::move(head))
    , m_zero(m_head.zero)
    , m_pace(pace)
    , m_part(std::move(first))
{
    m_path = m_part->path();
    m_status.path = m_path;
    m_status.bytes = m_part->bytes();
}

// --------------------------------------------------------------------------- runs of the program

/// What an earlier run of the program left in the file.
void RecordingFile::adopt(const LeftBehind& before)
{
    m_before = before.parts;
    m_before.removeLast();
    for (const QString& path : m_before)
        m_bytesBefore += static_cast<std::uint64_t>(std::max<qint64>(QFileInfo(path).size(), 0));
    m_status.path = before.parts.front();
    m_status.parts = static_cast<int>(before.parts.size());
    m_status.speakers = before.speakers;
    m_speakersBefore = before.speakers;
    for (std::size_t i = 0; i < before.speakers.size(); ++i) {
        m_speakers.emplace(before.speakers[i].user, i);
        if (before.speakers[i].excluded)
            m_excluded.insert(before.speakers[i].user);
    }
    m_runs = before.runs;
    m_transportBefore = before.transport;
    m_connectionsBefore = before.connections;
    m_streamsBefore = before.streams;
    m_pausedTotal = before.paused;
    m_status.acknowledged
        = std::chrono::floor<std::chrono::milliseconds>(before.length - before.paused);
    addUp();
}

void RecordingFile::beginRun(SteadyTime now, WallTime wall)
{
    m_runs.push_back({static_cast<std::int64_t>(m_runs.size()) + 1, bootId(),
                      now.time_since_epoch().count(), wall.time_since_epoch().count(),
                      microsSinceZero(now)});
    m_rows.emplace_back(m_runs.back());
}

void RecordingFile::wokeUp(SteadyTime now, WallTime wall, std::chrono::microseconds slept)
{
    const auto length = std::chrono::floor<std::chrono::milliseconds>(slept);
    beginRun(now, wall);
    m_rows.emplace_back(EventRow {
        microsSinceZero(now),
        {EventType::Gap, {}, QStringLiteral("computer: slept for %1 ms").arg(length.count())}});
}

// --------------------------------------------------------------------------------- going on

bool RecordingFile::mayContinue(SteadyTime now) const
{
    return now - m_partSince >= kPartEvery && m_earlier.size() < kMaxParts;
}

Result<void, RecordingError> RecordingFile::continueIn(const QString& folder, SteadyTime now)
{
    if (m_earlier.size() >= kMaxParts)
        return Failure {RecordingError::Internal};
    const QStringList earlier = paths();
    const std::uint64_t bytes = m_bytesBefore + m_part->bytes();
    const QString base = QFileInfo(earlier.front()).completeBaseName()
        + QStringLiteral(".part%1").arg(earlier.size() + 1);
    auto next = RecordingPart::create(folder, base, m_head, known(), earlier);
    if (!next)
        return Failure {next.error()};
    // Nobody will look after this part's syncs any more. What it cannot confirm is written again.
    // A good sync after a failed one says nothing about what the failed one lost.
    if (const auto done = m_part->sync(kSyncTakes); done && !m_part->isDoubtful())
        forgetUnsynced();
    else
        takeBackUnsynced();
    qCInfo(logRecording) << "recording goes on in part" << earlier.size() + 1;
    m_earlier.push_back(std::exchange(m_part, *std::move(next)));
    m_path = m_part->path();
    // Beside each other the first leads to all; elsewhere only the latest knows the way.
    const auto folderOf = [](const QString& path) { return QFileInfo(path).absolutePath(); };
    const bool together = std::ranges::all_of(
        earlier, [&](const QString& path) { return folderOf(path) == folderOf(m_path); });
    m_status.path = together ? earlier.front() : m_path;
    m_status.parts = static_cast<int>(earlier.size()) + 1;
    m_bytesBefore = bytes;
    m_unnamed = true;
    nameLaterParts();
    m_partSince = now;
    m_lastSync = now;
    for (auto& [name, total] : m_transport)
        total.isNew = true;
    m_rows.emplace_back(EventRow {
        microsSinceZero(now),
        {EventType::Notice, {}, QStringLiteral("goes on in part %1").arg(m_status.parts)}});
    return {};
}

QStringList RecordingFile::paths() const
{
    QStringList all = m_before;
    for (const auto& part : m_earlier)
        all.append(part->path());
    all.append(m_path);
    return all;
}

/// So that the first part alone leads to all the others. Its disk is why there is a next part at
/// all, so this may have to wait.
void RecordingFile::nameLaterParts()
{
    if (!std::exchange(m_unnamed, false))
        return;
    const QStringList all = paths();
    for (std::size_t i = 0; i < m_earlier.size(); ++i) {
        const auto next = m_before.size() + static_cast<qsizetype>(i) + 1; // from 0
        (void)m_earlier[i]->endSync(std::chrono::milliseconds(0));
        if (m_earlier[i]->isSyncing() // its disk would hold us up
            || !m_earlier[i]->writeLater(static_cast<int>(next) + 1, all.mid(next)))
            m_unnamed = true;
    }
}

/// What packets of the next part refer to.
std::vector<RecordingRow> RecordingFile::known() const
{
    std::vector<RecordingRow> rows(m_runs.begin(), m_runs.end());
    for (const auto& [id, row] : m_connections)
        rows.emplace_back(row);
    for (std::size_t i = 0; i < m_status.speakers.size(); ++i) {
        const SpeakerTally& speaker = m_status.speakers[i];
        rows.emplace_back(SpeakerRow {static_cast<std::int64_t>(i) + 1, speaker.user, speaker.name,
                                      speaker.excluded});
    }
    for (const auto& [id, stream] : m_streams)
        rows.emplace_back(stream.asRow());
    return rows;
}

// ---------------------------------------------------------------------------------- committing

Result<void, RecordingError> RecordingFile::commit(SteadyTime now)
{
    return writePending(now, heartbeatDue(now), false);
}

Result<void, RecordingError> RecordingFile::finish(SteadyTime now)
{
    for (auto& [id, stream] : m_streams) {
        closeSecond(stream);
        closeMissed(stream);
    }
    return writePending(now, true, true);
}

Result<void, RecordingError> RecordingFile::writePending(SteadyTime now, bool beat, bool finished)
{
    const auto wait = finished ? kSyncTakes : std::chrono::seconds(0);
    if (const auto synced = followSync(wait); !synced) {
        m_status.problem = synced.error();
        return synced;
    }
    // What a hanging disk takes is safe from the end of the program at least, and is written until
    // memory has as much again as it may have.
    const bool hangs = m_part->isSyncing() && (finished || now - m_lastSync > kSyncTakes);
    if (hangs && (finished || m_unsyncedFrames.size() + m_syncingFrames.size() > kMaxUnsynced)) {
        m_status.problem = RecordingError::InputOutput;
        return Failure {RecordingError::InputOutput};
    }
    if (m_frames.empty() && m_rows.empty() && !beat)
        return {};
    const bool due = now - m_lastSync >= kSyncAfter && !m_part->isSyncing();
    const bool within = finished || (due && m_pace.syncs == Pace::Syncs::Within);
    if (beat) {
        for (auto& [id, stream] : m_streams) {
            if (stream.second < microsSinceZero(now) / 1'000'000)
                closeSecond(stream);
            closeMissed(stream);
        }
    }
    // The end writes totals that count what is not on disk yet.
    const auto before = finished ? std::optional(m_status) : std::nullopt;
    auto done = transact(now, beat, within, finished);
    if (done) {
        keepUntilSynced();
        if (within) {
            m_lastSync = now;
            if (!m_part->isDoubtful())
                forgetUnsynced();
        }
        // Both sync the log: one after the other, and never behind one that takes its time.
        if (!finished && !m_part->isSyncing())
            done = m_part->tidyLog(m_pace.logPages);
        if (done && due && !within) {
            m_lastSync = now;
            beginSync();
        }
        boundUnsynced();
    }
    if (!done) {
        if (before)
            m_status = *before;
        m_status.problem = done.error();
        return done;
    }
    m_status.problem = m_part->isDoubtful() ? RecordingError::SyncFailed
        : hangs                             ? RecordingError::InputOutput
                                            : RecordingError::None;
    if (beat) {
        for (auto& [name, total] : m_transport)
            total.isNew = false;
        nameLaterParts();
    }
    acknowledge(now, beat);
    return done;
}

// ------------------------------------------------------------------------------------ syncing

void RecordingFile::beginSync()
{
    m_syncingFrames = std::exchange(m_unsyncedFrames, {});
    m_syncingRows = std::exchange(m_unsyncedRows, {});
    m_part->beginSync();
}

Result<void, RecordingError> RecordingFile::followSync(std::chrono::milliseconds atMost)
{
    const auto done = m_part->endSync(atMost);
    if (!done)
        return {};
    if (m_part
            ->isDoubtful()) { // all of it is for the next part; here it would be as doubtful again
        std::ranges::move(m_unsyncedFrames, std::back_inserter(m_syncingFrames));
        std::ranges::move(m_unsyncedRows, std::back_inserter(m_syncingRows));
        m_unsyncedFrames = std::exchange(m_syncingFrames, {});
        m_unsyncedRows = std::exchange(m_syncingRows, {});
    } else {
        m_syncingFrames.clear();
        m_syncingRows.clear();
    }
    return *done;
}

void RecordingFile::forgetUnsynced()
{
    m_syncingFrames.clear();
    m_syncingRows.clear();
    m_unsyncedFrames.clear();
    m_unsyncedRows.clear();
}

/// Of a part in doubt, while there is no next one: it has them, and memory is for what it has not.
void RecordingFile::boundUnsynced()
{
    if (m_part->isDoubtful() && m_unsyncedFrames.size() + m_syncingFrames.size() > kMaxUnsynced)
        forgetUnsynced();
}

/// What a commit wrote.
void RecordingFile::keepUntilSynced()
{
    std::ranges::move(m_frames, std::back_inserter(m_unsyncedFrames));
    std::ranges::copy_if(m_rows, std::back_inserter(m_unsyncedRows), [](const RecordingRow& row) {
        return !std::holds_alternative<TallyRow>(row);
    });
    m_frames.clear();
    m_rows.clear();
}

/// The system may have dropped what it could not write, earlier commits' pages with the last one's.
void RecordingFile::takeBackUnsynced()
{
    for (auto* frames : {&m_unsyncedFrames, &m_frames})
        std::ranges::move(*frames, std::back_inserter(m_syncingFrames));
    for (auto* rows : {&m_unsyncedRows, &m_rows})
        std::ranges::move(*rows, std::back_inserter(m_syncingRows));
    m_frames = std::exchange(m_syncingFrames, {});
    m_rows = std::exchange(m_syncingRows, {});
    m_unsyncedFrames.clear();
    m_unsyncedRows.clear();
}

Result<void, RecordingError> RecordingFile::transact(SteadyTime now, bool beat, bool sync,
                                                     bool finished)
{
    return m_part->transact(sync, [&]() -> Result<void, RecordingError> {
        // Rows first: packets refer to streams and speakers.
        for (const RecordingRow& row : m_rows) {
            if (const auto done = m_part->write(row); !done)
                return done;
        }
        for (const PendingFrame& pending : m_frames) {
            if (const auto done = m_part->write(pending); !done)
                return done;
        }
        if (beat) {
            for (const auto& [name, total] : m_transport) {
                // A zero says nothing but that somebody was there.
                if (!total.isNew || (total.count == 0 && name.startsWith("endToEnd/")))
                    continue;
                if (const auto done = m_part->write(TransportRow {name, total.count}); !done)
                    return done;
            }
            const auto type = finished ? EventType::Stop : EventType::Heartbeat;
            const auto done = m_part->write(EventRow {microsSinceZero(now), {type, {}, {}}});
            if (!done)
                return done;
        }
        if (!finished)
            return {};
        addUp(); // what this very commit brings is part of the totals
        return m_part->writeTotals(m_status.speakers);
    });
}

void RecordingFile::addUp()
{
    m_status.frames = 0;
    m_status.missing = 0;
    for (std::size_t i = 0; i < m_status.speakers.size(); ++i) {
        SpeakerTally& speaker = m_status.speakers[i];
        const bool known = i < m_speakersBefore.size();
        speaker.frames = known ? m_speakersBefore[i].frames : 0;
        speaker.missing = known ? m_speakersBefore[i].missing : 0;
        m_status.frames += speaker.frames;
        m_status.missing += speaker.missing;
    }
    for (const auto& [id, stream] : m_streams) {
        SpeakerTally& speaker = m_status.speakers[stream.speaker];
        speaker.frames += stream.frames;
        speaker.missing += stream.missing;
        m_status.frames += stream.frames;
        m_status.missing += stream.missing;
    }
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
    m_status.bytes = m_bytesBefore + m_part->bytes();
    m_status.diskFree = m_part->diskFree().value_or(m_status.diskFree);
    if (!QFile::exists(path()) || !QFile::exists(path() + QStringLiteral("-wal")))
        m_status.problem = RecordingError::FileRemoved; // written all the same, to a nameless file
}

void RecordingFile::buildIndex(const std::atomic<bool>& abandon)
{
    nameLaterParts();
    if (m_unnamed)
        qCInfo(logRecording) << "later parts not named"; // the disk is why there are any
    m_earlier.push_back(std::move(m_part));
    parkHanging();
    for (const auto& part : m_earlier)
        part->buildIndex(abandon);
}

/// The end waits for no disk that hangs; whoever does may take as long as the program runs.
void RecordingFile::parkHanging()
{
    for (auto& part : m_earlier) {
        (void)part->endSync(std::chrono::milliseconds(0));
        if (!part->isSyncing())
            continue;
        qCWarning(logRecording) << "a part is left to a disk that does not answer";
        RecordingPart* const parked = part.release();
        try {
            std::thread([parked] { delete parked; }).detach();
        } catch (const std::system_error&) {
            // No more threads: the system closes it.
        }
    }
    std::erase(m_earlier, nullptr);
}

Result<void, RecordingError> RecordingFile::mergeLog()
{
    Result<void, RecordingError> merged;
    for (const auto& part : m_earlier) {
        if (const auto done = part->mergeLog(); !done)
            merged = done;
    }
    return merged;
}

} // namespace lavalier::recording
