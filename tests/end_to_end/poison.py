#!/usr/bin/env python3
"""A packet that kills every decoder: records a call with `lavalier record`, with workers that fall over at one frame of it.

Usage: poison.py PATH-TO-LAVALIER

Between the program and the real worker stands one that passes bytes on, and ends with SIGSEGV at the poisonous frame: some frame of the
call, the same for every worker that comes after, also for the one that exports.
"""
import atexit
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

FRAGILE = '''#!/usr/bin/python3 -I
import os, signal, struct, subprocess, sys, threading
worker, notes = {worker!r}, {notes!r}
real = subprocess.Popen([worker] + sys.argv[1:], stdin=subprocess.PIPE)
source = sys.stdin.buffer
threading.Thread(target=lambda: os._exit(real.wait()), daemon=True).start()
seen = 0
while head := source.read(4):
    frame = source.read(struct.unpack("<I", head)[0])
    seen += 1
    try:
        poison = open(notes + "/poison", "rb").read()
    except OSError:
        poison = b""
    if not poison and seen == 40 and len(frame) > 60:
        # Two may choose at the same time: there is one for all, whosesoever it is.
        mine = notes + "/poison-" + str(os.getpid())
        with open(mine, "wb") as file:
            file.write(frame[-30:])
        try:
            os.link(mine, notes + "/poison")
        except FileExistsError:
            pass
        poison = open(notes + "/poison", "rb").read()
    elif not poison and seen == 40:
        seen -= 1
    if poison and poison in frame:
        open(notes + "/deaths", "a").write(sys.argv[1] + "\\n")
        real.kill()
        os.kill(os.getpid(), signal.SIGSEGV)
    real.stdin.write(head + frame)
    real.stdin.flush()
real.stdin.close()
threading.Event().wait()
'''

built = os.path.abspath(sys.argv[1])
home = tempfile.mkdtemp(prefix="lavalier-poison-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
program = os.path.join(home, "bin", "lavalier")
os.mkdir(os.path.dirname(program))
shutil.copy(built, program)
fragile = os.path.join(home, "bin", "lavalier-decode")
with open(fragile, "w") as script:
    script.write(FRAGILE.format(worker=os.path.join(os.path.dirname(built), "lavalier-decode"), notes=home))
os.chmod(fragile, 0o755)
environment = dict(os.environ, HOME=home, LC_ALL="C.UTF-8")
for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_MUSIC_DIR", "LAVALIER_TOKEN", "QT_QPA_PLATFORM"):
    environment.pop(name, None)


def fail(message):
    print("FAIL: " + message)
    sys.exit(1)


done = subprocess.run([program, "record", "--demo", "--for", "8s", "--output", home + "/out", "--recordings", home + "/recordings",
                       "--format", "mp3", "--json"], env=environment, text=True, capture_output=True, timeout=200)
if done.returncode != 0:
    fail(f"ended with {done.returncode}: {done.stderr}")
result = json.loads(done.stdout)
try:
    deaths = open(home + "/deaths").read().split()
except OSError:
    fail("no worker ever died; nothing was tried")

# Two workers of the call find out which frame it is, then it is left out; whoever exports finds out on its own.
if deaths.count("--live") != 2 or not 1 <= deaths.count("--render") <= 12:
    fail(f"workers died: {deaths}")

# Not one frame of it is missing in the file.
base = sqlite3.connect(f"file:{result['recording']}?mode=ro", uri=True)
packets = base.execute("SELECT count(*) FROM packet").fetchone()[0]
decrypted = dict(base.execute("SELECT name, count FROM transport"))["decrypted"]
poison = open(home + "/poison", "rb").read()
held = [row[0] for row in base.execute("SELECT payload FROM packet") if poison in bytes(row[0])]
if packets < decrypted or len(held) != 1:
    fail(f"{packets} of {decrypted} frames in the file, the poisonous one {len(held)} times")

# The track that it was on lacks this one frame and nothing else.
aside = [track["losses"]["setAside"] for track in result["tracks"]]
lengths = {track["samples"] for track in result["tracks"]}
if sorted(aside)[-1] != 1 or sum(aside) != 1 or len(lengths) != 1:
    fail(f"set aside: {aside}, lengths {lengths}")
print(f"{packets} of {decrypted} frames on disk; workers died {deaths}; one frame set aside of {len(aside)} tracks")
