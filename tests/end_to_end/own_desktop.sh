#!/usr/bin/env bash
# Runs COMMAND on a screen, a session bus and a runtime folder of its own, so that two tests of the window never meet.
#
# xvfb-run -a looks for a free display number before it takes one, and two that look at once take the same; the server
# itself finds and takes one in a step. Without a runtime folder of its own, accessibility buses meet in ~/.cache/at-spi.
#
# Usage: own_desktop.sh COMMAND…
set -euo pipefail

if [ -z "${OWN_DESKTOP:-}" ]; then
    OWN_DESKTOP=$(mktemp -d -t lavalier-desktop-XXXXXX)
    chmod 700 "$OWN_DESKTOP"
    trap 'rm -rf "$OWN_DESKTOP" || true' EXIT # what still ends in there may write
    OWN_DESKTOP=$OWN_DESKTOP XDG_RUNTIME_DIR=$OWN_DESKTOP dbus-run-session -- "$0" "$@"
    exit
fi

mkfifo "$OWN_DESKTOP/display"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$OWN_DESKTOP/display" 2>"$OWN_DESKTOP/server.log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT
# The server writes its number once it can be connected to, and leaves the pipe at its end.
if ! read -r number <"$OWN_DESKTOP/display"; then
    echo "No virtual screen could be started:" >&2
    cat "$OWN_DESKTOP/server.log" >&2
    exit 1
fi
DISPLAY=:$number "$@"
