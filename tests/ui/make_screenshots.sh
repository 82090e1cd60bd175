#!/bin/sh
# Makes the pictures of the README anew: tests/ui/make_screenshots.sh BUILD_DIR
# Needs the target ui_preview in that build and Xvfb; takes a good minute, the waveform's length.
set -eu
build=${1:?usage: make_screenshots.sh BUILD_DIR}
root=$(cd "$(dirname "$0")/../.." && pwd)
pictures=$root/resources/screenshots
mkdir -p "$pictures"
work=$(mktemp -d)
server=
cleanup() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT INT TERM

Xvfb -displayfd 3 -screen 0 1280x800x24 3>"$work/display" >/dev/null 2>&1 &
server=$!
tries=0
until [ -s "$work/display" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "Xvfb did not start" >&2; exit 1; }
    sleep 0.1
done
DISPLAY=:$(cat "$work/display")
export DISPLAY QT_QPA_PLATFORM=xcb

first=
for theme in dark light; do
    "$build/bin/ui_preview" --state call --theme "$theme" --size 1280x800 --seconds 62 \
        --output "$pictures/window-$theme.png" &
    if [ -z "$first" ]; then first=$!; else second=$!; fi
done
wait "$first"
wait "$second"
for state in review export; do
    "$build/bin/ui_preview" --state "$state" --theme dark --size 1280x800 --output "$pictures/$state-dark.png"
done

for picture in "$pictures"/*.png; do
    bytes=$(wc -c <"$picture")
    [ "$bytes" -le 204800 ] || { echo "$picture is larger than 200 KB" >&2; exit 1; }
done
