#!/bin/sh
# Takes a picture of every state of the window in every way it must look right:
#   tests/ui/make_pictures.sh BUILD_DIR FOLDER [LOOK…]
# Needs the target ui_preview in that build; without a LOOK all of them, some minutes. With
# ImageMagick's montage each look also gets sheets of nine, FOLDER/LOOK-1.png and so on.
set -eu
build=${1:?usage: make_pictures.sh BUILD_DIR FOLDER [LOOK…]}
out=${2:?usage: make_pictures.sh BUILD_DIR FOLDER [LOOK…]}
shift 2
states=${STATES:-all}
[ $# -gt 0 ] || set -- dark light small wide half twice font rtl long german french japanese squeezed

for look in "$@"; do
    factor=1
    case $look in
    dark) options="--size 1280x800" ;;
    light) options="--size 1280x800 --theme light" ;;
    small) options="--size 760x500" ;;
    wide) options="--size 1920x1080 --theme light" ;;
    half) options="--size 1280x800" factor=1.5 ;;
    twice) options="--size 1280x800 --theme light" factor=2 ;;
    font) options="--size 1280x800 --scale 1.5" ;;
    rtl) options="--size 1280x800 --rtl --theme light" ;;
    long) options="--size 1280x800 --long" ;;
    german) options="--size 1280x800 --lang de --theme light" ;;
    french) options="--size 760x500 --lang fr" ;;
    japanese) options="--size 1280x800 --lang ja" ;;
    squeezed) options="--size 760x500 --lang de --scale 1.5 --long --rtl" ;; # everything at once
    *) echo "no such look: $look" >&2; exit 2 ;;
    esac
    # shellcheck disable=SC2086 # the options are words
    QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=$factor \
        "$build/bin/ui_preview" --state "$states" $options --seconds 0.7 --output "$out/$look"
    command -v montage >/dev/null || continue
    n=0
    find "$out/$look" -name '*.png' | sort | xargs -n 9 | while read -r nine; do
        n=$((n + 1))
        # shellcheck disable=SC2086
        montage -label '%t' $nine -tile 3x3 -geometry 640x+6+6 -background '#808080' "$out/$look-$n.png"
    done
done
