#!/usr/bin/env python3
"""A token is used, refused, cut off and killed with, and afterwards searched for everywhere: in files, in what the
programs print, in the arguments and environments of all processes while they run. It must be nowhere, whether the program is
a command or the window. On the way: what the call is told of the recording, that a crash does not leave the bot with its
recording name, and that whatever touches other people's bytes is confined while it does.

Usage: secrets.py PATH-TO-LAVALIER PATH-TO-LAVALIER-SIMULATOR
"""
import atexit
import base64
import glob
import json
import os
import pty
import re
import resource
import shutil
import signal
import sqlite3
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
ours = set()  # processes once seen below this one
stands = {}  # how each process that should be confined stood: (kind, pid): [(when, confined)]
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


def is_ours(entry):
    """Whether a process is below this one: other tests freeze theirs before they are confined."""
    while entry not in ("", "0", "1"):
        if entry == str(os.getpid()) or entry in ours:
            return True
        stat = bytes_of(f"/proc/{entry}/stat").decode(errors="replace")
        entry = stat.rpartition(")")[2].split()[1] if ")" in stat else ""
    return False


def watch():
    """Looks at every process below this one, again and again, as a neighbour on the machine could."""
    while not stop_watching.is_set():
        began = time.monotonic()
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            line = bytes_of(f"/proc/{entry}/cmdline")
            words = line.decode(errors="replace").split("\0")
            name = os.path.basename(words[0])
            # A tool that is a script is named after its shell.
            tool = next((tool for tool in map(os.path.basename, words[:2]) if tool in ("lavalier-decode", "ffmpeg")), None)
            if not tool and name not in ("lavalier", "ffprobe"):
                continue
            if not is_ours(entry):
                continue
            ours.add(entry)  # whoever started it may be gone before it
            if tool:
                kind = " ".join([tool] + [word for word in words[1:2] if tool == "lavalier-decode"])
                status = bytes_of(f"/proc/{entry}/status")
                if b"Seccomp" in status:
                    confined = b"Seccomp:\t2" in status and b"NoNewPrivs:\t1" in status
                    stands.setdefault((kind, entry), []).append((time.monotonic(), confined))
            if name in ("lavalier", "lavalier-decode", "ffmpeg", "ffprobe"):
                seen.setdefault(name, set()).add(line + b"\n" + bytes_of(f"/proc/{entry}/environ"))
        time.sleep(max(0.01, 2 * (time.monotonic() - began)))  # exports are nice, and would wait for us


def start(arguments, token=None, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, ignored=(), **more):
    environment = dict(os.environ, HOME=home, LC_ALL="C.UTF-8", QT_LOGGING_RULES="*=true",
                       XDG_STATE_HOME=home + "/state", XDG_CONFIG_HOME=home + "/config", XDG_CACHE_HOME=home + "/cache")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "LAVALIER_TOKEN", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    if token:
        environment["LAVALIER_TOKEN"] = token
    environment.update(more)

    def prepare():
        resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)

    return subprocess.Popen([program] + arguments, env=environment, text=True, cwd=home, errors="replace",
                            stdin=stdin, stdout=stdout, stderr=stderr,
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

# Used, through ffmpeg as well, which takes its time so that it and what decodes for it can be looked at; the call is told, and
# the name is put back.
os.mkdir(home + "/bin")
with open(os.open(home + "/bin/ffmpeg", os.O_WRONLY | os.O_CREAT, 0o700), "w") as file:
    file.write(f"#!/bin/sh\n/usr/bin/sleep 1\nexec '{shutil.which('ffmpeg')}' \"$@\"\n")
finish(start(record(facts, "good", "--for", "3s", "--format", "mp3", "--json", "--notice", "name,chat"), token,
             PATH=home + "/bin:" + os.environ["PATH"]), 0)
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

# The window, which records by itself where people are: with a token from its environment, then from standard input, ended in
# order and by a crash.
os.makedirs(home + "/config/lavalier", exist_ok=True)
with open(home + "/config/lavalier/settings.json", "w") as file:
    json.dump({"recordingsFolder": home + "/window", "recordWithPeople": 1, "firstRunDone": True}, file)


def packets():
    found = 0
    for path in glob.glob(home + "/window/*.lavalier"):
        try:
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
                found += database.execute("SELECT count(*) FROM packet").fetchone()[0]
        except sqlite3.Error:  # it is being made
            pass
    return found


def window(*more, **given):
    """A window that records, and the file of what it says."""
    said = open(f"{home}/window-{len(glob.glob(home + '/window-*'))}", "w+", errors="replace")
    process = start(["--api-base", facts["apiBase"], "--join", facts["channel"], *more], stdout=said, stderr=said,
                    QT_QPA_PLATFORM="offscreen", **given)
    atexit.register(process.kill)
    if "stdin" in given:
        process.stdin.write(token + "\n")
        process.stdin.close()
    deadline, before = time.time() + 90, packets()
    while packets() < before + 50:
        if process.poll() is not None or time.time() > deadline:
            said.seek(0)
            fail("the window never recorded: " + said.read()[-3000:])
        time.sleep(0.2)
    if token.encode() in bytes_of(f"/proc/{process.pid}/environ"):
        fail("the token is still in the window's environment")
    return process


process = window(token=token)
finish(start(["--stop"], QT_QPA_PLATFORM="offscreen"), 0)
process.send_signal(signal.SIGTERM)
if process.wait(60) != 0:
    fail(f"the window ended with {process.returncode}")
process = window("--token-stdin", stdin=subprocess.PIPE)
process.send_signal(signal.SIGABRT)
if process.wait(60) != -signal.SIGABRT:
    fail(f"the window ended with {process.returncode} instead of crashing")

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
with open(program, "rb") as file:  # a sanitizer cannot be confined
    sanitized = re.search(rb"__[at]san_init", file.read())
for kind in ("lavalier-decode --live", "lavalier-decode --render", "ffmpeg"):
    of_kind = [those for (its, _), those in stands.items() if its == kind]
    if not of_kind:
        fail(f"{kind} was never seen running")
    if not sanitized and not any(those[-1][1] for those in of_kind):
        fail(f"{kind} is not confined")
    for those in of_kind:
        # A worker confines itself before it reads; only its first instructions are free.
        if not sanitized and not those[-1][1] and those[-1][0] - those[0][0] > 5:
            fail(f"{kind} ran for {those[-1][0] - those[0][0]:.1f} s without being confined")
        if any(sooner[1] and not later[1] for sooner, later in zip(those, those[1:])):
            fail(f"{kind} came out of its confinement")
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
print(f"ok: {searched} files, {len(spoken)} outputs, {sum(map(len, seen.values()))} looks at {sorted(seen)}: 0 hits; "
      f"confined: {sorted({kind for (kind, _), those in stands.items() if those[-1][1]})}")
