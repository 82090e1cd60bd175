#!/usr/bin/env python3
"""`lavalier record` in a call where the service misbehaves, one row for each way, judged from outside.

The far side is stand_in.py. Every frame that was delivered must be in the recording once and in order, however the call was
disturbed; where nothing could be delivered the gap is measured. What went wrong must be said within two seconds. A judgement of time
allows what we were late ourselves, and what the recorder's threads waited for a processor; one of data allows nothing.

Usage: bad_network.py PATH-TO-LAVALIER [ROW ...]
"""

import asyncio
import json
import os
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing

import stand_in
import truth
from machine import Waits, is_full
from stand_in import ANA, BEN, CHANNEL, GUILD, OTHER_CHANNEL, StandIn, homes_in_memory, steady
from truth import Wrong

AT_ONCE = 8
EDGE = 0.4  # seconds at both ends of a recording that prove nothing
ROWS = {}


def row(name, *, gap=0.3, ends=None, says=(), silence=()):
    """A row: at most `gap` seconds without a frame; `ends` is the exit code of a call that ends by itself; `says` what stderr holds.
    Speakers in `silence` are not judged."""
    def keep(play):
        ROWS[name] = {"play": play, "gap": gap, "ends": ends, "says": says, "silence": silence}
        return play
    return keep


class Run:
    """One `lavalier record` against one stand-in."""

    def __init__(self, program, name, seed):
        self.program, self.name = program, name
        self.discord = StandIn(name, seed)
        self.home = tempfile.mkdtemp(prefix="lavalier-network-")
        self.lines = []  # (time, line of stderr)
        self.lag = 0.0
        self.waits = Waits()
        self.watching = self.process = None
        self.facts = []
        self.excused = []  # (since, until): whatever was delivered then may be missing

    async def start(self, *more):
        await self.discord.start()
        await self.launch(*more)

    async def launch(self, *more):
        environment = dict(os.environ, HOME=self.home, LC_ALL="C.UTF-8", LAVALIER_TOKEN=stand_in.TOKEN, XDG_MUSIC_DIR=self.home)
        # A worker that crashes is gone at once, as shipped: a sanitizer's own report of it would take seconds.
        environment["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":handle_segv=0"
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            environment.pop(name, None)
        self.process = await asyncio.create_subprocess_exec(
            self.program, "record", "--api-base", f"http://127.0.0.1:{self.discord.port}/api/v10", "--guild", GUILD, "--channel", CHANNEL,
            "--output", self.home, "--json", *more, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
        self.reading = asyncio.ensure_future(self.read())
        self.watching = self.watching or asyncio.ensure_future(self.watch())

    async def read(self):
        while line := await self.process.stderr.readline():
            self.lines.append((time.monotonic(), line.decode(errors="replace").strip()))

    async def watch(self):
        while True:
            for _ in range(2):
                due = time.monotonic() + 0.05
                await asyncio.sleep(0.05)
                self.lag = max(self.lag, time.monotonic() - due)
            self.waits.sample(self.process.pid)

    def held(self, since, until):
        """Seconds that the recorder's threads had no processor between these times, added up."""
        if until > self.waits.samples[-1][0]:
            self.waits.sample(self.process.pid)
        return self.waits.between(since, until)

    def lateness(self, since, until):
        """By how much a machine that has no time for us may delay what ends then."""
        return 2 * self.lag + 3 * self.held(since, until)

    def line(self, at):
        return next(line for when, line in self.lines if when == at)

    def said(self, words, after=0.0):
        return next((at for at, line in self.lines if words in line and at >= after), None)

    async def hears(self, words, patience=30, after=0.0):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if (at := self.said(words, after)) is not None:
                return at
            if self.process.returncode is not None and self.reading.done():
                break
            await asyncio.sleep(0.02)
        raise Wrong(f"never said {words!r}: {[line for _, line in self.lines]}")

    async def promptly(self, words, since, limit=2.0):
        self.in_time(words, await self.hears(words, after=since - 0.05), since, limit)

    def in_time(self, words, at, since, limit=2.0):
        if at - since > limit + self.lateness(since, at) + 0.3:
            raise Wrong(f"{words!r} only after {at - since:.1f} s, {self.held(since, at):.2f} s of them without a processor")

    async def stop(self):
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.over()

    async def over(self, patience=60):
        """Standard output of a run that ends."""
        output = await asyncio.wait_for(self.process.stdout.read(), patience)
        await self.process.wait()
        await self.reading
        return output.decode()

    def is_excused(self, at):
        return any(since <= at <= until for since, until in self.excused)

    async def end(self):
        if self.watching:
            self.watching.cancel()
        if self.process and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()
        await self.discord.stop()
        shutil.rmtree(self.home, ignore_errors=True)


def recorded(path):
    """What the file holds of each user, and its events."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        packets = database.execute("SELECT user, payload, stream, packet.sequence FROM packet JOIN stream ON stream.id = packet.stream"
                                   " JOIN speaker ON speaker.id = stream.speaker ORDER BY packet.id").fetchall()
        events = database.execute("SELECT type, text FROM event").fetchall()
        counts = dict(database.execute("SELECT name, count FROM transport").fetchall())
    of = {}
    for user, payload, stream, sequence in packets:
        of.setdefault(str(user), []).append((payload, stream, sequence))
    return of, events, counts


async def judge(run, spec, path, began, ended):
    of, events, counts = recorded(path)
    for voice in run.discord.voices:
        if voice.user in spec["silence"]:
            continue
        frames = of.get(voice.user, [])
        payloads = [payload for payload, _, _ in frames]
        if len(set(payloads)) != len(payloads):
            raise Wrong(f"{len(payloads) - len(set(payloads))} frames of {voice.user} twice")
        places = {}
        for payload, stream, sequence in frames:
            places.setdefault(stream, {})[int.from_bytes(payload[9:13], "big")] = sequence
        for numbers in places.values():  # frames and their numbers rise together
            if len({sequence - count for count, sequence in numbers.items()}) != 1:
                raise Wrong(f"{voice.user}'s frames are numbered {sorted(numbers.items())[:5]} …")
        strangers = set(payloads) - set(voice.delivered)
        if strangers:
            raise Wrong(f"{len(strangers)} frames that nobody sent")
        known = set(payloads)
        missing = [at for payload, at in voice.delivered.items()
                   if began + EDGE < at < ended - EDGE and payload not in known and not run.is_excused(at)]
        if missing:
            raise Wrong(f"{len(missing)} delivered frames of {voice.user} are missing, {missing[0] - began:.2f} to "
                        f"{missing[-1] - began:.2f} s of {ended - began:.1f} s; {counts}")
        times = [began] + sorted(voice.delivered[payload] for payload in known) + [ended]
        gap, since = max((later - sooner, sooner) for sooner, later in zip(times, times[1:]))
        run.facts.append(f"gap {gap:.2f} s")
        if gap > spec["gap"] + run.lateness(since, since + gap) + 0.3:
            raise Wrong(f"{gap:.2f} s of {voice.user} without a frame; at most {spec['gap']}")
    truth.compare(run.discord.log, truth.rows_of(path), await truth.inspected(run.program, path, run.home),
                  slack=truth.SLACK + 2 * run.lag, rests=run.discord.rests)
    return events


def excuse_farewells(run, began):
    """Who begins anew has closed the socket before, and says so."""
    for at, what in run.discord.happened:
        if what == "voice identify" and at > began:
            closed = [when for when, what in run.discord.happened if what == "voice closed 1000" and max(began, at - 2) < when < at]
            run.excused.append((max(closed, default=at) - 0.5, at))


async def play(program, name, seed, spec, judge):
    run = Run(program, name, seed)
    try:
        if before := getattr(spec["play"], "before", None):
            before(run.discord)
        if prepare := getattr(spec["play"], "prepare", None):
            prepare(run)
        await run.start()
        await run.hears("Recording into", 60)
        began = time.monotonic()
        await asyncio.sleep(1.0)
        spec_events = await spec["play"](run, run.discord)
        if spec["ends"] is not None:
            output = await run.over()
            ended = run.said_end if hasattr(run, "said_end") else time.monotonic()
            if run.process.returncode != spec["ends"]:
                raise Wrong(f"exit code {run.process.returncode}, not {spec['ends']}: {[line for _, line in run.lines][-4:]}")
        else:
            await asyncio.sleep(1.0)
            ended = time.monotonic()
            output = await run.stop()
            if run.process.returncode != 0:
                raise Wrong(f"exit code {run.process.returncode}: {[line for _, line in run.lines][-4:]}")
        told = json.loads(output)
        for words in spec["says"]:
            if run.said(words) is None:
                raise Wrong(f"never said {words!r}: {[line for _, line in run.lines]}")
        excuse_farewells(run, began)
        events = await judge(run, spec, told["recording"], began, ended)
        if spec_events:
            for kind, words in spec_events:
                if not any(kind == type_ and words in text for type_, text in events):
                    raise Wrong(f"no event {kind!r} with {words!r}: {events[-20:]}")
        if run.discord.when("two voice sockets at once"):
            raise Wrong("two voice sockets at once")
        return None, f"{', '.join(run.facts)}, lag {run.lag:.2f} s, held {run.waits.total:.2f} s"
    except Exception as failure:  # whatever it is, it is this row's alone
        return f"{type(failure).__name__}: {failure}", ""
    finally:
        await run.end()


# --- N1: the network loses, doubles, swaps and delays ---
@row("30 % lost, swapped, doubled, 200 ms late", gap=1.0)
async def _(run, discord):
    discord.suffers(loss=0.3, reorder=0.2, duplicate=0.3, jitter=0.2)
    await asyncio.sleep(5)
    discord.suffers()
    await asyncio.sleep(0.5)


# --- what is legal and unusual ---
def wordy(discord):
    discord.wordy = discord.server_first = True
    discord.gateway_heartbeat, discord.voice_heartbeat = 1000.5, 1500.75


@row("everything legal and unusual at once", gap=0.4)
async def _(run, discord):
    await asyncio.sleep(2)
    discord.sockets["voice"].drop()
    await discord.until("voice resume")
    await asyncio.sleep(2)
_.before = wordy


def terse(discord):
    discord.terse = True


@row("everything left out that may be, beats unanswered", gap=0.4)
async def _(run, discord):
    await asyncio.sleep(2)
    discord.sockets["voice"].drop()
    await discord.until("voice resume")
    await asyncio.sleep(2)
_.before = terse


@row("an SSRC changes hands")
async def _(run, discord):
    ana, ben = discord.voices
    ana.talking = False
    await asyncio.sleep(0.5)
    discord.tell({"op": 13, "d": {"user_id": ANA}})
    await asyncio.sleep(3)  # she keeps her number for another second
    ben.talking = False
    await asyncio.sleep(0.3)
    ben.ssrc, ben.sequence = ana.ssrc, 5
    ana.ssrc = 4711
    for voice in (ben, ana):
        discord.tell({"op": 5, "d": {"user_id": voice.user, "ssrc": voice.ssrc, "speaking": 1}})
    ana.talking = ben.talking = True
    await asyncio.sleep(1.5)
_spec = ROWS["an SSRC changes hands"]
_spec["gap"] = 5.5


@row("nobody says who is talking for four seconds, and somebody is told", gap=2.5)
async def _(run, discord):
    ana = discord.voices[0]
    ana.talking = False
    await asyncio.sleep(0.5)
    discord.tell({"op": 13, "d": {"user_id": ANA}})
    await asyncio.sleep(1.2)
    ana.ssrc, ana.talking = 4711, True
    since = time.monotonic()
    await run.promptly("Discord does not say who", since)
    if not run.said("No audio is known yet of: ana", since):
        raise Wrong(f"did not name her: {[line for _, line in run.lines][-4:]}")
    await asyncio.sleep(max(0, since + 4 - time.monotonic()))
    discord.tell({"op": 5, "d": {"user_id": ANA, "ssrc": ana.ssrc, "speaking": 1}})
    await run.hears("Nobody is heard any more", after=since)
    await run.hears('"holds":false', after=since)  # the line behind it
    alarms = [json.loads(line) for _, line in run.lines if line.startswith("{") and '"alarm"' in line]
    if [(alarm["what"], alarm["holds"], len(alarm["speakers"])) for alarm in alarms] != [("stranger", True, 1), ("stranger", False, 0)]:
        raise Wrong(f"alarms: {alarms}")
    return [("notice", "alarm: heard, but nobody says who it is"), ("notice", "who it is, over")]


# --- N2: the main gateway ---
@row("gateway: the line breaks")
async def _(run, discord):
    discord.sockets["gateway"].drop()
    await discord.until("gateway resume", 10)
    await asyncio.sleep(1)


@row("gateway: asks to reconnect (op 7)")
async def _(run, discord):
    discord.sockets["gateway"].say({"op": 7, "d": None})
    await discord.until("gateway resume", 10)
    await asyncio.sleep(1)


@row("gateway: invalid session, resumable (op 9)")
async def _(run, discord):
    discord.sockets["gateway"].say({"op": 9, "d": True})
    await discord.until("gateway resume", 15)


@row("gateway: invalid session (op 9), the voice call goes on until Discord ends it", gap=3.0)
async def _(run, discord):
    since = time.monotonic()
    discord.sockets["gateway"].say({"op": 9, "d": False})
    await discord.until("identify", 20, after=since)
    await discord.until("voice ready", 20, after=since)
    await asyncio.sleep(1)


@row("gateway: no answer to a heartbeat")
async def _(run, discord):
    since = time.monotonic()
    discord.acks = False  # of both gateways; the voice gateway's is given up only after three
    await discord.until("gateway resume", 12, after=since)
    discord.acks = True
    await asyncio.sleep(1)
def _fast(discord):
    discord.gateway_heartbeat = 1000
_.before = _fast


@row("gateway: 4009")
async def _(run, discord):
    since = time.monotonic()
    discord.sockets["gateway"].close(4009)
    await run.promptly("timed out; logging in anew", since)
    await discord.until("identify", 20, after=since)
    await discord.until("voice ready", 20, after=since)
    await asyncio.sleep(0.5)
ROWS["gateway: 4009"]["gap"] = 3.0


@row("gateway: 4014, the call goes on", says=("Discord refused an intent",))
async def _(run, discord):
    since = time.monotonic()
    discord.sockets["gateway"].close(4014)
    await run.promptly("Discord refused an intent", since)
    await asyncio.sleep(3)
    if discord.when("gateway opened", since):
        raise Wrong("came back after 4014")


# --- N3: the voice gateway ---
@row("voice: the line breaks, and nothing of what was said meanwhile is lost")
async def _(run, discord):
    for code in (0, 4015, 1006):
        since = time.monotonic()
        socket = discord.sockets["voice"]
        discord.sockets["voice"] = None
        discord.voices[0].ssrc += 1  # told while nobody listens
        discord.tell({"op": 5, "d": {"user_id": ANA, "ssrc": discord.voices[0].ssrc, "speaking": 1}})
        socket.close(code) if code > 4000 else socket.drop()
        at = await discord.until("voice resume", 10, after=since)
        run.in_time("voice resume", at, since, 3.0)
        await asyncio.sleep(1.5)
    if discord.connection != 1:
        raise Wrong("did not resume, but began anew")
    return [("gap", "resuming")]


@row("voice: three beats unanswered")
async def _(run, discord):
    since = time.monotonic()
    discord.acks = False
    await discord.until("voice resume", 20, after=since)
    discord.acks = True
    await asyncio.sleep(1)
def _fast_voice(discord):
    discord.voice_heartbeat = 1000
_.before = _fast_voice


@row("voice: the server moves, endpoint null first", gap=3.0)
async def _(run, discord):
    discord.new_server()
    discord.tell_server(None)
    await asyncio.sleep(1)
    discord.tell_server()
    await discord.until("voice ready", 10, after=time.monotonic() - 0.1)
    await asyncio.sleep(1)
    return [("server change", "127.0.0.1")]


@row("voice: the same server with another token", gap=3.0)
async def _(run, discord):
    since = time.monotonic()
    discord.new_server()
    discord.tell_server()
    await discord.until("voice ready", 10, after=since)
    await asyncio.sleep(1)


@row("moved by a moderator, close code 4014 first", gap=3.0)
async def _(run, discord):
    since = time.monotonic()
    discord.sockets["voice"].close(4014)
    discord.new_server()
    await asyncio.sleep(0.5)
    discord.tell_state(OTHER_CHANNEL)
    discord.tell_server()
    await discord.until("voice ready", 10, after=since)
    await asyncio.sleep(1)


@row("moved by a moderator, server first", gap=3.0)
async def _(run, discord):
    since = time.monotonic()
    discord.new_server()
    discord.tell_server()
    await asyncio.sleep(0.3)
    discord.tell_state(OTHER_CHANNEL)
    await discord.until("voice ready", 10, after=since)
    await asyncio.sleep(1.5)


# --- N4: close codes and what a moderator does ---
@row("kicked", ends=5, gap=3.0)
async def _(run, discord):
    since = time.monotonic()
    discord.tell_state(None)
    discord.sockets["voice"].close(4014)
    await run.promptly("The bot was disconnected from the channel", since)
    run.said_end = since


def ends_with(code, words, *, after=2.0, exit_code=5):
    @row(f"voice: {code}", ends=exit_code, gap=3.0)
    async def _(run, discord):
        since = time.monotonic()
        run.said_end = since
        discord.refuse_identify = discord.refuse_resume = code
        discord.sockets["voice"].close(code)
        await run.promptly(words, since, after)
        if code in (4017, 4021) and discord.when("voice opened", since):
            raise Wrong(f"came back after {code}")


ends_with(4017, "end-to-end encryption")
ends_with(4021, "asked the bot to stop connecting")
ends_with(4014, "disconnected from the channel", after=13)
ends_with(4022, "The call ended", after=13)
ends_with(4011, "does not know this call", after=5)
ends_with(4006, "voice session is not valid", after=15)


@row("voice: 4006 once", gap=3.0)
async def _(run, discord):
    since = time.monotonic()
    discord.new_server()
    discord.sockets["voice"].close(4006)
    await discord.until("voice ready", 10, after=since)
    await asyncio.sleep(1)


@row("deafened", gap=0.3)
async def _(run, discord):
    since = time.monotonic()
    discord.tell_state(CHANNEL, deaf=True)
    await run.promptly("The bot is deafened", since)
    await asyncio.sleep(0.3)
    discord.tell_state(CHANNEL)
    await run.hears("no longer deafened")
    return [("notice", "deafened: the server sends no audio"), ("notice", "no longer deafened")]


@row("the permission is taken away", ends=5, gap=3.0)
async def _(run, discord):
    since = time.monotonic()
    run.said_end = since
    discord.dispatch("CHANNEL_UPDATE", {"id": CHANNEL, "type": 2, "name": "Table", "guild_id": GUILD, "position": 0, "parent_id": None,
                                        "permission_overwrites": [{"id": GUILD, "type": 0, "allow": "0", "deny": str(1 << 20)}]})
    discord.tell_state(None)
    discord.sockets["voice"].close(4014)
    await run.promptly("lost its permission", since)


# --- N5, N6: nothing gets through, and then it does again ---
async def comes_back(run, discord, since, limit=3.0):
    """The first frame after the network's return."""
    while True:
        await asyncio.sleep(0.05)
        if time.monotonic() - since > limit + 30:
            raise Wrong("no audio after the network was back")
        if discord.key and discord.peer and (at := discord.when("voice ready", since)):
            break
        if discord.when("voice resume", since):
            at = discord.when("voice resume", since)
            break
    run.in_time("audio after the network was back", at, since, limit)
    run.facts.append(f"back after {at - since:.1f} s")


@row("UDP goes nowhere for eight seconds", gap=9.0)
async def _(run, discord):
    await steady(discord)
    since = time.monotonic()
    discord.udp_dark = True
    await run.promptly("Nothing comes from the voice server", since)
    await asyncio.sleep(since + 8 - time.monotonic())
    since = time.monotonic()
    discord.udp_dark = False
    await run.promptly("The voice server is heard again", since)
    await run.hears('"holds":false', after=since)
    await asyncio.sleep(1.5)
    if discord.connection != 1:
        raise Wrong("began anew, though the path came back")
    alarms = [json.loads(line) for _, line in run.lines if line.startswith("{") and '"alarm"' in line]
    if [(alarm["what"], alarm["holds"]) for alarm in alarms] != [("path", True), ("path", False)]:
        raise Wrong(f"alarms: {alarms}")
    return [("notice", "alarm: nothing comes from the voice server, last heard "),
            ("notice", "nothing comes from the voice server, over, heard again ")]


@row("everybody falls silent without a word of it, and nobody is alarmed", gap=5.0)
async def _(run, discord):
    for voice in discord.voices:
        voice.talking = False
    await asyncio.sleep(4)
    for voice in discord.voices:
        voice.talking = True
    await asyncio.sleep(1)
    if run.said("Nothing comes from the voice server") is not None:
        raise Wrong("an alarm, though pings are answered")


@row("the network is away for twelve seconds", gap=16.0, says=("reconnecting",))
async def _(run, discord):
    await steady(discord)
    discord.refusing = discord.udp_dark = True
    for socket in ("gateway", "voice"):
        discord.sockets[socket].drop()
    await asyncio.sleep(12)
    since = time.monotonic()
    discord.refusing = discord.udp_dark = False
    await comes_back(run, discord, since)
    await discord.until("gateway resume", 5, after=since)
    await asyncio.sleep(1)
    if (said := sum("cannot be reached" in line for _, line in run.lines)) > 1:
        raise Wrong(f"said {said} times that Discord cannot be reached")
    return [("gap", "voice: back after")]


@row("the network is away and the voice server was replaced", gap=20.0)
async def _(run, discord):
    await steady(discord)
    discord.refusing = discord.udp_dark = True
    for socket in ("gateway", "voice"):
        discord.sockets[socket].drop()
    await asyncio.sleep(6)
    discord.new_server()
    since = time.monotonic()
    discord.refusing = discord.udp_dark = False
    await comes_back(run, discord, since, limit=4.0)
    await discord.until("voice ready", 10, after=since)
    await asyncio.sleep(1)


@row("this computer sleeps for three seconds", gap=0.5)
async def _(run, discord):
    run.process.send_signal(signal.SIGSTOP)
    await asyncio.sleep(3)
    run.process.send_signal(signal.SIGCONT)
    await asyncio.sleep(1)


# --- D3: whoever decodes for the meters is nothing to the recording ---
def workers_of(process):
    """Its lavalier-decode children."""
    found = set()
    for entry in os.listdir("/proc"):
        try:
            with open(f"/proc/{entry}/stat") as stat:
                name, rest = stat.read().split("(", 1)[1].rsplit(")", 1)
        except (OSError, IndexError):
            continue
        if int(rest.split()[1]) == process.pid and name == "lavalier-decode":
            found.add(int(entry))
    return found


def signal_to(pid, what):
    try:
        os.kill(pid, what)
    except ProcessLookupError:
        pass  # replaced meanwhile


async def frozen_for_good(run, patience=30):
    """Stops the recorder, every thread of it; when it was told to. What it does until then it has done in time."""
    told = time.monotonic()
    run.process.send_signal(signal.SIGSTOP)
    while time.monotonic() < told + patience:
        states = []
        for thread in os.listdir(f"/proc/{run.process.pid}/task"):
            try:
                with open(f"/proc/{run.process.pid}/task/{thread}/stat") as stat:
                    states.append(stat.read().rsplit(")", 1)[1].split()[0])
            except OSError:
                states.append("gone just now")
        if set(states) == {"T"}:
            break
        await asyncio.sleep(0.005)
    run.waits.sample(run.process.pid)
    return told


async def workers(run, count, gone, patience=30):
    """Waits for so many workers, none of them of those that are gone."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        there = workers_of(run.process)
        if len(there) >= count and not there & gone:
            return there
        await asyncio.sleep(0.02)
    raise Wrong(f"{len(workers_of(run.process))} workers, {count} wanted")


def loses_workers(name, by):
    """Back soon. A machine that has no time for us has none for the pool either, which then waits longer by intent: a turn that is late
    counts as one in time. tests/processing/pool holds the pool to a second of its own time, however long that takes."""
    @row(f"a decode worker is {name}")
    async def _(run, discord):
        there = await workers(run, 1, set())
        for _ in range(2):
            since = time.monotonic()
            for pid in there:
                signal_to(pid, by)
            there = await workers(run, len(there), there)
            run.in_time("workers", time.monotonic(), since, 5.0)
            run.facts.append(f"workers back after {time.monotonic() - since:.2f} s")
            await asyncio.sleep(1)


FROZEN = "#!/bin/sh\nkill -STOP $$\nexec sleep 1000\n"


@row("a decode worker is frozen, and somebody is told")
async def _(run, discord):
    """Those that replace it as well: one alone is replaced before anybody needs to be told."""
    await workers(run, 1, set())
    worker = os.path.join(os.path.dirname(run.program), "lavalier-decode")
    with open(worker + ".frozen", "w") as script:
        script.write(FROZEN)
    os.chmod(worker + ".frozen", 0o755)
    os.rename(worker, worker + ".real")
    os.rename(worker + ".frozen", worker)
    since = time.monotonic()
    try:
        for pid in workers_of(run.process):
            signal_to(pid, signal.SIGSTOP)
        await run.promptly("heard, but not decoded", since)
    finally:
        os.rename(worker + ".real", worker)
        for pid in workers_of(run.process):
            signal_to(pid, signal.SIGKILL)
    await run.hears('"holds":false', after=since)  # the line behind the one in words
    alarms = [json.loads(line) for _, line in run.lines if line.startswith("{") and '"alarm"' in line]
    if [(alarm["what"], alarm["holds"], len(alarm["speakers"])) for alarm in alarms] != [("decoder", True, 2), ("decoder", False, 0)]:
        raise Wrong(f"alarms: {alarms}")
    return [("notice", "alarm: heard, but not decoded"), ("notice", "over")]


def programs_of_its_own(run):
    """So that what is done to them is done to no other row."""
    folder = os.path.join(run.home, "bin")
    os.mkdir(folder)
    for name in ("lavalier", "lavalier-decode"):
        shutil.copy(os.path.join(os.path.dirname(run.program), name), folder)
    run.program = os.path.join(folder, "lavalier")
_.prepare = programs_of_its_own


@row("nothing reaches the disk, and somebody is told by name")
async def _(run, discord):
    since = time.monotonic()
    resource.prlimit(run.process.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    at = await run.hears("nothing of it is reaching the disk", after=since)
    run.in_time("nothing of it is reaching the disk", at, since, 3.0)
    if not ("ana" in run.line(at) and "ben" in run.line(at)):
        raise Wrong(f"names nobody: {run.line(at)!r}")
    await asyncio.sleep(1)
    resource.prlimit(run.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    await run.hears("is being written again")
    return [("notice", "alarm: heard, but not on disk")]


loses_workers("killed", signal.SIGKILL)
loses_workers("crashed", signal.SIGSEGV)
loses_workers("frozen", signal.SIGSTOP)


# --- H2, H3: nobody's business ---
@row("malformed messages of every kind")
async def _(run, discord):
    for socket in (discord.sockets["voice"], discord.sockets["gateway"]):
        for message in ("", "{", "[]", "null", '{"op":"5"}', '{"op":5}', '{"op":-1,"d":{}}', '{"op":4,"d":{"secret_key":[1]}}',
                        '{"op":2,"d":{}}', '{"op":5,"d":{"user_id":"x","ssrc":"y"}}', '{"op":11,"d":{"user_ids":{}}}',
                        '{"op":12,"d":{"user_id":"1","audio_ssrc":-4}}', '{"op":13,"d":{"user_id":null}}', '{"op":22,"d":{"transition_id":1e99}}',
                        '{"op":0,"t":"VOICE_STATE_UPDATE","s":99999,"d":{"user_id":"1"}}', '{"op":0,"t":"GUILD_CREATE","s":-1,"d":[]}',
                        "[" * 5000, '{"op":5,"d":' + '{"a":' * 3000 + "1" + "}" * 3000 + "}", "\ud7ff\ue000" * 50):
            socket.say(message)
        for message in (b"", b"\0", b"\0\0", b"\0\1\x19", b"\0\2\x1b" + bytes(600), b"\0\3\x1e" + b"\xff" * 600, b"\0\4\xff" + bytes(9)):
            socket.say(message)
        await asyncio.sleep(0.3)
    await asyncio.sleep(2)


@row("forged, repeated and foreign datagrams")
async def _(run, discord):
    loop = asyncio.get_running_loop()
    stranger, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0))
    kept = []
    send = discord.send
    discord.send = lambda datagram: (kept.append(datagram), send(datagram))
    end = time.monotonic() + 3
    while time.monotonic() < end:
        await asyncio.sleep(0.01)
        if is_full(discord.peer[1]):
            continue
        for datagram in kept[-4:]:
            send(datagram)  # again
            flipped = bytearray(datagram)
            flipped[discord.random.randrange(12, len(flipped))] ^= 1 << discord.random.randrange(8)
            send(bytes(flipped))
            stranger.sendto(datagram, discord.peer)
        stranger.sendto(b"\x00\x02\x00\x46" + bytes(70), discord.peer)
    stranger.close()
    discord.send = send


async def main(rows, judge):
    program, names = sys.argv[1], sys.argv[2:] or list(rows)
    if unknown := [name for name in names if name not in rows]:
        sys.exit(f"no such row: {unknown}; there are {list(rows)}")
    places = asyncio.Semaphore(AT_ONCE)
    failed = []

    async def one(name, seed):
        async with places:
            began = time.monotonic()
            wrong, facts = await play(program, name, seed, rows[name], judge)
            print(f"{'FAIL' if wrong else 'ok  '} {name} ({time.monotonic() - began:.0f} s{'; ' + facts if facts else ''})", flush=True)
            if wrong:
                print(f"     {wrong}", flush=True)
                failed.append(name)

    await asyncio.gather(*(one(name, seed) for seed, name in enumerate(names, 1)))
    print(f"{len(names) - len(failed)} of {len(names)} rows passed")
    return 1 if failed else 0


if __name__ == "__main__":
    homes_in_memory()
    sys.exit(asyncio.run(main(ROWS, judge)))
