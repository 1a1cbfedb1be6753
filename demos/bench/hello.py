#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What `GET /hello` costs each server, measured beside nginx in the same run.

wrk asks over 64 keep-alive connections from core 1; the server has core 0. All
servers have their turn in every round, so that a slow minute of the machine
hits all of them, and the medians are taken. What is compared is the server's
processor time per request: requests per second are limited by wrk, which is
said where it was so. It writes docs/figures/hello.json, from which the pages
are filled (tools/figures.py). It is no load generator: latencies are wrk's
own, measured while it waits with the server.

usage: hello.py BUILD_FOLDER [--rounds 3] [--seconds 4] [--output FILE]
"""
import argparse
import os
import pathlib
import statistics
import sys

import machine
import run

CONNECTIONS = 64


def servers(build: pathlib.Path) -> list[run.Server]:
    """Everything that is measured, in the order of the table."""
    chapters = build / "chapters"
    epoll = str(chapters / "06-epoll" / "server")
    return [
        run.Server(
            "01",
            "01 one client at a time",
            [str(chapters / "01-blocking-io" / "server")],
            connections=1,
        ),
        run.Server(
            "02",
            "02 a thread for each client",
            [str(chapters / "02-threads" / "server")],
        ),
        run.Server(
            "02-pool",
            "02 a pool of 64 threads",
            [str(chapters / "02-threads" / "pool"), "--threads", "64"],
        ),
        run.Server(
            "03",
            "03 threads that send, 64 of them",
            [
                str(chapters / "03-sharing-or-sending" / "server"),
                "--threads",
                "64",
            ],
        ),
        run.Server(
            "04",
            "04 callbacks, on Asio",
            [str(chapters / "04-callbacks" / "server")],
        ),
        run.Server(
            "05",
            "05 deferreds",
            [str(chapters / "05-futures" / "server")],
        ),
        run.Server("06", "06 epoll", [epoll]),
        run.Server(
            "07",
            "07 io_uring",
            [str(chapters / "07-completion" / "server")],
        ),
        run.Server(
            "04-traced",
            "04 callbacks, traced",
            [str(chapters / "04-callbacks" / "server")],
            environment={"LOOPLAB_TRACE": "on"},
        ),
        run.Server(
            "06-bare",
            "06 epoll, hooks not linked",
            [str(build / "demos" / "bench" / "server_without_hooks")],
        ),
        run.Server(
            "06-traced",
            "06 epoll, traced",
            [epoll],
            environment={"LOOPLAB_TRACE": "on"},
        ),
        run.Server(
            "09",
            "09 coroutines, on Asio",
            [str(chapters / "09-coroutines-on-the-loop" / "server")],
        ),
        run.nginx(
            pathlib.Path(__file__).parents[1] / "peers" / "nginx.conf"
        ),
    ]


def row(server: run.Server, samples: list[run.Sample], base: float) -> dict:
    """The medians of one server. `base` is nginx's processor time."""
    cpu = [sample.cpu_us for sample in samples]
    median = statistics.median
    return {
        "id": server.id,
        "server": server.title,
        "connections": server.connections,
        "cpu_us": round(median(cpu), 2),
        "cpu_us_min": round(min(cpu), 2),
        "cpu_us_max": round(max(cpu), 2),
        "cpu_over_nginx": round(median(cpu) / base, 2) if base else None,
        "requests_per_s": round(median(s.rate for s in samples)),
        "p50_ms": round(median(s.p50_ms for s in samples), 3),
        "p99_ms": round(median(s.p99_ms for s in samples), 3),
        "client_busy": round(median(s.client_busy for s in samples), 2),
    }


def measure(
    chosen: list,
    rounds: int,
    seconds: int,
    script: pathlib.Path | None = None,
) -> dict[str, list]:
    """All samples by server, taken in interleaved rounds."""
    samples: dict[str, list] = {server.id: [] for server in chosen}
    for number in range(rounds):
        for server in chosen:
            sample = run.measure(server, "/hello", seconds, script)
            samples[server.id].append(sample)
            print(
                f"round {number + 1}: {server.title}: "
                f"{sample.cpu_us:.2f} us, {sample.rate:.0f}/s",
                file=sys.stderr,
            )
    return samples


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--output", type=pathlib.Path)
    parser.add_argument("--only", help="ids of servers, with commas between")
    args = parser.parse_args()
    if os.cpu_count() < 2:
        print("hello.py: needs two cores, one for the client", file=sys.stderr)
        return 3
    chosen = [
        server
        for server in servers(args.build)
        if not args.only or server.id in args.only.split(",")
    ]
    for server in chosen:
        if problem := server.missing():
            print(f"hello.py: left out: {problem}", file=sys.stderr)
    chosen = [server for server in chosen if not server.missing()]
    load = machine.load()
    samples = measure(chosen, args.rounds, args.seconds)
    base = statistics.median(
        [s.cpu_us for s in samples.get("nginx", [])] or [0]
    )
    figure = machine.figure(
        f"GET /hello, {CONNECTIONS} keep-alive connections",
        load,
        f"demos/bench/hello.py build/{args.build.name} "
        f"--rounds {args.rounds} --seconds {args.seconds}",
        [row(s, samples[s.id], base) for s in chosen],
    )
    machine.tell(figure, args.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
