# SPDX-License-Identifier: BSL-1.0
"""The cores that are measured on, and how much of them others use."""
import os
import pathlib
import time

import child

TICK = 1 / os.sysconf("SC_CLK_TCK")
# Above it, the ratios may be somebody else's.
BUSY = 0.1


def one_only() -> bool:
    """The server and its client share a core, as there is only one."""
    return child.SERVER_CORE == child.CLIENT_CORE


def where() -> str:
    if one_only():
        return "one core for server, client and upstream"
    server, client = min(child.SERVER_CORE), min(child.CLIENT_CORE)
    return f"server on core {server}, client and upstream on core {client}"


class Meter:
    """Counts from when it is made."""

    def __init__(self) -> None:
        self.cores = child.SERVER_CORE | child.CLIENT_CORE
        self.busy = self.busy_seconds()
        self.began = time.monotonic()

    def busy_seconds(self) -> float:
        total = 0.0
        for line in pathlib.Path("/proc/stat").read_text().splitlines():
            name, *fields = line.split()
            if name.startswith("cpu") and name[3:].isdigit():
                if int(name[3:]) in self.cores:
                    user, nice, system, _, _, irq, soft, steal = map(
                        int, fields[:8]
                    )
                    total += user + nice + system + irq + soft + steal
        return total * TICK

    def others(self, ours: float) -> float:
        """The share of these cores that was used by nobody of ours."""
        elapsed = (time.monotonic() - self.began) * len(self.cores)
        used = self.busy_seconds() - self.busy - ours
        return max(0.0, min(1.0, used / elapsed)) if elapsed else 0.0


def busy_before() -> float:
    """The share of the cores that is used while nothing of ours runs."""
    meter = Meter()
    time.sleep(0.3)
    return meter.others(0)
