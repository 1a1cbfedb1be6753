# SPDX-License-Identifier: BSL-1.0
"""One server under wrk: starts it on one core, asks from another, and reads
what it used. It ends only what it started."""
import contextlib
import dataclasses
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time

import child
import cost

UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}


@dataclasses.dataclass
class Sample:
    """One turn of one server."""

    cpu_us: float  # of the server, for each request
    rate: float  # requests each second
    p50_ms: float
    p99_ms: float
    client_busy: float  # share of its core that wrk used


@dataclasses.dataclass
class Server:
    """Something that serves /hello."""

    id: str
    title: str
    command: list[str]
    connections: int = 64
    environment: dict[str, str] = dataclasses.field(default_factory=dict)
    core: frozenset[int] = child.SERVER_CORE

    def missing(self) -> str:
        """Why it cannot be measured; empty when it can."""
        if shutil.which(self.command[0]):
            return ""
        return f"{self.title}: {self.command[0]} is not there"

    @contextlib.contextmanager
    def running(self):
        """Yields the process and its port."""
        process = child.start(
            self.command,
            self.core,
            self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield process, int(process.stdout.readline().rpartition(":")[2])
        finally:
            child.end(process)


class Nginx(Server):
    """nginx does not say where it listens, so it is told."""

    def __init__(self, configuration: pathlib.Path):
        super().__init__("nginx", "nginx, one worker", ["nginx"])
        self.configuration = configuration.read_text()

    @contextlib.contextmanager
    def running(self):
        port = free_port()
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "nginx.conf"
            file.write_text(self.configuration.replace("8080", str(port)))
            command = [*self.command, "-p", folder, "-c", str(file)]
            process = child.start(command, self.core)
            try:
                wait_for_listener(port)
                yield process, port
            finally:
                child.end(process)


def upstream(build: pathlib.Path, *arguments: str) -> Server:
    """What the servers ask for prices, beside the client."""
    program = str(build / "demos" / "upstream" / "upstream")
    command = [program, *arguments]
    return Server("upstream", "the upstream", command, core=child.CLIENT_CORE)


def asking(server: Server, port: int) -> Server:
    """The same server, which asks the upstream at a port, for as long as it
    takes."""
    options = ["--upstream", f"127.0.0.1:{port}", "--upstream-limit-ms", "0"]
    command = server.command + [*options, "--limit-ms", "0"]
    return dataclasses.replace(server, command=command)


def nginx(configuration: pathlib.Path) -> Server:
    return Nginx(configuration)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_listener(port: int) -> None:
    end_of_patience = time.monotonic() + 10
    while time.monotonic() < end_of_patience:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        time.sleep(0.01)
    raise SystemExit(f"bench: nobody listens at port {port}")


def wrk(
    port: int,
    target: str,
    connections: int,
    seconds: int,
    script: pathlib.Path | None = None,
) -> list[str]:
    return [
        "wrk",
        *(["-s", str(script)] if script else []),
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--latency",
        "--timeout",  # what takes longer is no error, but its figure
        "30s",
        f"http://127.0.0.1:{port}{target}",
    ]


def milliseconds(output: str, percentile: str) -> float:
    found = re.search(rf"^ +{percentile}% +([\d.]+)(us|ms|s) *$", output, re.M)
    return float(found[1]) * UNITS[found[2]]


def measure(
    server: Server,
    target: str,
    seconds: int,
    script: pathlib.Path | None = None,
) -> Sample:
    """Runs wrk, with a script of its own if there is one, against `server` for
    some seconds. An answer other than 200 ends the program: a fast refusal is
    no figure."""
    with server.running() as (process, port):
        before = cost.cpu_seconds(process.pid)
        client = os.times()
        result = subprocess.run(
            wrk(port, target, server.connections, seconds, script),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            preexec_fn=lambda: os.sched_setaffinity(0, child.CLIENT_CORE),
        )
        used = cost.cpu_seconds(process.pid) - before
        after = os.times()
    output = result.stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(f"bench: {server.title} made errors:\n{output}")
    requests = int(re.search(r"(\d+) requests in", output)[1])
    if requests < server.connections:
        raise SystemExit(
            f"bench: {server.title} answered {requests} requests only; "
            "the machine is too busy to measure anything"
        )
    client_used = (after.children_user - client.children_user) + (
        after.children_system - client.children_system
    )
    return Sample(
        cpu_us=used * 1e6 / requests,
        rate=float(re.search(r"Requests/sec: +([\d.]+)", output)[1]),
        p50_ms=milliseconds(output, "50"),
        p99_ms=milliseconds(output, "99"),
        client_busy=client_used / seconds,
    )
