#!/usr/bin/python3 -W ignore
"""From nothing to a saved MP3 of the demo's call with the keyboard alone, and what a screen reader is told meanwhile.

Keys are sent to the X server as a keyboard would send them; AT-SPI is only read. Runs inside Xvfb and a session bus of its own
(see CMakeLists.txt).

Usage: window_keyboard.py PATH-TO-LAVALIER [SCREENSHOT-DIR]
"""
import atexit
import ctypes
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def fail(message):
    print("FAIL: " + message)
    sys.exit(1)


class Attributes(ctypes.Structure):
    """XWindowAttributes."""
    _fields_ = [(name, ctypes.c_int) for name in ("x", "y", "width", "height", "border_width", "depth")] + [
        ("visual", ctypes.c_void_p), ("root", ctypes.c_ulong)] + [
        (name, ctypes.c_int) for name in ("window_class", "bit_gravity", "win_gravity", "backing_store")] + [
        (name, ctypes.c_ulong) for name in ("backing_planes", "backing_pixel")] + [
        ("save_under", ctypes.c_int), ("colormap", ctypes.c_ulong)] + [
        (name, ctypes.c_int) for name in ("map_installed", "map_state")] + [("rest", ctypes.c_byte * 64)]


class Keyboard:
    """Types on the X server's keyboard."""

    MODIFIERS = {"ctrl": b"Control_L", "shift": b"Shift_L", "alt": b"Alt_L"}

    def __init__(self):
        self.x = ctypes.CDLL("libX11.so.6")
        self.test = ctypes.CDLL("libXtst.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XStringToKeysym.restype = ctypes.c_ulong
        self.x.XKeysymToKeycode.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
        self.x.XKeysymToKeycode.restype = ctypes.c_ubyte
        for name, arguments in (
                ("XSync", (ctypes.c_void_p, ctypes.c_int)), ("XDefaultRootWindow", (ctypes.c_void_p,)),
                ("XGetInputFocus", (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
                ("XQueryTree", (ctypes.c_void_p, ctypes.c_ulong) + (ctypes.c_void_p,) * 4),
                ("XGetWindowAttributes", (ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p)),
                ("XSetInputFocus", (ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_ulong))):
            getattr(self.x, name).argtypes = arguments
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.test.XTestFakeKeyEvent.argtypes = (ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong)
        self.display = self.x.XOpenDisplay(None)
        if not self.display:
            fail("there is no display")

    def code(self, name):
        code = self.x.XKeysymToKeycode(self.display, self.x.XStringToKeysym(name))
        if not code:
            fail(f"no key {name}")
        return code

    def send(self, code, down):
        self.test.XTestFakeKeyEvent(self.display, code, down, 0)
        self.x.XSync(self.display, 0)

    def hand_over(self):
        """To the topmost window when nobody has the keyboard, as a window manager does where there is one."""
        focus, revert = ctypes.c_ulong(), ctypes.c_int()
        self.x.XGetInputFocus(self.display, ctypes.byref(focus), ctypes.byref(revert))
        desktop = self.x.XDefaultRootWindow(self.display)
        if focus.value not in (0, 1, desktop):  # nobody; whoever is under the pointer
            return
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self.x.XQueryTree(self.display, desktop, ctypes.byref(root),
                          ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count))
        for index in reversed(range(count.value)):
            attributes = Attributes()
            if (self.x.XGetWindowAttributes(self.display, children[index], ctypes.byref(attributes))
                    and attributes.map_state == 2 and attributes.width > 100):
                self.x.XSetInputFocus(self.display, children[index], 1, 0)
                self.x.XSync(self.display, 0)
                time.sleep(0.5)  # the window has to notice
                return

    def press(self, keys):
        """'ctrl+shift+r', 'Tab', 'space'."""
        self.hand_over()
        *held, key = keys.split("+")
        codes = [self.code(self.MODIFIERS[name]) for name in held] + [self.code(key.encode())]
        for code in codes:
            self.send(code, 1)
        for code in reversed(codes):
            self.send(code, 0)
        time.sleep(0.12)


class Ears:
    """What a screen reader hears: notifications that are shown, by their names."""

    def __init__(self):
        self.said = []
        self.listener = Atspi.EventListener.new(self.heard)
        self.listener.register("object:state-changed:showing")
        self.levels = []
        self.values = Atspi.EventListener.new(self.moved)
        self.values.register("object:property-change:accessible-value")
        self.focus = None
        self.places = Atspi.EventListener.new(self.went)
        self.places.register("object:state-changed:focused")

    def heard(self, event):
        try:
            if event.detail1 and event.source.get_role() == Atspi.Role.NOTIFICATION:
                self.said.append(event.source.get_name())
        except Exception:
            pass

    def went(self, event):
        # What says of itself that it is focused may be the current row of a list that is not.
        if event.detail1:
            self.focus = event.source

    def moved(self, event):
        try:
            name = event.source.get_name()
            if name.endswith(" level"):
                self.levels.append((time.monotonic(), name))
        except Exception:
            pass


def listen(seconds):
    """AT-SPI's events come while a main loop runs."""
    loop = GLib.MainLoop()
    GLib.timeout_add(int(seconds * 1000), loop.quit)
    loop.run()


class Program:
    def __init__(self, name):
        self.name = name

    def applications(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            try:
                application = desktop.get_child_at_index(index)
                if application and application.get_name() == self.name:
                    yield application
            except Exception:
                continue

    def nodes(self, node=None, depth=0):
        if node is None:
            for application in self.applications():
                yield from self.nodes(application)
            return
        yield node
        try:
            for index in range(min(node.get_child_count(), 500)):
                child = node.get_child_at_index(index)
                if child is not None and depth < 40:
                    yield from self.nodes(child, depth + 1)
        except Exception:
            return

    def showing(self, role, name):
        for node in self.nodes():
            try:
                if (node.get_role() == role and node.get_name() == name
                        and node.get_state_set().contains(Atspi.StateType.SHOWING)):
                    return node
            except Exception:
                continue
        return None

    def enabled(self, name):
        node = self.showing(Atspi.Role.PUSH_BUTTON, name)
        return node if node and node.get_state_set().contains(Atspi.StateType.ENABLED) else None


def label_of(node):
    """What a box says it is for; its name is what is chosen in it."""
    try:
        for relation in node.get_relation_set():
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
                return relation.get_target(0).get_name()
    except Exception:
        pass
    return None


def wait(what, probe, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = probe()
        if found:
            return found
        listen(0.15)
    fail(f"waited {seconds} s for {what}")


def has_keyboard(ears, name):
    try:
        return (ears.focus and name in (ears.focus.get_name(), label_of(ears.focus))
                and ears.focus.get_state_set().contains(Atspi.StateType.FOCUSED))
    except Exception:
        return False  # it has gone meanwhile


def walk_to(ears, keyboard, name):
    """Tab until what has that name or label has the keyboard."""
    for _ in range(60):
        if has_keyboard(ears, name):
            listen(0.5)  # a Tab of before may still be on its way
            if has_keyboard(ears, name):
                return
        keyboard.press("Tab")
        listen(0.1)
    fail(f"Tab never reached “{name}”")


def main():
    binary = sys.argv[1]
    shots = sys.argv[2] if len(sys.argv) > 2 else None
    home = tempfile.mkdtemp(prefix="lavalier-keyboard-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    environment = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home + "/config", XDG_DATA_HOME=home + "/data",
                       XDG_MUSIC_DIR=home + "/Music", QT_QPA_PLATFORM="xcb",
                       QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", LC_ALL="C.UTF-8", LANGUAGE="en")
    environment.pop("LAVALIER_TOKEN", None)
    keyboard = Keyboard()
    ears = Ears()
    program = Program("lavalier")

    def shot(name):
        if shots:
            os.makedirs(shots, exist_ok=True)
            subprocess.run(["import", "-window", "root", f"{shots}/{name}.png"], check=False)

    process = subprocess.Popen([binary], env=environment)
    try:
        # Nothing is known yet, so the assistant stands there; its first step leads into the demo.
        wait("the assistant", lambda: program.showing(Atspi.Role.PUSH_BUTTON, "Skip set-up"), 90)
        listen(0.5)
        shot("1-assistant")
        walk_to(ears, keyboard, "Look around in the demo")
        keyboard.press("space")
        process.wait(30)  # the demo is a program of its own
        wait("the demo's Join", lambda: program.enabled("Join"), 90)
        listen(0.5)
        shot("2-demo")
        keyboard.press("ctrl+j")
        wait("Leave", lambda: program.enabled("Leave"))
        wait("Record", lambda: program.enabled("Record"))
        keyboard.press("ctrl+r")
        wait("Pause", lambda: program.enabled("Pause"))
        listen(4)
        shot("3-recording")
        keyboard.press("ctrl+m")
        keyboard.press("ctrl+shift+r")
        wait("Export", lambda: not program.enabled("Stop") and program.enabled("Export"))
        listen(1.5)
        keyboard.press("ctrl+e")
        wait("the export dialog", lambda: program.showing(Atspi.Role.PUSH_BUTTON, "Choose folder"))
        listen(0.5)
        walk_to(ears, keyboard, "Format")
        keyboard.press("m")  # as in MP3
        listen(0.5)
        shot("4-export")
        keyboard.press("Return")
        tracks = wait("exported tracks", lambda: (
            t := glob.glob(home + "/**/*.mp3", recursive=True)) and len(t) >= 2 and t, 60)
        wait("the end of the export", lambda: any("exported" in s for s in ears.said), 30)
        shot("5-exported")
        for track in tracks:
            probe = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", track],
                                   capture_output=True, text=True)
            if not probe.stdout.strip() or float(probe.stdout) < 2:
                fail(f"{track} is no MP3: {probe.stdout} {probe.stderr}")
        keyboard.press("ctrl+q")
        print("\n".join("said: " + sentence for sentence in ears.said))
        for sentence in ("Recording has started.", "Recording has ended."):
            if sentence not in ears.said:
                fail(f"a screen reader was not told: {sentence}")
        moments = {}
        for at, name in ears.levels:
            moments.setdefault(name, []).append(at)
        if not moments:
            fail("no level was ever said")
        for name, at in moments.items():
            if len(at) > at[-1] - at[0] + 5:  # they may arrive in a bunch
                fail(f"“{name}” was said {len(at)} times in {at[-1] - at[0]:.1f} s")
        wait("the demo to end", lambda: not list(program.applications()), 20)
        print(f"PASS: {len(tracks)} MP3 tracks without a mouse, {len(moments)} meters at most once a second")
    finally:
        process.poll() is None and process.terminate()
        for application in program.applications():
            try:
                os.kill(application.get_process_id(), 15)
            except Exception:
                pass


main()
