#pragma once

#include "sinks/recording/file_stamp.h"
#include "sinks/recording/recording_types.h"

#include <QHash>

namespace lavalier::recording {

/// What recordings said of themselves when they were last read, so that a list opens only those
/// that have changed since.
///
/// Holds finished recordings of one file; whoever writes, was interrupted or has other parts is
/// read anew each time. Nothing but a list is made of what it says.
/// Shape:   one small file for this user alone, replaced as a whole.
/// Errors:  a file that is damaged, cut short or of another version is as if it were not there.
/// Thread:  one at a time; reads and writes the disk.
class SummaryCache {
public:
    /// Reads `file`; an empty name makes a cache that keeps nothing.
    explicit SummaryCache(QString file);

    std::optional<RecordingSummary> find(const QString& path, const FileStamp& stamp);
    /// As read after `stamp` was taken; whether it may be kept is decided here. `now` as in stamps:
    /// what was changed a moment ago may change once more without its times showing it.
    void keep(const RecordingSummary& summary, const FileStamp& stamp, std::int64_t now);
    /// Writes what was found or kept since it was read, and forgets the rest. False when it could
    /// not be written: no harm.
    bool store();

private:
    struct Entry {
        FileStamp stamp;
        RecordingSummary summary;
        bool used = false;
    };
    void load();

    const QString m_file;
    QHash<QString, Entry> m_entries; ///< by path
    bool m_changed = false;
};

} // namespace lavalier::recording
