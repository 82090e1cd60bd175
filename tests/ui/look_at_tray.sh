#!/bin/sh
# Pictures of the tray's icon and menu, and of the window that hides in it: tests/ui/look_at_tray.sh BUILD_DIR FOLDER
# For the eye. Needs xvfb, openbox, trayer, xdotool and imagemagick, which no test needs.
set -eu
build=${1:?usage: look_at_tray.sh BUILD_DIR FOLDER}
out=${2:?usage: look_at_tray.sh BUILD_DIR FOLDER}
if [ -z "${INSIDE:-}" ]; then
    INSIDE=1 exec dbus-run-session -- xvfb-run -a -s "-screen 0 1280x800x24" "$0" "$build" "$out"
fi
mkdir -p "$out"
home=$(mktemp -d)
export HOME="$home" QT_QPA_PLATFORM=xcb LC_ALL=C.UTF-8 LANGUAGE=en
program=
cleanup() {
    for one in $program $manager $tray; do kill "$one" 2>/dev/null || true; done
    rm -rf "$home"
}
trap cleanup EXIT INT TERM
openbox & manager=$!
sleep 0.5
trayer --edge bottom --align right --widthtype pixel --width 200 --height 32 --transparent true --alpha 0 --tint 0x303030 & tray=$!
sleep 1
"$build/bin/lavalier" --demo & program=$!
shot() {
    import -window root "$out/$1.png"
    convert "$out/$1.png" -crop 200x32+1080+768 +repage -scale 300% "$out/$1-tray.png"
}
icon() { xdotool mousemove 1268 784 click "$1"; sleep 1; }
sleep 5
shot idle
window=$(xdotool search --onlyvisible --name Lavalier | tail -1)
xdotool windowactivate --sync "$window" key ctrl+j
sleep 3
xdotool key ctrl+r
sleep 3
shot recording
xdotool key ctrl+p
sleep 1
shot paused
xdotool key ctrl+p
icon 3
shot menu
xdotool key Escape
sleep 0.5
xdotool windowactivate --sync "$window" key ctrl+q
sleep 1
xdotool key Tab Return # Keep in tray
sleep 1
shot hidden
icon 1
shot back
# The triangle: ui_preview shows a disk that takes nothing.
kill "$program"
sleep 1
"$build/bin/ui_preview" --state held --seconds 5 --output "$out/preview.png" & program=$!
sleep 3
shot trouble
