#!/usr/bin/env python3
"""Records the demo call without a display and judges the tracks with ffprobe.

Usage: headless_demo.py PATH-TO-LAVALIER wav|mp3
"""
import array
import atexit
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unicodedata

program, form = sys.argv[1], sys.argv[2]


def fail(message):
    print("FAIL: " + message)
    sys.exit(1)


def run(arguments, home, **options):
    environment = dict(os.environ, HOME=home, LC_ALL="C.UTF-8")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_MUSIC_DIR", "LAVALIER_TOKEN", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    return subprocess.Popen([program] + arguments, env=environment, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def probe(file, entry):
    out = subprocess.run(["ffprobe", "-v", "error", "-show_entries", entry, "-of", "csv=p=0", file],
                         capture_output=True, text=True, check=True)
    return out.stdout.strip()


# ------------------------------------------------------------------------ whose speech is it
TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
STEP = 0.02  # seconds of one value of an envelope
RATE = 8000
LEAD = 50  # steps of silence before the script: whoever listens first is ready a moment earlier


def envelope(file):
    """How loud it is, every 20 ms."""
    raw = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", file, "-ac", "1", "-ar", str(RATE),
                          "-f", "s16le", "-"], capture_output=True, check=True).stdout
    samples = array.array("h", raw[: len(raw) // 2 * 2])
    size = int(RATE * STEP)
    return [(sum(v * v for v in samples[i:i + size]) / size) ** 0.5 for i in range(0, len(samples) - size + 1, size)]


def scripted():
    """What each speaker of the demo says within one turn and the next, by the demo's own script."""
    with open(os.path.join(TREE, "voice/simulator/demo_script.cpp"), encoding="utf-8") as file:
        source = file.read()
    number = lambda text: int(text.replace("'", "")) / 1000
    turn = number(re.search(r"kTurn \{([\d']+)\}", source).group(1))
    speech = {}
    for name, spurts in re.findall(r"(\w+)\.spurts\s*=\s*\{(.*?)\};", source, re.DOTALL):
        heard = [0.0] * int(2 * turn / STEP)
        for start, clip in re.findall(r"line\(([\d']+)ms, \"(\w+)\"\)", spurts):
            for i, level in enumerate(envelope(os.path.join(TREE, f"resources/demo/{clip}.opus"))):
                for again in (0, turn):
                    at = i + round((number(start) + again) / STEP)
                    if at < len(heard):
                        heard[at] = max(heard[at], level)
        speech[name] = [0.0] * LEAD + heard
    return speech, LEAD + int(turn / STEP)


def likeness(track, heard, offset):
    """The correlation of two envelopes, 1 at most."""
    part = heard[offset:offset + len(track)]
    n = len(part)
    a, b = sum(track[:n]) / n, sum(part) / n
    cross = sum((x - a) * (y - b) for x, y in zip(track, part))
    own = sum((x - a) ** 2 for x in track[:n]) * sum((y - b) ** 2 for y in part)
    return cross / own ** 0.5 if own > 0 else 0.0


def plain(name):
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().lower()


def check_content(tracks):
    """Each track holds its own speaker's words, where the script has them, all by one clock."""
    speech, turn = scripted()
    envelopes = {plain(track["speaker"]): envelope(track["file"]) for track in tracks}
    for name in envelopes:
        if name not in speech:
            fail(f"{name} has no lines in the script")
    # Where in the script the recording began is for the loudest common answer to say.
    total = lambda offset: sum(likeness(track, speech[name], offset) for name, track in envelopes.items())
    rough = max(range(0, turn, 5), key=total)
    begin = max(range(max(0, rough - 5), rough + 6), key=total)
    for name, track in envelopes.items():
        near = range(max(0, begin - 3), begin + 4)
        own = max(likeness(track, speech[name], offset) for offset in near)
        other, best = max(((likeness(track, heard, begin), who) for who, heard in speech.items() if who != name))
        print(f"{name}: {own:.2f} like the script from {(begin - LEAD) * STEP:.2f} s on, {other:.2f} like {best}")
        if own < 0.85:
            fail(f"the track of {name} does not hold what {name} said ({own:.2f})")
        if other > own - 0.2:
            fail(f"the track of {name} might as well be {best}'s ({other:.2f}, {own:.2f})")


home = tempfile.mkdtemp(prefix="lavalier-headless-")


atexit.register(shutil.rmtree, home, ignore_errors=True)
output = home + "/out"
process = run(["record", "--demo", "--for", "8s", "--output", output, "--format", form, "--json"], home)
stdout, stderr = process.communicate(timeout=180)
if process.returncode != 0:
    fail(f"exit code {process.returncode}: {stderr}")
result = json.loads(stdout)
if len(result["tracks"]) < 3:
    fail(f"only {len(result['tracks'])} tracks: {stdout}")
if stat.S_IMODE(os.stat(result["recording"]).st_mode) != 0o600:
    fail("the recording file is not private")
lengths = set()
for track in result["tracks"]:
    if not os.path.isabs(track["file"]) or not track["file"].endswith("." + form):
        fail(f"not a path of a {form}: {track['file']}")
    if not -60 < track["level"]["averageDb"] < 0:
        fail(f"{track['speaker']} spoke, but the level says {track['level']}")
    duration = float(probe(track["file"], "format=duration"))
    if not 7.5 < duration < 9.5:
        fail(f"{track['file']} is {duration} s long")
    lengths.add(probe(track["file"], "stream=duration_ts"))
if len(lengths) != 1:
    fail(f"the tracks differ in length: {lengths}")
check_content(result["tracks"])

inspected = subprocess.run([program, "inspect", result["recording"], "--json"], capture_output=True, text=True)
if inspected.returncode != 0 or len(json.loads(inspected.stdout)["tracks"]) != len(result["tracks"]):
    fail(f"inspect disagrees: {inspected.stdout} {inspected.stderr}")
counted = json.loads(inspected.stdout)["transport"]
if not 0 < counted.get("datagrams", 0) <= result["transport"]["datagrams"] or "transportRefused" not in counted:
    fail(f"the file does not say what the media path counted: {counted}")

# SIGINT stops and exports; SIGTERM finishes the file, names it and exports nothing.
for signum, exported in ((signal.SIGINT, True), (signal.SIGTERM, False)):
    output = home + f"/out-{signum.name}"
    process = run(["record", "--demo", "--output", output, "--format", form], home)
    for line in process.stderr:
        if line.startswith("Recording into"):
            break
    time.sleep(3)
    began = time.monotonic()
    process.send_signal(signum)
    stdout, _ = process.communicate(timeout=180)
    if process.returncode != 0:
        fail(f"{signum.name}: exit code {process.returncode}")
    # Promised are 2 s; the rest is for a machine that has other things to do.
    if not exported and time.monotonic() - began > 15:
        fail(f"SIGTERM took {time.monotonic() - began:.1f} s")
    if ".lavalier" not in stdout:
        fail(f"{signum.name}: the recording is not named: {stdout}")
    if bool(os.path.isdir(output) and os.listdir(output)) != exported:
        fail(f"{signum.name}: exported should be {exported}")
print(f"PASS: {len(result['tracks'])} tracks of {lengths.pop()}")
