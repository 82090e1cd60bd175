"""Judges tracks against what the simulator put on the wire. Standard library only."""

import math
import wave
from array import array

RATE = 48000
FRAME = 960
WINDOW = 96  # 2 ms, longer than half a period of 440 Hz
ONSET_TOLERANCE = 0.020
SETTLING = 3  # packets
PAUSE = 75  # windows: 150 ms
# Half the tone's level: below it a window counts as silent, above it as sounding.
HALF = 10 ** (-26 / 20)


class Log:
    """The simulator's log, read by name."""

    def __init__(self, answer):
        self.packets = [dict(zip(answer["fields"], row)) for row in answer["packets"]]
        for packet in self.packets:
            # Whoever has no key yet hears no more of it than of one that was lost.
            if packet["fate"] == "sent" and not packet["readable"]:
                packet["fate"] = "unreadable"
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


def judge_encryption(log, encrypted):
    """Every audio frame is encrypted end to end, or none is."""
    wrong = [packet for packet in log.packets if not packet["silence"] and packet["encrypted"] != encrypted]
    if wrong:
        return [f"{len(wrong)} of {len(log.packets)} frames {'in the clear' if encrypted else 'encrypted'}, the first: {wrong[0]}"]
    return []


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
    quiet = PAUSE
    for index, peak in enumerate(peak_windows(samples)):
        if peak > HALF:
            if quiet >= PAUSE:
                found.append(index * WINDOW / RATE)
            quiet = 0
        else:
            quiet += 1
    return found


def first_delivered(spurt):
    return next(i for i, packet in enumerate(spurt) if packet["fate"] == "sent")


def ticks_between(earlier, later):
    return (later["timestamp"] - earlier["timestamp"]) & 0xFFFFFFFF


def spoken_at(spurt):
    """When a spurt's first delivered packet was due at its sender. Delays only ever add, so the least delayed packet tells."""
    first = spurt[first_delivered(spurt)]
    return min(packet["sentMicros"] / 1e6 - ticks_between(first, packet) / RATE
               for packet in spurt if packet["fate"] == "sent" and ticks_between(first, packet) < 1 << 31)


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

    # Track time minus wire time, as an interval: when a spurt's first packets are lost, a decoder may sound in their
    # place or begin with the first that came. One shift must fit all spurts of all tracks.
    shifts = []
    for user, (path, samples) in tracks.items():
        spurts = log.spurts(user, listener)
        heard = onsets(samples)
        if len(heard) != len(spurts):
            problems.append(f"{path.name}: {len(heard)} onsets for {len(spurts)} spurts")
            continue
        for spurt, onset in zip(spurts, heard):
            first = first_delivered(spurt)
            came = spoken_at(spurt)
            began = came - ticks_between(spurt[0], spurt[first]) / RATE
            shifts.append((onset - came, onset - began))
            missing = missing_frames(samples, spurt, first, onset, ids[user])
            if missing:
                problems.append(f"{path.name}: frames {missing} of {len(spurt)} at {onset:.2f} s silent though delivered")
    if shifts:
        spread = max(0, max(low for low, _ in shifts) - min(high for _, high in shifts))
        print(f"onsets agree within {spread * 1000:.1f} ms over {len(shifts)} spurts")
        if spread > ONSET_TOLERANCE:
            steps = [(round(low * 1000), round(high * 1000)) for low, high in shifts]
            problems.append(f"onsets differ by {spread * 1000:.1f} ms: {steps}")
    return problems


def missing_frames(samples, spurt, first, onset, bot):
    """Delivered packets that sound neither where RTP nor where their arrival puts them."""
    expected = 10 ** (bot["dbfs"] / 20)
    silent = []
    for index, packet in enumerate(spurt[first:], first):
        if packet["fate"] != "sent":
            continue
        # After a loss libopus finds back to a pure tone's level over a few frames.
        settling = any(before["fate"] != "sent" for before in spurt[max(0, index - SETTLING):index])
        least = expected / (16 if settling else 2)
        # A bot that stalls freezes its RTP: the frames after the stall belong where they arrived.
        places = (ticks_between(spurt[first], packet) / RATE, (packet["sentMicros"] / 1e6) - spoken_at(spurt))
        if all(sound_at(samples, onset + place, bot["hertz"]) < least for place in places):
            silent.append(index)
    return silent


def sound_at(samples, start, hertz):
    """Level in the middle of the frame that begins there; onsets are measured to 2 ms, the encoder delays by 6.5 ms."""
    middle = int(start * RATE) + FRAME // 2
    return goertzel(samples[middle - FRAME // 4:middle + FRAME // 4], hertz)
