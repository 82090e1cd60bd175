#include "sinks/recording/recording_reader.h"

#include "processing/timeline/pause_map.h"
#include "sinks/recording/caused_spans.h"
#include "sinks/recording/part_reader.h"
#include "sinks/recording/recording_parts.h"

#include <algorithm>
#include <optional>
#include <type_traits>

namespace lavalier::recording {
namespace {

using std::chrono::microseconds;

/// A row's number is its id in its file, and above that the part.
constexpr int kPartShift = 48;
constexpr std::int64_t kRowMask = (std::int64_t {1} << kPartShift) - 1;

/// No later try will read it either.
bool isLasting(RecordingError error)
{
    return error == RecordingError::Damaged || error == RecordingError::InputOutput;
}
bool isLasting(render::SourceError error)
{
    return error == render::SourceError::Damaged;
}

/// Asks part after part. The next part is there because the disk of the one before failed: one that
/// cannot be read is passed over, as long as any can.
template <typename Ask, typename Take>
auto askEach(const std::vector<std::unique_ptr<PartReader>>& parts,
             const std::atomic<bool>* abandoned, const Ask& ask, const Take& take)
    -> Result<int, typename std::invoke_result_t<Ask, PartReader&>::error_type>
{
    std::optional<typename std::invoke_result_t<Ask, PartReader&>::error_type> failed;
    int unread = 0;
    for (const auto& part : parts) {
        auto answer = ask(*part);
        if (answer) {
            take(*part, *std::move(answer));
            continue;
        }
        failed = answer.error();
        ++unread;
        if (!isLasting(*failed) || (abandoned != nullptr && *abandoned))
            return Failure {*failed};
    }
    if (failed && unread == static_cast<int>(parts.size()))
        return Failure {*failed};
    return unread;
}

} // namespace

Result<std::unique_ptr<RecordingReader>, RecordingError>
RecordingReader::open(const QString& path, const QStringList& folders)
{
    auto found = openParts(path, folders);
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
    m_abandoned = flag;
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
    std::optional<RecordingSummary> whole;
    const auto add = [&whole, this](const PartReader& part, RecordingSummary more) {
        if (!whole) {
            whole = std::move(more);
            return;
        }
        whole->state = more.state; // only the last part knows how it ended
        whole->endToEndEncrypted = whole->endToEndEncrypted && more.endToEndEncrypted;
        whole->length = std::max(whole->length, more.length);
        whole->bytes += more.bytes;
        whole->logDamaged = whole->logDamaged || more.logDamaged;
        if (&part == m_parts.back().get() && more.state == FileState::Finished) {
            whole->speakers = more.speakers; // the totals at the end are those of the recording
            return;
        }
        for (const SpeakerTally& tally : more.speakers) {
            auto known = std::ranges::find(whole->speakers, tally.user, &SpeakerTally::user);
            if (known == whole->speakers.end()) {
                whole->speakers.push_back(tally);
                continue;
            }
            known->name = tally.name;
            known->excluded = tally.excluded;
            known->frames += tally.frames;
            known->missing += tally.missing;
        }
    };
    const auto unread = askEach(
        m_parts, m_abandoned,
        [this](PartReader& part) { return part.summary(&part == m_parts.back().get()); }, add);
    if (!unread)
        return Failure {unread.error()};
    whole->path = m_path;
    whole->parts = parts();
    whole->partsMissing = m_missing + *unread;
    // As they were changed afterwards; a file whose changes cannot be read has its own names.
    if (const auto rows = m_parts.front()->edits()) {
        const Edits edits = foldEdits(*rows, {});
        whole->notes = edits.notes;
        whole->trim = edits.trim;
        whole->trimOnTracks = onTracks(edits.trim);
        for (SpeakerTally& speaker : whole->speakers) {
            if (const auto name = edits.names.find(speaker.user); name != edits.names.end())
                speaker.name = name->second;
            if (const auto gain = edits.gains.find(speaker.user); gain != edits.gains.end())
                speaker.gain = gain->second;
            if (const auto out = edits.excluded.find(speaker.user); out != edits.excluded.end())
                speaker.leftOut = out->second;
        }
    }
    return *std::move(whole);
}

std::optional<RecordingReader::Span> RecordingReader::onTracks(const std::optional<Span>& span)
{
    if (!span)
        return std::nullopt;
    const auto cut = pauses();
    const auto end = length();
    if (!cut || !end)
        return std::nullopt;
    const timeline::PauseMap map(*cut, *end, false);
    return std::pair(durationOf(map.toTrack(samplesOf(span->first))),
                     durationOf(map.toTrack(samplesOf(span->second))));
}

Result<Edits, RecordingError> RecordingReader::edits()
{
    const auto rows = m_parts.front()->edits();
    if (!rows)
        return Failure {rows.error()};
    const auto happened = events();
    if (!happened)
        return Failure {happened.error()};
    return foldEdits(*rows, *happened);
}

Result<std::vector<RecordedEvent>, RecordingError> RecordingReader::events()
{
    std::vector<RecordedEvent> all;
    const auto asked = askEach(
        m_parts, m_abandoned, [](PartReader& part) { return part.events(); },
        [&all](const PartReader&, std::vector<RecordedEvent> events) {
            // A transaction whose sync failed may be in its file all the same, and in the next one.
            std::erase_if(events, [&all](const RecordedEvent& event) {
                const auto then = std::ranges::equal_range(all, event.at, {}, &RecordedEvent::at);
                return std::ranges::find(then, event) != then.end();
            });
            std::ranges::move(events, std::back_inserter(all));
            // A fact is noted when it is told, so neighbours may have changed places.
            std::ranges::stable_sort(all, {}, &RecordedEvent::at);
        });
    if (!asked)
        return Failure {asked.error()};
    return all;
}

Result<std::vector<timeline::PauseSpan>, RecordingError> RecordingReader::pauses()
{
    const auto all = events();
    if (!all)
        return Failure {all.error()};
    std::vector<timeline::PauseSpan> pauses;
    bool paused = false;
    microseconds since {0};
    for (const RecordedEvent& recorded : *all) {
        if (recorded.event.type == EventType::Pause && !paused) {
            paused = true;
            since = recorded.at;
        } else if (recorded.event.type == EventType::Resume && paused) {
            paused = false;
            pauses.push_back({since, recorded.at});
        }
    }
    if (paused) { // stopped, or still running, while paused
        const auto end = length();
        if (!end)
            return Failure {end.error()};
        pauses.push_back({since, std::max(since, *end)});
    }
    return pauses;
}

Result<timeline::LossEvidence, RecordingError> RecordingReader::lossEvidence(UserId user)
{
    timeline::LossEvidence evidence;
    const auto asked = askEach(
        m_parts, m_abandoned, [user](PartReader& part) { return part.missed(user); },
        [&evidence](const PartReader&, const std::vector<timeline::MissedPackets>& missed) {
            evidence.missed.insert(evidence.missed.end(), missed.begin(), missed.end());
        });
    if (!asked)
        return Failure {asked.error()};
    const auto all = events();
    const auto end = length();
    if (!all || !end)
        return Failure {all ? end.error() : all.error()};
    evidence.spans = causedSpans(*all, user, *end);
    evidence.dropped = droppedSpans(*all);
    return evidence;
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
    const auto asked = askEach(
        m_parts, m_abandoned, [](PartReader& part) { return part.length(); },
        [&end](const PartReader&, microseconds there) { end = std::max(end, there); });
    if (!asked)
        return Failure {asked.error()};
    return end;
}

Result<std::vector<UserId>, RecordingError> RecordingReader::heardSpeakers()
{
    std::vector<UserId> users;
    const auto asked = askEach(
        m_parts, m_abandoned, [](PartReader& part) { return part.heardSpeakers(); },
        [&users](const PartReader&, const std::vector<UserId>& heard) {
            for (const UserId user : heard) {
                if (std::ranges::find(users, user) == users.end())
                    users.push_back(user);
            }
        });
    if (!asked)
        return Failure {asked.error()};
    return users;
}

Result<bool, RecordingError> RecordingReader::isStereo(UserId user)
{
    bool any = false;
    const auto asked = askEach(
        m_parts, m_abandoned, [user](PartReader& part) { return part.isStereo(user); },
        [&any](const PartReader&, bool stereo) { any = any || stereo; });
    if (!asked)
        return Failure {asked.error()};
    return any;
}

Result<std::vector<timeline::PacketMark>, render::SourceError> RecordingReader::marks(UserId user)
{
    auto found = marksOf({&user, 1});
    if (!found)
        return Failure {found.error()};
    return std::move(found->front().marks);
}

/// A part's marks behind those of the parts before it.
void RecordingReader::join(render::SpeakerMarks& all, const PartReader& part,
                           const render::SpeakerMarks& more) const
{
    const auto place = std::ranges::find(m_parts, &part, &std::unique_ptr<PartReader>::get);
    const std::int64_t number = place - m_parts.begin();
    all.stereo = all.stereo || more.stereo;
    all.damage.insert(all.damage.end(), more.damage.begin(), more.damage.end());
    for (timeline::PacketMark mark : more.marks) {
        if (mark.row < 0 || mark.row > kRowMask)
            continue; // no writer of ours gets there
        mark.row |= number << kPartShift;
        all.marks.push_back(mark);
    }
}

Result<std::optional<render::SpeakerMarks>, render::SourceError>
RecordingReader::indexedMarks(UserId user)
{
    render::SpeakerMarks all;
    for (const auto& part : m_parts) {
        const auto found = part->indexedMarks(user);
        if (!found || !*found)
            return found;
        join(all, *part, **found);
    }
    return std::optional(std::move(all));
}

Result<std::vector<render::SpeakerMarks>, render::SourceError>
RecordingReader::marksOf(std::span<const UserId> users)
{
    if (m_parts.size() == 1)
        return m_parts.front()->marksOf(users);
    std::vector<render::SpeakerMarks> all(users.size());
    const auto take
        = [&all, this](const PartReader& part, const std::vector<render::SpeakerMarks>& found) {
              for (std::size_t i = 0; i < all.size(); ++i)
                  join(all[i], part, found[i]);
          };
    const auto asked = askEach(
        m_parts, m_abandoned, [users](PartReader& part) { return part.marksOf(users); }, take);
    if (!asked)
        return Failure {asked.error()};
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
