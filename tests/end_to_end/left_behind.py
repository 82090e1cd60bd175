#!/usr/bin/env python3
"""Kills `lavalier record`, goes on in what it left, recovers it; fills a small disk and empties it again.

Usage: left_behind.py PATH-TO-LAVALIER
"""
import atexit
import glob
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import datetime

from stand_in import homes_in_memory

# Seconds by which the outage may begin too early (a beat of the file tells that it lives), and end before the second run begins.
BEAT, LATE = 3, 0.5

program = sys.argv[1]
homes_in_memory()
home = tempfile.mkdtemp(prefix="lavalier-left-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
environment = dict(os.environ, HOME=home, LC_ALL="C.UTF-8")
for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_MUSIC_DIR", "LAVALIER_TOKEN", "QT_QPA_PLATFORM"):
    environment.pop(name, None)


def fail(message):
    print("FAIL: " + message)
    sys.exit(1)


def record(folder, *arguments):
    return subprocess.Popen([program, "record", "--demo", "--output", home + "/out", "--recordings", folder,
                             *arguments], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_for(process, words):
    for line in process.stderr:
        if words in line:
            return line
    fail(f"never said: {words}")


def ask(*arguments):
    done = subprocess.run([program, *arguments], env=environment, text=True, capture_output=True, timeout=180)
    if done.returncode != 0:
        fail(f"{arguments}: {done.returncode} {done.stderr}")
    return json.loads(done.stdout)


def killed(folder):
    """The file that is left, and when that was."""
    process = record(folder)
    wait_for(process, "Recording into")
    time.sleep(4)
    process.send_signal(signal.SIGKILL)
    when = time.time()
    process.communicate(timeout=60)
    return glob.glob(folder + "/*.lavalier")[0], when


def state_of(folder):
    return [(name, os.stat(name).st_mtime_ns, hashlib.sha256(open(name, "rb").read()).hexdigest())
            for name in sorted(glob.glob(folder + "/*")) if not name.endswith("-shm")]


# Killed: at once it is known as interrupted, it can be read, and looking changes nothing.
left, since = killed(home + "/killed")
before = state_of(home + "/killed")
if ask("inspect", left, "--json")["state"] != "interrupted":
    fail("not known as interrupted")
if not ask("export", left, "--output", home + "/tracks", "--json")["tracks"]:
    fail("nothing to export")
if state_of(home + "/killed") != before:
    fail("reading changed the file")

# Gone on with in the same file: one recording, two runs, a gap that is told, and is as long as we were away.
time.sleep(2)
process = record(home + "/other", "--continue", left, "--for", "4s", "--json")
wait_for(process, "Recording into")
stdout, stderr = process.communicate(timeout=180)
result = json.loads(stdout)
if result["recording"] != left or os.path.exists(home + "/other"):
    fail(f"went on elsewhere: {stdout} {stderr}")
whole = ask("inspect", left, "--json", "--spans")
gaps = [event["text"] for event in whole["events"] if event["type"] == "gap"]
if whole["state"] != "finished" or whole["seconds"] < 8 or not any("interrupted" in gap for gap in gaps):
    fail(f"not one recording: {whole}")
base = sqlite3.connect(left)
if base.execute("SELECT count(*) FROM run").fetchone() != (2,):
    fail("not two runs")
until = base.execute("SELECT wall_unix_us FROM run WHERE id = 2").fetchone()[0] / 1e6
base.close()
zero = datetime.fromisoformat(whole["started"].replace("Z", "+00:00")).timestamp()
away = []
for track in whole["tracks"]:
    outages = [span for span in track["lossMap"]["spans"] if span["cause"] == "outage"]
    if len(outages) != 1:
        fail(f"{len(outages)} outages: {outages}")
    begins = since - (zero + outages[0]["start"])
    ends = until - (zero + outages[0]["start"] + outages[0]["seconds"])
    if not -0.1 <= begins <= BEAT or not -0.1 <= ends <= LATE:
        fail(f"an outage begins {begins:.3f} s before we were killed and ends {ends:.3f} s before we were back: {outages}")
    away.append(outages[0]["seconds"])
if not away:
    fail("no track")
print(f"away for {until - since:.2f} s, told are {min(away):.2f} to {max(away):.2f} s")

# Recovered: a copy leaves the original alone; in its place it is finished; again is the same.
left, _ = killed(home + "/recovered")
before = state_of(home + "/recovered")
copy = ask("recover", left, "--copy", "--json")
if [entry for entry in state_of(home + "/recovered") if entry[0] != copy["recording"]] != before:
    fail("a copy changed the original")
report = ask("recover", left, "--json")
if report != ask("recover", left, "--json") or report["packets"] != copy["packets"] or report["copied"]:
    fail(f"recovered differently: {report} {copy}")
if ask("inspect", left, "--json")["state"] != "finished" or os.path.exists(left + "-wal"):
    fail("not one finished file")

# A disk of 48 MiB: beginning needs a word; full, it holds; emptied, it goes on by itself.
disk = home + "/disk"
os.mkdir(disk)
if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "none", disk], capture_output=True).returncode != 0:
    print("left out: a disk that fills up")
    print("PASS")
    sys.exit(0)
atexit.register(subprocess.run, ["umount", "-l", disk])
process = record(disk + "/folder")
_, stderr = process.communicate(timeout=180)
if process.returncode != 6 or "--low-disk" not in stderr:
    fail(f"began on a small disk without a word: {process.returncode} {stderr}")
process = record(disk + "/folder", "--low-disk", "--json")
wait_for(process, "The disk has room for")
with open(disk + "/big", "wb", buffering=0) as big:
    try:
        while True:
            big.write(bytes(65536))
    except OSError:
        pass
wait_for(process, "The disk is full")
file = glob.glob(disk + "/folder/*.lavalier")[0]
if ask("inspect", file, "--json")["state"] != "recording":
    fail("a full disk hides the recording")
time.sleep(2)
os.remove(disk + "/big")
emptied = time.monotonic()
wait_for(process, "The disk takes audio again")
print(f"goes on {time.monotonic() - emptied:.1f} s after the disk was emptied")
# Full again, and stopped: the reserve lets it end.
with open(disk + "/big", "wb", buffering=0) as big:
    try:
        while True:
            big.write(bytes(65536))
    except OSError:
        pass
wait_for(process, "The disk is full")
process.send_signal(signal.SIGINT)
stdout, stderr = process.communicate(timeout=180)
result = json.loads(stdout)
if result["recordingError"] is not None or result["framesNotWritten"] != 0:
    fail(f"did not end on a full disk: {process.returncode} {stdout} {stderr}")
if ask("inspect", file, "--json")["state"] != "finished":
    fail("not finished")
print("PASS")
