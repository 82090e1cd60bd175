"""A network of a test's own in which the whole world is this computer, so that whatever leaves a program is seen.

Every address is local to the loopback device there: who connects to any gets an answer or a refusal at once, a datagram is
swallowed, and nothing reaches a real network. A packet socket sees it all, whoever sent it and by whatever address it got there.
The one resolver writes down every name that is asked and has an address for each, or what a program wants of it would not show.

What a program hands to another one through a socket in the file system (D-Bus, a printer) is not seen, unless that one runs in
here as well.
"""

import asyncio
import ipaddress
import os
import socket as sockets
import struct
import subprocess
import sys
import tempfile

OWN = {"203.0.113.1", "2001:db8::1"}  # answers go there; like all addresses here set aside for documentation and trials
FILES = {  # for the C library and what else reads them
    "/etc/resolv.conf": "nameserver 127.0.0.1\noptions timeout:2 attempts:1\n",
    "/etc/hosts": "127.0.0.1 localhost {host}\n::1 localhost\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
}
CACHE = "/run/nscd"  # of the C library's, if there is one: it would ask outside
UNREACHABLE = {(1, b"\x03"), (58, b"\x01")}  # the kernel's own answer to a datagram that nobody takes any more
EVERY_PROTOCOL, RECEIVE_BUFFER_FORCE, SOL_PACKET, PACKET_STATISTICS = 3, 33, 263, 6  # as Linux has them


def run(*command):
    subprocess.run(command, check=True)


def namespaces():
    """The command before another with which make() is possible; None where it is not."""
    for apart in (["unshare", "--net", "--mount"], ["unshare", "--map-root-user", "--net", "--mount"]):
        with tempfile.TemporaryDirectory() as home:
            tried = subprocess.run(apart + [sys.executable, os.path.abspath(__file__), home], stderr=subprocess.DEVNULL)
        if tried.returncode == 0:
            return apart
    return None


def make(home, certificates=None):
    """Of the namespaces this process is in (unshare --net --mount), a watched one. `certificates` is the folder of those in
    which programs are to trust."""
    run("ip", "link", "set", "lo", "up")
    # Addresses beside 127.0.0.1 and ::1, or the C library does not ask for others.
    run("ip", "addr", "add", "203.0.113.1/32", "dev", "lo")
    run("ip", "-6", "addr", "add", "2001:db8::1/128", "dev", "lo", "nodad")
    run("ip", "route", "add", "local", "default", "dev", "lo", "src", "203.0.113.1")
    run("ip", "-6", "route", "add", "local", "default", "dev", "lo", "src", "2001:db8::1")
    for path, text in FILES.items():
        if os.path.exists(path):  # a resolv.conf that is missing means the same as ours
            ours = os.path.join(home, os.path.basename(path))
            with open(ours, "w", encoding="ascii") as file:
                file.write(text.format(host=os.uname().nodename))
            os.chmod(ours, 0o644)
            run("mount", "--bind", ours, path)
    if os.path.isdir(CACHE):
        run("mount", "-t", "tmpfs", "tmpfs", CACHE)
    if certificates:
        run("mount", "--bind", certificates, "/etc/ssl/certs")


class Watch:
    """Who was asked for and sent to since the last look."""

    def __init__(self):
        self.addresses = {}  # name: (IPv4, IPv6)
        self.names, self.sent = set(), set()

    async def start(self):
        loop = asyncio.get_running_loop()
        self.packets = sockets.socket(sockets.AF_PACKET, sockets.SOCK_DGRAM, sockets.htons(EVERY_PROTOCOL))
        try:
            self.packets.setsockopt(sockets.SOL_SOCKET, RECEIVE_BUFFER_FORCE, 32 << 20)
        except PermissionError:  # as much as everybody may have; what it has no room for is counted
            self.packets.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 32 << 20)
        self.packets.setblocking(False)
        loop.add_reader(self.packets, self.read)
        self.resolver, _ = await loop.create_datagram_endpoint(lambda: Resolver(self), local_addr=("127.0.0.1", 53))

    def address(self, name):
        """What the resolver says of a name, IPv4 first."""
        number = len(self.addresses) + 1
        return self.addresses.setdefault(name, (f"198.18.0.{number}", f"2001:db8:18::{number:x}"))

    def name(self, address):
        return next((name for name, both in self.addresses.items() if address in both), address)

    def read(self):
        try:
            while True:
                packet, (_, protocol, *_) = self.packets.recvfrom(128)
                self.note(packet, protocol)
        except BlockingIOError:
            pass

    def note(self, packet, protocol):
        if protocol == 0x0800:
            to, kind, rest = packet[16:20], packet[9], packet[(packet[0] & 15) * 4:]
        elif protocol == 0x86DD:
            to, kind, rest = packet[24:40], packet[6], packet[40:]
        else:  # not even IP
            self.sent.add((f"protocol {protocol:#x}", "", 0))
            return
        address = ipaddress.ip_address(to)
        if address.is_loopback or str(address) in OWN:
            return
        if (kind, rest[:1]) in UNREACHABLE:
            return
        kind = {6: "tcp", 17: "udp"}.get(kind, f"protocol {kind}")
        port = struct.unpack(">H", rest[2:4])[0] if kind in ("tcp", "udp") and len(rest) >= 4 else 0
        self.sent.add((self.name(str(address)), kind, port))

    async def look(self):
        """(names asked for, {(name or address, protocol, port)} of what was sent) since the last look."""
        await asyncio.sleep(0.1)  # for what is under way
        self.read()
        dropped = struct.unpack("II", self.packets.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8))[1]
        if dropped:
            raise OSError(f"{dropped} packets went by unseen")
        seen, self.names, self.sent = (self.names, self.sent), set(), set()
        return seen


class Resolver(asyncio.DatagramProtocol):
    """DNS: an address for every name."""

    def __init__(self, watch):
        self.watch = watch

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        try:
            labels, at = [], 12
            while size := data[at]:
                labels.append(data[at + 1:at + 1 + size].decode("ascii", "replace").lower())
                at += 1 + size
            kind, = struct.unpack(">H", data[at + 1:at + 3])
        except (IndexError, struct.error):
            self.watch.names.add(f"no question: {data.hex()}")
            return
        name = ".".join(labels)
        self.watch.names.add(name)
        answer = {1: sockets.AF_INET, 28: sockets.AF_INET6}.get(kind)
        record = b""
        if answer:
            body = sockets.inet_pton(answer, self.watch.address(name)[answer == sockets.AF_INET6])
            record = struct.pack(">HHHIH", 0xC00C, kind, 1, 60, len(body)) + body
        head = data[:2] + struct.pack(">HHHHH", 0x8180, 1, 1 if record else 0, 0, 0)
        self.transport.sendto(head + data[12:at + 5] + record, address)


if __name__ == "__main__":
    make(sys.argv[1])
    with sockets.socket(sockets.AF_PACKET, sockets.SOCK_RAW, EVERY_PROTOCOL):
        pass
