# SPDX-License-Identifier: BSL-1.0
"""What a process uses, as the kernel tells it while the process runs."""
import contextlib
import dataclasses
import pathlib
import re
import time

PROC = pathlib.Path("/proc")
CPUCLOCK_SCHED = 2


@dataclasses.dataclass
class Size:
    """Of a process and those it started, now."""

    addresses_kib: int
    memory_kib: int
    threads: int


def family(pid: int) -> list[int]:
    """A process and those it started, as far as they are alive."""
    alive = [pid]
    for children in (PROC / str(pid)).glob("task/*/children"):
        for child in text_of(children).split():
            alive += family(int(child))
    return alive


def text_of(entry: pathlib.Path) -> str:
    """What is in a thread's entry in /proc; nothing once it has ended, which
    it may do after it was listed."""
    try:
        return entry.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and those it started, its threads that
    have ended included. Throws OSError when it has ended itself."""
    used = time.clock_gettime(clock_of(pid))
    for child in family(pid)[1:]:
        with contextlib.suppress(OSError):
            used += time.clock_gettime(clock_of(child))
    return used


def clock_of(pid: int) -> int:
    """The clock that runs while a process does: clock_getcpuclockid(3)."""
    return (~pid << 3) | CPUCLOCK_SCHED


def size_of(pid: int) -> Size:
    """Throws OSError when the process has ended."""
    total = Size(0, 0, 0)
    for member in family(pid):
        status = text_of(PROC / str(member) / "status")
        if "VmRSS" not in status:  # a zombie has no memory
            if member == pid:
                raise ProcessLookupError(f"process {pid} has ended")
            continue
        total.addresses_kib += number(status, "VmSize")
        total.memory_kib += number(status, "VmRSS")
        total.threads += number(status, "Threads")
    return total


def number(status: str, name: str) -> int:
    return int(re.search(rf"^{name}:\s+(\d+)", status, re.M)[1])
