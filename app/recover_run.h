#pragma once

#include "app/command_line.h"
#include "app/exit_code.h"

namespace lavalier::app {

/// `lavalier recover`: a recording that a crash left behind becomes a finished one; a damaged one
/// is copied as far as it can be read. Blocks until printed.
ExitCode recover(const RecoverCommand& command);

} // namespace lavalier::app
