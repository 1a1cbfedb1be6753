#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A server that stands still for half a second every five, as seen by wrk and
by both loops of the load generator.

Chapter 06's server is stopped by SIGSTOP and goes on by SIGCONT. Who comes
while it stands still, a tenth of all, waits up to 500 ms: the right p99 is the
wait of the last hundredth, 450 ms.

usage: stall.py BUILD_FOLDER [--seconds 20] [--output FILE]
"""
import argparse
import contextlib
import json
import pathlib
import signal
import subprocess
import threading

import load
import machine
import run

STALL = 0.5
EVERY = 5.0
RATE = 2000


def right_p99_ms(every: float = EVERY) -> float:
    """The wait of the last hundredth of those who come at any time."""
    return STALL * 1000 * (1 - 0.01 * every / STALL)


@contextlib.contextmanager
def stalling(process: subprocess.Popen, every: float = EVERY):
    """Meanwhile `process` stands still for STALL seconds of each `every`; at
    last it goes on."""
    over = threading.Event()

    def stop_and_go() -> None:
        while not over.wait(every - STALL):
            process.send_signal(signal.SIGSTOP)
            over.wait(STALL)
            process.send_signal(signal.SIGCONT)

    thread = threading.Thread(target=stop_and_go)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def row(key: str, name: str, requests: int, p99: float, most: str) -> dict:
    return {
        "id": key,
        "who asks": name,
        "requests": f"{requests:,}",
        "p99 ms": f"{p99:.1f}",
        "right": f"{right_p99_ms():.0f}",
        "max ms": most,
    }


def wrk_row(port: int, seconds: int) -> dict:
    said, _ = load.ask(run.wrk(port, "/hello", load.CONNECTIONS, seconds))
    requests = int(said.split(" requests in")[0].split()[-1])
    most = next(
        line.split()[3] for line in said.splitlines() if "Latency  " in line
    )
    value = float(most.rstrip("mus"))
    unit = most[len(most.rstrip("mus")) :]
    return row(
        "wrk",
        "wrk, closed loop",
        requests,
        run.milliseconds(said, "99"),
        f"{value * run.UNITS[unit]:.0f}",
    )


def load_row(key: str, name: str, command: list[str]) -> dict:
    said = json.loads(load.ask(command)[0])
    latency = said["latency"]
    return row(
        key,
        name,
        said["answered"],
        latency["p99_ms"],
        f"{latency['max_ms']:.0f}",
    )


def measure(build: pathlib.Path, seconds: int) -> list[dict]:
    server = run.Server(
        "06", "06 epoll", [str(build / "chapters" / "06-epoll" / "server")]
    )
    rows = []
    time = ["--seconds", str(seconds)]
    with server.running() as (process, port):
        with stalling(process):
            rows.append(wrk_row(port, seconds))
        with stalling(process):
            closed = load.generator(build, port, *time)
            rows.append(load_row("closed", "load, closed loop", closed))
        with stalling(process):
            open_loop = load.generator(build, port, *time, "--rate", str(RATE))
            name = f"load, open loop, {RATE} a second"
            rows.append(load_row("open", name, open_loop))
    return rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--seconds", type=int, default=20)
    options.add_argument("--output", type=pathlib.Path)
    chosen = options.parse_args()
    before = machine.load()
    rows = measure(chosen.build, chosen.seconds)
    figure = machine.table(
        "A server that stands still for 500 ms every 5 s",
        before,
        f"ninja -C build/{chosen.build.name} bench_stall",
        rows,
    )
    machine.tell(figure, chosen.output)


if __name__ == "__main__":
    main()
