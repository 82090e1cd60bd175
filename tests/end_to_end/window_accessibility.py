#!/usr/bin/python3 -W ignore
"""From nothing to a saved MP3 of the demo's call by AT-SPI alone, as assistive technology does it: the assistant's way into
the demo, Join, Record, Pause, Resume, Stop, Export; no key is pressed. Runs inside Xvfb and a session bus of its own (see
CMakeLists.txt).

Usage: window_accessibility.py PATH-TO-LAVALIER [SCREENSHOT-DIR]
"""
import shutil
import atexit
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402


CODE = re.compile(r"(\d{5} ){5}\d{5}")
VERIFY = re.compile(r"(\d{5} ){8}\d{5}")


def fail(message):
    print("FAIL: " + message)
    sys.exit(1)


def walk(node, depth=0):
    """Every accessible below a node; parts that vanish meanwhile are passed over."""
    if node is None or depth > 40:
        return
    yield node
    try:
        count = node.get_child_count()
    except Exception:
        return
    for index in range(min(count, 2000)):
        try:
            child = node.get_child_at_index(index)
        except Exception:
            continue
        yield from walk(child, depth + 1)


def label_of(node):
    """What a box says it is for; its name is what is chosen in it."""
    try:
        for relation in node.get_relation_set():
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
                return relation.get_target(0).get_name()
    except Exception:
        pass
    return None


class Window:
    """Of whichever Lavalier runs here: the demo is a program of its own that follows the first."""

    def application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            try:
                if application and application.get_name() == "lavalier":
                    return application
            except Exception:
                continue
        return None

    def end(self):
        """SIGTERM, as a session that ends sends it; false when it stays."""
        application = self.application()
        if application is None:
            return True
        os.kill(application.get_process_id(), 15)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if self.application() is None:
                return True
            time.sleep(0.2)
        os.kill(application.get_process_id(), 9)
        return False

    def find(self, role, name=None, showing=True):
        for node in walk(self.application()):
            try:
                if node.get_role() != role:
                    continue
                if name is not None and node.get_name() != name:
                    continue
                if showing and not node.get_state_set().contains(Atspi.StateType.SHOWING):
                    continue
                return node
            except Exception:
                continue
        return None

    def wait(self, what, probe, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = probe()
            if found:
                return found
            time.sleep(0.15)
        fail(f"waited {seconds} s for {what}")

    def button(self, name):
        return self.find(Atspi.Role.PUSH_BUTTON, name)

    def enabled(self, name):
        node = self.button(name)
        return node if node and node.get_state_set().contains(Atspi.StateType.ENABLED) else None

    def press(self, name, seconds=60):
        node = self.wait(f"the button {name} to be enabled", lambda: self.enabled(name), seconds)
        if not node.get_action_iface() or not node.get_action_iface().do_action(0):
            fail(f"the button {name} has no action")
        print(f"pressed {name}")

    def choose(self, box, row):
        """That row of the box with that label."""
        def boxes():
            return next((n for n in walk(self.application()) if n.get_role() == Atspi.Role.COMBO_BOX
                         and box in (n.get_name(), label_of(n))
                         and n.get_state_set().contains(Atspi.StateType.SHOWING)), None)
        node = self.wait(f"the box {box}", boxes)
        item = next((n for n in walk(node) if n.get_role() == Atspi.Role.LIST_ITEM and n.get_name() == row), None)
        if item is None or not item.get_action_iface().do_action(0):
            fail(f"{row} cannot be chosen in {box}")
        self.wait(f"{row} in {box}", lambda: node.get_name() == row)
        print(f"chose {row} in {box}")

    def start_export(self):
        """By the dialog's own button, which says how much it will be."""
        start = self.wait("the dialog's Export button", lambda: next(
            (n for n in walk(self.application()) if n.get_role() == Atspi.Role.PUSH_BUTTON
             and n.get_name().startswith("Export ") and n.get_name().rstrip("s").endswith("track")
             and n.get_state_set().contains(Atspi.StateType.SHOWING)), None))
        print(f"pressed {start.get_name()}")
        start.get_action_iface().do_action(0)

    def toggle(self, name):
        """The checkable button of that name, pressed; what it says afterwards."""
        node = self.wait(f"the toggle {name}", lambda: self.toggled(name)[0])
        before = self.toggled(name)[1]
        node.get_action_iface().do_action(0)
        self.wait(f"{name} to change", lambda: self.toggled(name)[1] != before)
        print(f"toggled {name}")
        return not before

    def toggled(self, name):
        for role in (Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.PUSH_BUTTON):
            node = self.find(role, name)
            if node:
                return node, node.get_state_set().contains(Atspi.StateType.CHECKED)
        return None, None

    def code(self):
        """Six groups of five digits, as the one label that holds nothing else says them."""
        for node in walk(self.application()):
            try:
                if (node.get_role() == Atspi.Role.LABEL and CODE.fullmatch(node.get_name())
                        and node.get_state_set().contains(Atspi.StateType.SHOWING)):
                    return node.get_name()
            except Exception:
                continue
        return None

    def meters(self):
        found = {}
        for node in walk(self.application()):
            try:
                if not node.get_name().endswith(" level"):
                    continue
                value = node.get_value_iface()
                if value is not None:
                    found[node.get_name()] = value.get_current_value()
            except Exception:
                continue
        return found


def main():
    program = sys.argv[1]
    shots = sys.argv[2] if len(sys.argv) > 2 else None
    home = tempfile.mkdtemp(prefix="lavalier-window-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    environment = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home + "/config", XDG_DATA_HOME=home + "/data",
                       XDG_MUSIC_DIR=home + "/Music", QT_QPA_PLATFORM="xcb",
                       QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", LC_ALL="C.UTF-8", LANGUAGE="en")
    environment.pop("LAVALIER_TOKEN", None)
    process = subprocess.Popen([program], env=environment)
    window = Window()

    def shot(name):
        if shots:
            os.makedirs(shots, exist_ok=True)
            subprocess.run(["import", "-window", "root", f"{shots}/{name}.png"], check=False)

    try:
        # Nothing is known yet, so the assistant stands there; its first step leads into the demo.
        window.wait("the assistant", lambda: window.button("Skip set-up"), 90)
        assistant = window.find(Atspi.Role.DIALOG, "Set-up assistant") or window.application()
        shot("0-assistant")
        look = next((n for n in walk(assistant) if n.get_role() == Atspi.Role.PUSH_BUTTON
                     and n.get_name() == "Look around in the demo"), None)
        if look is None or not look.get_action_iface().do_action(0):
            fail("the assistant does not lead into the demo")
        print("pressed Look around in the demo")
        process.wait(30)  # the demo is a program of its own
        window.wait("the window", lambda: window.application() and window.button("Join"), 90)
        window.wait("Settings", lambda: window.button("Settings"))
        shot("1-start")
        window.press("Join", 90)
        window.wait("Leave", lambda: window.enabled("Leave"), 90)
        meters = window.wait("five meters", lambda: (m := window.meters()) and len(m) >= 5 and m, 90)
        print(f"meters: {sorted(meters)}")
        for name in ("Ana", "Bram", "Chidi", "Dana", "Étienne"):
            if f"{name} level" not in meters:
                fail(f"no meter for {name}")
        loudest = window.wait(
            "a level above silence",
            lambda: (m := max(window.meters().values(), default=-100)) > -55 and m, 90)
        if loudest > 0.5:
            fail(f"a level of {loudest} dBFS cannot be")
        # Listening: on and off, and somebody muted; without a device that is a sentence, no more.
        if not window.toggle("Listen") or not window.toggle("Mute Ana"):
            fail("listening did not begin")
        if window.toggle("Listen") or window.toggle("Mute Ana"):
            fail("listening did not end")
        # The lock: closed, in words, and its code in six groups of five digits.
        window.wait("the closed lock", lambda: window.button("End-to-end encrypted"), 90)
        window.press("Record")
        window.wait("Pause", lambda: window.enabled("Pause"))
        time.sleep(4)
        window.press("End-to-end encrypted")
        code = window.wait("the privacy code", window.code)
        print(f"privacy code: {code}")
        shot("2-code")
        window.press("Close")
        window.wait("the code to be gone", lambda: not window.code())
        shot("2-recording")
        window.press("Pause")
        window.wait("Resume instead of Pause", lambda: window.button("Resume") and not window.button("Pause"))
        time.sleep(1)
        shot("3-paused")
        window.press("Resume")
        window.wait("Pause again", lambda: window.button("Pause"))
        time.sleep(2)
        window.press("Stop")
        recordings = window.wait("a finished recording",
                                 lambda: glob.glob(home + "/**/*.lavalier", recursive=True))
        window.press("Export", 60)
        shot("4-export")
        window.start_export()  # its folder is beside the recording
        tracks = window.wait("exported tracks", lambda: (
            t := glob.glob(home + "/**/*.opus", recursive=True)) and len(t) >= 2 and t, 60)
        time.sleep(1)
        shot("5-exported")
        lengths = set()
        for track in glob.glob(home + "/**/*.opus", recursive=True):
            probe = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=duration_ts",
                                    "-of", "csv=p=0", track], capture_output=True, text=True)
            lengths.add(probe.stdout.strip())
        if len(lengths) != 1:
            fail(f"the tracks differ in length: {lengths}")
        if len(recordings) != 1:
            fail(f"one recording was made, but there are {recordings}")
        # The pause is cut out of every track, and nothing else is.
        inspected = subprocess.run([program, "inspect", recordings[0], "--json"], env=environment,
                                   capture_output=True, text=True, check=True)
        recorded = json.loads(inspected.stdout)
        shown = [change["privacyCode"] for change in recorded["e2ee"]["changes"] if change["type"] == "epoch"]
        if code not in shown or recorded["e2ee"]["version"] != 1:
            fail(f"the window showed {code}, the file says {recorded['e2ee']}")
        for speaker in recorded["speakers"]:
            if speaker["id"] in {track["id"] for track in recorded["tracks"]} and not VERIFY.fullmatch(
                    speaker["verificationCode"] or ""):
                fail(f"no verification code: {speaker}")
        moments = {event["type"]: event["seconds"] for event in recorded["events"]
                   if event["type"] in ("pause", "resume")}
        pause = moments["resume"] - moments["pause"]
        spoken = recorded["seconds"] - pause
        length = int(next(iter(lengths))) / 48000
        if pause < 0.9 or abs(length - spoken) > 0.05:
            fail(f"{recorded['seconds']} s with a pause of {pause} s became a track of {length} s")
        # Once more, as MP3: an encoder adds some hundredths of a second at both ends.
        window.press("Export", 60)
        window.choose("Format", "MP3")
        window.start_export()
        mp3 = window.wait("MP3 tracks", lambda: (
            t := glob.glob(home + "/**/*.mp3", recursive=True)) and len(t) == len(tracks) and t, 60)
        for track in mp3:
            probe = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", track],
                                   capture_output=True, text=True)
            if not probe.stdout.strip() or abs(float(probe.stdout) - length) > 0.15:
                fail(f"{track} should last {length} s: {probe.stdout} {probe.stderr}")
        shot("6-mp3")
        window.press("Leave")
        window.wait("Join to be back", lambda: window.button("Join"))
        print(f"PASS: {len(tracks)} tracks of {lengths.pop()} samples, and {len(mp3)} MP3")
    finally:
        ended = window.end()
        if process.poll() is None:
            process.kill()
        if not ended:
            fail("lavalier did not end on SIGTERM")


main()
