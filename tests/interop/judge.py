"""Judges tracks against what the simulator put on the wire. Standard library only."""

import math
import wave
from array import array

RATE = 48000
FRAME = 960
WINDOW = 240  # 5 ms
ONSET_TOLERANCE = 0.020
# Half the tone's level: below it a window counts as silent, above it as sounding.
HALF = 10 ** (-26 / 20)


class Log:
    """The simulator's log, read by name."""

    def __init__(self, answer):
        self.packets = [dict(zip(answer["fields"], row)) for row in answer["packets"]]
        self.refused = answer["refusedFromClients"]
        if answer["notLogged"]:
            raise ValueError("the log is not complete")

    def spurts(self, speaker, listener):
        """Runs of consecutive audio packets without the silence frames that end them."""
        runs = []
        expected = None
        for packet in self.packets:
            if packet["speaker"] != speaker or packet["listener"] != listener or packet["fate"] == "again":
                continue
            if packet["silence"]:
                expected = None
                continue
            if expected is None or packet["sequence"] != expected:
                runs.append([])
            runs[-1].append(packet)
            expected = (packet["sequence"] + 1) & 0xFFFF
        return runs


def judge_bots(log, ids):
    """Every bot was heard by every other, spurt for spurt, in whole frames."""
    problems = []
    if log.refused:
        problems.append(f"{log.refused} datagrams of the bots broke a rule")
    for speaker, bot in ids.items():
        for listener in ids:
            if listener == speaker:
                continue
            spurts = log.spurts(speaker, listener)
            lengths = [20 * len(spurt) for spurt in spurts]
            wanted = [length for _, length in bot["spurts"]]
            if len(spurts) != len(wanted) or any(abs(a - b) > 40 for a, b in zip(lengths, wanted)):
                problems.append(f"{bot['name']} sent spurts of {lengths} ms, not {wanted}")
    return problems


def read_mono(path):
    """Samples of a 16-bit WAV as floats, channels averaged."""
    with wave.open(str(path), "rb") as file:
        if file.getsampwidth() != 2 or file.getframerate() != RATE:
            raise ValueError(f"{path.name}: {file.getsampwidth()} bytes a sample at {file.getframerate()} Hz")
        raw = array("h", file.readframes(file.getnframes()))
        channels = file.getnchannels()
    return [sum(raw[i:i + channels]) / channels / 32768 for i in range(0, len(raw), channels)]


def goertzel(samples, hertz):
    """Amplitude of one frequency."""
    coefficient = 2 * math.cos(2 * math.pi * hertz / RATE)
    one = two = 0.0
    for sample in samples:
        one, two = sample + coefficient * one - two, one
    power = one * one + two * two - coefficient * one * two
    return 2 * math.sqrt(max(power, 0.0)) / max(len(samples), 1)


def peak_windows(samples):
    return [max(abs(sample) for sample in samples[i:i + WINDOW]) for i in range(0, len(samples) - WINDOW + 1, WINDOW)]


def onsets(samples):
    """Times at which sound begins after at least 150 ms without."""
    found = []
    quiet = 30
    for index, peak in enumerate(peak_windows(samples)):
        if peak > HALF:
            if quiet >= 30:
                found.append(index * WINDOW / RATE)
            quiet = 0
        else:
            quiet += 1
    return found


def first_delivered(spurt):
    return next(i for i, packet in enumerate(spurt) if packet["fate"] == "sent")


def judge_tracks(log, ids, listener, paths, output):
    """Right tone on the right track, onsets together, equal lengths, nothing delivered missing."""
    problems = []
    tracks = {}
    for path in paths:
        samples = read_mono(path)
        loudest = max(ids, key=lambda user: goertzel(samples, ids[user]["hertz"]))
        if ids[loudest]["name"] not in path.name:
            problems.append(f"{path.name} carries the tone of {ids[loudest]['name']}")
        for user, bot in ids.items():
            own, other = goertzel(samples, ids[loudest]["hertz"]), goertzel(samples, bot["hertz"])
            if user != loudest and other > own / 100:
                problems.append(f"{path.name} also carries {bot['hertz']} Hz")
        tracks[loudest] = (path, samples)
    if len(paths) != len(ids) or len(tracks) != len(ids):
        return problems + [f"{len(paths)} tracks for {len(ids)} speakers: {[path.name for path in paths]}; {output[:400]}"]
    lengths = {len(samples) for _, samples in tracks.values()}
    if len(lengths) != 1:
        problems.append(f"tracks of {sorted(lengths)} samples")

    offsets = []  # track time minus wire time, over all spurts of all tracks
    for user, (path, samples) in tracks.items():
        spurts = log.spurts(user, listener)
        heard = onsets(samples)
        if len(heard) != len(spurts):
            problems.append(f"{path.name}: {len(heard)} onsets for {len(spurts)} spurts")
            continue
        for spurt, onset in zip(spurts, heard):
            first = first_delivered(spurt)
            offsets.append(onset - spurt[first]["sentMicros"] / 1e6)
            missing = missing_frames(samples, spurt, first, onset, ids[user])
            if missing:
                problems.append(f"{path.name}: {len(missing)} of {len(spurt)} frames at {onset:.2f} s silent though delivered")
    if offsets:
        spread = max(offsets) - min(offsets)
        print(f"onsets agree within {spread * 1000:.1f} ms over {len(offsets)} spurts")
        if spread > ONSET_TOLERANCE:
            problems.append(f"onsets differ by {spread * 1000:.1f} ms")
    return problems


def missing_frames(samples, spurt, first, onset, bot):
    """Delivered packets whose place in the track does not sound."""
    expected = 10 ** (bot["dbfs"] / 20)
    silent = []
    for packet in spurt[first:]:
        ticks = (packet["timestamp"] - spurt[first]["timestamp"]) & 0xFFFFFFFF
        # The middle of the frame: the onset is measured to 5 ms, the encoder delays by 6.5 ms.
        middle = int(onset * RATE) + ticks + FRAME // 2
        piece = samples[middle - FRAME // 4:middle + FRAME // 4]
        if packet["fate"] == "sent" and goertzel(piece, bot["hertz"]) < expected / 2:
            silent.append(packet["sequence"])
    return silent
