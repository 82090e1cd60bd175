#include "sinks/recording/recording_file.h"

#include "voice/base/log.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

namespace lavalier::recording {

Result<std::unique_ptr<RecordingFile>, RecordingError>
RecordingFile::create(const QString& folder, const QString& baseName,
                      const RecordingDescription& description, SteadyTime zero, WallTime wall)
{
    RecordingHead head {description, QUuid::createUuid().toString(QUuid::WithoutBraces), zero,
                        wall};
    auto first = RecordingPart::create(folder, baseName, head);
    if (!first)
        return Failure {first.error()};
    return std::unique_ptr<RecordingFile>(new RecordingFile(*std::move(first), std::move(head)));
}

RecordingFile::RecordingFile(std::unique_ptr<RecordingPart> first, RecordingHead head)
    : m_head(std::move(head))
    , m_zero(m_head.zero)
    , m_part(std::move(first))
    , m_lastHeartbeat(m_zero)
    , m_lastSync(m_zero)
    , m_partSince(m_zero - kPartEvery)
{
    m_path = m_part->path();
    m_status.path = m_path;
    m_status.bytes = m_part->bytes();
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
    QStringList earlier;
    std::uint64_t bytes = 0;
    for (const auto& part : m_earlier) {
        earlier.append(part->path());
        bytes += part->bytes();
    }
    earlier.append(m_part->path());
    bytes += m_part->bytes();
    const QString base = QFileInfo(earlier.front()).completeBaseName()
        + QStringLiteral(".part%1").arg(earlier.size() + 1);
    auto next = RecordingPart::create(folder, base, m_head, known(), earlier);
    if (!next)
        return Failure {next.error()};
    qCInfo(logRecording) << "recording goes on in part" << earlier.size() + 1;
    m_earlier.push_back(std::exchange(m_part, *std::move(next)));
    m_path = m_part->path();
    // Beside each other the first leads to all; elsewhere only the latest knows the way.
    const auto folderOf = [](const QString& path) { return QFileInfo(path).absolutePath(); };
    const bool together = std::ranges::all_of(
        earlier, [&](const QString& path) { return folderOf(path) == folderOf(m_path); });
    m_status.path = together ? earlier.front() : m_path;
    m_status.parts = static_cast<int>(m_earlier.size()) + 1;
    m_bytesBefore = bytes;
    m_partSince = now;
    m_lastSync = now;
    for (auto& [name, total] : m_transport)
        total.isNew = true;
    m_rows.emplace_back(EventRow {
        microsSinceZero(now),
        {EventType::Notice, {}, QStringLiteral("goes on in part %1").arg(m_status.parts)}});
    return {};
}

/// What packets of the next part refer to.
std::vector<RecordingRow> RecordingFile::known() const
{
    std::vector<RecordingRow> rows;
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
        m_status.problem = RecordingError::None;
        if (sync) {
            m_lastSync = now;
            m_unsyncedFrames.clear();
            m_unsyncedRows.clear();
        } else {
            keepUntilSynced();
        }
        m_frames.clear();
        m_rows.clear();
        if (beat) {
            for (auto& [name, total] : m_transport)
                total.isNew = false;
        }
        acknowledge(now, beat);
    } else {
        if (before)
            m_status = *before;
        m_status.problem = done.error();
        if (done.error() == RecordingError::SyncFailed)
            takeBackUnsynced();
    }
    return done;
}

void RecordingFile::keepUntilSynced()
{
    std::ranges::move(m_frames, std::back_inserter(m_unsyncedFrames));
    std::ranges::copy_if(m_rows, std::back_inserter(m_unsyncedRows), [](const RecordingRow& row) {
        return !std::holds_alternative<TallyRow>(row);
    });
}

/// The system may have dropped what it could not write, earlier commits' pages with the last one's.
void RecordingFile::takeBackUnsynced()
{
    std::ranges::move(m_frames, std::back_inserter(m_unsyncedFrames));
    std::ranges::move(m_rows, std::back_inserter(m_unsyncedRows));
    m_frames = std::exchange(m_unsyncedFrames, {});
    m_rows = std::exchange(m_unsyncedRows, {});
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
                if (!total.isNew)
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
    if (!QFile::exists(path()))
        m_status.problem = RecordingError::FileRemoved; // written all the same, to a nameless file
}

void RecordingFile::buildIndex(const std::atomic<bool>& abandon)
{
    QStringList parts;
    for (const auto& part : m_earlier)
        parts.append(part->path());
    parts.append(path());
    for (std::size_t i = 0; i < m_earlier.size(); ++i) {
        const int next = static_cast<int>(i) + 2;
        m_earlier[i]->writeLater(next, parts.mid(next - 1));
    }
    m_earlier.push_back(std::move(m_part));
    for (const auto& part : m_earlier)
        part->buildIndex(abandon);
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
