#!/usr/bin/env python3
"""A token is used, refused, cut off and killed with, and afterwards searched for everywhere: in files, in what the
programs print, in the arguments and environments of all processes while they run. It must be nowhere. On the way: what
the call is told of the recording, and that a crash does not leave the bot with its recording name.

Usage: secrets.py PATH-TO-LAVALIER PATH-TO-LAVALIER-SIMULATOR
"""
import atexit
import base64
import json
import os
import pty
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import threading
import time

program, simulator_program = map(os.path.abspath, sys.argv[1:3])
home = tempfile.mkdtemp(prefix="lavalier-secrets-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
spoken = []  # everything any run printed
seen = {}  # arguments and environments of processes, by name
stop_watching = threading.Event()


def fail(message):
    print("FAIL: " + message)
    sys.exit(1)


class Simulator:
    def __init__(self):
        self.process = subprocess.Popen([simulator_program, "--demo"], text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        atexit.register(self.process.kill)
        self.facts = json.loads(self.process.stdout.readline())

    def ask(self, command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def bytes_of(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def watch():
    """Looks at every process below this one, again and again, as a neighbour on the machine could."""
    while not stop_watching.is_set():
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            line = bytes_of(f"/proc/{entry}/cmdline")
            name = os.path.basename(line.split(b"\0")[0].decode(errors="replace"))
            if name in ("lavalier", "lavalier-decode", "ffmpeg", "ffprobe"):
                seen.setdefault(name, set()).add(line + b"\n" + bytes_of(f"/proc/{entry}/environ"))
        time.sleep(0.01)


def start(arguments, token=None, stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT, ignored=()):
    environment = dict(os.environ, HOME=home, LC_ALL="C.UTF-8", QT_LOGGING_RULES="*=true",
                       XDG_STATE_HOME=home + "/state", XDG_CONFIG_HOME=home + "/config", XDG_CACHE_HOME=home + "/cache")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "LAVALIER_TOKEN", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    if token:
        environment["LAVALIER_TOKEN"] = token

    def prepare():
        resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)

    return subprocess.Popen([program] + arguments, env=environment, text=True, cwd=home, errors="replace",
                            stdin=stdin, stdout=subprocess.PIPE, stderr=stderr,
                            preexec_fn=prepare)


def finish(process, expected):
    try:
        said = process.communicate(timeout=120)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        fail("a run never ended: " + process.communicate()[0][-2000:])
    spoken.append(said)
    if expected is not None and process.returncode != expected:
        fail(f"ended with {process.returncode} instead of {expected}: {said[-3000:]}")
    return said


def record(facts, name, *more):
    return ["record", "--api-base", facts["apiBase"], "--channel", facts["channel"], "--output", f"{home}/{name}",
            "--recordings", f"{home}/recordings", *more]


def wait_until_recording(process):
    for line in process.stdout:
        spoken.append(line)
        if "Recording into" in line:
            return
    fail("never recorded: " + "".join(spoken)[-3000:])


threading.Thread(target=watch, daemon=True).start()
discord = Simulator()
facts = discord.facts
token = facts["token"]
wrong = "MTEwMjAwMDAwMDAwMDAwMDAwOQ.Ca4ary." + "".join(chr(97 + i % 26) for i in range(38))

# Used, through ffmpeg as well; the call is told, and the name is put back.
finish(start(record(facts, "good", "--for", "3s", "--format", "mp3", "--json", "--notice", "name,chat"), token), 0)
told = discord.ask({"told": True})
if told["nicknames"] != ["\U0001f534 REC Lavalier", ""] or len(told["messages"]) != 1:
    fail(f"the call was told {told}")

# From a file, and listed.
path = home + "/token"
with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
    file.write(token + "\n")
finish(start(["channels", "--api-base", facts["apiBase"], "--token-file", path]), 0)
os.remove(path)

# From standard input: piped, too long, nothing at all, and typed at a terminal, which does not show it.
listing = ["channels", "--api-base", facts["apiBase"], "--token-stdin"]


def listed(given, expected):
    process = start(listing, stdin=subprocess.PIPE)
    said = process.communicate(given, timeout=120)[0]
    spoken.append(said)
    if process.returncode != expected:
        fail(f"with {len(given)} characters on standard input: {process.returncode} and {said[-2000:]}")


listed(token + "\nwhatever follows\n", 0)
listed("x" * 100_000, 3)
listed("", 3)
terminal, its_end = pty.openpty()
process = start(listing, stdin=its_end, stderr=its_end)
shown = b""
while b"Token:" not in shown:
    shown += os.read(terminal, 1000)
# Nothing that stops it gets past it, or echo would be back while the token is typed.
ignored = int(re.search(rb"SigIgn:\s*([0-9a-f]+)", bytes_of(f"/proc/{process.pid}/status"))[1], 16)
for number in (signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
    if not ignored >> (number - 1) & 1:
        fail(f"{number.name} stops it while the token is typed")
process.send_signal(signal.SIGSTOP)
os.waitpid(process.pid, os.WUNTRACED)
modes = termios.tcgetattr(its_end)
modes[3] |= termios.ECHO  # as a shell does
termios.tcsetattr(its_end, termios.TCSANOW, modes)
process.send_signal(signal.SIGCONT)
deadline = time.time() + 60
while termios.tcgetattr(its_end)[3] & termios.ECHO:
    if time.time() > deadline:
        fail("after it was stopped, the terminal shows what is typed")
    time.sleep(0.01)
os.write(terminal, token.encode() + b"\n")
finish(process, 0)
os.set_blocking(terminal, False)
try:
    while more := os.read(terminal, 10_000):
        shown += more
except BlockingIOError:
    pass
spoken.append(shown.decode(errors="replace"))
if not termios.tcgetattr(its_end)[3] & termios.ECHO:
    fail("the terminal was left without its echo")
os.close(terminal)
os.close(its_end)

# A hang-up that was ignored (nohup) still is while it reads.
terminal, its_end = pty.openpty()
process = start(listing, stdin=its_end, stderr=its_end, ignored=[signal.SIGHUP])
shown = b""
while b"Token:" not in shown:
    shown += os.read(terminal, 1000)
process.send_signal(signal.SIGHUP)
os.write(terminal, token.encode() + b"\n")
finish(process, 0)
os.close(terminal)
os.close(its_end)

# Refused.
finish(start(record(facts, "wrong", "--for", "1s"), wrong), 3)

# Killed hard: the next run puts the name back.
process = start(record(facts, "killed"), token)
wait_until_recording(process)
if token.encode() in bytes_of(f"/proc/{process.pid}/environ"):
    fail("the token is still in the environment while recording")
process.send_signal(signal.SIGKILL)
finish(process, None)
if discord.ask({"told": True})["nicknames"][-1] == "":
    fail("a killed program cannot have put the name back; the test looks at the wrong place")
if len([n for n in os.listdir(home + "/state/lavalier") if n.endswith(".json")]) != 1:
    fail("nothing remembers the name to put back")
finish(start(record(facts, "next", "--for", "1s", "--no-notice"), token), 0)
deadline = time.time() + 60
while discord.ask({"told": True})["nicknames"][-1] != "" and time.time() < deadline:
    time.sleep(0.1)
if discord.ask({"told": True})["nicknames"][-1] != "":
    fail("the name a crash left was never put back")

# Crashing: no core file, wherever the system puts it.
process = start(record(facts, "crash"), token)
wait_until_recording(process)
with open(f"/proc/{process.pid}/limits") as limits:
    if "Max core file size 0 0" not in " ".join(limits.read().split()):
        fail("core files are allowed")
process.send_signal(signal.SIGABRT)
finish(process, None)

# Cut off: Discord is gone in the middle.
process = start(record(facts, "cut", "--for", "3s"), token)
wait_until_recording(process)
discord.process.kill()
finish(process, None)

# Asked for a report, of what the log says of all this and of a recording with names in it.
recorded = max((os.path.join(home, "recordings", name) for name in os.listdir(home + "/recordings")
                if name.endswith(".lavalier")), key=os.path.getsize)
reported = finish(start(["report", recorded]), 0)
if "datagrams: " not in reported or "lavalier.gateway" not in reported:
    fail("the report says nothing: " + reported)
told_nobody = [home, os.path.basename(recorded), facts["channel"], facts["apiBase"], "127.0.0.1", "Ana", "Bram",
               "Chidi", "Dungeon", os.uname().nodename]
for word in told_nobody:
    if re.search(r"(?<!\w)" + re.escape(word) + r"(?!\w)", reported, re.IGNORECASE):
        fail(f"the report tells {word}: {reported}")

stop_watching.set()
for name in ("lavalier", "lavalier-decode", "ffmpeg"):
    if name not in seen:
        fail(f"{name} was never seen running: the search proves nothing")
needles = []
for secret in (token, wrong):
    for part in (secret, secret.split(".")[2]):
        needles += [part.encode(), base64.b64encode(part.encode()).rstrip(b"="), part.encode().hex().encode(),
                    part.encode("utf-16-le")]
hits = []
searched = 0
for folder, _, names in os.walk(home):
    for name in names:
        content = bytes_of(os.path.join(folder, name))
        searched += 1
        hits += [os.path.join(folder, name) for needle in needles if needle in content or needle in name.encode()]
for said in spoken:
    hits += ["what it said"] * any(needle in said.encode() for needle in needles)
for name, looks in seen.items():
    # Before its first instruction the program itself still has what it was started with.
    for look in looks:
        line, environment = look.split(b"\n", 1)
        hits += [name + "'s arguments"] * any(needle in line for needle in needles)
        if name != "lavalier":
            hits += [name + "'s environment"] * any(needle in environment for needle in needles)
if searched < 5:
    fail("hardly a file to search")
if hits:
    fail("the token is in: " + ", ".join(sorted(set(hits))))
print(f"ok: {searched} files, {len(spoken)} outputs, {sum(map(len, seen.values()))} looks at {sorted(seen)}: 0 hits")
