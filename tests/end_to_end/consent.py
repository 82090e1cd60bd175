#!/usr/bin/env python3
"""Who is in a call is told that it is recorded, may be left out, and can be taken out afterwards: `lavalier record` and `forget`
against stand_in.py, judged by what Discord was asked and by every byte of what lies on the disk.

Usage: consent.py PATH-TO-LAVALIER [ROW ...]
"""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

from bad_network import Run, Wrong, recorded
from stand_in import ANA, BEN, CHANNEL, GUILD, homes_in_memory

MARK = "\U0001f534 REC Scribe"
TOLD = ("PATCH", f"/guilds/{GUILD}/members/@me")
NAMES = {ANA: "Anouschka", BEN: "Benedikta"}
ROWS = {}


def row(name):
    def keep(play):
        ROWS[name] = play
        return play
    return keep


def check(promise, message):
    if not promise:
        raise Wrong(message)


def nicknames(discord):
    return [said["nick"] for method, path, said in discord.asked if (method, path) == TOLD]


def files(run, ending):
    return [os.path.join(folder, name) for folder, _, names in os.walk(run.home) for name in names if name.endswith(ending)]


def remembered(run):
    return [path for path in files(run, ".json") if os.path.basename(path).startswith("nickname-")]


def recordings(run):
    return files(run, ".lavalier")


def consent(run):
    recording, = recordings(run)
    return [text for kind, text in recorded(recording)[1] if kind == "notice" and text.startswith("consent: ")]


async def recording(run, *more):
    since = time.monotonic()
    await run.launch(*more)
    await run.hears("Recording into", after=since)


async def seconds_of_speech(run, seconds=1.5):
    for voice in run.discord.voices:
        end = time.monotonic() + 30
        already = len(voice.delivered)
        while len(voice.delivered) < already + seconds * 50:
            check(time.monotonic() < end, "nobody speaks")
            await asyncio.sleep(0.05)


async def remains(run, needles):
    """Where any of these bytes is in any file of this run's home. Not on the loop, on which other rows speak and answer."""
    return await asyncio.to_thread(search, run, needles)


def search(run, needles):
    found, searched = [], 0
    for folder, _, names in os.walk(run.home):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                content = file.read()
            searched += 1
            found += [(name, needle[:24]) for needle in needles if needle in content or needle in name.encode()]
    check(searched > 1, "hardly a file to search")
    return found


def all_of(voice):
    """What a file could hold of somebody: name, id as text and as SQLite and frames spell it, every frame."""
    return [NAMES[voice.user].encode(), voice.user.encode(), int(voice.user).to_bytes(8, "big"),
            int(voice.user).to_bytes(8, "little"), *voice.delivered]


async def forget(run, path, user):
    environment = dict(os.environ, HOME=run.home, LC_ALL="C.UTF-8")
    done = await asyncio.to_thread(subprocess.run, [run.program, "forget", path, user, "--json"], env=environment,
                                   capture_output=True, text=True, timeout=120)
    check(done.returncode == 0, f"forget ended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


@row("nobody can be told: nothing is recorded")
async def _(run, discord):
    discord.takes = {"PATCH": 403, "POST": 403}
    await run.launch("--notice", "name,chat", "--for", "2s")
    await run.over()
    check(run.process.returncode == 8, f"ended with {run.process.returncode}")
    await run.hears("--no-notice")
    check(not recordings(run), "there is a recording")
    check(run.said("Recording into") is None, "it recorded")
    check(len(discord.asked) == 2, f"asked {discord.asked}")


@row("nobody can be told, and somebody says that all know")
async def _(run, discord):
    discord.takes = {"PATCH": 403, "POST": 403}
    await run.launch("--no-notice", "--for", "1s")
    await run.over()
    check(run.process.returncode == 0, f"ended with {run.process.returncode}")
    check(consent(run) == ["consent: no notice; who recorded says that everybody knows"], f"noted {consent(run)}")
    check(not discord.asked, f"asked {discord.asked}")


@row("only the chat can be told")
async def _(run, discord):
    discord.takes = {"PATCH": 403, "POST": 200}
    await run.launch("--notice", "name,chat", "--for", "1s")
    await run.over()
    check(run.process.returncode == 0, f"ended with {run.process.returncode}")
    check(consent(run) == ["consent: nickname mark forbidden", "consent: chat message shown"], f"noted {consent(run)}")
    check([path for method, path, _ in discord.asked if method == "POST"] == [f"/channels/{CHANNEL}/messages"], f"asked {discord.asked}")


@row("the nickname is put back at the end, and when the program is terminated")
async def _(run, discord):
    for ends in ("--for", "SIGTERM"):
        discord.asked.clear()
        await recording(run, *(("--for", "1s") if ends == "--for" else ()))
        check(nicknames(discord) == [MARK], f"{ends}: recorded after {nicknames(discord)}")
        check(len(remembered(run)) == 1, f"{ends}: nothing notes what to put back")
        if ends == "SIGTERM":
            run.process.send_signal(signal.SIGTERM)
        await run.over()
        check(run.process.returncode == 0, f"{ends}: ended with {run.process.returncode}")
        check(nicknames(discord) == [MARK, "Scribe"], f"{ends}: asked for {nicknames(discord)}")
        check(not remembered(run), f"{ends}: still notes something to put back")
        for path in recordings(run):
            check([text for kind, text in recorded(path)[1] if text.startswith("consent: ")] == ["consent: nickname mark shown"], "no note")
            os.remove(path)


@row("killed: the next start puts the nickname back; taken out of what was left, nothing remains")
async def _(run, discord):
    await recording(run)
    await seconds_of_speech(run)
    run.process.send_signal(signal.SIGKILL)
    await run.over()
    check(nicknames(discord) == [MARK] and discord.nickname == MARK, f"asked for {nicknames(discord)}")
    check(len(remembered(run)) == 1, "nothing notes what to put back")
    left, = recordings(run)
    check(os.path.getsize(left + "-wal") > 0, "there is no log; it is not what a killed program leaves")
    ana, ben = discord.voices
    check(await remains(run, all_of(ana)[:1]) and await remains(run, all_of(ana)[4:]), "not even before there is anything")
    told = await forget(run, left, ANA)
    check(told["idsLeft"] == told["namesLeft"] == 0 and told["packets"] > 40, f"forget says {told}")
    check(not await remains(run, all_of(ana)), f"remains: {await remains(run, all_of(ana))}")
    check(len(recorded(left)[0][BEN]) > 40, "the other is gone too")

    await recording(run, "--no-notice", "--for", "1s")
    await run.over()
    end = time.monotonic() + 30
    while discord.nickname != "Scribe" and time.monotonic() < end:
        await asyncio.sleep(0.05)
    check(nicknames(discord) == [MARK, "Scribe"], f"asked for {nicknames(discord)}")
    check(not remembered(run), "still notes something to put back")


@row("who is excluded is not in the file; who is taken out afterwards leaves no byte")
async def _(run, discord):
    ana, ben = discord.voices
    await recording(run, "--exclude", BEN)
    await seconds_of_speech(run)
    path = recordings(run)[0]
    check(not await remains(run, list(ben.delivered)), "frames of the excluded while it runs")
    output = await run.stop()
    check(run.process.returncode == 0, f"ended with {run.process.returncode}: {output}")
    of, events, _ = recorded(path)
    check(set(of) == {ANA} and len(of[ANA]) > 40, f"packets of {set(of)}")
    check(ben.delivered and not await remains(run, list(ben.delivered)), "frames of the excluded")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        for table in ("stream JOIN speaker ON speaker.id = stream.speaker", "missed JOIN stream ON stream.id = missed.stream "
                      "JOIN speaker ON speaker.id = stream.speaker"):
            rows = database.execute(f"SELECT count(*) FROM {table} WHERE user = ?", (int(BEN),)).fetchone()[0]
            check(rows == 0, f"{rows} rows of the excluded in {table}")
    check(any(kind == "exclude" for kind, _ in events), "that somebody was left out is nowhere noted")

    for voice in (ana, ben):
        told = await forget(run, path, voice.user)
        check(told["idsLeft"] == told["namesLeft"] == 0, f"forget says {told}")
        for track in [path for path in files(run, "") if NAMES[voice.user] in path]:  # exported before, which forget says it does not touch
            os.remove(track)
        check(not await remains(run, all_of(voice)), f"remains of {voice.user}: {await remains(run, all_of(voice))}")


async def play(program, name, seed):
    run = Run(program, name, seed)
    run.discord.names = dict(NAMES)
    run.discord.nickname = "Scribe"
    run.discord.takes = {"PATCH": 200, "POST": 200}
    await run.discord.start()
    try:
        await asyncio.wait_for(ROWS[name](run, run.discord), 200)
        return None
    except Exception as wrong:  # whatever it is, it is this row's alone
        return f"{type(wrong).__name__}: {wrong}; {[line for _, line in run.lines][-8:]}"
    finally:
        await run.end()


async def main():
    program, names = os.path.abspath(sys.argv[1]), sys.argv[2:] or list(ROWS)
    wrongs = await asyncio.gather(*(play(program, name, seed) for seed, name in enumerate(names, 1)))
    for name, wrong in zip(names, wrongs):
        print(f"FAIL {name}: {wrong}" if wrong else f"ok   {name}")
    return 1 if any(wrongs) else 0


if __name__ == "__main__":
    homes_in_memory()
    sys.exit(asyncio.run(main()))
