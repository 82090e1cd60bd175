#!/bin/sh
# Makes the demo's speech clips again: espeak-ng speaks, opusenc encodes 20 ms Ogg Opus with in-band FEC.
# usage: resources/demo/make_clips.sh   (needs espeak-ng and opus-tools; writes beside itself)
set -eu
cd "$(dirname "$0")"
serial=1

clip() { # name, voice, pitch, words a minute, text
    espeak-ng -v "$2" -p "$3" -s "$4" -a 90 --stdout "$5" \
        | opusenc --quiet --bitrate 20 --framesize 20 --expect-loss 10 --discard-comments --discard-pictures \
            --serial "$serial" - "$1.opus"
    serial=$((serial + 1))
}

clip ana_1 en-us+f3 55 165 "Good evening, everyone. The lantern is lit, and the door is closed behind you."
clip ana_2 en-us+f3 55 165 "You hear water somewhere below. Who goes first?"
clip ana_3 en-us+f3 55 165 "Roll for it. Anything above twelve will do."
clip ana_4 en-us+f3 55 165 "The bridge holds. For now."
clip bram_1 en-gb-scotland+m3 30 170 "I go first. I always go first, and I always regret it."
clip bram_2 en-gb-scotland+m3 30 170 "Seventeen! Let it be known that I did not slip."
clip bram_3 en-gb-scotland+m3 30 170 "I tie the rope to the iron ring and pull twice."
clip chidi_1 en-029+m1 45 160 "Wait. I would like to look at the markings on the wall."
clip chidi_2 en-029+m1 45 160 "These are not letters. They are a map of the tide."
clip chidi_3 en-029+m1 45 160 "Six hours until the water comes back. Perhaps five."
clip dana_1 de+f2 60 165 "Ich halte die Laterne etwas höher. Seht ihr den Schatten dort?"
clip dana_2 de+f2 60 165 "Nein, das war nur eine Ratte. Eine sehr große Ratte."
clip dana_3 de+f2 60 165 "Gut. Dann gehen wir zusammen."
clip etienne_1 fr-fr+m5 40 170 "Pardon, mon micro était coupé. Qu'est-ce que j'ai manqué ?"
clip etienne_2 fr-fr+m5 40 170 "Je reste près de la porte, au cas où."
clip etienne_3 fr-fr+m5 40 170 "Tout le monde est là ? Alors on continue."
clip farah_1 en-us+f5 70 175 "The poster needs a bigger date, and a smaller dragon."
clip farah_2 en-us+f5 70 175 "Print forty. We gave away thirty last year."
clip goran_1 en-gb+m7 20 150 "I have the keys to the hall, and no idea where the light switch is."
clip goran_2 en-gb+m7 20 150 "Welcome to the open stage. Questions at the end, please."
