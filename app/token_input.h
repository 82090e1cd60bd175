#pragma once

#include "app/token_store.h"

namespace lavalier::app {

/// The first line of standard input, for --token-stdin; at a terminal it is asked for and not
/// shown. Whether it is a token is not looked at here.
///
/// Errors:  Empty, TooLong (over 4 KiB), FileUnreadable.
/// Thread:  the main one, before there is another; blocks until the line is there.
Result<SecretBytes, TokenError> readTokenInput();

/// Makes `token` the one line of our standard input, for a program that inherits it and reads it
/// with readTokenInput(). False where that cannot be done.
bool giveTokenInput(const SecretBytes& token);

} // namespace lavalier::app
