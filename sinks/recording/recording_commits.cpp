// The half of RecordingFile that gives the part what is pending and follows what becomes of it.
#include "sinks/recording/recording_file.h"

#include <algorithm>
#include <iterator>

namespace lavalier::recording {

Result<void, RecordingError> RecordingFile::commit(SteadyTime now)
{
    return writePending(now, heartbeatDue(now) ? Kind::Beat : Kind::Ordinary, m_pace.answers);
}

Result<void, RecordingError> RecordingFile::finish(SteadyTime now, Millis atMost)
{
    for (auto& [id, stream] : m_streams) {
        closeSecond(stream);
        closeMissed(stream);
    }
    return writePending(now, Kind::End, std::min(atMost, m_pace.answers));
}

Result<void, RecordingError> RecordingFile::writePending(SteadyTime now, Kind kind, Millis atMost)
{
    const bool finished = kind == Kind::End;
    const auto fail = [this](RecordingError error) -> Result<void, RecordingError> {
        m_status.problem = error;
        return Failure {error};
    };
    // One that hung may be over by now; one that hangs is waited for no longer, but at the end.
    const auto wait = finished ? std::min(atMost, patience()) : Millis(0);
    if (m_commit) {
        const bool wasTheEnd = m_commit->kind == Kind::End;
        const auto done = endCommit(wait);
        if (!done)
            return fail(RecordingError::InputOutput);
        if (!*done || wasTheEnd)
            return *done;
    } else if (m_part->isBusy() && !m_part->end(wait)) { // with something else
        return fail(RecordingError::InputOutput);
    }
    if (const auto synced = followSync(wait); !synced)
        return fail(synced.error());
    // What a hanging disk takes is safe from the end of the program at least, and is written until
    // memory has as much again as it may have.
    const bool hangs
        = m_part->isSyncing() && (finished || now - m_lastSync > kSyncAfter + patience());
    if (hangs && (finished || unsynced() > kMaxUnsynced))
        return fail(RecordingError::InputOutput);
    if (m_pending.isEmpty() && kind == Kind::Ordinary)
        return {};
    beginCommit(now, kind, hangs);
    const auto done = endCommit(atMost);
    return done ? *done : fail(RecordingError::InputOutput);
}

void RecordingFile::beginCommit(SteadyTime now, Kind kind, bool hangs)
{
    const bool finished = kind == Kind::End;
    if (kind == Kind::Beat) {
        for (auto& [id, stream] : m_streams) {
            if (stream.second < microsSinceZero(now) / 1'000'000)
                closeSecond(stream);
            if (m_pending.hasRoomForMissed())
                closeMissed(stream);
        }
    }
    const bool due = now - m_lastSync >= kSyncAfter && !m_part->isSyncing();
    const bool within = finished || (due && m_pace.syncs == Pace::Syncs::Within);
    m_commit = Commit {std::make_shared<RecordingBatch>(std::exchange(m_pending, {})),
                       now,
                       kind,
                       within,
                       due && !within,
                       hangs};
    PartCommit order;
    if (m_commit->batch->mustRestate())
        order.known = known();
    order.batch = m_commit->batch;
    order.last = rowsOfABeat(now, kind);
    order.sync = within;
    if (finished) {
        m_commit->before = m_status;
        addUp(); // what this very commit brings is part of the totals
        order.totals = m_status.speakers;
    }
    // Both sync the log: one after the other, and never behind one that takes its time.
    const bool tidies = !finished && !m_part->isSyncing();
    const bool looks = kind != Kind::Ordinary;
    m_part->begin(
        [order = std::move(order), tidies, looks, pages = m_pace.logPages](RecordingPart& part) {
            PartAnswer answer {part.commit(order)};
            answer.committed = bool(answer.done);
            if (answer.done && tidies)
                answer.done = part.tidyLog(pages);
            if (answer.done && looks)
                answer.look = part.look();
            return answer;
        });
}

/// What a commit says besides what it was told.
std::vector<RecordingRow> RecordingFile::rowsOfABeat(SteadyTime now, Kind kind)
{
    std::vector<RecordingRow> rows;
    for (EventRow& row : m_commit->batch->losses(microsSinceZero(now)))
        rows.emplace_back(std::move(row));
    if (kind == Kind::Ordinary)
        return rows;
    for (auto& [name, total] : m_transport) {
        // A zero says nothing but that somebody was there.
        if (total.isNew && (total.count > 0 || !name.startsWith("endToEnd/")))
            rows.emplace_back(TransportRow {name, total.count});
        total.isNew = false;
    }
    const auto type = kind == Kind::End ? EventType::Stop : EventType::Heartbeat;
    rows.emplace_back(EventRow {microsSinceZero(now), {type, {}, {}}});
    return rows;
}

/// Nothing while the part has not answered.
std::optional<Result<void, RecordingError>> RecordingFile::endCommit(Millis atMost)
{
    const auto answer = m_part->end(atMost);
    if (!answer)
        return std::nullopt;
    Commit commit = *std::exchange(m_commit, std::nullopt);
    const bool beat = commit.kind != Kind::Ordinary;
    if (answer->committed) {
        commit.batch->keepWhatMayBeWrittenTwice();
        if (commit.batch->size() > 0)
            m_unsynced.push_back(std::move(commit.batch));
        if (commit.sync) {
            m_lastSync = commit.at;
            if (!m_part->isDoubtful())
                keepSynced();
        }
        if (answer->done && commit.syncAfter) {
            m_lastSync = commit.at;
            beginSync();
        }
        if (answer->look && !isGone()) {
            m_synced.clear();
            if (!m_part->isDoubtful())
                m_dropped.clear();
        }
        boundUnsynced();
    } else {
        commit.batch->append(std::exchange(m_pending, {}));
        m_pending = std::move(*commit.batch);
        for (auto& [name, total] : m_transport)
            total.isNew = total.isNew || beat;
    }
    Result<void, RecordingError> done = answer->done;
    if (done && commit.kind == Kind::End && isGone())
        done = Failure {RecordingError::FileRemoved}; // what it took is nowhere
    if (!done) {
        if (commit.kind == Kind::End)
            m_status = std::move(commit.before);
        m_status.problem = done.error();
        return done;
    }
    m_status.problem = m_part->isDoubtful() ? RecordingError::SyncFailed
        : commit.hangs                      ? RecordingError::InputOutput
                                            : RecordingError::None;
    acknowledge(commit.at, beat);
    if (beat)
        nameLaterParts();
    return done;
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
    const SteadyTime until = m_pausedAt ? std::min(*m_pausedAt, now) : now;
    m_status.acknowledged
        = std::max(m_status.acknowledged,
                   std::chrono::floor<std::chrono::milliseconds>(until - m_zero - m_pausedTotal));
    m_status.state = m_pausedAt ? WriterState::Paused : WriterState::Recording;
    if (m_pending.frames().empty()) // after one that hung there may be more, which is not written
        addUp();
    if (!beat)
        return;
    m_lastHeartbeat = now;
    m_status.bytes = m_bytesBefore + m_part->look().bytes;
    m_status.diskFree = m_part->look().diskFree.value_or(m_status.diskFree);
    if (!m_part->look().isThere)
        m_status.problem = RecordingError::FileRemoved; // written all the same, to a nameless file
}

// ------------------------------------------------------------------------------------ syncing

void RecordingFile::beginSync()
{
    m_syncing = std::exchange(m_unsynced, {});
    m_part->beginSync();
}

Result<void, RecordingError> RecordingFile::followSync(Millis atMost)
{
    const auto done = m_part->endSync(atMost);
    if (!done)
        return {};
    if (m_part->isDoubtful()) {
        // All of it is for the next part; here it would be as doubtful again.
        std::ranges::move(m_unsynced, std::back_inserter(m_syncing));
        m_unsynced = std::exchange(m_syncing, {});
    } else {
        std::ranges::move(m_syncing, std::back_inserter(m_synced));
        m_syncing.clear();
    }
    return *done;
}

/// Until the file's name is seen again.
void RecordingFile::keepSynced()
{
    for (Batches* batches : {&m_syncing, &m_unsynced}) {
        std::ranges::move(*batches, std::back_inserter(m_synced));
        batches->clear();
    }
}

void RecordingFile::forgetAll()
{
    for (Batches* batches : {&m_synced, &m_syncing, &m_unsynced})
        batches->clear();
    m_dropped.clear();
}

std::size_t RecordingFile::unsynced() const
{
    std::size_t size = 0;
    for (const Batches* batches : {&m_synced, &m_syncing, &m_unsynced}) {
        for (const auto& batch : *batches)
            size += batch->bytes();
    }
    return size;
}

/// Of a part in doubt or without a name, while there is no next one: it has them, and memory is for
/// what it has not.
void RecordingFile::boundUnsynced()
{
    if (!m_part->isDoubtful() && !isGone())
        return;
    std::size_t size = unsynced();
    for (Batches* batches : {&m_synced, &m_syncing, &m_unsynced}) { // the oldest first
        auto kept = batches->begin();
        for (; kept != batches->end() && size > kMaxUnsynced; ++kept) {
            size -= (*kept)->bytes();
            for (const PendingFrame& pending : (*kept)->frames())
                ++m_dropped[pending.frame.user];
        }
        batches->erase(batches->begin(), kept);
    }
}

std::uint64_t RecordingFile::heldAlone() const
{
    if (!isGone())
        return 0;
    std::uint64_t frames = m_pending.frames().size();
    for (const Batches* batches : {&m_synced, &m_syncing, &m_unsynced}) {
        for (const auto& batch : *batches)
            frames += batch->frames().size();
    }
    if (m_commit)
        frames += m_commit->batch->frames().size();
    for (const auto& [user, count] : m_dropped)
        frames += count;
    return frames;
}

/// What a file in doubt was given it has, perhaps; one without a name has nothing.
void RecordingFile::reportDropped(RecordingBatch& to)
{
    for (const auto& [user, frames] : std::exchange(m_dropped, {})) {
        if (!isGone())
            continue;
        to.addRefused(user, frames, microsSinceZero(m_lastHeartbeat));
        m_status.speakers[speakerIndex(user)].refused += frames;
        m_status.refused += frames;
    }
}

/// The system may have dropped what it could not write, earlier commits' pages with the last one's.
/// What a disk that hangs was given, nobody knows.
void RecordingFile::takeBackUnsynced()
{
    RecordingBatch all;
    for (Batches* batches : {&m_synced, &m_syncing, &m_unsynced}) {
        for (const auto& batch : *batches)
            all.append(std::move(*batch));
    }
    if (m_commit) {
        RecordingBatch copy = *m_commit->batch; // the other is being read, and may be written yet
        copy.dropTallies();
        all.append(std::move(copy));
        if (m_commit->kind == Kind::End)
            m_status = std::move(m_commit->before);
        m_commit.reset();
    }
    all.append(std::exchange(m_pending, {}));
    reportDropped(all);
    m_pending = std::move(all);
    forgetAll();
}

} // namespace lavalier::recording
