#!/usr/bin/env python3
"""Kills `lavalier record` in the middle of a call, again and again; what is lost is counted from what the far side sent.

Usage: killed.py PATH-TO-LAVALIER [TRIALS [SEED]]
"""

import asyncio
import glob
import os
import random
import sys
import time

from bad_network import AT_ONCE, Run, frozen_for_good, recorded
from stand_in import homes_in_memory
from truth import Wrong

MOST = 0.1  # seconds that a crash may cost
FAULTS = {"loss": 0.05, "reorder": 0.1, "duplicate": 0.05, "jitter": 0.05}


async def recovered(run, path):
    process = await asyncio.create_subprocess_exec(run.program, "recover", path, "--json", env=dict(os.environ, HOME=run.home),
                                                   stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    if process.returncode != 0:
        raise Wrong(f"not recovered: {process.returncode} {errors.decode()}")


async def trial(program, number, after):
    run = Run(program, f"killed {number}", number)
    run.discord.suffers(**FAULTS)
    try:
        await run.start()
        await run.hears("Recording into", 60)
        began = time.monotonic()
        await asyncio.sleep(after)
        # Frozen first, so that what it waited for a processor until then can still be read.
        killed = await frozen_for_good(run)
        run.process.kill()
        await run.process.wait()
        path, = glob.glob(run.home + "/**/*.lavalier", recursive=True)
        await recovered(run, path)
        frames, events, _ = recorded(path)
        lost = 0.0
        for voice in run.discord.voices:
            known = {payload for payload, _, _ in frames.get(voice.user, [])}
            if strangers := known - set(voice.delivered):
                raise Wrong(f"{len(strangers)} frames that nobody sent")
            missing = [at for payload, at in voice.delivered.items() if began + 0.4 < at < killed and payload not in known]
            lost = max([lost] + [killed - at for at in missing])
        return lost, 2 * run.lag + run.held(killed - 1, killed)
    finally:
        await run.end()


async def main():
    program, trials = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 24
    dice = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    places = asyncio.Semaphore(AT_ONCE)
    failed, losses = [], []

    async def one(number, after):
        async with places:
            try:
                lost, late = await trial(program, number, after)
            except Exception as failure:  # whatever it is, it is this one's alone
                failed.append(f"killed after {after:.2f} s: {type(failure).__name__}: {failure}")
                return
            losses.append(lost)
            # What the far side sends late, and what a recorder without a processor has not fetched yet, is no fault of the recorder's.
            if lost > MOST + late:
                failed.append(f"killed after {after:.2f} s: {lost * 1000:.0f} ms lost, {late * 1000:.0f} ms allowed for a late machine")

    await asyncio.gather(*(one(number, dice.uniform(1, 8)) for number in range(1, trials + 1)))
    for failure in failed:
        print("FAIL " + failure)
    losses.sort()
    if losses:
        print(f"{len(losses)} killed: median {losses[len(losses) // 2] * 1000:.0f} ms lost, at most {losses[-1] * 1000:.0f} ms")
    print("FAIL" if failed else "PASS")
    return 1 if failed else 0


if __name__ == "__main__":
    homes_in_memory()
    sys.exit(asyncio.run(main()))
