"""Judges tracks against what the simulator put on the wire. Standard library only."""

import math
import re
import wave
from array import array
from bisect import bisect_left, bisect_right

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
        # What was held back on its way is logged late.
        self.packets.sort(key=lambda packet: packet["dueMicros"])
        self.audible = {(packet["ssrc"], packet["sequence"]) for packet in self.packets if not packet["silence"]}
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


def longest_halt(log, listener, ids):
    """Seconds by which a bot's process came late with a packet in the middle of a spurt: the machine's doing, not ours."""
    longest = 0.0
    for user in ids:
        for spurt in log.spurts(user, listener):
            for before, packet in zip(spurt, spurt[1:]):
                waited = (packet["sentMicros"] - before["sentMicros"]) / 1e6
                longest = max(longest, waited - ticks_between(before, packet) / RATE)
    return longest


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
    if channels == 1:
        return [sample / 32768 for sample in raw]
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
        # After a loss, or a stall of the sender, libopus finds back to a pure tone's level over a few frames.
        start = max(0, index - SETTLING)
        late = [near["sentMicros"] / 1e6 - ticks_between(spurt[0], near) / RATE for near in spurt[start:index + 1]]
        settling = any(before["fate"] != "sent" for before in spurt[start:index]) or max(late) - min(late) > FRAME / RATE / 2
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


# Calls in which keys, people and sockets come and go: every track against one clock.

LEAK = -50  # dB below the other's own level
LEAK_WINDOW = RATE // 10
END = 0.1
TAIL = 0.15  # a decoder's own end of a tone, or its guess at what was lost
CODE = re.compile(r"\d{5}( \d{5}){5}")


def heard_by(log, speaker, listener):
    return [packet for packet in log.packets if packet["speaker"] == speaker and packet["listener"] == listener
            and packet["fate"] != "again" and not packet["silence"]]


def judge_sent(log, speakers, listener, unreadable, came_late):
    """The log itself: bots said what they were to say, and little of it under keys the listener could not have."""
    problems = []
    if log.refused:
        problems.append(f"{log.refused} datagrams of the bots broke a rule")
    for user, speaker in speakers.items():
        packets = heard_by(log, user, listener)
        dark = 20 * sum(packet["fate"] == "unreadable" for packet in packets)
        if dark > unreadable:
            problems.append(f"{dark} ms of {speaker['name']} went out before the listener had a key, more than {unreadable}")
        if "periodMs" in speaker:
            wanted = min(length for _, length in speaker["spurts"])
        else:
            wanted = sum(length for _, length in speaker["spurts"])
        missing = wanted - 20 * len(packets)
        if missing > (2500 if came_late else 100):
            problems.append(f"{speaker['name']} sent {20 * len(packets)} ms, not {wanted}")
    return problems


class Track:
    """One speaker's samples and where on them each packet belongs once the shift is known."""

    def __init__(self, path, speaker, log, spurts):
        self.path = path
        self.speaker = speaker
        self.samples = read_mono(path)
        self.level = 10 ** (speaker["dbfs"] / 20)
        self.onsets = onsets(self.samples)
        self.spurts = [Placed(spurt, log) for spurt in spurts if any(packet["fate"] == "sent" for packet in spurt)]

    def settle(self, shift):
        """(place, delivered) of every packet, by time."""
        self.places = sorted((place + shift, packet["fate"] == "sent") for spurt in self.spurts
                             for packet, (place, _) in zip(spurt.packets, spurt.places))

    def between(self, begin, end):
        return self.places[bisect_left(self.places, (begin,)):bisect_left(self.places, (end,))]

    def is_steady(self, begin):
        """Says nothing in that window, or speaks all through it without a loss near."""
        near = self.between(begin - TAIL, begin + 0.14)
        settled = self.between(begin - 0.1, begin + 0.12)
        return not near or (all(good for _, good in settled) and len(settled) >= 10)


class Placed:
    """A spurt with wire times of its packets, by RTP and by arrival."""

    def __init__(self, packets, log):
        self.packets = packets
        # Joined in the middle of it: a decoder without a past finds to a tone's level as after a loss.
        self.is_rest = (packets[0]["ssrc"], (packets[0]["sequence"] - 1) & 0xFFFF) in log.audible
        first = packets[first_delivered(packets)]
        self.came = spoken_at(packets)
        offset = ticks_between(packets[0], first)
        self.began = self.came - offset / RATE
        self.places = [(self.began + ticks_between(packets[0], packet) / RATE, packet["sentMicros"] / 1e6) for packet in packets]
        self.end = max(max(both) for both in self.places) + FRAME / RATE

    def is_settling(self, index):
        """Near after a loss, a stall of the sender or the listener's own coming."""
        start = max(0, index - SETTLING)
        late = [arrival - place for place, arrival in self.places[start:index + 1]]
        return (any(before["fate"] != "sent" for before in self.packets[start:index]) or max(late) - min(late) > FRAME / RATE / 2
                or (self.is_rest and index < SETTLING))


def common_shift(tracks):
    """Track time minus wire time that most onsets of all tracks agree on."""
    votes = sorted(onset - spurt.came for track in tracks for onset in track.onsets for spurt in track.spurts)
    best = max(range(len(votes)), key=lambda i: bisect_right(votes, votes[i] + ONSET_TOLERANCE) - i)
    close = votes[best:bisect_right(votes, votes[best] + ONSET_TOLERANCE)]
    return close[len(close) // 2]


def judge_call(log, speakers, listener, paths, given_up):
    """Each speaker's own track holds all that was delivered and readable, in its place, and nothing else.

    What came before the log calls it readable sounds too, unless the recorder says that it gave it up (frames per user)."""
    problems = []
    names = {speaker["name"]: user for user, speaker in speakers.items()}
    heard = {name for name, user in names.items() if any(packet["fate"] == "sent" for packet in heard_by(log, user, listener))}
    if set(paths) != heard:
        return [f"tracks of {sorted(paths)}, heard were {sorted(heard)}"], "no judgement"
    tracks = [Track(path, speakers[names[name]], log, log.spurts(names[name], listener)) for name, path in sorted(paths.items())]
    lengths = {len(track.samples) for track in tracks}
    if len(lengths) != 1:
        problems.append(f"tracks of {sorted(lengths)} samples")
    if not any(track.onsets for track in tracks):
        return problems + ["nothing sounds"], "no judgement"
    shift = common_shift(tracks)
    for track in tracks:
        track.settle(shift)
    apart = []
    for track in tracks:
        problems += unexplained_onsets(track, shift, apart) + gaps(track, shift, given_up.get(names[track.speaker["name"]], 0)) + strays(track, shift)
    worst = max((leak(track, other), track.path.name, other.path.name) for track in tracks for other in tracks if other is not track)
    if worst[0] > LEAK:
        problems.append(f"{worst[1]} carries {worst[2]} at {worst[0]:.1f} dB")
    spread = max(apart) - min(apart) if apart else 0
    if spread > ONSET_TOLERANCE:
        problems.append(f"onsets differ by {spread * 1000:.1f} ms")
    packets = sum(packet["fate"] == "sent" for track in tracks for spurt in track.spurts for packet in spurt.packets)
    return problems, (f"{len(tracks)} tracks, {packets} packets in place, onsets within {spread * 1000:.1f} ms over {len(apart)}, "
                      f"leak {worst[0]:.0f} dB")


def unexplained_onsets(track, shift, apart):
    """Sound begins with a spurt, or where a gap of what could not be read ends."""
    problems = []
    for onset in track.onsets:
        near = min(track.spurts, key=lambda spurt: abs(spurt.came + shift - onset))
        distance = onset - near.came - shift
        whole = near.packets[0]["fate"] == "sent" and not near.is_rest
        if abs(distance) < 0.1 and whole:
            apart.append(distance)
            continue
        places = [place + shift for spurt in track.spurts for both in spurt.places for place in both]
        if min(abs(place - onset) for place in places) > ONSET_TOLERANCE:
            problems.append(f"{track.path.name}: sound begins at {onset:.3f} s, where nobody spoke")
    return problems


def gaps(track, shift, given_up):
    problems = []
    dark = 0
    for spurt in track.spurts:
        silent = []
        for index, (packet, places) in enumerate(zip(spurt.packets, spurt.places)):
            # Whoever speaks on is cut off where the recorder left.
            if packet["fate"] == "lost" or max(places) + shift > len(track.samples) / RATE - END:
                continue
            settling = spurt.is_settling(index)
            least = track.level / (16 if settling else 2)
            # A bot that stalls freezes its RTP: the frames after the stall belong where they arrived.
            if all(sound_at(track.samples, place + shift, track.speaker["hertz"]) < least for place in places):
                dark += packet["fate"] == "unreadable"
                if packet["fate"] == "sent":
                    silent.append(index)
        if silent:
            problems.append(f"{track.path.name}: frames {silent} of {len(spurt.packets)} at {spurt.began + shift:.2f} s silent though delivered")
    if dark > given_up:
        problems.append(f"{track.path.name}: {dark} frames without a sure key are silent, only {given_up} were given up")
    return problems


def strays(track, shift):
    """Sound above the leak's limit away from every spurt."""
    spoken = [(spurt.began + shift - 2 * ONSET_TOLERANCE, spurt.end + shift + TAIL) for spurt in track.spurts]
    limit = track.level * 10 ** (LEAK / 20)
    loud = [index * WINDOW / RATE for index, peak in enumerate(peak_windows(track.samples)) if peak > limit]
    stray = [at for at in loud if not any(begin <= at < end for begin, end in spoken)]
    return [f"{track.path.name}: sound at {stray[0]:.3f} s and {len(stray) - 1} places more, where nobody spoke"] if stray else []


HANN = [0.5 - 0.5 * math.cos(2 * math.pi * (i + 0.5) / LEAK_WINDOW) for i in range(LEAK_WINDOW)]


def leak(track, other):
    """The other's tone on this track while the other speaks, in dB below the other's level."""
    windows = [begin for begin, good in other.places[::5] if good and track.is_steady(begin)]
    windows = windows[::max(1, len(windows) // 40)]
    power = 0.0
    for begin in windows:
        first = int(begin * RATE)
        piece = [a * b for a, b in zip(track.samples[first:first + LEAK_WINDOW], HANN)]
        power += (2 * goertzel(piece, other.speaker["hertz"])) ** 2
    return 10 * math.log10(max(power / max(len(windows), 1), 1e-12) / other.level ** 2)


def judge_facts(told, codes, regroups):
    """What --json says of the encryption."""
    problems = []
    e2ee = told.get("e2ee") or {}
    if e2ee.get("version") != 1:
        problems.append(f"version {e2ee.get('version')} at the end")
    if not CODE.fullmatch(e2ee.get("privacyCode") or ""):
        problems.append(f"privacy code {e2ee.get('privacyCode')!r}")
    theirs = {code.replace(" ", "") for code in codes if code}
    if theirs != {(e2ee.get("privacyCode") or "").replace(" ", "")}:
        problems.append(f"privacy code {e2ee.get('privacyCode')}, the bots' {sorted(theirs)}")
    epochs = [change for change in e2ee.get("changes", []) if change["type"] == "epoch" and change["version"] == 1]
    numbers = [change["epoch"] for change in epochs]
    if not numbers or (not regroups and any(b <= a for a, b in zip(numbers, numbers[1:]))):
        problems.append(f"epochs {numbers}")
    if not all(CODE.fullmatch(change["privacyCode"] or "") for change in epochs):
        problems.append(f"codes {[change['privacyCode'] for change in epochs]}")
    return problems
