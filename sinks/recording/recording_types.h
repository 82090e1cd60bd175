#pragma once

#include "voice/base/result.h"
#include "voice/base/strong_id.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace lavalier::recording {

/// Why a recording file could not be made, written or read.
enum class RecordingError {
    None, ///< only in signals and status: nothing is wrong
    FolderNotWritable,
    NotFound,
    NotARecording, ///< no SQLite database, or one of another program
    NewerSchema, ///< readable, but this version must not write to it
    Damaged,
    DiskFull,
    ReadOnly,
    InputOutput,
    SyncFailed, ///< the system did not confirm that the data is on the disk
    FileRemoved, ///< somebody deleted the file while it was being written
    Busy, ///< another program holds the file
    BeingRecorded, ///< the file belongs to a running recording
    Finished, ///< it ended as it should: nothing to recover or to go on in
    OutOfMemory,
    Internal,
};

/// A lack of memory says nothing of the file, where any other error in reading is damage.
template <typename T> bool lacksMemory(const Result<T, RecordingError>& result)
{
    return !result && result.error() == RecordingError::OutOfMemory;
}

/// What a recording is of.
struct RecordingDescription {
    GuildId guild;
    QString guildName;
    ChannelId channel;
    QString channelName;
    QString title; ///< as shown; names the file only after sanitising by the caller
    QString appVersion;

    bool operator==(const RecordingDescription&) const = default;
};

/// What happened during a recording besides packets. Stored by name, so the file explains itself.
enum class EventType {
    Unknown, ///< written by a later version
    Join,
    Leave,
    Rename,
    Mute,
    Unmute,
    Pause,
    Resume,
    Marker,
    ServerChange,
    Gap,
    DiskWarning,
    Notice,
    Heartbeat,
    Stop,
    // End-to-end encryption (encryption_history.h):
    Epoch, ///< the group's keys and its privacy code changed
    Upgrade, ///< the call became end-to-end encrypted
    Downgrade, ///< and stopped being so
    Recovery, ///< we were let in anew: begun, done
    Undecryptable, ///< somebody is heard, but not decrypted: begun, over
    Key, ///< somebody's public key
    Exclude, ///< somebody is not to be recorded: begun, over
};

struct RecordingEvent {
    EventType type = EventType::Unknown;
    UserId user; ///< zero when it is about nobody
    QString text;

    bool operator==(const RecordingEvent&) const = default;
};

/// An event as read back, at its place on the recording's clock.
struct RecordedEvent {
    std::chrono::microseconds at {0}; ///< since the recording's zero
    RecordingEvent event;

    bool operator==(const RecordedEvent&) const = default;
};

/// How much of one speaker is in the file.
struct SpeakerTally {
    UserId user;
    QString name;
    std::uint64_t frames = 0; ///< committed
    std::uint64_t missing = 0; ///< sequence numbers that never came, so far
    std::uint64_t refused = 0; ///< heard but not written: memory was full. Only while recording
    bool excluded = false;
    double gain = 0; ///< dB, as edited afterwards
    bool leftOut = false; ///< of exports, as edited afterwards

    bool operator==(const SpeakerTally&) const = default;
};

enum class WriterState { Recording, Paused, Stopping, Stopped };

/// How long a stop goes on trying a disk that refuses the last rows.
enum class Patience {
    UntilWritten, ///< nobody is in a hurry, and memory is all that has them
    Short, ///< the program must end within two seconds
    None, ///< somebody chose to lose them
};

/// A snapshot of a running recording; everything in it is in the file already.
struct RecordingStatus {
    WriterState state = WriterState::Recording;
    QString path; ///< of the part being written; for who reads, any part stands for all
    int parts = 1; ///< files this recording has so far
    std::chrono::milliseconds acknowledged {0}; ///< committed up to here, pauses not counted
    std::uint64_t frames = 0; ///< committed
    std::uint64_t bytes = 0; ///< database and log together
    std::uint64_t held = 0; ///< frames in memory, not yet committed
    std::uint64_t refused = 0; ///< frames lost because memory was full too
    std::uint64_t missing = 0;
    std::uint64_t early = 0; ///< frames from before the recording began; not written
    std::uint64_t diskFree = 0; ///< bytes this user may still write
    RecordingError problem = RecordingError::None; ///< now; None again after recovery
    std::vector<SpeakerTally> speakers; ///< in order of first appearance

    bool operator==(const RecordingStatus&) const = default;
};

enum class FileState { Recording, Finished, Interrupted, Unreadable };

/// What a list of recordings shows about one file.
struct RecordingSummary {
    QString path;
    QString uuid;
    QString title;
    GuildId guild;
    QString guildName;
    ChannelId channel;
    QString channelName;
    QString appVersion;
    QDateTime started;
    std::chrono::milliseconds length {0}; ///< up to the last packet or heartbeat, pauses included
    std::uint64_t bytes = 0;
    FileState state = FileState::Unreadable;
    RecordingError error = RecordingError::None; ///< when Unreadable
    std::vector<SpeakerTally> speakers; ///< excluded ones too
    bool endToEndEncrypted = false; ///< every connection used DAVE, all the time
    QStringList parts; ///< the files it is in, in order; most have one
    int partsMissing = 0; ///< of those we know of
    /// A log is damaged before its end: recover() copies what is behind, and shows it.
    bool logDamaged = false;
    QString notes; ///< edited afterwards, as is the trim
    /// What an export keeps, on the recording's clock.
    std::optional<std::pair<std::chrono::microseconds, std::chrono::microseconds>> trim;
    /// The same on the tracks, where pauses are cut, as an export counts.
    std::optional<std::pair<std::chrono::microseconds, std::chrono::microseconds>> trimOnTracks;

    bool operator==(const RecordingSummary&) const = default;
};

} // namespace lavalier::recording

Q_DECLARE_METATYPE(lavalier::recording::RecordingError)
