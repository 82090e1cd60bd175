#!/usr/bin/env python3
"""`lavalier record` while nothing at all gets through for a while, as when a laptop's Wi-Fi is away.

Discord does not forget a call so soon: it goes on sending to our address, and takes a resume. So audio must be in the
recording again at once when datagrams find their way, whatever became of the web sockets, and they must be back soon after.
What the recording says of its holes is held against the far side's log, as in bad_network.py.

Usage: network_gone.py PATH-TO-LAVALIER [ROW ...]
"""

import asyncio
import sys
import time

import bad_network
from bad_network import Wrong
from stand_in import homes_in_memory, steady

ROWS = {}
SOON = 3.0


async def judge(run, spec, path, began, ended):
    """As every call with a bad network is judged, and by what the row itself demands."""
    events = await bad_network.judge(run, spec, path, began, ended)
    of, _, _ = bad_network.recorded(path)
    run.also(of, events)
    return events


def network_is_away(seconds, connections, connecting, *, forgets=False):
    """With `forgets` Discord has another voice server for the call by then, and does not know the old session."""
    name = f"away for {seconds} s; connections {connections}, new ones are {connecting}" + (
        "; the call is elsewhere by then" if forgets else "")

    async def goes_away(run, discord):
        await asyncio.sleep(8)  # till it is known what this server answers
        await steady(discord)
        since = time.monotonic()
        discord.lose_network(connections=connections, connecting=connecting)
        await asyncio.sleep(since + seconds - time.monotonic())
        if forgets:
            discord.new_server()
        # How soon is another row's question, in a call that has shown longer which pings are answered.
        if seconds > 20 and not any(run.said(words, since) for words in ("Nothing comes from the voice server", "reconnecting")):
            raise Wrong("nobody was told")
        back = time.monotonic()
        await discord.find_network()
        await asyncio.sleep(8)

        def heard_soon(of, events):
            for voice in discord.voices:
                at = min((voice.delivered[payload] for payload, _, _ in of.get(voice.user, [])
                          if voice.delivered.get(payload, 0) > back), default=None)
                if at is None:
                    raise Wrong(f"nothing of {voice.user} after the network was back")
                run.facts.append(f"heard again after {at - back:.2f} s")
                if at - back > SOON + run.lateness(back, at):
                    raise Wrong(f"{voice.user} is heard again {at - back:.1f} s after the network")
            if not forgets and discord.connection != 1:
                raise Wrong("began anew, though the session was still there")
            if not forgets and any(len({stream for _, stream, _ in frames}) != 1 for frames in of.values()):
                raise Wrong("not the same streams")
            if set(of) != {voice.user for voice in discord.voices}:
                raise Wrong(f"tracks of {sorted(of)}")
            if seconds > 20 and not any(kind == "gap" for kind, _ in events):
                raise Wrong(f"no outage in {events}")
        run.also = heard_soon

        for kind, what in (("voice", "voice resume"), ("gateway", "gateway resume")):
            opened = [at for at, happened in discord.happened if happened == f"{kind} opened" and at > since]
            resumed = discord.when(what, since)
            run.facts.append(f"{what} after " + (f"{resumed - back:.2f} s" if resumed else "never") + f" ({len(opened)})")
        if forgets or connections == "die":
            for what in ("voice ready",) if forgets else ("voice resume",):
                if (at := discord.when(what, back)) is None or at - back > SOON + run.lateness(back, at):
                    raise Wrong(f"{what!r}: {discord.happened[-20:]}")
        # Whoever reads now is the only one, on both gateways.
        open_now = [socket for socket in discord.everyone if socket.open and not socket.away]
        if len(open_now) != 2:
            raise Wrong(f"{len(open_now)} web sockets are read")

    ROWS[name] = {"play": goes_away, "gap": seconds + SOON, "ends": None, "says": (), "silence": ()}


network_is_away(25, "survive", "mute")
network_is_away(25, "die", "refused")
network_is_away(25, "die", "swallowed")
network_is_away(25, "die", "mute")
network_is_away(10, "die", "swallowed")
network_is_away(10, "survive", "swallowed")
network_is_away(45, "die", "refused")
network_is_away(25, "die", "refused", forgets=True)

if __name__ == "__main__":
    homes_in_memory()
    sys.exit(asyncio.run(bad_network.main(ROWS, judge)))
