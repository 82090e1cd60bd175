#pragma once

#include "app/command_line.h"
#include "ui/ports/settings_port.h"
#include "voice/base/secret_bytes.h"

namespace lavalier::app {

enum class Restart { Plainly, AsDemo, FromDemo };

/// The window that follows the one that runs, wanted from within it: the same bot at the same
/// Discord, the same profile and log. `place` is where the token in use is: what another place
/// holds may be another bot's, so it is not asked again. Joins nothing and comes to the front.
WindowCommand nextWindow(const WindowCommand& running, Restart how, ui::TokenPlace place);

/// The bot in use is known to this run alone, so that a demo in its place could not lead back to
/// it; it is shown beside the window then.
bool isKnownToThisRunAlone(const ConnectOptions& connect, ui::TokenPlace place);

/// What parseCommandLine() reads as `command`.
QStringList argumentsOf(const WindowCommand& command);

/// Starts the window on its own. `token` goes to it by its standard input, and only if the command
/// says that it reads one there.
///
/// Thread:  the main one, at the very end: our own standard input may be gone afterwards.
void startWindow(const WindowCommand& command, const SecretBytes& token);

} // namespace lavalier::app
