#include "sinks/recording/recording_file.h"

#include "sinks/recording/event_text.h"
#include "sinks/recording/whereabouts.h"
#include "voice/base/answer_in_time.h"
#include "voice/base/log.h"

#include <QDir>
#include <QFileInfo>
#include <QSysInfo>
#include <QUuid>

#include <algorithm>

namespace lavalier::recording {
namespace {

QString bootId()
{
    return QString::fromLatin1(QSysInfo::bootUniqueId());
}

PartThread::Making making(const QString& folder, const QString& baseName, const RecordingHead& head,
                          std::vector<RecordingRow> known, const QStringList& earlier,
                          const std::shared_ptr<const void>& mark = nullptr)
{
    return [=, known = std::move(known), lives = mark] { // the mark lives as long as the thread
        auto part = RecordingPart::create(folder, baseName, head, known, earlier);
        if (!part)
            return part;
        (*part)->reserve();
        return part;
    };
}

PartAnswer giveUpReserve(RecordingPart& part)
{
    part.releaseReserve();
    return {{}, false, part.look()};
}

} // namespace

Result<std::unique_ptr<RecordingFile>, RecordingError>
RecordingFile::create(const QString& folder, const QString& baseName,
                      const RecordingDescription& description, SteadyTime zero, WallTime wall,
                      Pace pace)
{
    RecordingHead head {description, QUuid::createUuid().toString(QUuid::WithoutBraces), zero,
                        wall};
    const RunRow run {1, bootId(), zero.time_since_epoch().count(), wall.time_since_epoch().count(),
                      0};
    auto first = PartThread::make(making(folder, baseName, head, {run}, {}), pace.makes,
                                  PartThread::TooLate::Remove);
    if (!first)
        return Failure {first.error()};
    std::unique_ptr<RecordingFile> file(
        new RecordingFile(*std::move(first), std::move(head), pace));
    file->m_runs.push_back(run);
    file->m_lastHeartbeat = file->m_lastSync = zero;
    file->m_partSince = zero - kPartEvery;
    return file;
}

Result<std::unique_ptr<RecordingFile>, RecordingError>
RecordingFile::goOn(const QString& path, SteadyTime now, WallTime wall, Pace pace)
{
    const auto read = answerInTime(pace.makes, [path] { return readLeftBehind(path); });
    if (!read)
        return Failure {RecordingError::InputOutput};
    const auto& left = *read;
    if (!left)
        return Failure {left.error()};
    const RecordingHead head {left->description, left->uuid, left->zero(bootId(), now, wall),
                              left->wall};
    const auto reopen = [path = left->parts.back(), zero = head.zero] {
        auto part = RecordingPart::reopen(path, zero);
        if (part)
            (*part)->reserve();
        return part;
    };
    auto part = PartThread::make(reopen, pace.makes, PartThread::TooLate::Close);
    if (!part)
        return Failure {part.error()};
    std::unique_ptr<RecordingFile> file(new RecordingFile(*std::move(part), head, pace));
    file->adopt(*left);
    file->m_begun = now;
    file->m_lastHeartbeat = file->m_lastSync = now;
    file->m_partSince = now - kPartEvery;
    file->beginRun(now, wall);
    const auto away = std::chrono::floor<std::chrono::milliseconds>(now - head.zero - left->length);
    file->m_pending.add(
        EventRow {left->length.count(), {EventType::Gap, {}, event_text::kInterrupted}});
    file->m_pending.add(
        EventRow {file->microsSinceZero(now),
                  {EventType::Gap,
                   {},
                   event_text::kProgramBack + QStringLiteral(" after %1 ms").arg(away.count())}});
    if (left->endsPaused) {
        file->m_pausedTotal += now - head.zero - left->length;
        file->m_pending.add(EventRow {file->microsSinceZero(now), {EventType::Resume, {}, {}}});
    }
    return file;
}

RecordingFile::RecordingFile(std::unique_ptr<PartThread> first, RecordingHead head, Pace pace)
    : m_head(std::move(head))
    , m_zero(m_head.zero)
    , m_begun(m_zero)
    , m_pace(pace)
    , m_part(std::move(first))
{
    m_path = m_part->path();
    m_status.path = m_path;
    m_status.bytes = m_part->look().bytes;
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
    m_pending.add(m_runs.back());
}

void RecordingFile::wokeUp(SteadyTime now, WallTime wall, std::chrono::microseconds slept)
{
    const auto length = std::chrono::floor<std::chrono::milliseconds>(slept);
    beginRun(now, wall);
    m_pending.add(EventRow {
        microsSinceZero(now),
        {EventType::Gap, {}, event_text::kSlept + QStringLiteral("%1 ms").arg(length.count())}});
}

// --------------------------------------------------------------------------------- going on

bool RecordingFile::mayContinue(SteadyTime now)
{
    if (now - m_partSince < kPartEvery || m_earlier.size() >= kMaxParts || m_part->isBusy())
        return false;
    const auto tried = m_tries.find(QFileInfo(m_path).absolutePath());
    if (tried == m_tries.end())
        return true;
    auto& threads = tried->second.threads;
    std::erase_if(threads, [](const auto& thread) { return thread.expired(); });
    return now - tried->second.last >= kPartEvery && threads.size() < kMaxHungMakings;
}

/// Whether the part being written has answered all it was asked.
bool RecordingFile::isQuiet()
{
    if (m_commit)
        (void)endCommit(Millis(0));
    else if (m_part->isBusy())
        (void)m_part->end(Millis(0));
    return !m_part->isBusy();
}

RecordingFile::Next RecordingFile::startNext(const QString& folder, SteadyTime now) const
{
    const QStringList earlier = paths();
    const QString base = QFileInfo(earlier.front()).completeBaseName()
        + QStringLiteral(".part%1").arg(earlier.size() + 1);
    const auto mark = std::make_shared<const bool>();
    return {PartThread::start(making(folder, base, m_head, known(), earlier, mark),
                              PartThread::TooLate::Remove),
            folder, now, mark};
}

void RecordingFile::giveUp(Next next, SteadyTime now)
{
    next.thread.reset();
    Tries& tries = m_tries[next.folder];
    tries.last = now;
    tries.threads.push_back(std::move(next.lives)); // expired at once if it answered
}

Result<void, RecordingError> RecordingFile::continueIn(const QString& folder, SteadyTime now)
{
    if (m_earlier.size() >= kMaxParts)
        return Failure {RecordingError::Internal};
    const QString place = QDir(folder).absolutePath();
    // Two files of one name are no help.
    Next next = m_next && m_next->folder == place ? *std::exchange(m_next, std::nullopt)
                                                  : startNext(place, now);
    const auto made = next.thread->made(m_pace.makes);
    if (!made || !*made) {
        giveUp(std::move(next), now);
        return Failure {made ? made->error() : RecordingError::InputOutput};
    }
    m_next.reset();
    goOnIn(std::move(next), now);
    return {};
}

bool RecordingFile::continueBeside(SteadyTime now, Millis atMost)
{
    if (!m_next) {
        if (!mayContinue(now))
            return false;
        m_next = startNext(QFileInfo(m_path).absolutePath(), now);
        atMost = std::max<Millis>(atMost, kCommitInterval); // a disk that is well needs less
    }
    const auto left = std::chrono::ceil<Millis>(m_next->since + m_pace.makes - now);
    const auto made
        = m_next->thread->made(std::clamp(atMost, Millis(0), std::max(left, Millis(0))));
    if (!made && left > atMost)
        return false;
    Next next = *std::exchange(m_next, std::nullopt);
    if (!made || !*made) {
        giveUp(std::move(next), now);
        return false;
    }
    goOnIn(std::move(next), now);
    return true;
}

void RecordingFile::goOnIn(Next next, SteadyTime now)
{
    const QStringList earlier = paths();
    const QString& folder = next.folder;
    m_tries.erase(folder);
    // Nobody will look after this part's syncs any more. What it cannot confirm is written again.
    // A good sync after a failed one says nothing about what the failed one lost: such a part is
    // asked for nothing more.
    // Nor is there anything in a file that was removed, though it takes it.
    const bool isDoubtful = m_part->isDoubtful();
    const Millis waits = isDoubtful && !isGone() ? kCommitInterval : patience();
    const bool answers = isQuiet() && m_part->ask(giveUpReserve, waits);
    const bool saves = answers && isGone();
    if (saves)
        m_dropped.clear(); // memory is not all that has them
    if (answers && !isDoubtful && !isGone() && m_part->sync(patience()) && !m_part->isDoubtful())
        forgetAll();
    else
        takeBackUnsynced();
    qCInfo(logRecording) << "recording goes on in part" << earlier.size() + 1;
    m_bytesBefore += m_part->look().bytes;
    if (saves) {
        m_part->begin([folder](RecordingPart& part) -> PartAnswer {
            const auto saved = part.saveIn(folder);
            if (!saved)
                qCWarning(logRecording) << "a removed part is lost, code" << int(saved.error());
            return {saved};
        });
    }
    m_earlier.push_back({std::exchange(m_part, std::move(next.thread))});
    m_earlier.back().saves = saves;
    m_path = m_part->path();
    // The first part's disk may not take its name any more.
    noteWhereabouts(m_head.uuid, paths());
    // Beside each other the first leads to all; elsewhere only the latest knows the way.
    const auto folderOf = [](const QString& path) { return QFileInfo(path).absolutePath(); };
    const bool together = std::ranges::all_of(
        earlier, [&](const QString& path) { return folderOf(path) == folderOf(m_path); });
    m_status.path = together ? earlier.front() : m_path;
    m_status.parts = static_cast<int>(earlier.size()) + 1;
    nameLaterParts();
    m_partSince = now;
    m_lastSync = now;
    for (auto& [name, total] : m_transport)
        total.isNew = true;
    m_pending.restate(); // there may be more since the part was begun
    m_pending.add(EventRow {
        microsSinceZero(now),
        {EventType::Notice, {}, QStringLiteral("goes on in part %1").arg(m_status.parts)}});
}

QStringList RecordingFile::paths() const
{
    QStringList all = m_before;
    for (const auto& part : m_earlier)
        all.append(part.thread->path());
    all.append(m_path);
    return all;
}

/// So that the first part alone leads to all the others. Their disks are why there are later parts
/// at all, so nobody waits for them: what they say to it is heard the next time.
void RecordingFile::nameLaterParts()
{
    if (m_earlier.empty())
        return;
    const QStringList all = paths();
    for (std::size_t i = 0; i < m_earlier.size(); ++i) {
        Earlier& part = m_earlier[i];
        hearFrom(part, Millis(0));
        if (part.told == all.size() || part.thread->hangs())
            continue;
        // From 0 on; after the part itself, or after what it knows already.
        const auto next = std::max(m_before.size() + static_cast<qsizetype>(i) + 1, part.told);
        part.telling = all.size();
        part.thread->begin([number = static_cast<int>(next) + 1,
                            paths = all.mid(next)](RecordingPart& its) -> PartAnswer {
            return {its.writeLater(number, paths)};
        });
    }
}

void RecordingFile::hearFrom(Earlier& part, Millis atMost)
{
    if (!part.thread->isBusy())
        return;
    const auto answer = part.thread->end(atMost);
    if (!answer)
        return;
    const qsizetype told = std::exchange(part.telling, 0);
    if (answer->done)
        part.told = std::max(part.told, told);
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

bool RecordingFile::useReserve()
{
    if (!isQuiet() || !m_part->look().hasReserve)
        return false;
    const auto answer = m_part->ask(giveUpReserve, patience());
    return answer && answer->done;
}

// ------------------------------------------------------------------------------------- the end

/// Nobody waits for it but the end of the program, and that not for a disk that hangs.
Result<void, RecordingError>
RecordingFile::inBackground(const Earlier& part,
                            const std::function<PartAnswer(RecordingPart&, const Flag&)>& job,
                            const Flag* abandon)
{
    constexpr Millis kLook {20};
    PartThread& thread = *part.thread;
    const auto cut = std::make_shared<Flag>(false); // a job that hangs outlives all else
    const auto answerOf = [&]() -> std::optional<PartAnswer> {
        for (auto left = patience(); left >= Millis(0);) {
            if (auto answer = thread.end(kLook))
                return answer;
            *cut = abandon != nullptr && *abandon;
            if (*cut)
                left -= kLook;
        }
        return std::nullopt;
    };
    const bool isSaved = !part.saves || !thread.isBusy() || answerOf();
    if (!isSaved || thread.hangs())
        return Failure {RecordingError::InputOutput};
    thread.begin([job, cut](RecordingPart& its) { return job(its, *cut); });
    const auto answer = answerOf();
    return answer ? answer->done : Failure {RecordingError::InputOutput};
}

void RecordingFile::buildIndex(const std::atomic<bool>& abandon)
{
    (void)isQuiet();
    nameLaterParts();
    const qsizetype all = paths().size();
    const auto until = std::chrono::steady_clock::now() + patience();
    for (Earlier& part : m_earlier) {
        const auto left = until - std::chrono::steady_clock::now();
        hearFrom(part, std::max(std::chrono::ceil<Millis>(left), Millis(0)));
    }
    if (std::ranges::any_of(m_earlier, [&](const Earlier& part) { return part.told < all; })) {
        qCInfo(logRecording) << "later parts not named"; // the disk is why there are any
        (void)settleWhereabouts(patience()); // which alone leads to them now
    }
    m_earlier.push_back({std::move(m_part)});
    // The end waits for no disk that hangs; that may take as long as the program runs.
    std::erase_if(m_earlier,
                  [](const Earlier& part) { return !part.saves && part.thread->hangs(); });
    const auto build = [](RecordingPart& its, const Flag& cut) -> PartAnswer {
        its.releaseReserve();
        its.buildIndex(cut);
        return {};
    };
    for (const auto& part : m_earlier)
        (void)inBackground(part, build, &abandon);
}

Result<void, RecordingError> RecordingFile::mergeLog(const std::atomic<bool>* abandon)
{
    Result<void, RecordingError> merged;
    for (const auto& part : m_earlier) {
        const auto merge
            = [](RecordingPart& its, const Flag&) -> PartAnswer { return {its.mergeLog()}; };
        if (const auto done = inBackground(part, merge, abandon); !done)
            merged = done;
    }
    return merged;
}

} // namespace lavalier::recording
