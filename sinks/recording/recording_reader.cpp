#include "sinks/recording/recording_reader.h"

#include "sinks/recording/part_reader.h"
#include "sinks/recording/recording_parts.h"

#include <algorithm>

namespace lavalier::recording {
namespace {

using std::chrono::microseconds;

/// A row's number is its id in its file, and above that the part.
constexpr int kPartShift = 48;
constexpr std::int64_t kRowMask = (std::int64_t {1} << kPartShift) - 1;

} // namespace

Result<std::unique_ptr<RecordingReader>, RecordingError> RecordingReader::open(const QString& path)
{
    auto found = openParts(path);
    if (!found)
        return Failure {found.error()};
    return std::unique_ptr<RecordingReader>(
        new RecordingReader(path, std::move(found->readers), found->missing));
}

RecordingReader::RecordingReader(QString path, std::vector<std::unique_ptr<PartReader>> parts,
                                 int missing)
    : m_path(std::move(path))
    , m_parts(std::move(parts))
    , m_missing(missing)
{
}

RecordingReader::~RecordingReader() = default;

QStringList RecordingReader::parts() const
{
    QStringList paths;
    for (const auto& part : m_parts)
        paths.append(part->path());
    return paths;
}

bool RecordingReader::isNewer() const
{
    return std::ranges::any_of(m_parts, [](const auto& part) { return part->isNewer(); });
}

void RecordingReader::abandonWhen(const std::atomic<bool>* flag)
{
    for (const auto& part : m_parts)
        part->abandonWhen(flag);
}

std::uint64_t RecordingReader::skippedRows() const
{
    std::uint64_t skipped = 0;
    for (const auto& part : m_parts)
        skipped += part->skippedRows();
    return skipped;
}

Result<RecordingSummary, RecordingError> RecordingReader::summary()
{
    auto first = m_parts.front()->summary(m_parts.size() == 1);
    if (!first)
        return first;
    RecordingSummary& whole = *first;
    whole.path = m_path;
    whole.parts = parts();
    whole.partsMissing = m_missing;
    for (auto part = m_parts.begin() + 1; part != m_parts.end(); ++part) {
        const bool last = part + 1 == m_parts.end();
        const auto more = (*part)->summary(last);
        if (!more)
            return more;
        whole.state = more->state; // only the last part knows how it ended
        whole.endToEndEncrypted = more->endToEndEncrypted;
        whole.length = std::max(whole.length, more->length);
        whole.bytes += more->bytes;
        if (last && more->state == FileState::Finished) {
            whole.speakers = more->speakers; // the totals at the end are those of the recording
            break;
        }
        for (const SpeakerTally& tally : more->speakers) {
            auto known = std::ranges::find(whole.speakers, tally.user, &SpeakerTally::user);
            if (known == whole.speakers.end()) {
                whole.speakers.push_back(tally);
                continue;
            }
            known->name = tally.name;
            known->excluded = tally.excluded;
            known->frames += tally.frames;
            known->missing += tally.missing;
        }
    }
    return first;
}

Result<std::vector<RecordedEvent>, RecordingError> RecordingReader::events()
{
    std::vector<RecordedEvent> all;
    for (const auto& part : m_parts) {
        auto events = part->events();
        if (!events)
            return events;
        for (RecordedEvent& event : *events) {
            // A transaction whose sync failed may be in its file all the same, and in the next one.
            const bool isTwin
                = part != m_parts.front() && std::ranges::find(all, event) != all.end();
            if (!isTwin)
                all.push_back(std::move(event));
        }
    }
    // A fact is noted when it is told, so neighbours may have changed places.
    std::ranges::stable_sort(all, {}, &RecordedEvent::at);
    return all;
}

Result<std::vector<timeline::PauseSpan>, RecordingError> RecordingReader::pauses()
{
    const auto all = events();
    if (!all)
        return Failure {all.error()};
    std::vector<timeline::PauseSpan> pauses;
    std::optional<microseconds> since;
    for (const RecordedEvent& recorded : *all) {
        if (recorded.event.type == EventType::Pause && !since) {
            since = recorded.at;
        } else if (recorded.event.type == EventType::Resume && since) {
            pauses.push_back({*since, recorded.at});
            since.reset();
        }
    }
    if (since) { // stopped, or still running, while paused
        const auto end = length();
        if (!end)
            return Failure {end.error()};
        pauses.push_back({*since, std::max(*since, *end)});
    }
    return pauses;
}

std::map<QString, std::uint64_t> RecordingReader::transport()
{
    for (auto part = m_parts.rbegin(); part != m_parts.rend(); ++part) {
        if (auto totals = (*part)->transport(); !totals.empty())
            return totals; // each part counts on from the one before
    }
    return {};
}

Result<microseconds, RecordingError> RecordingReader::length()
{
    microseconds end {0};
    for (const auto& part : m_parts) {
        const auto there = part->length();
        if (!there)
            return there;
        end = std::max(end, *there);
    }
    return end;
}

Result<std::vector<UserId>, RecordingError> RecordingReader::heardSpeakers()
{
    std::vector<UserId> users;
    for (const auto& part : m_parts) {
        const auto heard = part->heardSpeakers();
        if (!heard)
            return heard;
        std::ranges::copy_if(*heard, std::back_inserter(users), [&users](UserId user) {
            return std::ranges::find(users, user) == users.end();
        });
    }
    return users;
}

Result<bool, RecordingError> RecordingReader::isStereo(UserId user)
{
    for (const auto& part : m_parts) {
        const auto stereo = part->isStereo(user);
        if (!stereo || *stereo)
            return stereo;
    }
    return false;
}

Result<std::vector<timeline::PacketMark>, render::SourceError> RecordingReader::marks(UserId user)
{
    if (m_parts.size() == 1)
        return m_parts.front()->marks(user);
    std::vector<timeline::PacketMark> all;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        auto marks = m_parts[i]->marks(user);
        if (!marks)
            return marks;
        for (timeline::PacketMark& mark : *marks) {
            if (mark.row < 0 || mark.row > kRowMask)
                continue; // no writer of ours gets there
            mark.row |= static_cast<std::int64_t>(i) << kPartShift;
            all.push_back(mark);
        }
    }
    return all;
}

Result<QByteArray, render::SourceError> RecordingReader::payload(std::int64_t row)
{
    const std::int64_t rows[] = {row};
    auto read = payloads(rows);
    if (!read)
        return Failure {read.error()};
    if (read->front().isEmpty())
        return Failure {render::SourceError::NoSuchRow};
    return std::move(read->front());
}

Result<std::vector<QByteArray>, render::SourceError>
RecordingReader::payloads(std::span<const std::int64_t> rows)
{
    if (m_parts.size() == 1)
        return m_parts.front()->payloads(rows);
    // A track's rows are in order of time, so a run of them is in one part.
    std::vector<QByteArray> all;
    all.reserve(rows.size());
    for (std::size_t from = 0; from < rows.size();) {
        const std::int64_t part = rows[from] >> kPartShift;
        std::vector<std::int64_t> run;
        std::size_t to = from;
        for (; to < rows.size() && rows[to] >> kPartShift == part; ++to)
            run.push_back(rows[to] & kRowMask);
        if (part < 0 || static_cast<std::size_t>(part) >= m_parts.size()) {
            all.resize(all.size() + run.size());
        } else {
            auto read = m_parts[static_cast<std::size_t>(part)]->payloads(run);
            if (!read)
                return read;
            std::ranges::move(*read, std::back_inserter(all));
        }
        from = to;
    }
    return all;
}

} // namespace lavalier::recording
