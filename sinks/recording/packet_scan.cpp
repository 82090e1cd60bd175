// The half of PartReader that reads packets: all of one speaker's, or single payloads.
#include "sinks/recording/part_reader.h"
#include "sinks/recording/schema.h"
#include "voice/base/opus_packet.h"

#include <algorithm>
#include <unordered_set>

namespace lavalier::recording {
namespace {

constexpr std::int64_t kPageRows = 20'000;
constexpr std::size_t kMaxStreams = 100'000;

constexpr const char* kPage = "SELECT id, stream, sequence, rtp, arrival_us, payload "
                              "FROM packet WHERE id > ? ORDER BY id LIMIT ?";

constexpr const char* kOfStream = "SELECT id, stream, sequence, rtp, arrival_us, payload "
                                  "FROM packet INDEXED BY packet_by_stream WHERE stream = ?";

render::SourceError sourceErrorOf(RecordingError error)
{
    return error == RecordingError::Damaged ? render::SourceError::Damaged
                                            : render::SourceError::Unavailable;
}

} // namespace

Result<std::vector<PartReader::StreamPlace>, RecordingError>
PartReader::streamsOf(std::span<const UserId> users)
{
    auto query = m_database->prepare("SELECT stream.id FROM stream JOIN speaker "
                                     "ON speaker.id = stream.speaker WHERE speaker.user = ?");
    if (!query)
        return Failure {query.error()};
    std::vector<StreamPlace> streams;
    for (std::size_t place = 0; place < users.size(); ++place) {
        query->reset();
        query->bind(1, static_cast<std::int64_t>(users[place].value()));
        for (auto row = query->step(); streams.size() < kMaxStreams; row = query->step()) {
            if (!row)
                return Failure {row.error()};
            if (!*row)
                break;
            streams.emplace_back(query->integer(0), place);
        }
    }
    std::ranges::sort(streams);
    return streams;
}

/// What a row says of its packet; the columns are kPage's.
void PartReader::addMark(const Statement& row, render::SpeakerMarks& speaker)
{
    const bool typed = row.isInteger(1) && row.isInteger(2) && row.isInteger(3) && row.isInteger(4)
        && row.isBlob(5);
    const ByteView packet = typed ? row.blob(5) : ByteView();
    const bool usable = packet.size() <= kMaxRowBytes;
    const auto info = usable ? inspectOpusPacket(packet) : std::nullopt;
    if (!info)
        ++m_skipped;
    if (!typed)
        return;
    const bool silence = isSilenceFrame(packet);
    const bool decodable = info && isWholeOpusPacket(packet);
    speaker.stereo = speaker.stereo || (decodable && info->stereo && !silence);
    speaker.marks.push_back({row.integer(0), StreamId(static_cast<std::uint64_t>(row.integer(1))),
                             SequenceNumber(row.integer(2)), RtpTicks(row.integer(3)),
                             std::chrono::microseconds(row.integer(4)),
                             info ? info->duration : SampleCount(), silence,
                             decodable && mayRecoverPrevious(packet), decodable});
}

/// Whose packets they were cannot be known, so it is everybody's.
void PartReader::addDamage(std::vector<render::SpeakerMarks>& found, std::chrono::microseconds from,
                           std::chrono::microseconds to)
{
    for (render::SpeakerMarks& speaker : found)
        speaker.damage.push_back({from, std::max(from, to), timeline::LossCause::Damaged});
}

/// One page in order of arrival, in a transaction of its own. False when nothing came after it.
Result<bool, RecordingError> PartReader::readPage(Place& place,
                                                  const std::vector<StreamPlace>& streams,
                                                  std::vector<render::SpeakerMarks>& found)
{
    auto query = m_database->prepare(kPage);
    if (!query)
        return Failure {query.error()};
    query->bind(1, place.after).bind(2, kPageRows);
    std::int64_t rows = 0;
    for (auto row = query->step();; row = query->step(), ++rows) {
        if (!row)
            return Failure {row.error()};
        if (!*row)
            return rows == kPageRows;
        if (query->integer(0) <= place.after)
            return Failure {RecordingError::Damaged}; // a tree whose pages are out of order
        place.after = query->integer(0);
        const std::chrono::microseconds arrival {query->integer(4)};
        if (place.jumped)
            addDamage(found, std::exchange(place.jumped, std::nullopt).value(), arrival);
        place.arrival = std::max(place.arrival, arrival);
        const std::int64_t stream = query->integer(1);
        const auto whose = std::ranges::lower_bound(streams, stream, {}, &StreamPlace::first);
        if (whose == streams.end() || whose->first != stream)
            continue;
        addMark(*query, found[whose->second]);
    }
}

Result<std::vector<render::SpeakerMarks>, render::SourceError>
PartReader::marksOf(std::span<const UserId> users)
{
    allowSteps();
    const auto streams = streamsOf(users);
    if (!streams)
        return Failure {sourceErrorOf(streams.error())};
    if (const auto page = m_database->prepare(kPage); !page)
        return Failure {sourceErrorOf(page.error())}; // no such table: nothing to look further for
    std::vector<render::SpeakerMarks> found(users.size());
    Place place;
    for (;;) {
        const auto more = readPage(place, *streams, found);
        if (more && !*more)
            break;
        if (more)
            continue;
        if (more.error() != RecordingError::Damaged || (m_abandoned && *m_abandoned))
            return Failure {sourceErrorOf(more.error())};
        if (!place.jumped)
            place.jumped = place.arrival;
        ++m_skipped;
        const auto next = m_database->nextReadable("packet", place.after);
        if (!next)
            break;
        place.after = *next;
    }
    if (place.jumped) {
        const auto end = length();
        addDamage(found, *place.jumped, end ? *end : *place.jumped);
    }
    for (std::size_t i = 0; i < users.size(); ++i)
        m_stereo[users[i]] = found[i].stereo;
    return found;
}

Result<std::optional<render::SpeakerMarks>, render::SourceError>
PartReader::indexedMarks(UserId user)
{
    allowSteps();
    using Marks = std::optional<render::SpeakerMarks>;
    const auto indexes = m_database->number(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name = 'packet_by_stream' "
        "AND tbl_name = 'packet'");
    const auto streams = streamsOf({&user, 1});
    if (!indexes || !streams)
        return Failure {sourceErrorOf(indexes ? streams.error() : indexes.error())};
    if (*indexes == 0)
        return Marks();
    auto query = m_database->prepare(kOfStream);
    if (!query) // an index of that name on something else
        return Marks();
    render::SpeakerMarks found;
    for (const auto& [stream, place] : *streams) {
        query->bind(1, stream);
        for (auto row = query->step();; row = query->step()) {
            if (!row)
                return Failure {sourceErrorOf(row.error())};
            if (!*row)
                break;
            addMark(*query, found);
        }
        query->reset();
    }
    std::ranges::sort(found.marks, {}, &timeline::PacketMark::row);
    return Marks(std::move(found));
}

Result<bool, RecordingError> PartReader::isStereo(UserId user)
{
    if (!m_stereo.contains(user) && !marksOf({&user, 1}))
        return Failure {RecordingError::Damaged};
    return m_stereo.at(user);
}

void PartReader::abandonWhen(const std::atomic<bool>* flag)
{
    m_abandoned = flag;
    m_database->abandonWhen(flag);
}

Result<std::vector<UserId>, RecordingError> PartReader::heardSpeakers()
{
    allowSteps();
    auto streams = m_database->prepare("SELECT stream.id, user FROM stream JOIN speaker "
                                       "ON speaker.id = stream.speaker ORDER BY speaker.id");
    // One look at each packet in the order of the file; the unary plus keeps SQLite from following
    // the index through it.
    auto query
        = m_database->prepare("SELECT DISTINCT +stream FROM packet WHERE payload <> x'F8FFFE'");
    if (!streams || !query)
        return Failure {streams ? query.error() : streams.error()};
    std::vector<std::pair<std::int64_t, UserId>> known;
    for (auto row = streams->step(); known.size() < kMaxStreams; row = streams->step()) {
        if (!row)
            return Failure {row.error()};
        if (!*row)
            break;
        known.emplace_back(streams->integer(0),
                           UserId(static_cast<std::uint64_t>(streams->integer(1))));
    }
    std::unordered_set<std::int64_t> unheard;
    for (const auto& [stream, user] : known)
        unheard.insert(stream);
    for (auto row = query->step(); !unheard.empty(); row = query->step()) {
        if (!row)
            return Failure {row.error()};
        if (!*row)
            break;
        unheard.erase(query->integer(0));
    }
    std::vector<UserId> users;
    for (const auto& [stream, user] : known) {
        if (!unheard.contains(stream) && (users.empty() || users.back() != user))
            users.push_back(user);
    }
    return users;
}

Result<std::vector<QByteArray>, render::SourceError>
PartReader::payloads(std::span<const std::int64_t> rows)
{
    allowSteps();
    // One lock for all of them: taking it anew for each row costs more than the row.
    if (const auto begun = m_database->execute("BEGIN"); !begun)
        return Failure {sourceErrorOf(begun.error())};
    auto payloads = readPayloads(rows);
    (void)m_database->execute("COMMIT");
    return payloads;
}

Result<std::vector<QByteArray>, render::SourceError>
PartReader::readPayloads(std::span<const std::int64_t> rows)
{
    auto query = m_database->prepare("SELECT payload FROM packet WHERE id = ?");
    if (!query)
        return Failure {sourceErrorOf(query.error())};
    std::vector<QByteArray> payloads;
    payloads.reserve(rows.size());
    for (const std::int64_t id : rows) {
        query->bind(1, id);
        const auto row = query->step();
        if (!row && row.error() != RecordingError::Damaged)
            return Failure {sourceErrorOf(row.error())};
        const bool usable = row && *row && query->isBlob(0);
        const ByteView bytes = usable ? query->blob(0) : ByteView();
        payloads.push_back(bytes.size() <= kMaxRowBytes ? toByteArray(bytes) : QByteArray());
        query->reset();
    }
    return payloads;
}

} // namespace lavalier::recording
