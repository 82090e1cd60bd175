#include "sinks/recording/left_behind.h"

#include "sinks/recording/recording_reader.h"
#include "sinks/recording/schema.h"

#include <algorithm>

namespace lavalier::recording {
namespace {

using std::chrono::microseconds;

constexpr int kMaxRuns = 10'000;

Result<std::vector<RunRow>, RecordingError> runsOf(const Database& database)
{
    auto query = database.prepare(
        "SELECT id, boot_id, steady_us, wall_unix_us, offset_us FROM run ORDER BY id");
    if (!query)
        return Failure {query.error()};
    std::vector<RunRow> runs;
    for (auto row = query->step();; row = query->step()) {
        if (!row)
            return Failure {row.error()};
        if (!*row)
            break;
        runs.push_back({query->integer(0), query->text(1, 64), query->integer(2), query->integer(3),
                        query->integer(4)});
        if (runs.back().id != static_cast<std::int64_t>(runs.size()) || runs.size() > kMaxRuns)
            return Failure {RecordingError::Damaged};
    }
    if (runs.empty())
        return Failure {RecordingError::Damaged};
    return runs;
}

/// Speakers are known by their place: one whose row is elsewhere is none of ours. Takes their names
/// as they were recorded, whatever they were changed to since.
bool areInPlace(const Database& database, std::vector<SpeakerTally>& speakers)
{
    auto query = database.prepare("SELECT id, user, name FROM speaker ORDER BY id");
    if (!query)
        return false;
    std::size_t place = 0;
    for (auto row = query->step(); row && *row; row = query->step(), ++place) {
        if (place >= speakers.size() || query->integer(0) != static_cast<std::int64_t>(place) + 1
            || UserId(static_cast<std::uint64_t>(query->integer(1))) != speakers[place].user)
            return false;
        speakers[place].name = query->text(2);
    }
    return place == speakers.size();
}

Result<void, RecordingError> readHead(const Database& database, LeftBehind& left)
{
    auto head = database.prepare("SELECT uuid, started_unix_us, guild, guild_name, channel, "
                                 "channel_name, title, app_version FROM recording");
    if (!head)
        return Failure {head.error()};
    const auto row = head->step();
    if (!row)
        return Failure {row.error()};
    if (!*row)
        return Failure {RecordingError::Damaged};
    left.uuid = head->text(0, 64);
    left.wall = WallTime(microseconds(head->integer(1)));
    left.description = {GuildId(static_cast<std::uint64_t>(head->integer(2))),
                        head->text(3),
                        ChannelId(static_cast<std::uint64_t>(head->integer(4))),
                        head->text(5),
                        head->text(6),
                        head->text(7, 64)};
    return {};
}

} // namespace

SteadyTime LeftBehind::zero(const QString& bootId, SteadyTime now, WallTime wallNow) const
{
    const RunRow& last = runs.back();
    microseconds offset = wallNow - wall;
    if (!bootId.isEmpty() && last.bootId == bootId)
        offset = now - SteadyTime(microseconds(last.steadyUs)) + microseconds(last.offsetUs);
    // Nothing longer is a recording; a clock that says so was set.
    if (offset < length || offset > timeline::kMaxRecording)
        offset = length;
    return now - offset;
}

Result<LeftBehind, RecordingError> readLeftBehind(const QString& path)
{
    const auto reader = RecordingReader::open(path);
    if (!reader)
        return Failure {reader.error()};
    if ((*reader)->isNewer())
        return Failure {RecordingError::NewerSchema};
    const auto summary = (*reader)->summary();
    if (!summary)
        return Failure {summary.error()};
    if (summary->state == FileState::Recording)
        return Failure {RecordingError::BeingRecorded};
    if (summary->state == FileState::Finished)
        return Failure {RecordingError::Finished};
    if (summary->partsMissing > 0)
        return Failure {RecordingError::NotFound};
    LeftBehind left;
    left.parts = summary->parts;
    left.speakers = summary->speakers;
    left.transport = (*reader)->transport();
    const auto length = (*reader)->length();
    const auto pauses = (*reader)->pauses();
    if (!length || !pauses)
        return Failure {length ? pauses.error() : length.error()};
    left.length = *length;
    for (const timeline::PauseSpan& pause : *pauses)
        left.paused += pause.to - pause.from;
    const auto events = (*reader)->events();
    if (!events)
        return Failure {events.error()};
    for (const RecordedEvent& recorded : *events) {
        if (recorded.event.type == EventType::Pause)
            left.endsPaused = true;
        else if (recorded.event.type == EventType::Resume)
            left.endsPaused = false;
    }

    const auto database = Database::open(left.parts.back(), Database::Access::ReadOnly);
    if (!database)
        return Failure {database.error()};
    if (const auto read = readHead(*database, left); !read)
        return Failure {read.error()};
    auto runs = runsOf(*database);
    if (!runs)
        return Failure {runs.error()};
    left.runs = *std::move(runs);
    if (!areInPlace(*database, left.speakers))
        return Failure {RecordingError::Damaged};
    // A number means the same in every part, and the last need not know the highest.
    for (const QString& file : left.parts) {
        const auto part = Database::open(file, Database::Access::ReadOnly);
        if (!part)
            return Failure {part.error()};
        const auto connections = part->number("SELECT coalesce(max(id), 0) FROM connection");
        const auto streams = part->number("SELECT coalesce(max(id), 0) FROM stream");
        if (!connections || !streams)
            return Failure {RecordingError::Damaged};
        left.connections = std::max(left.connections, *connections);
        left.streams = std::max(left.streams, *streams);
    }
    return left;
}

} // namespace lavalier::recording
