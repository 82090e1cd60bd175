#include "sinks/recording/part_reader.h"

#include "sinks/recording/log_check.h"
#include "sinks/recording/schema.h"
#include "sinks/recording/writer_lock.h"
#include "voice/base/opus_packet.h"

#include <QDateTime>
#include <QFileInfo>
#include <QTimeZone>

#include <algorithm>
#include <filesystem>

namespace lavalier::recording {
namespace {

using std::chrono::microseconds;

/// Where there are no locks: a running writer commits a heartbeat each second.
constexpr std::chrono::seconds kAliveWithin {5};
constexpr int kMaxParts = 1000;
constexpr std::size_t kMaxMissed = 1'000'000; ///< runs of packets that are not there
constexpr std::size_t kMaxListed = 100'000; ///< streams, speakers, events: more is no recording

microseconds plausible(std::int64_t us)
{
    const std::int64_t most = timeline::kMaxRecording.count();
    return microseconds(std::clamp<std::int64_t>(us, 0, most));
}

std::uint64_t sizeOf(const QString& path)
{
    return static_cast<std::uint64_t>(std::max<qint64>(QFileInfo(path).size(), 0));
}

} // namespace

Result<std::unique_ptr<PartReader>, RecordingError> PartReader::open(const QString& path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return Failure {RecordingError::NotFound};
    auto opened = Database::open(path, Database::Access::ReadOnly);
    if (!opened)
        return Failure {opened.error()};
    auto database = std::make_unique<Database>(*std::move(opened));
    const auto newer = checkSchema(*database);
    if (!newer) {
        // The file is there; what cannot be opened is its content or its log.
        const bool missing = newer.error() == RecordingError::NotFound;
        return Failure {missing ? RecordingError::InputOutput : newer.error()};
    }
    return std::unique_ptr<PartReader>(new PartReader(path, std::move(database), *newer));
}

PartReader::PartReader(QString path, std::unique_ptr<Database> database, bool newer)
    : m_path(std::move(path))
    , m_database(std::move(database))
    , m_newer(newer)
{
}

PartReader::~PartReader() = default;

Result<PartHead, RecordingError> PartReader::head()
{
    allowSteps();
    auto query = m_database->prepare("SELECT uuid, part FROM recording");
    if (!query)
        return Failure {query.error()};
    const auto row = query->step();
    if (!row)
        return Failure {row.error()};
    if (!*row)
        return Failure {RecordingError::Damaged};
    PartHead head;
    head.uuid = query->text(0, 64);
    head.number = static_cast<int>(std::clamp<std::int64_t>(query->integer(1), 1, kMaxParts));
    query->reset();
    auto others = m_database->prepare("SELECT path FROM part ORDER BY number");
    auto part = others ? others->step() : Failure {others.error()};
    for (; part && *part && head.others.size() < kMaxParts; part = others->step())
        head.others.append(others->text(0));
    if (lacksMemory(part))
        return Failure {part.error()};
    return head; // one made before there were parts names none
}

/// Enough for a look at every row a file of this size can hold, and then some.
void PartReader::allowSteps()
{
    constexpr std::int64_t kAlways = 10'000'000;
    constexpr std::int64_t kPerByte
        = 2; // a row has more than ten bytes, a look takes about ten steps
    const auto bytes
        = static_cast<std::int64_t>(sizeOf(m_path) + sizeOf(m_path + QStringLiteral("-wal")));
    m_database->limitSteps(kAlways + kPerByte * bytes);
}

FileState PartReader::state(const QString& written) const
{
    if (written == QLatin1String("finished"))
        return FileState::Finished;
    return isBeingWritten(m_path) ? FileState::Recording : FileState::Interrupted;
}

bool isBeingWritten(const QString& path)
{
    switch (WriterLock::look(path)) {
    case WriterLock::Held::No:
        return false;
    case WriterLock::Held::Yes:
        return true;
    case WriterLock::Held::Unknown:
        break;
    }
    std::error_code error;
    const QString log = path + QStringLiteral("-wal");
    const auto touched
        = std::filesystem::last_write_time(std::filesystem::path(log.toStdU16String()), error);
    if (error)
        return false;
    return std::filesystem::file_time_type::clock::now() - touched < kAliveWithin;
}

Result<RecordingSummary, RecordingError> PartReader::summary(bool last)
{
    allowSteps();
    // One transaction: one lock, and one moment of a file that is being written.
    if (const auto begun = m_database->execute("BEGIN"); !begun)
        return Failure {begun.error()};
    auto summary = readSummary(last);
    (void)m_database->execute("COMMIT");
    return summary;
}

Result<RecordingSummary, RecordingError> PartReader::readSummary(bool last)
{
    auto head = m_database->prepare(
        "SELECT uuid, started_unix_us, utc_offset_s, guild, guild_name, channel, channel_name, "
        "coalesce((SELECT value FROM edit WHERE kind = 'title' AND NOT undone "
        "ORDER BY id DESC LIMIT 1), title), app_version, state, "
        "(SELECT count(*) FROM connection), "
        "(SELECT count(*) FROM connection WHERE dave_version > 0) "
        "- (SELECT count(*) FROM event WHERE type = 'downgrade') FROM recording");
    if (!head)
        return Failure {head.error()};
    const auto row = head->step();
    if (!row)
        return Failure {row.error()};
    if (!*row)
        return Failure {RecordingError::Damaged};

    RecordingSummary summary;
    summary.path = m_path;
    summary.uuid = head->text(0, 64);
    const int offset
        = static_cast<int>(std::clamp<std::int64_t>(head->integer(2), -50'400, 50'400));
    constexpr std::int64_t kYear9999 = 253'402'300'799'000'000;
    summary.started = QDateTime::fromMSecsSinceEpoch(
        std::clamp<std::int64_t>(head->integer(1), 0, kYear9999) / 1000, Qt::OffsetFromUTC, offset);
    summary.guild = GuildId(static_cast<std::uint64_t>(head->integer(3)));
    summary.guildName = head->text(4);
    summary.channel = ChannelId(static_cast<std::uint64_t>(head->integer(5)));
    summary.channelName = head->text(6);
    summary.title = head->text(7);
    summary.appVersion = head->text(8, 64);
    summary.state = state(head->text(9, 64));
    summary.endToEndEncrypted = head->integer(10) > 0 && head->integer(10) == head->integer(11);
    summary.bytes = sizeOf(m_path) + sizeOf(m_path + QStringLiteral("-wal"));
    head->reset();
    summary.logDamaged = summary.state != FileState::Recording && !isBeingWritten(m_path)
        && breakInLog(m_path).has_value();

    const auto end = length();
    if (!end)
        return Failure {end.error()};
    summary.length = std::chrono::floor<std::chrono::milliseconds>(*end);
    auto listed = speakers(summary.state == FileState::Finished, last);
    if (!listed)
        return Failure {listed.error()};
    summary.speakers = *std::move(listed);
    return summary;
}

Result<std::vector<SpeakerTally>, RecordingError> PartReader::speakers(bool finished, bool last)
{
    // The totals are written at the end; before that the seconds are added up.
    auto query = m_database->prepare(
        finished
            ? "SELECT user, name, excluded, frames, missing, id FROM speaker ORDER BY id"
            : "SELECT user, name, excluded, total(on_disk), max(0, total(lost) - total(late)), "
              "speaker.id "
              "FROM speaker LEFT JOIN stream ON stream.speaker = speaker.id "
              "LEFT JOIN tally ON tally.stream = stream.id GROUP BY speaker.id ORDER BY "
              "speaker.id");
    if (!query)
        return Failure {query.error()};
    // What a part that is not the last has untallied, the next one tallies.
    const auto recent = finished || !last ? Untallied(Untallied::value_type()) : untallied();
    if (!recent)
        return Failure {recent.error()};
    std::vector<SpeakerTally> speakers;
    for (auto row = query->step(); speakers.size() < kMaxListed; row = query->step()) {
        if (!row)
            return Failure {row.error()};
        if (!*row)
            break;
        if (!query->isInteger(0) || query->integer(0) == 0) {
            ++m_skipped;
            continue;
        }
        SpeakerTally speaker;
        speaker.user = UserId(static_cast<std::uint64_t>(query->integer(0)));
        speaker.name = query->text(1);
        speaker.excluded = query->integer(2) != 0;
        speaker.frames = static_cast<std::uint64_t>(std::max<std::int64_t>(query->integer(3), 0));
        if (const auto more = recent->find(query->integer(5)); more != recent->end())
            speaker.frames += more->second;
        speaker.missing = static_cast<std::uint64_t>(std::max<std::int64_t>(query->integer(4), 0));
        speakers.push_back(speaker);
    }
    return speakers;
}

/// The packets of each speaker that came after the last tally: a second or two, unless the disk was
/// full. Whatever cannot be read is left out; the tallies stand without it. OutOfMemory is told.
PartReader::Untallied PartReader::untallied()
{
    struct Stream {
        std::int64_t speaker;
        std::int64_t talliedUpTo; // whole seconds
    };
    constexpr std::int64_t kSecond = 1'000'000;
    std::unordered_map<std::int64_t, Stream> streams;
    std::unordered_map<std::int64_t, std::uint64_t> counted;
    auto query = m_database->prepare(
        "SELECT stream.id, stream.speaker, coalesce(max(second), -1) FROM stream "
        "LEFT JOIN tally ON tally.stream = stream.id GROUP BY stream.id");
    Result<bool, RecordingError> row = query ? query->step() : Failure {query.error()};
    for (; row && *row && streams.size() < kMaxListed; row = query->step())
        streams.insert({query->integer(0), {query->integer(1), query->integer(2)}});
    // A heartbeat brings the tallies of every second before it; frames that waited for a key may
    // be out of order by a little.
    const auto beat = m_database->number(
        "SELECT at_us FROM event WHERE type = 'heartbeat' ORDER BY id DESC LIMIT 1");
    const std::int64_t from = (beat ? *beat : 0) - 3 * kSecond;
    auto packets = m_database->prepare("SELECT stream, arrival_us FROM packet ORDER BY id DESC");
    if (lacksMemory(row) || lacksMemory(beat))
        return Failure {RecordingError::OutOfMemory};
    row = packets ? packets->step() : Failure {packets.error()};
    for (; row && *row && packets->integer(1) >= from; row = packets->step()) {
        const auto stream = streams.find(packets->integer(0));
        if (stream != streams.end() && packets->integer(1) / kSecond > stream->second.talliedUpTo)
            ++counted[stream->second.speaker];
    }
    if (lacksMemory(row))
        return Failure {row.error()};
    return counted;
}

Result<std::vector<timeline::MissedPackets>, RecordingError> PartReader::missed(UserId user)
{
    allowSteps();
    std::vector<timeline::MissedPackets> missed;
    const auto kept = m_database->number(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'missed'");
    if (!kept)
        return Failure {kept.error()};
    if (*kept == 0)
        return missed; // a file made before there was any
    auto query = m_database->prepare(
        "SELECT missed.stream, first, last, first_us, last_us, cause FROM missed "
        "JOIN stream ON stream.id = missed.stream JOIN speaker ON speaker.id = stream.speaker "
        "WHERE speaker.user = ? ORDER BY missed.id");
    if (!query)
        return Failure {query.error()};
    query->bind(1, static_cast<std::int64_t>(user.value()));
    for (auto row = query->step(); missed.size() < kMaxMissed; row = query->step()) {
        if (!row)
            return Failure {row.error()};
        if (!*row)
            break;
        if (!query->isInteger(1) || !query->isInteger(2)) {
            ++m_skipped;
            continue;
        }
        missed.push_back({StreamId(static_cast<std::uint64_t>(query->integer(0))),
                          SequenceNumber(query->integer(1)), SequenceNumber(query->integer(2)),
                          plausible(query->integer(3)), plausible(query->integer(4)),
                          missedCauseOf(query->text(5, 64))});
    }
    return missed;
}

std::map<QString, std::uint64_t> PartReader::transport()
{
    constexpr std::size_t kMaxTotals = 100;
    allowSteps();
    std::map<QString, std::uint64_t> totals;
    auto query = m_database->prepare("SELECT name, count FROM transport");
    if (!query)
        return totals;
    for (auto row = query->step(); row && *row && totals.size() < kMaxTotals; row = query->step()) {
        if (query->isInteger(1) && query->integer(1) >= 0)
            totals.emplace(query->text(0, 64), static_cast<std::uint64_t>(query->integer(1)));
        else
            ++m_skipped;
    }
    return totals;
}

Result<microseconds, RecordingError> PartReader::length()
{
    allowSteps();
    microseconds end {0};
    for (const char* last : {"SELECT arrival_us FROM packet ORDER BY id DESC LIMIT 1",
                             "SELECT at_us FROM event ORDER BY id DESC LIMIT 1"}) {
        const auto us = m_database->number(last);
        if (!us)
            return Failure {us.error()};
        end = std::max(end, plausible(*us));
    }
    return end;
}

Result<std::vector<RecordedEvent>, RecordingError> PartReader::events()
{
    allowSteps();
    auto query = m_database->prepare(
        "SELECT at_us, type, user, text FROM event WHERE type <> 'heartbeat' ORDER BY id");
    if (!query)
        return Failure {query.error()};
    std::vector<RecordedEvent> events;
    for (auto row = query->step(); events.size() < kMaxListed; row = query->step()) {
        if (!row)
            return Failure {row.error()};
        if (!*row)
            break;
        if (!query->isInteger(0)) {
            ++m_skipped;
            continue;
        }
        events.push_back({plausible(query->integer(0)),
                          {eventTypeOf(query->text(1, 64)),
                           UserId(static_cast<std::uint64_t>(query->integer(2))), query->text(3)}});
    }
    return events;
}

} // namespace lavalier::recording
