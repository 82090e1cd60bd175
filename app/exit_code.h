#pragma once

namespace lavalier::app {

/// What the command line ends with; documented in the README and in --help.
enum class ExitCode : int {
    Ok = 0,
    Internal = 1,
    Usage = 2,
    Token = 3, ///< missing or refused
    Channel = 4, ///< unknown, no permission, full
    Network = 5, ///< Discord or the call could not be reached, or it ended for us
    Recording = 6, ///< no file could be made, written or read, or a stop came before it began
    Export = 7, ///< the recording is safe, a track could not be made
    Notice = 8, ///< nobody in the call could be told, and --no-notice was not given
};

} // namespace lavalier::app
