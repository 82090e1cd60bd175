#pragma once

#include "app/command_line.h"
#include "app/exit_code.h"

namespace lavalier::app {

/// `lavalier inspect`: what a recording file holds, also while it is being written or after a
/// crash. Never writes to it. Blocks until printed.
ExitCode inspect(const InspectCommand& command);

} // namespace lavalier::app
