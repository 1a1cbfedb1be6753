# SPDX-License-Identifier: BSL-1.0
"""How many system calls and allocations a request takes, counted by strace and
a preloaded counter. Both slow the server down, so nothing is timed here."""
import collections
import contextlib
import dataclasses
import pathlib
import re
import shutil
import tempfile
import time

import client
import serving
import trial
from entrants import Entrant
from question import Question

CALL = re.compile(r"^\d+\s+(\w+)\(", re.M)
# The same connections with more requests: what they have in common, making the
# connections and closing them, falls out of the difference.
FEW, MANY = 400, 2000
FEW_SLOW, MANY_SLOW = 40, 120


@dataclasses.dataclass
class Calls:
    """For each answer; a reason in the place of what could not be counted."""

    by_name: dict[str, float]
    allocations: float | None
    no_calls: str = ""
    no_allocations: str = ""

    def total(self) -> float | None:
        return None if self.no_calls else sum(self.by_name.values())


class Counters:
    """What is counted until now."""

    def __init__(self, folder: pathlib.Path, library: pathlib.Path):
        self.trace = folder / "calls"
        self.file = folder / "allocations"
        self.file.write_bytes(bytes(8))
        self.strace = shutil.which("strace")
        self.library = library if library.is_file() else None

    def under(self, command: list[str]) -> tuple[list[str], dict[str, str]]:
        """The command line and the environment in which it is counted."""
        setting = {}
        if self.library:
            setting["LOOPLAB_ALLOCATIONS"] = str(self.file)
            setting["LD_PRELOAD"] = str(self.library)
        if not self.strace:
            return command, setting
        # -I2: it passes on our wish to end, which it would ignore.
        quiet = ["-f", "-qq", "-s0", "-I2", "-e", "signal=none"]
        given = [
            word
            for name, value in setting.items()
            for word in ("-E", f"{name}={value}")
        ]
        traced = ["-o", str(self.trace), *given, *command]
        return [self.strace, *quiet, *traced], {}

    def read(self) -> tuple[collections.Counter, int]:
        """Both, once nothing is added any more."""
        before = -1
        while (size := self.size()) != before:
            before = size
            time.sleep(0.05)
        text = self.trace.read_text(errors="replace") if size else ""
        allocated = int.from_bytes(self.file.read_bytes(), "little")
        return collections.Counter(CALL.findall(text)), allocated

    def size(self) -> int:
        with contextlib.suppress(FileNotFoundError):
            return self.trace.stat().st_size
        return 0


def count(entrant: Entrant, asked: Question, site: trial.Site) -> Calls:
    """Throws Trouble when the server does not serve."""
    options = asked.options(entrant.one_client)
    is_slow = asked.route in ("work", "file")
    few, many = (FEW_SLOW, MANY_SLOW) if is_slow else (FEW, MANY)
    library = site.build / "demos" / "compare" / "liballocations.so"
    with tempfile.TemporaryDirectory() as folder:
        counters = Counters(pathlib.Path(folder), library)
        command, setting = counters.under(site.line(entrant, asked.clients))
        with serving.serving(command, environment=setting) as server:
            seen = [counters.read()]
            for requests in (few, many):
                limits = ["--requests", str(requests), "--seconds", "20"]
                client.ask(site.build, server, options + limits)
                seen.append(counters.read())
    return difference(seen, many - few, counters)


def difference(seen: list, requests: int, counters: Counters) -> Calls:
    (calls, made), (calls_few, made_few), (calls_many, made_many) = seen
    by_name = {
        name: (number - 2 * calls_few[name] + calls[name]) / requests
        for name, number in calls_many.items()
    }
    # What differs by less comes from when threads met, not from a request.
    shown = {name: n for name, n in by_name.items() if abs(n) >= 0.005}
    return Calls(
        by_name=dict(sorted(shown.items(), key=lambda each: -each[1])),
        allocations=(
            max(0, made_many - 2 * made_few + made) / requests
            if counters.library
            else None
        ),
        no_calls="" if counters.strace else "strace is not installed",
        no_allocations="" if counters.library else "no liballocations.so",
    )
