"""What a recording says of its losses, held against what the far side sent and what became of it.

The far side's log (stand_in.Packet) knows each packet's fate. The rules, for each speaker:

1. A packet is in the file at most once, unchanged; whatever was delivered while it was recorded is in it.
2. Of a stream (one SSRC in one connection) exactly the packets between the first and the last that are in the file can be known to
   be missing. The `packets` of `lossMap.causes` network and outage together are the number of those that are not in the file, and
   no other cause has any. What was due while the call could not be heard is the outage's.
3. Where speech is missing for longer than LONG, that much is told as lost: within a stream by the network or an outage, from one
   connection to the next all of it as an outage.
4. Nothing is told as lost where nothing was, and in all no more than was. (Where one stream follows another the two are placed each by
   its own arrivals: how little they overlap there, or lie apart, is told as well.)
5. Where the way was dark everything is told as lost, whoever may have spoken, if the row says that this can be known.

Places are those of the wall clock outside; the far side's frames end when they are due. Spans, holes: (from, to, cause).
"""

import asyncio
import json
import os
import sqlite3
from contextlib import closing
from datetime import datetime

LONG = 0.5  # seconds
SLACK = 0.1  # seconds by which the edge of a span may be off: what we and they are late, and what a track moves to fit
FRAME = 0.02


class Wrong(Exception):
    pass


class Speaker:
    """What was sent of one user, and which of it is in the file."""

    def __init__(self, user, log, rows):
        self.user = user
        self.sent = [packet for packet in log if packet.user == user]
        known = {(packet.ssrc, packet.sequence, packet.timestamp): packet for packet in self.sent}
        self.streams = {}  # (connection, SSRC): packets in the file
        self.kept = {}  # packet in the file: the number of its stream there, another one also after a leap of the sender's
        for number, connection, ssrc, sequence, rtp, payload in rows:
            packet = known.get((ssrc, sequence & 0xFFFF, rtp & 0xFFFFFFFF))
            if packet is None or packet.payload != payload or not packet.sent:
                raise Wrong(f"{user} never sent {ssrc} {sequence}")
            if packet in self.kept:
                raise Wrong(f"{sequence} of {user} twice")
            self.kept[packet] = number
            self.streams.setdefault((connection, ssrc), []).append(packet)

    def enclosed(self):
        """The missing packets that a reader of the file can know of."""
        ranges = [(min(packet.due for packet in stream), max(packet.due for packet in stream)) for stream in self.streams.values()]
        return [packet for packet in self.sent if packet not in self.kept and any(first < packet.due < last for first, last in ranges)]

    def overlooked(self, owed):
        """What was delivered, is owed by when it was, and is not in the file."""
        return [packet for packet in self.sent if packet.sent and packet not in self.kept and owed(packet.sent[0])]

    def seams(self):
        """Where what is in the file goes on in another stream."""
        kept = [packet for packet in self.sent if packet in self.kept]
        return [later.wall - FRAME for sooner, later in zip(kept, kept[1:]) if self.kept[sooner] != self.kept[later]]

    def holes(self):
        """Where something is missing between, before or behind what is in the file."""
        holes, before, missing = [], None, []
        for packet in self.sent:
            if packet not in self.kept:
                missing.append(packet)
                continue
            if missing:
                holes.append(Hole(before, missing, packet))
            before, missing = packet, []
        return holes + ([Hole(before, missing, None)] if missing else [])


class Hole:
    """Packets missing in a row, with what is around them in the file. A rest may be there, too: nobody can tell where in it they were."""

    def __init__(self, before, missing, after):
        self.since = before.wall if before else missing[0].wall - FRAME
        self.until = after.wall - FRAME if after else missing[-1].wall
        self.seconds = len(missing) * FRAME
        self.cause = None  # unknown: the file has no number on one side, or others on the two
        if before and after and before.connection != after.connection:
            self.cause = "outage"
        elif before and after and before.ssrc == after.ssrc:
            self.cause = "network"


def rows_of(path):
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        rows = database.execute(
            "SELECT speaker.user, stream, connection.id, ssrc, packet.sequence, rtp, payload FROM packet"
            " JOIN stream ON stream.id = packet.stream JOIN speaker ON speaker.id = stream.speaker"
            " JOIN connection ON connection.id = stream.connection ORDER BY packet.id").fetchall()
    of = {}
    for user, *row in rows:
        of.setdefault(str(user), []).append(row)
    return of


async def inspected(program, path, home):
    process = await asyncio.create_subprocess_exec(program, "inspect", path, "--json", "--spans", env=dict(os.environ, HOME=home),
                                                   stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    output, errors = await asyncio.wait_for(process.communicate(), 60)
    if process.returncode != 0:
        raise Wrong(f"not inspected: {process.returncode} {errors.decode()}")
    return json.loads(output)


def covered(since, until, spans):
    """How much of a stretch the spans cover, which do not overlap."""
    return sum(max(0.0, min(until, end) - max(since, start)) for start, end, _ in spans)


def joined(spans):
    """The same without seams between neighbours of one cause."""
    whole = []
    for since, until, cause in sorted(spans):
        if whole and since <= whole[-1][1] + 1e-4 and cause == whole[-1][2]:
            whole[-1] = whole[-1][0], max(until, whole[-1][1]), cause
        else:
            whole.append((since, until, cause))
    return whole


def shown(spans, zero):
    return [(round(since - zero, 3), round(until - zero, 3), cause) for since, until, cause in spans][:50]


def compare(log, rows, report, owed=lambda at: False, slack=SLACK, dark=(), rests=()):
    """Raises Wrong where they differ; returns what was found, by user.

    `owed`: whether what was delivered at such a time must be there; `dark`: from and to on the wall clock; `rests`: the
    same of where the far side was held up and silent without a word of it, so that it may look like an outage.
    """
    zero = datetime.fromisoformat(report["started"].replace("Z", "+00:00")).timestamp()
    tracks = {track["id"]: track for track in report["tracks"]}
    if set(tracks) != set(rows):
        raise Wrong(f"tracks of {sorted(tracks)}, packets of {sorted(rows)}")
    found = {}
    for user, track in tracks.items():
        speaker = Speaker(user, log, rows[user])
        if overlooked := speaker.overlooked(owed):
            raise Wrong(f"{len(overlooked)} delivered packets of {user} are not in the file: {overlooked[0]}")
        causes = {cause: total["packets"] for cause, total in track["lossMap"]["causes"].items()}
        missing = speaker.enclosed()
        if causes.pop("network") + causes.pop("outage") != len(missing) or any(causes.values()):
            raise Wrong(f"{len(missing)} packets of {user} are missing, said are {track['lossMap']['causes']}")
        spans = joined((zero + span["start"], zero + span["start"] + span["seconds"], span["cause"])
                       for span in track["lossMap"]["spans"])
        holes = speaker.holes()
        for hole in holes:
            either = {"network", "outage"} if hole.cause == "network" else {hole.cause}
            told = covered(hole.since, hole.until, joined((*span[:2], "") for span in spans if span[2] in either))
            wanted = hole.seconds if hole.cause == "network" else hole.until - hole.since if hole.cause == "outage" else 0.0
            if wanted > LONG and told < wanted - slack:
                hole = hole.since, hole.until, hole.cause
                raise Wrong(f"{user}: only {told:.3f} s of {shown([hole], zero)} are told: {shown(spans, zero)}")
        for since, until in dark:
            until = min(until, zero + report["seconds"])
            if (told := covered(since, until, spans)) < until - since - slack:
                raise Wrong(f"{user}: only {told:.3f} s of {shown([(since, until, 'dark')], zero)} are told: {shown(spans, zero)}")
        around = [(hole.since - slack, hole.until + slack, None) for hole in holes]
        seams = [(seam - slack, seam + slack, None) for seam in speaker.seams()]
        unheard = [(since - slack, until + slack, None) for since, until in dark]
        silent = [(since - slack, until + slack, None) for since, until in rests]
        allowed = {"network": joined(around), "outage": joined(around + seams + unheard + silent), "overlapped": joined(seams)}
        for span in spans:
            if covered(*span[:2], allowed.get(span[2], [])) < span[1] - span[0] - 1e-6:
                raise Wrong(f"nothing of {user} is missing in {shown([span], zero)}: {shown(allowed.get(span[2], []), zero)}")
        told = covered(zero - 9e9, zero + 9e9, [span for span in spans if span[2] == "network"])
        if told > len(missing) * FRAME + slack:
            raise Wrong(f"{user}: {told:.3f} s are told as lost in the network, {len(missing)} packets were")
        found[user] = {"missing": missing, "holes": holes, "spans": spans, "zero": zero}
    return found
