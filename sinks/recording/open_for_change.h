#pragma once

#include "sinks/recording/database.h"

namespace lavalier::recording {

/// The one kind of connection besides the writer's that may write: short, and never to a file that
/// is being recorded or that a later version made.
Result<Database, RecordingError> openForChange(const QString& path);

} // namespace lavalier::recording
