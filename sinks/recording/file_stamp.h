#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace lavalier::recording {

/// What tells that a file is still the one it was: where it lies on the disk, its size, its times.
///
/// Units:   nanoseconds since 1970, as fine as the file system keeps them.
struct FileStamp {
    std::uint64_t device = 0;
    std::uint64_t inode = 0; ///< with `device` 0 where the system has no such numbers
    std::uint64_t bytes = 0;
    std::int64_t modified = 0;
    std::int64_t changed = 0; ///< of anything about it, its name too; nobody can set it back

    bool operator==(const FileStamp&) const = default;
};

/// Of the recording file at `path`; nothing when there is none, when it is a link, or while a log
/// or journal beside it holds what it will say next.
std::optional<FileStamp> settledStampOf(const QString& path);

} // namespace lavalier::recording
