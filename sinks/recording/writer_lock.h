#pragma once

#include "sinks/recording/recording_types.h"
#include "voice/base/result.h"

namespace lavalier::recording {

/// What a writer holds for as long as it has a recording file: it tells a file that is being
/// written from one that was left behind, and keeps a second writer out.
///
/// Shape:   on the log, NAME.lavalier-wal, which SQLite itself never locks: closing any descriptor
///          of the database would drop SQLite's own locks on it. The system drops it with the
///          process, however that ends.
class WriterLock {
public:
    enum class Held { No, Yes, Unknown };

    /// Of the recording at `path`, whose log exists. Busy when another writer has it; where the
    /// file system or the platform has no such locks it holds nothing.
    static Result<WriterLock, RecordingError> take(const QString& path);
    /// Unknown where there are no such locks.
    static Held look(const QString& path);

    WriterLock() = default;
    WriterLock(WriterLock&& other) noexcept;
    WriterLock& operator=(WriterLock&& other) noexcept;
    ~WriterLock();

private:
    explicit WriterLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    int m_descriptor = -1;
};

} // namespace lavalier::recording
