#pragma once

#include "app/command_line.h"
#include "app/exit_code.h"

namespace lavalier::app {

/// `lavalier forget`: takes somebody out of a recording for good, and says what was found of them
/// and what is left. Blocks until printed.
ExitCode forget(const ForgetCommand& command);

} // namespace lavalier::app
