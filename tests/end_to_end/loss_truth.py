#!/usr/bin/env python3
"""`lavalier record` in calls that lose packets in every way; what `lavalier inspect` says of the losses is held against the truth.

The far side (stand_in.py) knows each packet's fate, truth.py says what the recording has to say of it.

Usage: loss_truth.py PATH-TO-LAVALIER [ROW ...]
"""

import asyncio
import copy
import glob
import signal
import sys
import time

import truth
from bad_network import EDGE, frozen_for_good, main, signal_to, workers
from stand_in import OTHER_CHANNEL, homes_in_memory, steady, wall_of_steady
from truth import Wrong

ROWS = {}


def row(name, *, before=None, least=1, stretches=None, dark=False, lies=False):
    """A row in which at least `least` packets of each speaker are missing; `stretches`: in so many places; `dark`: the way was, and
    somebody spoke, so that this can be known; `lies`: the judge has to notice them here."""
    def keep(play):
        if before:
            play.before = before
        ROWS[name] = {"play": play, "ends": None, "says": (), "least": least, "stretches": stretches, "dark": dark, "lies": lies}
        return play
    return keep


async def judge(run, spec, path, began, ended):
    def owed(at):
        return began + EDGE < at < ended - EDGE and not run.is_excused(at)

    report = await truth.inspected(run.program, path, run.home)
    rows, slack = truth.rows_of(path), truth.SLACK + 2 * run.lag
    wall = wall_of_steady()
    dark = [(wall + since, wall + (until or ended)) for since, until in run.discord.dark] if spec["dark"] else []
    found = truth.compare(run.discord.log, rows, report, owed, slack, dark, run.discord.rests)
    if spec["lies"]:
        would_notice(run.discord.log, rows, report, slack, dark, run.discord.rests)
    if set(found) != {voice.user for voice in run.discord.voices}:
        raise Wrong(f"tracks of {list(found)}")
    for user, track in found.items():
        longest = max((hole.until - hole.since for hole in track["holes"]), default=0)
        run.facts.append(f"{len(track['missing'])} missing, {len(track['holes'])} holes, longest {longest:.2f} s")
        if len(track["missing"]) < spec["least"]:
            raise Wrong(f"only {len(track['missing'])} packets of {user} are missing, {spec['least']} were to be")
        told = truth.joined((since, until + slack, None) for since, until, _ in track["spans"])
        if spec["stretches"] is not None and len(told) != spec["stretches"]:
            raise Wrong(f"{user}: {truth.shown(track['spans'], track['zero'])}")
    return []


def network_of(report):
    return report["tracks"][0]["lossMap"]["causes"]["network"]


def spans_of(report):
    return report["tracks"][0]["lossMap"]["spans"]


# What a recording could say or hold that is not true; what changes report and rows so.
LIES = {
    "one packet more is missing": lambda report, rows: network_of(report).update(packets=network_of(report)["packets"] + 1),
    "one packet less is missing": lambda report, rows: network_of(report).update(packets=network_of(report)["packets"] - 1),
    "nothing is lost": lambda report, rows: spans_of(report).clear(),
    "another cause": lambda report, rows: [span.update(cause="late") for span in spans_of(report)],
    "everything elsewhere": lambda report, rows: [span.update(start=span["start"] + 30) for span in spans_of(report)],
    "all of it is lost": lambda report, rows: spans_of(report).append({"start": 0, "seconds": report["seconds"], "cause": "outage"}),
    "a packet is not there": lambda report, rows: rows[report["tracks"][0]["id"]].pop(20),
    "a packet is there twice": lambda report, rows: rows[report["tracks"][0]["id"]].append(rows[report["tracks"][0]["id"]][20]),
    "no track": lambda report, rows: report["tracks"].pop(0),
}


def would_notice(log, rows, report, slack, dark, rests):
    """The judge is judged."""
    for name, lie in LIES.items():
        told, held = copy.deepcopy(report), copy.deepcopy(rows)
        lie(told, held)
        try:
            truth.compare(log, held, told, slack=slack, dark=dark, rests=rests)
        except Wrong:
            continue
        raise Wrong(f"would not notice: {name}")


async def suffers(discord, seconds, **faults):
    discord.suffers(**faults)
    await asyncio.sleep(seconds)
    discord.suffers()
    await asyncio.sleep(0.5)


# --- nothing comes through: the longest row is begun first ---
@row("dark until the connection is given up", least=0, stretches=1, dark=True)
async def _(run, discord):
    await steady(discord)
    since = time.monotonic()
    discord.udp_dark = True
    await discord.until("voice identify", 60, after=since)
    await asyncio.sleep(max(2.0, since + 21 - time.monotonic()))
    since = time.monotonic()
    discord.udp_dark = False
    await discord.until("discovery", 20, after=since)
    await asyncio.sleep(2)


@row("dark for eight seconds", least=300, stretches=1, dark=True, lies=True)
async def _(run, discord):
    await steady(discord)
    discord.udp_dark = True
    await asyncio.sleep(8)
    discord.udp_dark = False
    await asyncio.sleep(1.5)


@row("dark while one of two rests", least=0, stretches=1, dark=True)
async def _(run, discord):
    ana, ben = discord.voices
    ben.stop_talking()
    await asyncio.sleep(0.5)
    await steady(discord)
    discord.udp_dark = True
    await asyncio.sleep(6)
    discord.udp_dark = False
    await asyncio.sleep(1)
    ben.talking = True
    await asyncio.sleep(1.5)


@row("the end comes in the dark", least=0, stretches=1, dark=True)
async def _(run, discord):
    await steady(discord)
    discord.udp_dark = True
    await run.hears("Nothing comes from the voice server")
    await asyncio.sleep(3)


# --- packets are lost ---
@row("nothing is lost", least=0, stretches=0)
async def _(run, discord):
    await asyncio.sleep(3)


@row("one packet in twenty")
async def _(run, discord):
    await suffers(discord, 8, loss=0.05)


@row("bursts of up to fifteen", least=20)
async def _(run, discord):
    await suffers(discord, 12, loss=0.02, burst=15)


@row("bursts of up to two seconds", least=50)
async def _(run, discord):
    await suffers(discord, 12, loss=0.01, burst=100)


@row("30 % lost, doubled, swapped, spoilt, 200 ms late", least=50)
async def _(run, discord):
    await suffers(discord, 10, loss=0.3, burst=4, duplicate=0.3, reorder=0.2, jitter=0.2, corrupt=0.05)


def bad_all_along(discord):
    discord.suffers(loss=0.1, duplicate=0.2, reorder=0.3, jitter=0.2)


@row("from before the start to after the end", before=bad_all_along)
async def _(run, discord):
    await asyncio.sleep(6)


def about_to_wrap(discord):
    for voice in discord.voices:
        voice.sequence, voice.timestamp = 65536 - 250, 2 ** 32 - 960 * 300


@row("both numbers wrap among losses", before=about_to_wrap)
async def _(run, discord):
    await suffers(discord, 9, loss=0.1, burst=5, reorder=0.1, jitter=0.1)


@row("rests between words")
async def _(run, discord):
    ana, ben = discord.voices
    ben.clock_rests = True
    discord.suffers(loss=0.1, burst=3)
    for _ in range(4):
        for voice in (ana, ben):
            voice.stop_talking()
            await asyncio.sleep(0.7)
        for voice in (ben, ana):
            voice.talking = True
            await asyncio.sleep(0.8)
    discord.suffers()


@row("senders begin anew between losses")
async def _(run, discord):
    for _ in range(3):
        await suffers(discord, 1.5, loss=0.1, burst=4)
        for voice in discord.voices:
            voice.sequence, voice.timestamp = voice.sequence + 20_000 & 0xFFFF, voice.timestamp + 10 ** 9 & 0xFFFFFFFF
        await asyncio.sleep(0.5)


# --- the call is disturbed ---
@row("the server moves while packets are lost")
async def _(run, discord):
    discord.suffers(loss=0.1, burst=5)
    await asyncio.sleep(2)
    since = time.monotonic()
    discord.sockets["voice"].close(4014)
    discord.new_server()
    await asyncio.sleep(0.7)
    discord.tell_state(OTHER_CHANNEL)
    discord.tell_server()
    await discord.until("voice ready", 10, after=since)
    await asyncio.sleep(2)
    discord.suffers()
    await asyncio.sleep(0.5)


@row("the control connection resumes while packets are lost")
async def _(run, discord):
    discord.suffers(loss=0.1, burst=5)
    await asyncio.sleep(1)
    since = time.monotonic()
    discord.sockets["voice"].drop()
    await discord.until("voice resume", 10, after=since)
    await asyncio.sleep(2)
    discord.suffers()
    await asyncio.sleep(0.5)


# --- this computer ---
@row("the decoders are frozen while packets are lost")
async def _(run, discord):
    discord.suffers(loss=0.1, burst=5)
    there = await workers(run, 1, set())
    for pid in there:
        signal_to(pid, signal.SIGSTOP)
    await workers(run, len(there), there)
    await asyncio.sleep(1)
    discord.suffers()
    await asyncio.sleep(0.5)


@row("the program is frozen for two seconds while packets are lost")
async def _(run, discord):
    discord.suffers(loss=0.1, burst=5)
    run.process.send_signal(signal.SIGSTOP)
    await asyncio.sleep(2)
    run.process.send_signal(signal.SIGCONT)
    await asyncio.sleep(1)
    discord.suffers()
    await asyncio.sleep(0.5)


@row("the program is killed and goes on while packets are lost")
async def _(run, discord):
    discord.suffers(loss=0.1, burst=5)
    await asyncio.sleep(1)
    killed = await frozen_for_good(run)
    run.excused.append((killed - 0.1 - 2 * run.lag - run.held(killed - 1, killed), float("inf")))
    run.process.kill()
    await run.process.wait()
    await run.reading
    await asyncio.sleep(4)
    path, = glob.glob(run.home + "/**/*.lavalier", recursive=True)
    since = time.monotonic()
    await run.launch("--continue", path)
    await run.hears("Recording", 60, after=since)
    run.excused[0] = run.excused[0][0], time.monotonic() + EDGE
    await asyncio.sleep(2)
    discord.suffers()
    await asyncio.sleep(0.5)


if __name__ == "__main__":
    homes_in_memory()
    sys.exit(asyncio.run(main(ROWS, judge)))
