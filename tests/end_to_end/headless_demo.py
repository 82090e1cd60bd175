#!/usr/bin/env python3
"""Records the demo call without a display and judges the tracks with ffprobe.

Usage: headless_demo.py PATH-TO-LAVALIER wav|mp3
"""
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time

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


home = tempfile.mkdtemp(prefix="lavalier-headless-")
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

inspected = subprocess.run([program, "inspect", result["recording"], "--json"], capture_output=True, text=True)
if inspected.returncode != 0 or len(json.loads(inspected.stdout)["tracks"]) != len(result["tracks"]):
    fail(f"inspect disagrees: {inspected.stdout} {inspected.stderr}")

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
    if not exported and time.monotonic() - began > 2.5:
        fail(f"SIGTERM took {time.monotonic() - began:.1f} s")
    if ".lavalier" not in stdout:
        fail(f"{signum.name}: the recording is not named: {stdout}")
    if bool(os.path.isdir(output) and os.listdir(output)) != exported:
        fail(f"{signum.name}: exported should be {exported}")
print(f"PASS: {len(result['tracks'])} tracks of {lengths.pop()}")
