#!/usr/bin/env python3
"""Records two servers of the demo at once with the window, and ends both: by --stop, by a signal.

Usage: several_servers.py PATH-TO-LAVALIER
"""
import atexit
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

program = sys.argv[1]
TABLE, CORNER = "1101000000000000020", "1101000000000000053"  # in two servers of the demo
# Of those who sit there, whoever has something to say; Farah sits at the corner only.
TALKERS = {TABLE: {"Ana", "Bram", "Chidi", "Dana", "Étienne"}, CORNER: {"Farah"}}


def fail(message):
    print("FAIL: " + message)
    sys.exit(1)


class Window:
    """A window that nobody sees, in a home of its own; it records wherever somebody is."""

    def __init__(self):
        self.home = tempfile.mkdtemp(prefix="lavalier-servers-")
        atexit.register(shutil.rmtree, self.home, ignore_errors=True)
        self.folder = self.home + "/recordings"
        os.mkdir(self.folder)
        os.makedirs(self.home + "/.config/lavalier")
        with open(self.home + "/.config/lavalier/demo-settings.json", "w", encoding="utf-8") as file:
            json.dump({"recordingsFolder": self.folder, "recordWithPeople": 1, "firstRunDone": True}, file)
        self.process = self.start("--join", TABLE)
        atexit.register(self.process.kill)

    def start(self, *arguments):
        environment = dict(os.environ, HOME=self.home, LC_ALL="C.UTF-8", QT_QPA_PLATFORM="offscreen")
        for name in ("XDG_MUSIC_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LAVALIER_TOKEN"):
            environment.pop(name, None)
        return subprocess.Popen([program, "--demo", *arguments], env=environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def ask(self, *arguments):
        asked = self.start(*arguments)
        if asked.wait(30) != 0:
            fail(f"{arguments} ended with {asked.returncode}: {asked.stderr.read()}")

    def inspect(self, file):
        out = subprocess.run([program, "inspect", file, "--json"], capture_output=True, text=True, check=False)
        return json.loads(out.stdout) if out.returncode == 0 else None

    def found(self):
        """By channel: what `inspect` says of each recording."""
        found = {}
        for file in glob.glob(self.folder + "/*.lavalier"):
            facts = self.inspect(file)
            if facts:
                found[facts["channelId"]] = facts
        return found

    def wait(self, what, holds, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            facts = self.found()
            if holds(facts):
                return facts
            if self.process.poll() is not None:
                break
            time.sleep(1)
        fail(f"{what}: {json.dumps(self.found(), indent=1)[:4000]}")

    def record_both(self):
        heard = lambda facts, channel: channel in facts and any(
            track["frames"] > 50 for track in facts[channel]["tracks"])
        self.wait("the table is not recorded", lambda facts: heard(facts, TABLE))
        self.ask("--join", CORNER)
        self.wait("the corner is not recorded", lambda facts: heard(facts, TABLE) and heard(facts, CORNER))

    def judge(self, facts):
        for channel, allowed in TALKERS.items():
            names = {track["speaker"] for track in facts[channel]["tracks"]}
            if not names or not names <= allowed:
                fail(f"the file of {channel} holds {names}")


by_word, by_signal = Window(), Window()
for window in (by_word, by_signal):
    window.record_both()

by_word.ask("--stop")
ended = lambda facts: len(facts) == 2 and all(f["state"] == "finished" for f in facts.values())
by_word.judge(by_word.wait("--stop leaves something running", ended))

by_signal.process.send_signal(signal.SIGTERM)
begun = time.monotonic()
code = by_signal.process.wait(30)
if code != 0 or time.monotonic() - begun > 3:
    fail(f"after SIGTERM code {code} in {time.monotonic() - begun:.1f} s")
words = by_signal.process.stderr.read()
if words.count("Recording: ") != 2:
    fail("it does not name both files:\n" + words)
facts = by_signal.found()
if not ended(facts):
    fail("a file was not finished: " + json.dumps(facts, indent=1)[:2000])
by_signal.judge(facts)
print("both servers, both ways")
