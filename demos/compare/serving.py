# SPDX-License-Identifier: BSL-1.0
"""A server that runs: started, found by what it prints, asked what it has used,
and ended. It restarts nothing."""
import contextlib
import pathlib
import select
import signal
import subprocess
import tempfile
import time

import child
import cost
from trouble import Trouble

PATIENCE_S = 10


class Running:
    """A process that listens."""

    def __init__(self, process: subprocess.Popen, said):
        self.process = process
        self.said = said
        self.port = 0
        self.usage = None  # of struct rusage, once it has ended
        self.began = time.monotonic()

    def cpu_seconds(self) -> float:
        try:
            return cost.cpu_seconds(self.process.pid)
        except OSError:
            raise Trouble(self.how_it_ended()) from None

    def threads(self) -> int:
        with contextlib.suppress(OSError):
            return cost.size_of(self.process.pid).threads
        return 0

    def check(self) -> None:
        """Throws Trouble when it does not run any more."""
        if child.has_ended(self.process):
            raise Trouble(self.how_it_ended())

    def how_it_ended(self) -> str:
        after = time.monotonic() - self.began
        child.reap(self.process)
        code = self.process.returncode
        if code < 0:
            how = f"died of {signal.Signals(-code).name} after {after:.1f} s"
        else:
            how = f"ended with {code} after {after:.1f} s"
        return how + self.last_words()

    def last_words(self) -> str:
        self.said.seek(0)
        lines = self.said.read().decode(errors="replace").strip().splitlines()
        return f": {lines[-1][:200]}" if lines else ""

    def wait_until_it_listens(self) -> None:
        over = time.monotonic() + PATIENCE_S
        line = b""
        while b"listening on" not in line:
            left = over - time.monotonic()
            pipe = self.process.stdout
            if left < 0 or not select.select([pipe], [], [], left)[0]:
                said = self.last_words()
                raise Trouble(f"does not say that it listens{said}")
            line = pipe.readline()
            if not line:
                raise Trouble("does not start: " + self.how_it_ended())
        self.port = int(line.rpartition(b":")[2])


@contextlib.contextmanager
def serving(
    command: list[str],
    core: frozenset[int] = child.SERVER_CORE,
    environment: dict[str, str] | None = None,
    patience: float = 5,
):
    """Yields it once it listens; ends it in the end, by force when it does not
    leave within `patience` seconds."""
    with tempfile.TemporaryFile() as said:
        try:
            process = child.start(
                command,
                core,
                environment,
                stdout=subprocess.PIPE,
                stderr=said,
                bufsize=0,
            )
        except OSError as problem:
            raise Trouble(f"does not start: {problem.strerror}") from None
        running = Running(process, said)
        try:
            running.wait_until_it_listens()
            yield running
        finally:
            running.usage = child.end(process, patience)


def upstream(build: pathlib.Path, *options: str):
    """The slow backend, beside the client."""
    program = str(build / "demos" / "upstream" / "upstream")
    return serving([program, *options], child.CLIENT_CORE)
