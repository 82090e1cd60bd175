#!/usr/bin/python3 -W ignore
"""Quits the window while the disk it reads the list of recordings from does not answer.

Runs inside Xvfb and a session bus of its own (see CMakeLists.txt).

Usage: window_end.py PATH-TO-LAVALIER
"""
import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402


def fail(message):
    print("FAIL: " + message)
    sys.exit(1)


def walk(node, depth=0):
    """Every accessible below a node; parts that vanish meanwhile are passed over."""
    if node is None or depth > 20:
        return
    yield node
    try:
        children = [node.get_child_at_index(index) for index in range(min(node.get_child_count(), 500))]
    except Exception:
        return
    for child in children:
        yield from walk(child, depth + 1)


def find(process, role, name):
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        try:
            application = desktop.get_child_at_index(index)
            if application.get_process_id() != process.pid:
                continue
            return next((node for node in walk(application) if node.get_role() == role and node.get_name() == name), None)
        except Exception:
            continue
    return None


def main():
    home = tempfile.mkdtemp(prefix="lavalier-end-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    environment = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home + "/config", XDG_DATA_HOME=home + "/data",
                       XDG_CACHE_HOME=home + "/cache", XDG_MUSIC_DIR=home + "/Music", QT_QPA_PLATFORM="xcb",
                       QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", LC_ALL="C.UTF-8", LANGUAGE="en")
    environment.pop("LAVALIER_TOKEN", None)
    for hangs, patience in ((False, 30), (True, 30)):
        if hangs:  # reading it waits for somebody who writes, for ever
            os.makedirs(home + "/cache/lavalier", exist_ok=True)
            os.mkfifo(home + "/cache/lavalier/recordings.list")
        process = subprocess.Popen([sys.argv[1], "--demo"], env=environment)
        end = time.monotonic() + 60
        leave = None
        while leave is None:
            if time.monotonic() > end or process.poll() is not None:
                fail("there is no window to quit")
            time.sleep(0.3)
            leave = find(process, Atspi.Role.MENU_ITEM, "Quit")
        time.sleep(2)
        began = time.monotonic()
        leave.get_action_iface().do_action(0)
        try:
            code = process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            fail("it never ended")
        if code != 0:
            fail(f"it ended with {code}")
        print(f"{'hanging' if hangs else 'answering'}: ended after {time.monotonic() - began:.1f} s")
    print("PASS")


main()
