"""What a machine has no time for, by its kernel's own account: so much later than promised something may be, and no more."""

import os
import time


class Waits:
    """How long a process's threads stood ready and had no processor, by the kernel's own account."""

    def __init__(self):
        self.of = {}  # thread: what it had waited when it was last seen
        self.total = 0.0
        self.samples = [(0.0, 0.0)]  # (time, total)
        self.stolen = None

    def sample(self, pid):
        for thread, waited in self.read(pid):
            self.total += max(0.0, waited - self.of.get(thread, 0.0))
            self.of[thread] = waited
        stolen = self.steal()
        self.total += stolen - (stolen if self.stolen is None else self.stolen)
        self.stolen = stolen
        self.samples.append((time.monotonic(), self.total))

    @staticmethod
    def read(pid):
        try:
            threads = os.listdir(f"/proc/{pid}/task")
        except OSError:
            return  # it is gone
        for thread in threads:
            try:
                with open(f"/proc/{pid}/task/{thread}/schedstat") as file:
                    yield thread, int(file.read().split()[1]) / 1e9
            except (OSError, IndexError):
                continue  # so is this one

    @staticmethod
    def steal():
        """What a host kept for itself of all processors."""
        with open("/proc/stat") as file:
            return int(file.readline().split()[8]) / os.sysconf("SC_CLK_TCK")

    def between(self, since, until):
        before = next(total for at, total in reversed(self.samples) if at <= since)
        return next((total for at, total in self.samples if at >= until), self.total) - before


def is_full(port):
    """Whether who receives there has no time for what has come already: the kernel would throw away what comes now."""
    with open("/proc/net/udp") as table:
        for line in list(table)[1:]:
            _, local, _, _, queues, *_ = line.split()
            if int(local.split(":")[1], 16) == port and int(queues.split(":")[1], 16) > 64 << 10:
                return True
    return False
