#include "sinks/recording/schema.h"

#include <array>
#include <string>
#include <utility>

namespace lavalier::recording {
namespace {

// Times named *_us are microseconds since the recording's zero unless they say otherwise. Discord's
// ids are unsigned 64-bit numbers kept as SQLite's signed ones. A packet row is never changed.
constexpr const char* kSchema = R"sql(
CREATE TABLE recording (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,             -- the same in every part
    part INTEGER NOT NULL,          -- from 1
    started_unix_us INTEGER NOT NULL, -- wall clock at zero
    zone TEXT NOT NULL,             -- IANA name
    utc_offset_s INTEGER NOT NULL,
    guild INTEGER NOT NULL, guild_name TEXT NOT NULL,
    channel INTEGER NOT NULL, channel_name TEXT NOT NULL,
    title TEXT NOT NULL,            -- as given at the start; edit holds later ones
    app_version TEXT NOT NULL,
    state TEXT NOT NULL             -- recording, finished; continued: the last part says it
) STRICT;
CREATE TABLE part (                 -- the others of a recording that goes on in several files
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL              -- where it was; NAME.part2.lavalier beside NAME.lavalier counts too
) STRICT;
CREATE TABLE run (                  -- one per start of the program
    id INTEGER PRIMARY KEY,
    boot_id TEXT NOT NULL,
    steady_us INTEGER NOT NULL,     -- the machine's steady clock at the run's beginning
    wall_unix_us INTEGER NOT NULL,
    offset_us INTEGER NOT NULL      -- of that moment from the recording's zero
) STRICT;
CREATE TABLE connection (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,        -- within the call, from 1
    channel INTEGER NOT NULL,
    endpoint TEXT NOT NULL, cipher TEXT NOT NULL,
    dave_version INTEGER NOT NULL,  -- 0: not end-to-end encrypted
    opened_us INTEGER NOT NULL
) STRICT;
CREATE TABLE speaker (
    id INTEGER PRIMARY KEY,
    user INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,             -- the latest; event holds each one with its time
    excluded INTEGER NOT NULL DEFAULT 0,
    frames INTEGER NOT NULL DEFAULT 0, missing INTEGER NOT NULL DEFAULT 0 -- known once finished
) STRICT;
CREATE TABLE stream (               -- one SSRC of one speaker in one connection
    id INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL,
    speaker INTEGER NOT NULL,
    ssrc INTEGER NOT NULL,
    opened_us INTEGER NOT NULL
) STRICT;
CREATE TABLE packet (               -- in order of arrival
    id INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    sequence INTEGER NOT NULL,      -- unwrapped to 64 bits, as is rtp (48 kHz ticks)
    rtp INTEGER NOT NULL,
    arrival_us INTEGER NOT NULL,
    payload BLOB NOT NULL           -- one Opus packet
) STRICT;
CREATE TABLE missed (               -- packets that were heard, but are not in packet
    id INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, -- sequence numbers, both inclusive
    first_us INTEGER NOT NULL, last_us INTEGER NOT NULL, -- when these two arrived
    cause TEXT NOT NULL             -- not decrypted, not written
) STRICT;
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    type TEXT NOT NULL,
    user INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE tally (                -- counts within one second of one stream
    id INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    second INTEGER NOT NULL,
    heard INTEGER NOT NULL, decrypted INTEGER NOT NULL, on_disk INTEGER NOT NULL,
    lost INTEGER NOT NULL, late INTEGER NOT NULL, undecryptable INTEGER NOT NULL
) STRICT;
CREATE TABLE transport (            -- what the media path counted while this recording ran
    name TEXT PRIMARY KEY,          -- datagrams, …, endToEnd/USER/REASON (voice/base/media_counters.cpp)
    count INTEGER NOT NULL          -- up to the last heartbeat; of all parts up to this one
) STRICT;
CREATE TABLE edit (                 -- what the user changed afterwards; appended, never replaced
    id INTEGER PRIMARY KEY,
    at_unix_us INTEGER NOT NULL,
    kind TEXT NOT NULL,             -- title, notes, name, gain, exclude, trim, marker … (edit_log.cpp)
    target TEXT NOT NULL DEFAULT '', -- a user, or a marker: 'event AT_US' or 'edit ID'
    value TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 -- 1: can be made again; 2: something else was changed since
) STRICT;
)sql";

constexpr std::array<std::pair<EventType, const char*>, 21> kEventNames {{
    {EventType::Join, "join"},
    {EventType::Leave, "leave"},
    {EventType::Rename, "rename"},
    {EventType::Mute, "mute"},
    {EventType::Unmute, "unmute"},
    {EventType::Pause, "pause"},
    {EventType::Resume, "resume"},
    {EventType::Marker, "marker"},
    {EventType::ServerChange, "server change"},
    {EventType::Gap, "gap"},
    {EventType::DiskWarning, "disk warning"},
    {EventType::Notice, "notice"},
    {EventType::Heartbeat, "heartbeat"},
    {EventType::Stop, "stop"},
    {EventType::Epoch, "epoch"},
    {EventType::Upgrade, "upgrade"},
    {EventType::Downgrade, "downgrade"},
    {EventType::Recovery, "recovery"},
    {EventType::Undecryptable, "undecryptable"},
    {EventType::Key, "key"},
    {EventType::Exclude, "exclude"},
}};

constexpr const char* kNotDecrypted = "not decrypted";
constexpr const char* kNotWritten = "not written";

} // namespace

Result<void, RecordingError> createSchema(const Database& database)
{
    // The log's mode is kept in the file; everything else is one transaction, so that a file is
    // either empty or a whole recording.
    if (const auto done = database.execute("PRAGMA journal_mode = WAL"); !done)
        return done;
    const std::string script = "BEGIN IMMEDIATE;" + std::string(kSchema)
        + "PRAGMA application_id = " + std::to_string(kApplicationId)
        + "; PRAGMA user_version = " + std::to_string(kSchemaVersion) + "; COMMIT;";
    return database.execute(script.c_str());
}

Result<bool, RecordingError> checkSchema(const Database& database)
{
    const auto application = database.number("PRAGMA application_id");
    if (!application)
        return Failure {application.error()};
    const auto version = database.number("PRAGMA user_version");
    if (!version)
        return Failure {version.error()};
    if (*application != kApplicationId || *version < 1)
        return Failure {RecordingError::NotARecording};
    return *version > kSchemaVersion;
}

QString nameOf(EventType type)
{
    for (const auto& [candidate, name] : kEventNames) {
        if (candidate == type)
            return QString::fromLatin1(name);
    }
    return QStringLiteral("unknown");
}

QString missedNameOf(timeline::LossCause cause)
{
    return QString::fromLatin1(cause == timeline::LossCause::NotWritten ? kNotWritten
                                                                        : kNotDecrypted);
}

timeline::LossCause missedCauseOf(const QString& name)
{
    return name == QLatin1String(kNotWritten) ? timeline::LossCause::NotWritten
                                              : timeline::LossCause::Undecryptable;
}

EventType eventTypeOf(const QString& name)
{
    for (const auto& [type, candidate] : kEventNames) {
        if (name == QLatin1String(candidate))
            return type;
    }
    return EventType::Unknown;
}

} // namespace lavalier::recording
