#!/usr/bin/env python3
"""Stops `lavalier record` at bad moments: on a full disk, before the call, without an output folder.

Usage: stopping.py PATH-TO-LAVALIER
"""
import atexit
import glob
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

program = sys.argv[1]
home = tempfile.mkdtemp(prefix="lavalier-stopping-")
atexit.register(shutil.rmtree, home, ignore_errors=True)


def fail(message):
    print("FAIL: " + message)
    sys.exit(1)


def start(arguments, call=("--demo",), **options):
    environment = dict(os.environ, HOME=home, LC_ALL="C.UTF-8", LAVALIER_TOKEN="no.such.bot")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_MUSIC_DIR", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    return subprocess.Popen([program, "record", *call] + arguments, env=environment, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def wait_for(process, words):
    for line in process.stderr:
        if words in line:
            return line
    fail(f"never said: {words}")


def limit_files(process, size):
    """A disk that is full, without needing one."""
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def recording(output):
    process = start(["--output", output, "--json"],
                    preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
    wait_for(process, "Recording into")
    time.sleep(3)
    return process


# The disk fills up, somebody stops, somebody makes room: nothing is lost, nothing stays behind.
process = recording(home + "/room")
limit_files(process, 4096)
wait_for(process, "The disk is full")
process.send_signal(signal.SIGINT)
time.sleep(4)
if process.poll() is not None:
    fail("gave up a full disk by itself: " + process.stderr.read())
limit_files(process, resource.RLIM_INFINITY)
stdout, stderr = process.communicate(timeout=180)
result = json.loads(stdout)
if process.returncode != 0 or result["recordingError"] is not None or result["framesNotWritten"] != 0:
    fail(f"{process.returncode}: {stdout} {stderr}")
if glob.glob(result["recording"] + "-*"):
    fail("a log stayed behind: " + str(glob.glob(result["recording"] + "-*")))

# Nobody makes room: the second SIGINT gives up, and how much is lost is said.
process = recording(home + "/lost")
limit_files(process, 4096)
wait_for(process, "The disk is full")
time.sleep(3)
process.send_signal(signal.SIGINT)
time.sleep(3)
process.send_signal(signal.SIGINT)
stdout, stderr = process.communicate(timeout=180)
result = json.loads(stdout)
if process.returncode == 0 or result["recordingError"] != "diskFull" or result["framesNotWritten"] < 50:
    fail(f"{process.returncode}: {stdout} {stderr}")
if f"{result['framesNotWritten']} frames" not in stderr:
    fail("does not say what is lost: " + stderr)

# Stopped before there was anything: no success. The service never answers, so that we cannot come too late.
with socket.create_server(("127.0.0.1", 0)) as silent:
    process = start(["--output", home + "/none"],
                    ("--api-base", f"http://127.0.0.1:{silent.getsockname()[1]}/api/v10", "--channel", "900000000000000002"))
    wait_for(process, "Logging in")
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=180)
if process.returncode != 6 or "before anything was recorded" not in stderr:
    fail(f"stopped early: {process.returncode} {stderr}")

# What would spoil the export is said before the call is joined.
with open(home + "/file", "w", encoding="ascii") as file:
    file.write("in the way")
process = start(["--output", home + "/file/below", "--for", "5s"])
_, stderr = process.communicate(timeout=180)
if process.returncode != 7 or "Joining" in stderr:
    fail(f"no folder: {process.returncode} {stderr}")

# nohup means it.
process = start(["--output", home + "/hup", "--for", "4s", "--json"],
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
wait_for(process, "Recording into")
process.send_signal(signal.SIGHUP)
stdout, stderr = process.communicate(timeout=180)
if process.returncode != 0 or not json.loads(stdout)["tracks"]:
    fail(f"nohup: {process.returncode} {stdout} {stderr}")
print("PASS")
