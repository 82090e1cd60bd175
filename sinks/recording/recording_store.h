#pragma once

#include "sinks/recording/recording_types.h"
#include "voice/base/result.h"

#include <vector>

namespace lavalier::recording {

/// The recordings of one folder.
///
/// Thread:  any, one at a time; blocks on the disk, so not the GUI's for list().
class RecordingStore {
public:
    /// `cacheFile`: where list() keeps what it has read, so that the next one opens only what has
    /// changed (summary_cache.h); empty: it reads all.
    explicit RecordingStore(QString folder, QString cacheFile = {});

    QString folder() const { return m_folder; }
    /// Newest first, each recording once, whatever parts it has. Files that cannot be read are
    /// listed as Unreadable with their error.
    std::vector<RecordingSummary> list() const;
    /// The title only; the file keeps its name. Refused while the file is being recorded.
    static Result<void, RecordingError> rename(const QString& path, const QString& title);
    /// All its parts with their log files, into the system's trash. Refused while the file is being
    /// recorded.
    static Result<void, RecordingError> moveToTrash(const QString& path);

private:
    QString m_folder;
    QString m_cacheFile;
};

} // namespace lavalier::recording
