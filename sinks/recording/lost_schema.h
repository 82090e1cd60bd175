#pragma once

#include "sinks/recording/recording_types.h"
#include "voice/base/result.h"

#include <QString>

#include <atomic>

namespace lavalier::recording {

/// Whether SQLite still knows the table of packets. Not, when a page of the file's own schema is
/// damaged: then all tables are out of reach, however whole.
bool hasReadableSchema(const QString& path);

/// Copies the file at `path` as it is into the empty file `target`, with its log where that can be
/// read.
Result<void, RecordingError> copyWhole(const QString& path, const QString& target,
                                       const std::atomic<bool>* abandoned = nullptr);

/// Writes the file at `path` into the empty file `target`, under the schema that this version gives
/// a new file: every recording is begun alike, so that its tables begin on the same pages.
///
/// Errors:  NotARecording where the packets would begin there is no page of a table; Damaged when
///          what is found is not of this layout; of the disk. `target` + "schema" is
/// made and removed again.
/// Thread:  any; blocks on the disk. Only while nobody writes the file.
Result<void, RecordingError> writeUnderOurSchema(const QString& path, const QString& target,
                                                 const std::atomic<bool>* abandoned = nullptr);

} // namespace lavalier::recording
