#!/usr/bin/env python3
"""Nothing leaves the machine but the Discord connection: every name that is asked for and every packet, by whichever process of
ours, in a network where nothing goes by unseen (watched_network.py). Against a Discord at its own names, over TLS, in full
calls; and where there is no Discord to talk to: the first start, the demo, a call on loopback, exports, a crash and what
follows it.

Usage: hosts_contacted.py PATH-TO-LAVALIER [ROW ...]

Root may make such a network, others where the system lets them; elsewhere everything is left out, and the test counts as skipped.
"""

import asyncio
import atexit
import glob
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time

import bad_network
import stand_in
import watched_network
from stand_in import BOT, CHANNEL, GUILD, StandIn
from truth import Wrong

REST = "discord.com"  # login, the way to the gateway, nickname and chat line that tell the call
# The two names that this Discord gives for its gateway. None of them is in the program, which goes where REST and READY send it.
GATEWAY, RESUME = "gateway.discord.gg", "gateway-us-east1-b.discord.gg"
VOICE = "frankfurt1234.discord.media"  # likewise, given for the call's voice server
PICTURES = "cdn.discordapp.com"  # the bot's own picture; the window shows it, commands do not ask for it
FOREIGN = "gateway.example.net"  # which nothing may go to, whoever says so
CALL = "198.51.100.7"  # where this Discord's voice server takes datagrams
LONG = 12  # seconds, for what a program may put off until it is up
DEMO_CHANNEL, HERE = "1101000000000000020", os.path.dirname(os.path.abspath(__file__))
ROWS = {}


def row(name, *, alone=False):
    """A row. It returns what may be seen of it, nothing unless it is alone: the others go on side by side."""
    def keep(play):
        ROWS[name] = (play, alone)
        return play
    return keep


class Program:
    """One `lavalier` at a time, in a home of its own."""

    running = []

    def __init__(self, path):
        self.path = path
        self.home = tempfile.mkdtemp(prefix="lavalier-hosts-")
        atexit.register(shutil.rmtree, self.home, ignore_errors=True)

    async def start(self, *arguments, token=None, window=False):
        """A window keeps its log beside, which says what becomes of a call."""
        environment = dict(os.environ, HOME=self.home, LC_ALL="C.UTF-8", LANGUAGE="en", XDG_MUSIC_DIR=self.home)
        # What crashes is gone at once, as shipped, without a sanitizer's own report of it.
        environment["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":handle_segv=0"
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            environment[f"XDG_{kind}_HOME"] = f"{self.home}/{kind.lower()}"
        for name in ("LAVALIER_TOKEN", "QT_QPA_PLATFORM", "SSL_CERT_FILE", "SSL_CERT_DIR", "WAYLAND_DISPLAY"):
            environment.pop(name, None)
        if not window:
            environment.pop("DISPLAY", None)
        else:
            environment["QT_QPA_PLATFORM"] = "xcb"
            arguments += ("--log-file", self.home + "/log")
        if token:
            environment["LAVALIER_TOKEN"] = token
        self.process = await asyncio.create_subprocess_exec(
            self.path, *arguments, env=environment, cwd=self.home, stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
        Program.running.append(self.process)
        return self

    @staticmethod
    async def end_all():
        """What a row that broke off left behind must not be seen in the next."""
        for process in Program.running:
            if process.returncode is None:
                process.kill()
                await process.wait()
        Program.running.clear()

    async def hears(self, words, patience=60):
        async def listen():
            said = ""
            while line := (await self.process.stderr.readline()).decode(errors="replace"):
                said += line
                if words in line:
                    return
            raise Wrong(f"never said {words!r}: {said}")
        await asyncio.wait_for(listen(), patience)

    async def logs(self, words, patience=60):
        end = time.monotonic() + patience
        while time.monotonic() < end and self.process.returncode is None:
            if os.path.exists(self.home + "/log"):
                with open(self.home + "/log", encoding="utf-8", errors="replace") as file:
                    if words in file.read():
                        return
            await asyncio.sleep(0.1)
        raise Wrong(f"its log never said {words!r}")

    async def end(self, expected=0, patience=60):
        output, errors = await asyncio.wait_for(self.process.communicate(), patience)
        if self.process.returncode != expected:
            raise Wrong(f"exit code {self.process.returncode}, not {expected}: {errors.decode()[-600:]}")
        return output.decode()

    async def run(self, *arguments, expected=0, token=None):
        await self.start(*arguments, token=token)
        return await self.end(expected)

    async def close(self, signum=signal.SIGTERM, expected=0):
        if self.process.returncode is not None:
            raise Wrong(f"ended by itself: {self.process.returncode} {(await self.process.stderr.read()).decode()[-600:]}")
        self.process.send_signal(signum)
        return await self.end(expected)


def call_in(folder):
    """The one recording in a folder and below."""
    found = glob.glob(folder + "/**/*.lavalier", recursive=True)
    if len(found) != 1:
        raise Wrong(f"{len(found)} recordings below {folder}")
    return found[0]


class Discord(StandIn):
    """The stand-in where Discord is: at port 443 of its own names, with a certificate that is trusted in here."""

    def __init__(self, name, certificate, *, gateway=GATEWAY, voice=VOICE):
        super().__init__(name)
        self.certificate, self.voice_server = certificate, voice
        self.gateway_url, self.resume_url, self.udp_address = f"wss://{gateway}", f"wss://{RESUME}", CALL
        self.picture = "0123456789abcdef0123456789abcdef"
        self.takes = {"PATCH": 200, "POST": 200}

    async def __aenter__(self):
        await self.start()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        self.secure = await asyncio.start_server(self.accept, ["0.0.0.0", "::"], 443, ssl=context)
        return self

    async def __aexit__(self, *_):
        self.secure.close()
        await self.stop()

    def tell_server(self, endpoint=""):
        super().tell_server(f"{self.voice_server}:443" if endpoint == "" else endpoint)

    def to(self, *names, call=False):
        """What may be seen of a connection to these."""
        datagrams = {(CALL, "udp", self.udp_port)} if call else set()
        return set(names), {(name, "tcp", 443) for name in names} | datagrams


# --- what may be seen ---
@row("no Discord answers", alone=True)
async def _(program, _):
    """Neither at once nor when it is tried again."""
    recorder = await Program(program).start("record", "--channel", CHANNEL, "--output", "tracks", token=stand_in.TOKEN)
    await recorder.hears("Discord cannot be reached")
    await asyncio.sleep(3)
    await recorder.close(signal.SIGTERM, 6)
    return {REST}, {(REST, "tcp", 443)}


@row("commands at Discord's own addresses", alone=True)
async def _(program, certificate):
    async with Discord("commands", certificate) as discord:
        await Program(program).run("channels", token=stand_in.TOKEN)
        recorder = await Program(program).start("record", "--guild", GUILD, "--channel", CHANNEL, "--output", "tracks",
                                                "--format", "mp3", "--notice", "name,chat", token=stand_in.TOKEN)
        await recorder.hears("Recording into")
        await asyncio.sleep(1)
        discord.sockets["gateway"].drop()
        await discord.until("gateway resume")
        await asyncio.sleep(1)
        await recorder.close(signal.SIGINT)
        if len(glob.glob(recorder.home + "/tracks/*.mp3")) != 2:
            raise Wrong("no two tracks")
        return discord.to(REST, GATEWAY, RESUME, VOICE, call=True)


@row("the window at Discord's own addresses", alone=True)
async def _(program, certificate):
    async with Discord("window", certificate) as discord:
        window = await Program(program).start("--join", CHANNEL, token=stand_in.TOKEN, window=True)
        await discord.until("voice ready")
        await discord.until(f"asked for /avatars/{BOT}/{discord.picture}.png")
        await asyncio.sleep(2)
        await window.close()
        return discord.to(REST, GATEWAY, VOICE, PICTURES, call=True)


@row("a gateway elsewhere", alone=True)
async def _(program, certificate):
    async with Discord("gateway elsewhere", certificate, gateway=FOREIGN) as discord:
        await Program(program).run("channels", expected=5, token=stand_in.TOKEN)
        return discord.to(REST)


@row("a voice server elsewhere", alone=True)
async def _(program, certificate):
    async with Discord("voice elsewhere", certificate, voice=FOREIGN) as discord:
        await Program(program).run("record", "--guild", GUILD, "--channel", CHANNEL, "--output", "tracks", "--no-notice",
                                   expected=5, token=stand_in.TOKEN)
        return discord.to(REST, GATEWAY)


# --- nothing may be seen ---
@row("the first start")
async def _(program, _):
    window = await Program(program).start(window=True)
    await asyncio.sleep(LONG)
    await window.close()


@row("the demo in a window")
async def _(program, _):
    window = await Program(program).start("--demo", "--join", DEMO_CHANNEL, window=True)
    await window.logs("encrypted group")
    await asyncio.sleep(3)
    await window.close()


@row("the demo recorded and exported")
async def _(program, _):
    recorder = Program(program)
    await recorder.run("record", "--demo", "--for", "3s", "--output", "tracks", "--format", "mp3")
    await recorder.run("export", call_in(recorder.home), "--output", "again", "--format", "flac", "--make", "both",
                       "--loudness", "-19")
    if len(glob.glob(recorder.home + "/again/*.flac")) < 2:
        raise Wrong("no tracks")


@row("a call on loopback, exported")
async def _(program, _):
    run = bad_network.Run(program, "loopback", 1)
    try:
        await run.start("--format", "mp3", "--for", "3s")
        told = json.loads(await run.over())
        if run.process.returncode != 0 or len(glob.glob(run.home + "/*.mp3")) != 2:
            raise Wrong(f"{told}, {[line for _, line in run.lines][-4:]}")
    finally:
        await run.end()


@row("a crash, the next start, and a report of it")
async def _(program, _):
    recorder = await Program(program).start("record", "--demo", "--output", "tracks")
    await recorder.hears("Recording into")
    await asyncio.sleep(1)
    await recorder.close(signal.SIGSEGV, -signal.SIGSEGV)
    await recorder.start(window=True)
    await asyncio.sleep(4)
    await recorder.close(signal.SIGSEGV, -signal.SIGSEGV)
    await recorder.run("report")
    await recorder.run("report", call_in(recorder.home))
    await recorder.run("recover", call_in(recorder.home))


# --- the watch ---
STRANGE = """
import socket
for name in "telemetry.example.net", "update.example.net":
    try:
        socket.create_connection((name, 443), 5)
    except OSError:
        pass
for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET, "224.0.0.251"), (socket.AF_INET, "255.255.255.255"),
                        (socket.AF_INET6, "2001:db8:9::1"), (socket.AF_INET6, "ff02::fb")):
    datagrams = socket.socket(family, socket.SOCK_DGRAM)
    datagrams.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    datagrams.sendto(b"ping", (address, 5353))
"""


async def prove(watch):
    """That a program which does what ours must not is seen doing it."""
    await (await asyncio.create_subprocess_exec(sys.executable, "-c", STRANGE)).wait()
    names = {"telemetry.example.net", "update.example.net"}
    addresses = {"192.0.2.1", "224.0.0.251", "255.255.255.255", "2001:db8:9::1", "ff02::fb"}
    expected = names, {(name, "tcp", 443) for name in names} | {(address, "udp", 5353) for address in addresses}
    if (seen := await watch.look()) != expected:
        raise Wrong(f"the watch is blind: it saw {seen} of {expected}")
    if await watch.look() != (set(), set()):
        raise Wrong("the watch sees what is not there")


def difference(seen, allowed):
    """In words, what was seen and may not be, or what should have been and was not."""
    def words(having, missing):
        return [f"{what} {sorted(those - these)}"
                for what, those, these in zip(("asked for", "sent to"), having, missing) if those - these]
    if extra := words(seen, allowed):
        return "; ".join(extra)
    if absent := words(allowed, seen):
        return "proves nothing, as it never " + "; never ".join(absent)
    return None


async def judged(watch, names, certificate, program):
    """What went wrong with rows that go on side by side, in words. Whose is what was seen then is found one row at a time."""
    began = time.monotonic()
    results = await asyncio.gather(*(ROWS[name][0](program, certificate) for name in names), return_exceptions=True)
    await Program.end_all()
    seen = await watch.look()
    wrong = [f"{name}: {type(result).__name__}: {result}" for name, result in zip(names, results) if isinstance(result, Exception)]
    alone = ROWS[names[0]][1]
    # Of a row that broke off nobody knows what should have been seen.
    if not (alone and wrong) and (words := difference(seen, results[0] if alone else (set(), set()))):
        wrong.append(f"{', '.join(names)}: {words}")
    print(f"{', '.join(names)}: asked for {', '.join(sorted(seen[0])) or 'nothing'}, {time.monotonic() - began:.1f} s")
    return wrong


async def main(program, chosen, certificate):
    watch = watched_network.Watch()
    await watch.start()
    await prove(watch)
    wrong = []
    for name in chosen:
        if ROWS[name][1]:
            wrong += await judged(watch, [name], certificate, program)
    quiet = [name for name in chosen if not ROWS[name][1]]
    if quiet:
        wrong += await judged(watch, quiet, certificate, program)
    for words in wrong:
        print("FAIL " + words)
    print("FAIL" if wrong else "PASS")
    return 1 if wrong else 0


def certificate_in(home):
    """A certificate for every name there is in here, with its key in `home`, and a folder that holds nothing else to trust."""
    trusted, own = home + "/certificates", home + "/watched.pem"
    os.mkdir(trusted)
    names = ",".join("DNS:" + name for name in (REST, GATEWAY, RESUME, VOICE, PICTURES, FOREIGN))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=watched", "-addext", "subjectAltName=" + names, "-keyout", home + "/key",
                    "-out", trusted + "/watched.pem"], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["openssl", "rehash", trusted], check=True)
    with open(own, "wb") as both:
        for part in (home + "/key", trusted + "/watched.pem"):
            with open(part, "rb") as file:
                both.write(file.read())
    return trusted


def begin():
    """This program again, step by step: in namespaces of its own, in a watched network, on a desktop that is in there, too."""
    stage, home = os.environ.get("HOSTS_CONTACTED", ":").split(":")
    again = [sys.executable, *sys.argv]
    if stage == "desktop":
        program, *rows = sys.argv[1:]
        return asyncio.run(main(os.path.abspath(program), rows or list(ROWS), home + "/watched.pem"))
    if stage == "network":
        watched_network.make(home, certificate_in(home))
        # Which screens are taken is told by sockets that cannot be seen in here: without a folder of its own this one would take
        # away the file of one outside.
        os.makedirs("/tmp/.X11-unix", exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", "/tmp/.X11-unix"], check=True)
        os.environ["HOSTS_CONTACTED"] = "desktop:" + home
        os.execv(HERE + "/own_desktop.sh", ["own_desktop.sh", *again])
    apart = watched_network.namespaces()
    if apart is None:
        print("left out: all of it; nobody here may make a network to watch")
        return 0
    with tempfile.TemporaryDirectory(prefix="lavalier-watched-") as home:
        return subprocess.run(apart + again, env=dict(os.environ, HOSTS_CONTACTED="network:" + home)).returncode


if __name__ == "__main__":
    sys.exit(begin())
