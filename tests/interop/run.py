#!/usr/bin/env python3
"""Unmodified discord.js bots speak through the simulator while Lavalier records; the tracks are judged here.

Python's standard library only: the judge shares no code with what it judges.
usage: run.py --simulator PROGRAM --work FOLDER [--lavalier PROGRAM] [--loss 0.05] [--dave 0|1]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import judge

HERE = Path(__file__).resolve().parent
BOTS = [
    {"name": "Low", "hertz": 440, "dbfs": -20, "spurts": [[0, 2000], [3500, 1500], [7000, 2000]]},
    {"name": "High", "hertz": 1000, "dbfs": -20, "spurts": [[0, 2000], [4500, 1500], [7000, 2000]]},
]
RECORD_SECONDS = 14
ATTEMPTS = 3  # where a loaded machine stops the bots in the middle of a word
HALT = 0.012  # seconds; a spurt that came so much later than its clock says is looked for more than half a frame away


class Failed(Exception):
    pass


class LineProcess:
    """A program spoken to in lines of JSON."""

    def __init__(self, command, **options):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options)

    def tell(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def hear(self):
        line = self.process.stdout.readline()
        if not line:
            raise Failed(f"{self.process.args[0]} ended early, code {self.process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise Failed(answer["error"])
        return answer

    def ask(self, message):
        self.tell(message)
        return self.hear()

    def end(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def install(work):
    """npm ci into the build folder; the source tree stays clean."""
    work.mkdir(parents=True, exist_ok=True)
    stamp = work / "installed-lock.json"
    lock = (HERE / "package-lock.json").read_text()
    if not stamp.exists() or stamp.read_text() != lock:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, work / name)
        # Debian's Node 18 runs npm; what it then warns about is why Node 22 comes along as a package.
        subprocess.run(["npm", "ci", "--loglevel=error"], cwd=work, check=True, stdout=sys.stderr)
        stamp.write_text(lock)
    for program in ("bots.mjs", "davey_groups.mjs"):
        shutil.copy(HERE / program, work / program)
    return work / "node_modules" / ".bin" / "node"


def wait_for(condition, what, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise Failed(f"waited {seconds} s in vain for {what}")
        time.sleep(0.1)


def start_recording(lavalier, world, folder, seconds=RECORD_SECONDS, **options):
    environment = dict(os.environ, LAVALIER_TOKEN=world["token"], HOME=str(folder / "home"), QT_QPA_PLATFORM="offscreen")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_MUSIC_DIR"):
        environment.pop(name, None)
    command = [lavalier, "record", "--api-base", world["apiBase"], "--guild", world["guild"], "--channel", world["channel"],
               "--for", f"{seconds}s", "--output", str(folder), "--format", "wav", "--json"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, **options)


def run(options):
    work = Path(options.work).resolve()
    node = install(work)
    simulator = LineProcess([options.simulator, "--script"])
    bots = None
    recorder = None
    try:
        dave = options.dave > 0
        simulator.tell({"seed": 7, "bots": [bot["name"] for bot in BOTS], "faults": {"loss": options.loss},
                        "daveVersion": options.dave, "requireDave": dave})
        world = simulator.hear()
        ids = {}
        for bot, account in zip(BOTS, world["bots"]):
            bot["token"] = account["token"]
            ids[account["id"]] = bot
        bots = LineProcess([str(node), "bots.mjs"], cwd=work,
                           env=dict(os.environ, NODE_EXTRA_CA_CERTS=world["certificate"]))
        bots.tell({"api": f"http://127.0.0.1:{world['port']}/api", "guild": world["guild"],
                   "channel": world["channel"], "dave": dave, "bots": BOTS})
        bots.hear()
        print("bots are in the channel")
        folder = work / f"tracks-dave{options.dave}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if options.lavalier:
            recorder = start_recording(options.lavalier, world, folder)
            wait_for(lambda: simulator.ask({"log": True})["discoveries"] > len(BOTS), "Lavalier to join")
            time.sleep(1)
        bots.tell({"go": True})
        bots.hear()
        output = recorder.communicate(timeout=90)[0] if recorder else ""
        log = judge.Log(simulator.ask({"log": True}))
        print(f"{len(log.packets)} packets logged, {log.refused} refused")
        problems = judge.judge_bots(log, ids) + judge.judge_encryption(log, dave)
        if recorder:
            if recorder.returncode != 0:
                problems.append(f"lavalier record ended with {recorder.returncode}")
            problems += judge.judge_tracks(log, ids, world["user"], sorted(folder.rglob("*.wav")), output)
        return problems, judge.longest_halt(log, world["user"], ids)
    finally:
        if recorder and recorder.poll() is None:
            recorder.kill()
            recorder.wait()
        if bots:
            bots.end()
        simulator.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--lavalier")
    parser.add_argument("--dave", type=int, default=1, choices=(0, 1), help="protocol version of the end-to-end encryption")
    parser.add_argument("--loss", type=float, default=0.05)
    options = parser.parse_args()
    for attempt in range(ATTEMPTS):
        try:
            problems, halt = run(options)
        except Failed as failure:
            problems, halt = [str(failure)], 0
        if not problems or halt < HALT:
            break
        # Spurts are told apart by their pauses; where the bots themselves made others, there is nothing to judge by.
        print(f"the bots' process halted for {halt * 1000:.0f} ms, this run proves nothing: {problems}")
    for problem in problems:
        print("FAIL:", problem)
    print("interop:", "failed" if problems else "passed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
