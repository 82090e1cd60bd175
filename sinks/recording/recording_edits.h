#pragma once

#include "sinks/recording/recording_types.h"
#include "voice/base/result.h"

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace lavalier::recording {

/// One kind of change a person makes to a recording afterwards. Stored by name.
enum class EditKind {
    Unknown, ///< written by a later version
    Title,
    Notes,
    Name, ///< of a speaker
    Gain, ///< of a speaker, in dB
    Exclude, ///< a speaker, from exports; the packets stay
    Trim,
    MarkerAdd,
    MarkerMove,
    MarkerText,
    MarkerDelete,
};

/// A change as a row of the table `edit`: plain text, so that anybody can read it.
struct Edit {
    EditKind kind = EditKind::Unknown;
    QString target; ///< a user id or a marker's key; empty: the recording
    QString value;

    bool operator==(const Edit&) const = default;
};

/// From one place on the recording's clock to another, pauses included.
using TrimSpan = std::pair<std::chrono::microseconds, std::chrono::microseconds>;

Edit titleEdit(const QString& title);
Edit notesEdit(const QString& notes);
Edit nameEdit(UserId speaker, const QString& name); ///< empty: as Discord has it
Edit gainEdit(UserId speaker, double decibel);
Edit excludeEdit(UserId speaker, bool excluded);
Edit trimEdit(const std::optional<TrimSpan>& keep); ///< nothing: the whole recording
Edit markerAddEdit(std::chrono::microseconds at, const QString& text);
Edit markerMoveEdit(const QString& key, std::chrono::microseconds to);
Edit markerTextEdit(const QString& key, const QString& text);
Edit markerDeleteEdit(const QString& key);

/// The numbers are those of the column `undone`.
enum class Standing {
    Stands = 0,
    Undone = 1, ///< can be made again
    Dropped = 2, ///< undone, and then something else was changed
};

struct EditRow {
    std::int64_t id = 0;
    Edit edit;
    Standing standing = Standing::Stands;

    bool operator==(const EditRow&) const = default;
};

struct Marker {
    QString key; ///< stays, however the marker is moved or renamed
    std::chrono::microseconds at {0}; ///< on the recording's clock
    QString text;

    bool operator==(const Marker&) const = default;
};

/// What all changes come to.
struct Edits {
    std::optional<QString> title;
    QString notes;
    std::map<UserId, QString> names;
    std::map<UserId, double> gains; ///< dB, never 0
    std::map<UserId, bool> excluded; ///< as last said
    std::optional<TrimSpan> trim;
    std::vector<Marker> markers; ///< those of the recording as well, in order of time
    std::optional<EditKind> undo; ///< what the next undo takes back
    std::optional<EditKind> redo;

    bool operator==(const Edits&) const = default;
};

inline constexpr double kMaxGain = 24; ///< dB, up and down

/// Pure. Rows in order of id; values that cannot be right change nothing.
Edits foldEdits(std::span<const EditRow> rows, std::span<const RecordedEvent> events);

/// Makes the changes of one recording: appended, taken back and made again, never replaced.
///
/// A row that is undone stays in the table; it can be made again until something new is changed.
/// Errors:  refused while the file is being recorded, or made by a later version.
/// Read:    RecordingReader::edits().
/// Thread:  any; blocks on the disk. `path` is any part.
class EditLog {
public:
    static Result<void, RecordingError> append(const QString& path, const Edit& edit);
    static Result<void, RecordingError> undo(const QString& path); ///< nothing to undo is no error
    static Result<void, RecordingError> redo(const QString& path);
};

} // namespace lavalier::recording
