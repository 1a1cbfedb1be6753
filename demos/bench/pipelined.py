#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What `GET /hello` costs when sixteen requests come at a time: a server that
takes them in with one receive, and answers them with one send, shares both
calls among the sixteen. Writes the figure `pipelined`.

usage: pipelined.py BUILD_FOLDER --output FILE [--rounds 3] [--seconds 4]
"""
import argparse
import pathlib
import statistics
import sys

import hello
import machine
import run

SERVERS = ("02", "04", "05", "06", "07", "09", "nginx")
SCRIPT = pathlib.Path(__file__).with_suffix(".lua")


def row(server: run.Server, samples: list, base: list) -> dict:
    """One line of the table; `base` is what nginx did in the same run."""

    def median(of: list, name: str) -> float:
        return statistics.median(getattr(s, name) for s in of)

    def ratio(name: str) -> float:
        return median(samples, name) / median(base, name) if base else 0

    return {
        "id": server.id,
        "server": server.title,
        "requests/s": f"{median(samples, 'rate'):,.0f}",
        "rate × nginx": f"{ratio('rate'):.1f}",
        "CPU µs/request": f"{median(samples, 'cpu_us'):.2f}",
        "CPU × nginx": f"{ratio('cpu_us'):.2f}",
        "client's core": f"{100 * median(samples, 'client_busy'):.0f} % busy",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    args = parser.parse_args()
    chosen = [
        server
        for server in hello.servers(args.build)
        if server.id in SERVERS and not server.missing()
    ]
    load = machine.load()
    samples = hello.measure(chosen, args.rounds, args.seconds, SCRIPT)
    figure = machine.table(
        f"GET /hello, sixteen at a time on {hello.CONNECTIONS} connections",
        load,
        f"demos/bench/pipelined.py build/{args.build.name} "
        f"--rounds {args.rounds} --seconds {args.seconds}",
        [row(s, samples[s.id], samples.get("nginx", [])) for s in chosen],
    )
    args.output.write_text(machine.text_of(figure))
    return 0


if __name__ == "__main__":
    sys.exit(main())
