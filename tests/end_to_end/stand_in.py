"""A Discord in Python's standard library and libsodium, to be everything that a test wants it to be: late, terse, wordy, hostile.

Nothing of it is shared with the programs it judges. One StandIn serves REST, the main gateway, the voice gateway (without DAVE)
and one UDP socket on 127.0.0.1; a scenario drives it by its methods. It keeps a log of every voice packet and what became of it.
"""

import asyncio
import base64
import ctypes
import ctypes.util
import hashlib
import json
import os
import random
import shutil
import socket as sockets
import struct
import tempfile
import time
from dataclasses import dataclass, field

SODIUM = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
CIPHER = "aead_xchacha20_poly1305_rtpsize"
GUILD, CHANNEL, OTHER_CHANNEL, BOT = "900000000000000001", "900000000000000002", "900000000000000003", "900000000000000004"
ANA, BEN = "900000000000000011", "900000000000000012"
TOKEN = "stand.in.token"
FRAME = 0.02
SILENCE = b"\xf8\xff\xfe"  # five of them end what somebody says
HELD_UP = 3  # frames by which a speaker may be late
MEMORY = "/dev/shm"
NO_FAULTS = {"loss": 0.0, "burst": 1, "reorder": 0.0, "duplicate": 0.0, "jitter": 0.0, "corrupt": 0.0}


def homes_in_memory():
    """Where there is room: what a busy disk does to a recording is another test's matter."""
    runs = os.access(MEMORY, os.W_OK) and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC  # some keep programs there
    if runs and shutil.disk_usage(MEMORY).free > 2 << 30:
        tempfile.tempdir = MEMORY


def wall_of_steady():
    """What the wall clock shows when the monotonic one shows nought. Who is held up between the two reads too much."""
    return min(-time.monotonic() + time.time() for _ in range(5))


class Socket:
    """The server's end of one web socket."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.open = True
        self.deaf = False  # reads nothing and says nothing: the network is gone and nobody was told
        self.away = None  # an event that ends an absence of the network: till then nothing arrives, and nothing is lost
        self.underway = []  # frames that wait for it
        self.stale = False  # was left by such an absence, so the other side may have another one by now

    async def receive(self):
        """Text or bytes of one message; an int is the code of a close; None is a line that broke."""
        try:
            message, kind = b"", 0
            while True:
                first, second = await self.reader.readexactly(2)
                size = second & 0x7F
                if size == 126:
                    size, = struct.unpack(">H", await self.reader.readexactly(2))
                elif size == 127:
                    size, = struct.unpack(">Q", await self.reader.readexactly(8))
                mask = await self.reader.readexactly(4)
                body = bytes(byte ^ mask[i % 4] for i, byte in enumerate(await self.reader.readexactly(size)))
                await self.arrival()
                opcode = first & 0xF
                if opcode == 8:
                    return struct.unpack(">H", body[:2])[0] if len(body) >= 2 else 1005
                if opcode == 9:
                    self.frame(10, body)
                    continue
                if opcode == 10:
                    continue
                message, kind = message + body, opcode or kind
                if first & 0x80:
                    return message.decode() if kind == 1 else message
        except (asyncio.IncompleteReadError, ConnectionError, OSError):
            await self.arrival()
            return None

    async def arrival(self):
        if self.away:
            await self.away.wait()

    def leave(self, until):
        self.away, self.stale = until, True

    def come_back(self):
        self.away, frames = None, self.underway
        self.underway = []
        for frame in frames:
            self.put(frame)

    def frame(self, opcode, body):
        if not self.open or self.deaf:
            return
        size = len(body)
        head = bytes([0x80 | opcode]) + (bytes([size]) if size < 126 else struct.pack(">BH", 126, size) if size < 65536
                                         else struct.pack(">BQ", 127, size))
        self.put(head + body)

    def put(self, data):
        if self.away:
            self.underway.append(data)
            return
        try:
            self.writer.write(data)
        except (ConnectionError, RuntimeError):
            self.open = False

    def say(self, message):
        if isinstance(message, bytes):
            self.frame(2, message)
        else:
            self.frame(1, (message if isinstance(message, str) else json.dumps(message)).encode())

    def close(self, code):
        self.frame(8, struct.pack(">H", code))
        self.open = False
        self.writer.close()

    def drop(self):
        self.open = False
        self.writer.transport.abort()


@dataclass(eq=False)
class Packet:
    """One voice packet, and what became of it."""
    user: str
    ssrc: int
    sequence: int
    timestamp: int
    payload: bytes
    due: float  # when its last sample was spoken, on the monotonic clock
    wall: float  # the same on the wall clock
    connection: int
    # lost: by the dice; dark: nothing came through; nowhere: no connection to send it on; late: that was gone when it came by;
    # corrupt: something arrived that was not it; delivered, whatever became of further copies
    fate: str = "late"
    sent: list = field(default_factory=list)  # when each whole copy was handed to the network, on the monotonic clock
    delay: float = 0.0


class Voice:
    """One speaker: what was sent under which number, and what the network did to it."""

    def __init__(self, user, ssrc, seed):
        self.user, self.ssrc = user, ssrc
        self.random = random.Random(seed)
        self.dice = random.Random(seed + 10 ** 6)  # as often for each packet, so that its fate hangs on nobody's timing
        self.sequence = self.random.randrange(65536)
        self.timestamp = self.random.randrange(2 ** 32)
        self.count = 0
        self.delivered = {}  # payload: when
        self.talking = True
        self.stops = 0  # frames of silence still to come
        self.clock_rests = False  # RTP stands still while nothing is said
        self.losing = 0  # packets of the burst that is being lost

    def stop_talking(self):
        self.talking, self.stops = False, 5

    def next(self):
        """What is said in the next 20 ms, if anything."""
        if self.talking or self.stops or not self.clock_rests:
            self.timestamp = (self.timestamp + 960) & 0xFFFFFFFF
        if not self.talking and not self.stops:
            return None
        self.sequence = (self.sequence + 1) & 0xFFFF
        self.count += 1
        # Celt, 20 ms, one frame; what follows is nobody's speech, but like no other frame.
        payload = bytes([0xF8]) + struct.pack(">QI", int(self.user), self.count) + self.random.randbytes(30)
        if self.talking:
            return payload
        self.stops -= 1
        return SILENCE


class StandIn:
    def __init__(self, name, seed=1):
        self.name, self.random = name, random.Random(seed)
        self.sockets = {"gateway": None, "voice": None}
        self.happened = []  # (time, what)
        self.voices = [Voice(ANA, 1001, seed + 1), Voice(BEN, 2001, seed + 2)]
        self.log = []  # of packets
        self.rests = []  # (since, until) on the wall clock: when everybody was silent because we were held up
        self.suffers()
        self.gateway_heartbeat, self.voice_heartbeat = 41250, 13750.25
        self.refusing = False  # connections are cut at once
        self.dark = []  # [from, to]: when no datagram came through, on the monotonic clock
        self.away = None  # an event that ends an absence of the network
        self.acks = True
        self.server_first = False
        self.wordy = False  # every legal oddity at once
        self.terse = False  # nothing that can be left out
        self.on_identify = self.on_resume = None  # instead of an answer
        self.voice_sequence = 0
        self.kept = []  # voice messages a resume brings again
        self.voice_token, self.session = "voice-token-1", "voice-session"
        self.gateway_sequence = 0
        self.here = CHANNEL
        self.connection = 0
        self.key, self.peer, self.nonce = None, None, 0
        self.talk = None
        self.others = []  # more sockets a scenario opened
        self.everyone = []  # every web socket there ever was
        self.identifies, self.resumes = [], []
        self.names = {ANA: "ana", BEN: "ben"}
        self.nickname = self.picture = None  # the bot's
        self.gateway_url = self.resume_url = None  # where it says its gateway is, unless here
        self.udp_address = "127.0.0.1"
        self.takes = {"PATCH": 404, "POST": 404}  # status for its nickname and for messages: an older stand-in has no such route
        self.asked = []  # (method, path, body) of what was asked beside reading

    @property
    def udp_dark(self):
        return bool(self.dark) and self.dark[-1][1] is None

    @udp_dark.setter
    def udp_dark(self, dark):
        if self.udp_dark:
            self.dark[-1][1] = time.monotonic()
        if dark:
            self.dark.append([time.monotonic(), None])

    def suffers(self, **faults):
        """What the network does from now on, to each packet by chance; nothing unless it is named."""
        self.faults = {**NO_FAULTS, **faults}

    # --- life ---
    async def start(self):
        self.place = sockets.socket()  # never listens; keeps the port while nobody does
        self.place.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        self.place.bind(("127.0.0.1", 0))
        self.port = self.place.getsockname()[1]
        self.gateway_url = self.gateway_url or f"ws://127.0.0.1:{self.port}"
        self.resume_url = self.resume_url or self.gateway_url
        self.server = await asyncio.start_server(self.accept, "127.0.0.1", self.port)
        await self.open_udp()
        self.talk = asyncio.ensure_future(self.speak())

    async def open_udp(self):
        loop = asyncio.get_running_loop()
        self.udp, _ = await loop.create_datagram_endpoint(lambda: Datagrams(self), local_addr=(self.udp_address, 0))
        self.udp_port = self.udp.get_extra_info("sockname")[1]

    def note(self, what):
        self.happened.append((time.monotonic(), what))

    def when(self, what, after=0.0):
        return next((at for at, happened in self.happened if happened == what and at >= after), None)

    async def until(self, what, patience=60, after=0.0):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if (at := self.when(what, after)) is not None:
                return at
            await asyncio.sleep(0.02)
        raise AssertionError(f"{what} never came; {[w for _, w in self.happened][-12:]}")

    def lose_network(self, *, connections, connecting):
        """Nothing gets through, neither way, until find_network(). What becomes of the connections there are: they "survive" and
        bring later what was said, or they "die" without anybody being told. What who connects meets: "refused", or his packets are
        "swallowed", or somebody accepts and is "mute"."""
        self.udp_dark, self.away = True, asyncio.Event()
        for socket in self.sockets.values():
            socket.leave(self.away if connections == "survive" else asyncio.Event())
        self.full, self.fillers = None, []
        if connecting == "swallowed":  # whose queue is full answers no SYN
            self.full = sockets.socket(fileno=os.dup(self.server.sockets[0].fileno()))
            self.full.listen(0)
            for _ in range(4):
                filler = sockets.socket()
                filler.setblocking(False)
                filler.connect_ex(("127.0.0.1", self.port))
                self.fillers.append(filler)
        if connecting != "mute":
            self.server.close()

    async def find_network(self):
        for filler in self.fillers:
            filler.close()
        if self.full:
            self.server = await asyncio.start_server(self.accept, sock=self.full)
        elif not self.server.is_serving():
            self.server = await asyncio.start_server(self.accept, "127.0.0.1", self.port)
        away, self.away, self.udp_dark = self.away, None, False
        for socket in self.sockets.values():
            if socket.away is away:
                socket.come_back()
        away.set()

    async def stop(self):
        if not self.talk:
            return  # never started
        self.talk.cancel()
        self.udp.close()
        self.server.close()
        self.place.close()
        for socket in self.everyone + self.others:
            if socket.away:
                socket.away.set()
            socket.drop()

    # --- HTTP and the way to web sockets ---
    async def accept(self, reader, writer):
        if self.refusing:
            writer.transport.abort()
            return
        was_away = self.away
        if was_away:
            await was_away.wait()
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        if was_away and reader.at_eof():  # who asked has given up
            writer.close()
            return
        target = head.split(" ")[1]
        fields = {line.split(":", 1)[0].lower(): line.split(":", 1)[1].strip() for line in head.split("\r\n")[1:] if ":" in line}
        if fields.get("upgrade", "").lower() == "websocket":
            accept = base64.b64encode(hashlib.sha1((fields["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode())
                                      .digest()).decode()
            writer.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          f"Sec-WebSocket-Accept: {accept}\r\n\r\n").encode())
            socket = Socket(reader, writer)
            self.everyone.append(socket)
            await (self.serve_gateway(socket) if "encoding=json" in target else self.serve_voice(socket))
            socket.open = False
            return
        self.user_agent = fields.get("user-agent", "")
        path = target.split("/v10", 1)[-1]
        self.note(f"asked for {path.split('?')[0]}")
        if (method := head.split(" ")[0]) != "GET":
            said = json.loads(await reader.readexactly(int(fields.get("content-length", "0"))) or b"null")
            await self.reply(writer, self.takes.get(method, 404), self.change(method, path, said))
            return
        answer = {"/users/@me": {"id": BOT, "username": "recorder", "global_name": None, "discriminator": "0001",
                                "avatar": self.picture, "bot": True},
                  "/gateway/bot": {"url": self.gateway_url, "shards": 1, "session_start_limit":
                                   {"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1}},
                  }.get(path.split("?")[0])
        await self.reply(writer, 200 if answer else 404, answer or {"code": 0, "message": "404: Not Found"})

    async def reply(self, writer, status, answer):
        body = json.dumps(answer).encode()
        writer.write(f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nConnection: close\r\n"
                     f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    def change(self, method, path, said):
        """The bot's nickname or a message in a channel, if they are taken."""
        self.asked.append((method, path, said))
        if self.takes.get(method, 404) >= 300:
            return {"code": 50013, "message": "Missing Permissions"}
        if method == "PATCH" and path == f"/guilds/{GUILD}/members/@me":
            self.nickname = said["nick"] or None
            self.dispatch("GUILD_MEMBER_UPDATE", {"guild_id": GUILD, **self.own_member()})
            return self.own_member()
        return {"id": "900000000000000099", "channel_id": path.split("/")[2], "content": said["content"]}

    def own_member(self):
        return {"user": {"id": BOT, "username": "recorder", "bot": True}, "roles": [], "nick": self.nickname}

    # --- main gateway ---
    def dispatch(self, kind, data):
        self.gateway_sequence += 1
        if self.sockets["gateway"]:
            self.sockets["gateway"].say({"op": 0, "t": kind, "s": self.gateway_sequence, "d": data})

    def voice_state(self, user, channel, **more):
        state = {"guild_id": GUILD, "channel_id": channel, "user_id": user, "session_id": self.session, "deaf": False, "mute": False,
                 "self_deaf": False, "self_mute": user == BOT, "self_video": False, "suppress": False,
                 "request_to_speak_timestamp": None, **more}
        if self.terse:
            return {key: state[key] for key in ("guild_id", "channel_id", "user_id", "session_id")}
        if user != BOT:
            state["member"] = {"user": {"id": user, "username": self.names[user], "global_name": None,
                                        "discriminator": "0", "avatar": None}, "nick": None, "roles": [], "deaf": False, "mute": False,
                               "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0}
        return state

    def tell_state(self, channel, **more):
        self.here = channel
        self.dispatch("VOICE_STATE_UPDATE", self.voice_state(BOT, channel, **more))

    def tell_server(self, endpoint=""):
        spelled = f"127.0.0.1:{self.port}"
        if self.wordy:
            spelled = "wss://" + spelled
        if self.terse:
            spelled = spelled.replace("127.0.0.1", "localhost")
        self.dispatch("VOICE_SERVER_UPDATE", {"token": self.voice_token, "guild_id": GUILD,
                                              "endpoint": spelled if endpoint == "" else endpoint})

    def let_in(self, channel):
        if self.server_first:
            self.tell_server()
            self.tell_state(channel)
        else:
            self.tell_state(channel)
            self.tell_server()

    def guild(self):
        if self.terse:
            return {"id": GUILD, "name": "Stand-in", "channels": [{"id": id_, "type": 2, "name": "x"} for id_ in (CHANNEL, OTHER_CHANNEL)]}
        channels = [{"id": id_, "type": 2, "name": name, "position": 0, "parent_id": None, "permission_overwrites": [], "bitrate": 64000,
                     "user_limit": 0, "rtc_region": None} for id_, name in ((CHANNEL, "Table"), (OTHER_CHANNEL, "Other"))]
        states = [{key: value for key, value in self.voice_state(user, CHANNEL).items() if key not in ("guild_id", "member")}
                  for user in (ANA, BEN)]
        members = [self.voice_state(user, CHANNEL)["member"] for user in (ANA, BEN)]
        members.append(self.own_member())
        return {"id": GUILD, "name": "Stand-in", "icon": None, "owner_id": ANA, "roles": [
            {"id": GUILD, "name": "@everyone", "permissions": str(1 << 10 | 1 << 20), "position": 0, "managed": False}],
            "channels": channels, "threads": [], "members": members, "voice_states": states, "presences": [], "member_count": 3,
            "joined_at": "2026-01-01T00:00:00+00:00", "large": False, "unavailable": False, "features": [], "stage_instances": []}

    async def serve_gateway(self, socket):
        self.sockets["gateway"] = socket
        self.note("gateway opened")
        socket.say({"op": 10, "d": {"heartbeat_interval": self.gateway_heartbeat, "_trace": ["x"]}, "s": None, "t": None})
        while True:
            message = await socket.receive()
            if message is None or isinstance(message, int):
                self.note(f"gateway closed {message or 0}")
                return
            if socket.deaf:
                continue
            said = json.loads(message)
            op, data = said["op"], said.get("d")
            if op == 1 and self.acks:
                socket.say({"op": 11})
            elif op == 2:
                self.note("identify")
                self.identifies.append(time.monotonic())
                if self.on_identify:
                    self.on_identify(socket)
                    continue
                self.gateway_sequence = 0
                self.dispatch("READY", {"v": 10, "user": {"id": BOT, "username": "recorder"}, "session_id": "gateway-session",
                                        "resume_gateway_url": self.resume_url,
                                        "guilds": [{"id": GUILD, "unavailable": True}], "application": {"id": BOT, "flags": 0}})
                self.dispatch("GUILD_CREATE", self.guild())
                if self.wordy:
                    self.dispatch("SOMETHING_NEW", {"a": [None, {"b": 1.5}]})
                    socket.say({"op": 47, "d": None})
            elif op == 6:
                self.note("gateway resume")
                self.resumes.append(time.monotonic())
                if self.on_resume:
                    self.on_resume(socket)
                    continue
                self.dispatch("RESUMED", {})
            elif op == 4 and data["guild_id"] == GUILD:
                self.note(f"op 4 {data['channel_id']}")
                if data["channel_id"] is None:
                    self.tell_state(None)
                else:
                    self.let_in(data["channel_id"])

    # --- voice gateway ---
    def tell(self, message, keep=True):
        """A numbered voice message; resumes bring it again unless it was acknowledged."""
        socket = self.sockets["voice"]
        self.voice_sequence = (self.voice_sequence + 1) & 0xFFFF
        if not self.terse:
            message = {**message, "seq": self.voice_sequence}
        if keep:
            self.kept.append(message)
        if socket:
            socket.say(message)

    async def serve_voice(self, socket):
        self.sockets["voice"], old = socket, self.sockets["voice"]
        if old and old.open and not old.stale:
            self.note("two voice sockets at once")
        self.note("voice opened")
        if not self.wordy and not self.terse:
            socket.say({"op": 8, "d": {"v": 8, "heartbeat_interval": self.voice_heartbeat}})
        while True:
            message = await socket.receive()
            if message is None or isinstance(message, int):
                self.note(f"voice closed {message or 0}")
                if message == 1000 and self.sockets["voice"] is socket:
                    self.key = None  # who says good-bye is sent nothing more
                socket.open = False
                return
            if socket.deaf or isinstance(message, bytes):
                continue
            said = json.loads(message)
            op, data = said["op"], said.get("d")
            if op == 0:
                self.voice_identify(socket, data)
            elif op == 1:
                self.select_protocol(socket, data["data"])
            elif op == 3:
                if self.acks and not self.terse:
                    asyncio.get_running_loop().call_later(1.0 if self.wordy else 0.0, socket.say,
                                                          {"op": 6, "d": {"t": data["t"], "more": None}})
            elif op == 5:
                self.note("op 5")
            elif op == 7:
                self.note("voice resume")
                if self.refuse_resume:
                    socket.close(self.refuse_resume)
                    continue
                if data["session_id"] != self.session or data["token"] != self.voice_token:
                    socket.close(4006)
                    continue
                if self.terse:
                    socket.say({"op": 9})
                for kept in self.kept:
                    if self.terse or self.wordy or kept["seq"] > data["seq_ack"]:  # some servers repeat too much
                        socket.say(kept)
                if not self.terse:
                    socket.say({"op": 9, "d": None})

    refuse_resume = None
    refuse_identify = None

    def voice_identify(self, socket, data):
        self.note("voice identify")
        if self.refuse_identify:
            socket.close(self.refuse_identify)
            return
        if data["token"] != self.voice_token or data["session_id"] != self.session or data["server_id"] != GUILD:
            socket.close(4006)
            return
        self.connection += 1
        self.voice_sequence, self.kept, self.key, self.peer = 0, [], None, None
        if self.wordy:
            socket.say({"op": 11, "d": {"user_ids": [ANA, BEN, BOT]}, "seq": 1})
            socket.say({"op": 18, "d": {"user_id": ANA, "flags": 0}})
            socket.say({"op": 20, "d": {"user_id": ANA, "platform": None}})
            socket.say({"op": 99, "d": {"future": True}, "seq": 2})
            socket.say(struct.pack(">HB", 3, 25) + b"\x00\x01")  # DAVE's, though there is none
            self.voice_sequence = 3
        if self.terse:
            socket.say({"op": 2, "d": {"ssrc": 77, "ip": self.udp_address, "port": self.udp_port, "modes": [CIPHER]}})
            return
        socket.say({"op": 2, "d": {"ssrc": 77, "ip": self.udp_address, "port": self.udp_port, "modes":
                                   ["aead_brand_new", CIPHER] + [None] * self.wordy, "heartbeat_interval": 1,
                                   "experiments": ["x"], "streams": []}})
        if self.wordy:
            socket.say({"op": 8, "d": {"v": 8, "heartbeat_interval": self.voice_heartbeat}, "seq": None})

    def select_protocol(self, socket, data):
        if data["mode"] != CIPHER:
            socket.close(4016)
            return
        self.key = self.random.randbytes(32)
        description = {"mode": CIPHER, "secret_key": list(self.key), "dave_protocol_version": 0}
        if self.terse:
            del description["mode"], description["dave_protocol_version"]
        if self.wordy:
            description.update(audio_codec="opus", video_codec=None, media_session_id="m", keyframe_interval=1000)
        socket.say({"op": 4, "d": description})
        self.note("voice ready")
        if not self.wordy:
            self.announce()
        else:  # after half a second of audio
            asyncio.get_running_loop().call_later(0.5, self.announce)

    def announce(self):
        self.tell({"op": 11, "d": {"user_ids": [ANA, BEN]}})
        for voice in self.voices:
            self.tell({"op": 5, "d": {"user_id": voice.user, "ssrc": voice.ssrc, "speaking": 1}})

    def new_server(self):
        """Another voice server: new token, new numbers for everybody, and no word more from the old one."""
        self.key = None
        self.voice_token = f"voice-token-{self.random.randrange(10 ** 9)}"
        for voice in self.voices:
            voice.ssrc += 100

    # --- media ---
    def seal(self, header, body, nonce=None):
        if nonce is None:
            self.nonce += 1
            nonce = self.nonce
        suffix = struct.pack(">I", nonce)
        out = ctypes.create_string_buffer(len(body) + 16)
        size = ctypes.c_ulonglong()
        SODIUM.crypto_aead_xchacha20poly1305_ietf_encrypt(out, ctypes.byref(size), body, ctypes.c_ulonglong(len(body)), header,
                                                          ctypes.c_ulonglong(len(header)), None, suffix + bytes(20), self.key)
        return header + out.raw[:size.value] + suffix

    def packet(self, voice, payload):
        flags, extension, body = 0x80, b"", payload
        if self.random.random() < 0.1:  # RTP padding
            pad = self.random.randrange(1, 9)
            flags, body = flags | 0x20, payload + bytes(pad - 1) + bytes([pad])
        if self.random.random() < 0.3:
            flags, extension, body = flags | 0x10, b"\xBE\xDE\x00\x01", b"\x10\xff\x00\x00" + body
        marker = 0x80 if self.random.random() < 0.1 else 0
        header = struct.pack(">BBHII", flags, marker | 0x78, voice.sequence, voice.timestamp, voice.ssrc) + extension
        return self.seal(header, body)

    def deliver(self, voice, packet, datagram, key):
        """What was on its way when everything changed is lost."""
        if packet.fate == "delivered":  # its twin
            packet.sent.append(time.monotonic())
            self.send(datagram)
        elif key is self.key and self.peer and not self.udp_dark:
            packet.fate = "delivered"
            packet.sent.append(time.monotonic())
            voice.delivered[packet.payload] = packet.sent[0]
            self.send(datagram)

    def corrupt(self, packet, datagram, place):
        """One bit of what arrives is another."""
        flipped = bytearray(datagram)
        flipped[int(place * len(flipped))] ^= 1 << packet.sequence % 8
        packet.fate = "corrupt"
        self.send(bytes(flipped))

    def send(self, datagram):
        if not self.udp_dark and self.peer and not self.udp.is_closing():
            self.udp.sendto(datagram, self.peer)

    async def speak(self):
        """Fifty frames a second of everybody who talks, whatever happens to them on their way."""
        due = time.monotonic()
        wall = wall_of_steady()
        while True:
            due += FRAME
            await asyncio.sleep(max(0, due - time.monotonic()))
            # Who was held up said nothing meanwhile: nobody's microphone hands over the past in one piece.
            missed = int((time.monotonic() - due) / FRAME)
            missed = missed if missed > HELD_UP else 0
            if missed:
                self.rests.append((wall + due - FRAME, wall + due + missed * FRAME))
            due += missed * FRAME
            for voice in self.voices:
                voice.timestamp = (voice.timestamp + 960 * missed) & 0xFFFFFFFF
                payload = voice.next()
                if payload is not None:
                    packet = Packet(voice.user, voice.ssrc, voice.sequence, voice.timestamp, payload, due, wall + due, self.connection)
                    self.log.append(packet)
                    self.ship(voice, packet)

    def ship(self, voice, packet):
        loop = asyncio.get_running_loop()
        lost, burst, delayed, disordered, doubled, spoilt = (voice.dice.random() for _ in range(6))
        if not self.key or not self.peer:
            packet.fate = "nowhere"
        elif self.udp_dark:
            packet.fate = "dark"
        elif voice.losing or lost < self.faults["loss"]:
            voice.losing = voice.losing - 1 if voice.losing else int(burst * self.faults["burst"])
            packet.fate = "lost"
        else:
            datagram = self.packet(voice, packet.payload)
            packet.delay = delayed * self.faults["jitter"] + (0.05 if disordered < self.faults["reorder"] else 0.0)
            if spoilt < self.faults["corrupt"]:
                loop.call_later(packet.delay, self.corrupt, packet, datagram, spoilt / self.faults["corrupt"])
            else:
                loop.call_later(packet.delay, self.deliver, voice, packet, datagram, self.key)
            if doubled < self.faults["duplicate"]:
                loop.call_later(packet.delay + 0.03, self.deliver, voice, packet, datagram, self.key)
            if self.wordy and self.random.random() < 0.2:  # a receiver report, pings nobody asked for, video, rubbish
                self.send(self.seal(struct.pack(">BBHI", 0x81, 201, 7, 55), bytes(24)))
                self.send(b"\x13\x37\xca\xfe" + bytes(4))
                self.send(struct.pack(">BBHII", 0x80, 101, 1, 1, 9) + bytes(40))
                self.send(self.random.randbytes(self.random.randrange(1, 60)))


async def steady(discord, patience=30):
    """Waits till datagrams flow as evenly as whoever notices that none come expects, and some pings have shown that they are answered.
    On a machine that never has the time it is not waited for for ever."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        sent = sorted(packet.sent[0] for packet in discord.log[-40:] if packet.sent)[-30:]
        even = len(sent) == 30 and max(later - sooner for sooner, later in zip(sent, sent[1:])) <= 0.1
        pings = sum(what == "ping" for _, what in discord.happened)
        if even and time.monotonic() - sent[-1] < 0.04 and (discord.wordy or pings >= 4):
            return
        await asyncio.sleep(0.01)


class Datagrams(asyncio.DatagramProtocol):
    def __init__(self, stand_in):
        self.stand_in = stand_in

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        stand_in = self.stand_in
        if stand_in.udp_dark:
            return
        if len(data) == 74 and data[:4] == b"\x00\x01\x00\x46":
            stand_in.note("discovery")
            stand_in.peer = address
            self.transport.sendto(b"\x00\x02\x00\x46" + data[4:8] + address[0].encode().ljust(64, b"\0")
                                  + struct.pack(">H", address[1]), address)
        elif data[:4] == b"\x13\x37\xca\xfe":
            stand_in.note("ping")
            if not stand_in.wordy:
                self.transport.sendto(b"\x13\x37\xf0\x0d" + data[4:8], address)
