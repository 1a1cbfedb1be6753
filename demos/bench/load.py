#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What a request costs the load generator, beside wrk in the same run.

Both ask chapter 06's server for /hello over 64 connections, from core 1 while
the server has core 0, in turns. What is compared is the generator's own
processor time: what it takes, the server beside it has not.

usage: load.py BUILD_FOLDER [--rounds 5] [--seconds 3] [--output FILE]
"""
import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess

import child
import machine
import run

CONNECTIONS = 64
GOAL = 0.9


def ask(command: list[str]) -> tuple[str, float]:
    """What a client on its core says, and the seconds of processor time that
    it used."""
    before = os.times()
    result = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, child.CLIENT_CORE),
    )
    after = os.times()
    return result.stdout, (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )


def wrk_turn(port: int, seconds: int) -> tuple[int, float]:
    said, used = ask(run.wrk(port, "/hello", CONNECTIONS, seconds))
    return int(re.search(r"(\d+) requests in", said)[1]), used


def generator(build: pathlib.Path, port: int, *arguments: str) -> list[str]:
    """The load generator's command line, for /hello."""
    program = str(build / "demos" / "load" / "load")
    fixed = ["--json", "--quiet", "--connections", str(CONNECTIONS)]
    return [program, f"127.0.0.1:{port}", *fixed, *arguments]


def load_turn(
    build: pathlib.Path, port: int, seconds: int
) -> tuple[int, float]:
    said, used = ask(generator(build, port, "--seconds", str(seconds)))
    return json.loads(said)["answered"], used


def row(name: str, turns: list, base: float) -> dict:
    """`turns` are requests and processor seconds; `base` is wrk's requests in
    such a second."""
    cost = [used * 1e6 / requests for requests, used in turns]
    rate = statistics.median(requests / used for requests, used in turns)
    spread = f"{min(cost):.2f}-{max(cost):.2f}"
    return {
        "id": name,
        "generator": name,
        "its CPU µs/request (min-max)": (
            f"{statistics.median(cost):.2f} ({spread})"
        ),
        "requests per CPU second": f"{rate:,.0f}",
        "× wrk": f"{rate / base:.2f}",
        "goal": "-" if name == "wrk" else f"≥ {GOAL}",
    }


def measure(build: pathlib.Path, rounds: int, seconds: int) -> list[dict]:
    server = run.Server(
        "06", "06 epoll", [str(build / "chapters" / "06-epoll" / "server")]
    )
    wrk, load = [], []
    with server.running() as (_, port):
        for _ in range(rounds):
            wrk.append(wrk_turn(port, seconds))
            load.append(load_turn(build, port, seconds))
    base = statistics.median(requests / used for requests, used in wrk)
    return [row("wrk", wrk, base), row("load", load, base)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=int, default=3)
    options.add_argument("--output", type=pathlib.Path)
    chosen = options.parse_args()
    load = machine.load()
    rows = measure(chosen.build, chosen.rounds, chosen.seconds)
    figure = machine.table(
        "What a request costs who asks",
        load,
        f"ninja -C build/{chosen.build.name} bench_load",
        rows,
    )
    machine.tell(figure, chosen.output)


if __name__ == "__main__":
    main()
