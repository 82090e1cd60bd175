#!/usr/bin/env python3
"""Every way of getting it wrong ends in a sentence, a next step and the documented exit code.

Usage: bad_input.py PATH-TO-LAVALIER
"""
import atexit
import os
import shutil
import subprocess
import sys
import tempfile

program = sys.argv[1]
home = tempfile.mkdtemp(prefix="lavalier-bad-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
failures = []


def check(name, arguments, code, mentions, environment=None, canary=None):
    env = dict(os.environ, HOME=home, LC_ALL="C.UTF-8")
    env.pop("LAVALIER_TOKEN", None)
    env.update(environment or {})
    done = subprocess.run([program] + arguments, env=env, text=True, capture_output=True, timeout=180)
    said = done.stdout + done.stderr
    if done.returncode != code:
        failures.append(f"{name}: exit code {done.returncode}, not {code}: {said}")
    elif mentions.lower() not in said.lower():
        failures.append(f"{name}: says nothing of '{mentions}': {said}")
    elif canary and canary in said:
        failures.append(f"{name}: repeats the token")
    else:
        print(f"ok: {name}")


not_a_recording = home + "/text.lavalier"
open(not_a_recording, "w").write("hello " * 1000)
empty = home + "/empty.lavalier"
open(empty, "w").close()
out = ["--output", home + "/out"]
demo = ["record", "--demo", "--for", "2s"] + out

check("unknown option", ["--loud"], 2, "--loud")
check("a window without a display", ["--demo"], 2, "lavalier record", {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""})
check("a token as an argument", ["record", "--token", "canary.aa.bb"], 2, "LAVALIER_TOKEN", canary="canary")
check("no token", ["channels"], 3, "token")
check("an empty token file", ["channels", "--token-file", empty], 3, "token")
check("a token file that is not there", ["channels", "--token-file", home + "/none"], 3, "token")
check("a Discord that is not there", ["channels", "--api-base", "http://127.0.0.1:9/api/v10"], 5, "reached",
      {"LAVALIER_TOKEN": "aaaa.bbbb.cccc"})
check("an unknown channel", ["record", "--demo", "--channel", "42", "--for", "2s"] + out, 4, "42")
check("a channel without permission", ["record", "--demo", "--channel", "1101000000000000021", "--for", "2s"] + out, 4, "may not")
check("a full channel", ["record", "--demo", "--channel", "1101000000000000022", "--for", "2s"] + out, 4, "full")
check("a server without the bot", ["record", "--demo", "--guild", "7", "--for", "2s"] + out, 4, "server")
check("not a recording", ["inspect", not_a_recording], 6, "not a recording")
check("an empty file", ["inspect", empty], 6, "not a recording")
check("no such file", ["export", home + "/none.lavalier"] + out, 6, "no")
check("an unwritable recordings folder", demo + ["--recordings", "/proc/lavalier"], 6, "folder")
check("an unwritable output folder", ["record", "--demo", "--for", "2s", "--output", "/proc/lavalier"], 7, "folder")
check("no ffmpeg", demo + ["--format", "mp3"], 7, "ffmpeg", {"PATH": "/nonexistent"})
check("wav works without ffmpeg", demo + ["--format", "wav"], 0, "Track", {"PATH": "/nonexistent"})

for failure in failures:
    print("FAIL: " + failure)
print(f"{'FAIL' if failures else 'PASS'}: {len(failures)} failures")
sys.exit(1 if failures else 0)
