#!/usr/bin/env python3
"""The judge must pass good tracks and name what is wrong with bad ones."""

import math
import tempfile
import unittest
import wave
from array import array
from pathlib import Path

import judge

IDS = {"1": {"name": "Low", "hertz": 440, "dbfs": -20, "spurts": [[0, 400], [1000, 400]]},
       "2": {"name": "High", "hertz": 1000, "dbfs": -20, "spurts": [[0, 400], [1200, 400]]}}
LISTENER = "9"
FIELDS = "speaker listener ssrc sequence timestamp fate silence encrypted readable opusBytes dueMicros sentMicros".split()
LEAD = 500  # ms of the tracks before the first packet


def log_of(lost=(), unreadable=(), clear=()):
    """What a simulator would say; the arguments hold (speaker, sequence)."""
    packets = []
    for user, bot in IDS.items():
        sequence = timestamp = 0
        for start, length in bot["spurts"]:
            for frame in range(length // 20 + 5):
                fate = "lost" if (user, sequence) in lost else "sent"
                micros = (start + 20 * frame) * 1000
                silence = frame >= length // 20
                encrypted = not silence and (user, sequence) not in clear
                packets.append([user, LISTENER, int(user), sequence, timestamp, fate, silence, encrypted,
                                (user, sequence) not in unreadable, 80, micros, micros])
                sequence += 1
                timestamp += 960
    return judge.Log({"fields": FIELDS, "packets": packets, "refusedFromClients": 0, "notLogged": 0})


def tone_track(bot, milliseconds=2500, shift=0, hole=None, hertz=None):
    samples = [0.0] * (48 * milliseconds)
    for start, length in bot["spurts"]:
        first = 48 * (LEAD + start + shift)
        for i in range(48 * length):
            if not hole or not hole[0] <= first + i < hole[1]:
                samples[first + i] = 0.1 * math.sin(2 * math.pi * (hertz or bot["hertz"]) * i / judge.RATE)
    return samples


def write(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(judge.RATE)
        file.writeframes(array("h", [int(32767 * sample) for sample in samples]).tobytes())


class JudgeTest(unittest.TestCase):
    def problems(self, low, high, log=None, names=("01 Low.wav", "02 High.wav")):
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / name for name in names]
            for path, samples in zip(paths, (low, high)):
                write(path, samples)
            return judge.judge_tracks(log or log_of(), IDS, LISTENER, paths, "")

    def test_good_tracks_pass(self):
        self.assertEqual(self.problems(tone_track(IDS["1"]), tone_track(IDS["2"])), [])

    def test_a_lost_packet_may_be_silent(self):
        hole = (48 * (LEAD + 100), 48 * (LEAD + 120))
        self.assertEqual(self.problems(tone_track(IDS["1"], hole=hole), tone_track(IDS["2"]), log_of({("1", 5)})), [])

    def test_a_lost_first_packet_may_sound_or_not(self):
        log = log_of({("1", 0)})
        self.assertEqual(self.problems(tone_track(IDS["1"]), tone_track(IDS["2"]), log), [])
        hole = (48 * LEAD, 48 * (LEAD + 20))
        self.assertEqual(self.problems(tone_track(IDS["1"], hole=hole), tone_track(IDS["2"]), log), [])

    def test_a_packet_without_a_key_yet_may_be_silent(self):
        hole = (48 * LEAD, 48 * (LEAD + 60))
        log = log_of(unreadable={("1", 0), ("1", 1), ("1", 2)})
        self.assertEqual(self.problems(tone_track(IDS["1"], hole=hole), tone_track(IDS["2"]), log), [])

    def test_frames_in_the_clear_fail(self):
        self.assertEqual(judge.judge_encryption(log_of(), True), [])
        self.assertIn("in the clear", " ".join(judge.judge_encryption(log_of(clear={("1", 3)}), True)))
        self.assertIn("encrypted", " ".join(judge.judge_encryption(log_of(), False)))

    def test_a_delivered_packet_may_not(self):
        hole = (48 * (LEAD + 100), 48 * (LEAD + 120))
        self.assertIn("silent though delivered", " ".join(self.problems(tone_track(IDS["1"], hole=hole), tone_track(IDS["2"]))))

    def test_tracks_that_do_not_line_up_fail(self):
        self.assertIn("onsets differ", " ".join(self.problems(tone_track(IDS["1"], shift=30), tone_track(IDS["2"]))))

    def test_unequal_lengths_fail(self):
        self.assertIn("samples", " ".join(self.problems(tone_track(IDS["1"], 2520), tone_track(IDS["2"]))))

    def test_the_wrong_tone_fails(self):
        problems = self.problems(tone_track(IDS["1"], hertz=1000), tone_track(IDS["2"], hertz=440))
        self.assertIn("carries the tone of", " ".join(problems))

    def call_problems(self, low, high, log=None, given_up=None, names=("Low", "High")):
        with tempfile.TemporaryDirectory() as folder:
            paths = {}
            for name, samples in zip(names, (low, high)):
                paths[name] = Path(folder) / f"{name}.wav"
                write(paths[name], samples)
            return " ".join(judge.judge_call(log or log_of(), IDS, LISTENER, paths, given_up or {})[0])

    def test_a_call_row_by_row(self):
        low, high = IDS["1"], IDS["2"]
        ms = 48
        whole = tone_track(low), tone_track(high)
        leaking = [a + 0.02 * b for a, b in zip(whole[0], whole[1])]
        stray = list(whole[0])
        for i in range(ms * 1280, ms * 1380):
            stray[i] = 0.1 * math.sin(2 * math.pi * low["hertz"] * i / judge.RATE)
        early = {("1", sequence) for sequence in range(3)}
        hole = tone_track(low, hole=(ms * LEAD, ms * (LEAD + 60)))
        rows = [
            ("good tracks", whole, {}, ""),
            ("a lost frame is silent", (tone_track(low, hole=(ms * (LEAD + 100), ms * (LEAD + 120))), whole[1]),
             {"log": log_of({("1", 5)})}, ""),
            ("a delivered frame is silent", (tone_track(low, hole=(ms * (LEAD + 100), ms * (LEAD + 120))), whole[1]), {},
             "silent though delivered"),
            ("frames without a key, given up", (hole, whole[1]), {"log": log_of(unreadable=early), "given_up": {"1": 3}}, ""),
            ("frames without a key, and nobody says so", (hole, whole[1]), {"log": log_of(unreadable=early)}, "only 0 were given up"),
            ("a second spurt that is missing", (tone_track(low, hole=(ms * (LEAD + 1000), ms * (LEAD + 1400))), whole[1]), {},
             "silent though delivered"),
            ("a track out of line", (tone_track(low, shift=60), whole[1]), {}, "differ"),
            ("tracks of unequal length", (tone_track(low, 2520), whole[1]), {}, "samples"),
            ("one speaker on the other's track", (leaking, whole[1]), {}, "carries High.wav"),
            ("sound where nobody spoke", (stray, whole[1]), {}, "where nobody spoke"),
            ("nothing but silence", ([0.0] * len(whole[0]), [0.0] * len(whole[1])), {}, "nothing sounds"),
            ("a stranger's track", whole, {"names": ("Low", "Guest")}, "heard were"),
        ]
        for name, tracks, options, wanted in rows:
            with self.subTest(name):
                problems = self.call_problems(*tracks, **options)
                self.assertEqual(problems, "") if not wanted else self.assertIn(wanted, problems)

    def test_bots_that_sent_too_little_fail(self):
        log = log_of()
        for packet in log.packets:
            packet["listener"] = "2" if packet["speaker"] == "1" else "1"
        self.assertEqual(judge.judge_bots(log, IDS), [])
        log.packets = [packet for packet in log.packets if packet["timestamp"] < 40 * 960]
        self.assertNotEqual(judge.judge_bots(log, IDS), [])


if __name__ == "__main__":
    unittest.main()
