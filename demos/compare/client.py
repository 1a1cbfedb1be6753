# SPDX-License-Identifier: BSL-1.0
"""The load generator as a process: what it was told, what it saw."""
import json
import pathlib
import subprocess
import tempfile
import time

import child
from serving import Running
from trouble import Missing, Trouble


def ask(
    build: pathlib.Path, server: Running, options: list[str], **watch
) -> dict:
    """Runs the generator against a server; says what its JSON says. Throws
    Trouble when the server is at fault, Missing when the machine is."""
    program = str(build / "demos" / "load" / "load")
    command = [program, f"127.0.0.1:{server.port}", "--json", "--quiet"]
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as sighed:
        process = child.start(
            command + options, child.CLIENT_CORE, stdout=said, stderr=sighed
        )
        try:
            wait(process, **watch)
        finally:
            child.end(process, 1)
        said.seek(0)
        sighed.seek(0)
        return understood(
            process, server, said.read(), sighed.read().decode().strip()
        )


def wait(process: subprocess.Popen, at_s: float = 0, look=None) -> None:
    """Until it has ended; `look` is called once, after `at_s`."""
    began = time.monotonic()
    while not child.has_ended(process):
        if look and time.monotonic() - began >= at_s:
            look()
            look = None
        time.sleep(0.005)


def understood(
    process: subprocess.Popen, server: Running, said: bytes, sighed: str
) -> dict:
    server.check()
    if process.returncode == 3 and "ulimit" in sighed:
        raise Missing(sighed.removeprefix("load: "))
    if process.returncode != 0:
        last = sighed.splitlines()[-1:] or ["the load generator failed"]
        raise Trouble(last[0].removeprefix("load: "))
    told = json.loads(said)
    if told["answered"] <= told["refused"] + told["failed"]:
        raise Trouble(no_answers(told))
    return told


def no_answers(told: dict) -> str:
    if not told["answered"]:
        return "answered nothing in time"
    kind = "503" if told["refused"] else "an error"
    return f"answered every request with {kind}"
