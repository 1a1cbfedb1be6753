#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""How long /hello takes while others ask for a file that is not in memory.

An open loop of 400 requests a second, a twentieth of them for 4 MiB from the
disk: who reads in its loop lets everybody wait for the disk. In turns, each
time a fresh server on a core of its own.

usage: beside_file.py BUILD_FOLDER [--rounds 5] [--seconds 3] [--output FILE]
"""
import argparse
import json
import pathlib
import statistics

import load
import machine
import run

ASKED = ("/hello:19", "/file?name=big&cold=1:1")
HOW = ["--json", "--quiet", "--connections", "8", "--rate", "400"]
SERVERS = {
    "07": ("07 io_uring", "07-completion"),
    "06": ("06 epoll, reads in its loop", "06-epoll"),
    "02": ("02 thread per client", "02-threads"),
}


def server(build: pathlib.Path, key: str) -> run.Server:
    title, chapter = SERVERS[key]
    folder = build / "chapters"
    line = [str(folder / chapter / "server"), "--port", "0"]
    return run.Server(key, title, [*line, "--files", str(folder / "files")])


def asked(build: pathlib.Path, key: str, seconds: int) -> list[dict]:
    """The latencies of both routes."""
    routes = [word for each in ASKED for word in ("--route", each)]
    program = str(build / "demos" / "load" / "load")
    with server(build, key).running() as (_, port):
        line = [program, f"127.0.0.1:{port}", *HOW, *routes]
        said, _ = load.ask([*line, "--seconds", str(seconds)])
    told = json.loads(said)
    if told["refused"] or told["failed"]:
        raise SystemExit(f"bench: {SERVERS[key][0]} made errors: {said}")
    return [each["latency"] for each in told["routes"]]


def spread(values: list[float]) -> str:
    least, most = min(values), max(values)
    return f"{statistics.median(values):.2f} ({least:.2f}-{most:.2f})"


def row(key: str, turns: list[list[dict]]) -> dict:
    hello, file = zip(*turns)
    return {
        "id": key,
        "server": SERVERS[key][0],
        "p50 of /hello, ms": spread([each["p50_ms"] for each in hello]),
        "p99 of /hello, ms": spread([each["p99_ms"] for each in hello]),
        "p50 of the file, ms": spread([each["p50_ms"] for each in file]),
    }


def measure(build: pathlib.Path, rounds: int, seconds: int) -> list[dict]:
    turns = {key: [] for key in SERVERS}
    for _ in range(rounds):
        for key, taken in turns.items():
            taken.append(asked(build, key, seconds))
    return [row(key, taken) for key, taken in turns.items()]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=int, default=3)
    options.add_argument("--output", type=pathlib.Path)
    chosen = options.parse_args()
    before = machine.load()
    figure = machine.table(
        "400 requests a second, 380 for /hello and 20 for a file on the disk",
        before,
        f"ninja -C build/{chosen.build.name} bench_beside_file",
        measure(chosen.build, chosen.rounds, chosen.seconds),
    )
    machine.tell(figure, chosen.output)


if __name__ == "__main__":
    main()
