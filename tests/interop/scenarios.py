#!/usr/bin/env python3
"""Encrypted calls of discord.js bots, disturbed in every way a real one is; Lavalier records, judge.py judges.

usage: scenarios.py --simulator PROGRAM --lavalier PROGRAM --work FOLDER [--at-once N] [--again] [NAME ...]
"""

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import judge
import run

DBFS = -20
START = 0.3  # seconds from a bot's "go" to its first word
TALK = [[0, 2500], [3500, 1500], [5500, 2500]]
ANSWER = [[0, 1500], [2500, 2000], [5500, 2500]]
IN_FLIGHT = 2  # frames under the key before, when the listener just came
LONG = [[0, 8000]]


def bot(name, hertz, spurts, **comings):
    return {"name": name, "hertz": hertz, "dbfs": DBFS, "spurts": spurts, **comings}


def crowd(count):
    """Scripted people who take turns, those who overlap with tones far apart."""
    return [{"name": f"Person {i:02}", "hertz": 1375 + 50 * (7 * i % 23), "dbfs": DBFS, "periodMs": 4600, "spurts": [[200 * i, 600]]}
            for i in range(count)]


@dataclass
class Scenario:
    name: str
    bots: list
    actions: list = field(default_factory=list)  # (ms since the first word, what the simulator is told)
    options: dict = field(default_factory=dict)
    people: list = field(default_factory=list)
    unreadable: int = 0  # ms a speaker may say while the simulator is not sure that Lavalier has the key
    mode: str = "aead_aes256_gcm_rtpsize"
    regroups: bool = False  # epochs may begin anew
    talking: bool = False  # Lavalier comes when they talk already


def pair(low=TALK, high=ANSWER):
    return [bot("Low", 450, low), bot("High", 1000, high)]


SCENARIOS = [
    Scenario("calm call", pair()),
    Scenario("only XChaCha20", pair(), options={"modes": "xchacha20"}, mode="aead_xchacha20_poly1305_rtpsize"),
    Scenario("DAVE required", pair(), options={"requireDave": True}),
    Scenario("join and leave", [bot("Low", 450, LONG), bot("High", 1000, [[0, 2000]], leaveAt=5200),
                                bot("Third", 700, [[3500, 4000]], joinAt=2000)], unreadable=200),
    Scenario("loss and reorder", pair(), options={"faults": {"loss": 0.05, "reorder": 0.03, "duplicate": 0.02, "jitterMs": 20}}),
    Scenario("down to version 0 and up", pair(LONG, LONG), actions=[(2500, {"forbidDave": True}), (5000, {"forbidDave": False})],
             unreadable=600, regroups=True),
    Scenario("invalid commit", pair(LONG, LONG), actions=[(1500, {"spoilDave": "forged", "victim": "Lavalier"}),
                                                              (4500, {"spoilDave": "forged", "victim": "Low"})],
             unreadable=400),
    Scenario("25 members", pair(), people=crowd(23), unreadable=200),
    Scenario("late joiner", [bot("Low", 450, LONG), bot("High", 1000, TALK), bot("Third", 700, [[5000, 3000]], joinAt=3500)],
             unreadable=600, talking=True),
    Scenario("leaver returns", [bot("Low", 450, LONG), bot("High", 1000, [[0, 1500], [5000, 2500]], leaveAt=2200, rejoinAt=3500)],
             unreadable=200),
    Scenario("socket lost in a transition", pair(LONG, LONG) + [bot("Third", 700, [[0, 2000], [5000, 3000]])],
             actions=[(2500, {"readmit": "Third"}), (2500, {"dropVoice": "Lavalier"}),
                      (4500, {"forbidDave": True}), (4500, {"dropVoice": "Lavalier"}), (6000, {"forbidDave": False})],
             unreadable=2500, regroups=True),
]


def record(scenario, options, node, work):
    """Runs the call; what judge_scenario() needs."""
    folder = work / "encrypted" / scenario.name.replace(" ", "-")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    simulator = run.LineProcess([options.simulator, "--script"])
    bots = recorder = None
    try:
        simulator.tell({"seed": 7, "bots": [one["name"] for one in scenario.bots], "people": scenario.people, **scenario.options})
        world = simulator.hear()
        speakers = {account["id"]: {**one, "token": account["token"]} for one, account in zip(scenario.bots, world["bots"])}
        ids = {one["name"]: user for user, one in speakers.items()} | {"Lavalier": world["user"]}
        bots = run.LineProcess([str(node), "bots.mjs"], cwd=work, env=dict(os.environ, NODE_EXTRA_CA_CERTS=world["certificate"]))
        bots.tell({"api": f"http://127.0.0.1:{world['port']}/api", "guild": world["guild"], "channel": world["channel"],
                   "dave": True, "stay": True, "bots": list(speakers.values())})
        bots.hear()
        notes = folder / "notes.txt"

        def join():
            with notes.open("w") as errors:
                process = run.start_recording(options.lavalier, world, folder, seconds=60, stderr=errors)
            if not scenario.talking:
                run.wait_for(lambda: '"state":"active"' in notes.read_text() or process.poll() is not None, "Lavalier's key")
                time.sleep(0.3)
            return process

        if not scenario.talking:
            recorder = join()
        bots.tell({"go": True})
        zero = time.monotonic() + START
        if not recorder:
            time.sleep(START + 0.7)
            recorder = join()
        for at, command in scenario.actions:
            time.sleep(max(0, zero + at / 1000 - time.monotonic()))
            simulator.ask({key: ids.get(value, value) if isinstance(value, str) else value for key, value in command.items()})
        codes = bots.hear()["codes"]
        recorder.send_signal(signal.SIGINT)
        output = recorder.communicate(timeout=60)[0]
        log = simulator.ask({"log": True})
        speakers.update((account["id"], person) for person, account in zip(scenario.people, world["people"]))
        call = {"name": scenario.name, "folder": str(folder), "log": log, "speakers": speakers, "listener": world["user"],
                "codes": codes, "output": output, "exit": recorder.returncode}
        (folder / "call.json").write_text(json.dumps(call))
        return call
    finally:
        if recorder and recorder.poll() is None:
            recorder.kill()
            recorder.wait()
        if bots:
            bots.end()
        simulator.end()


def ciphers_of(folder):
    """What the finished file says its connections used."""
    file = next(folder.rglob("*.lavalier"))
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return {cipher for (cipher,) in database.execute("SELECT cipher FROM connection")}


def judge_scenario(call):
    scenario = next(one for one in SCENARIOS if one.name == call["name"])
    folder = Path(call["folder"])
    log = judge.Log(call["log"])
    problems = []
    if call["exit"] != 0:
        problems.append(f"lavalier record ended with {call['exit']}")
    try:
        told = json.loads(call["output"])
    except ValueError:
        return problems + [f"--json printed {call['output'][:300]!r}"], ""
    paths = {path.stem.split(" ", 1)[1]: path for path in folder.glob("*.wav")}
    problems += judge.judge_sent(log, call["speakers"], call["listener"], scenario.unreadable, scenario.talking)
    given_up = {lost["id"]: lost["frames"] for lost in told.get("undecryptable", [])}
    found, facts = judge.judge_call(log, call["speakers"], call["listener"], paths, given_up)
    problems += found
    problems += judge.judge_facts(told, call["codes"], scenario.regroups)
    for lost in told.get("undecryptable", []):
        dark = sum(packet["fate"] == "unreadable" for packet in judge.heard_by(log, lost["id"], call["listener"]))
        if lost["frames"] > dark + IN_FLIGHT:
            problems.append(f"{lost['frames']} frames of {lost['speaker']} undecryptable, {dark} without a key")
    ciphers = ciphers_of(folder)
    if ciphers != {scenario.mode}:
        problems.append(f"recorded under {ciphers}, not {scenario.mode}")
    return problems, f"{facts}; epoch {told['e2ee']['epoch']}"


def be_nice():
    os.nice(10)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--simulator", required=True)
    parser.add_argument("--lavalier", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--at-once", type=int, default=3, help="calls at the same time, each with a Discord of its own")
    parser.add_argument("--again", action="store_true", help="judge the calls of the last run once more")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    work = Path(options.work).resolve()
    node = run.install(work)
    chosen = [one for one in SCENARIOS if not options.names or one.name in options.names]
    failed = []

    # A judge is busy for seconds: it must not hold up the clocks of bots that speak meanwhile.
    with ProcessPoolExecutor(2, initializer=be_nice) as judges, ThreadPoolExecutor(options.at_once) as calls:
        def play(scenario):
            began = time.monotonic()
            try:
                kept = work / "encrypted" / scenario.name.replace(" ", "-") / "call.json"
                call = json.loads(kept.read_text()) if options.again else record(scenario, options, node, work)
                problems, facts = judges.submit(judge_scenario, call).result()
                return problems, f"{time.monotonic() - began:.0f} s; {facts}"
            except (run.Failed, ValueError, subprocess.TimeoutExpired) as failure:
                return [str(failure)], ""

        for scenario, (problems, facts) in zip(chosen, calls.map(play, chosen)):
            print(f"{scenario.name}: {'failed' if problems else 'passed'} ({facts})", flush=True)
            for problem in problems:
                print("  FAIL:", problem)
            if problems:
                failed.append(scenario.name)
    print(f"{len(chosen) - len(failed)} of {len(chosen)} calls as they should be" if failed else "encrypted calls: passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
