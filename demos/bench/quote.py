#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""How many quotes a server has under way: wrk asks for them over 1000
connections, and the upstream needs 20 ms for each. Nobody can answer more than
connections / delay of them in a second; the delay is measured, by asking the
upstream itself over as many connections. Writes the figure `quote`.

The server has core 0; wrk and the upstream share core 1, which is busier when
what they say crosses from core to core. So a relay that only copies bytes is
measured in the same run: it shows what is to be had when a server does nothing
of its own. A pool is left out: it serves as many connections as it has threads,
and these are never closed.

usage: quote.py BUILD_FOLDER --output FILE [--rounds 3] [--seconds 4]
"""
import argparse
import dataclasses
import pathlib
import statistics
import sys

import child
import cost
import hello
import machine
import run

CONNECTIONS = 1000
DELAY_MS = 20
SERVERS = ("02", "04", "05", "06", "07", "09", "relay")


def relay(build: pathlib.Path) -> run.Server:
    """Not quite a server: told the upstream's port, and no option."""
    program = str(build / "demos" / "relay" / "relay")
    return run.Server("relay", "a relay, which only copies bytes", [program])


def alone(build: pathlib.Path, seconds: int) -> run.Sample:
    """Asks the upstream itself."""
    return run.measure(upstream(build), "/price?symbol=ABC", seconds)


def upstream(build: pathlib.Path) -> run.Server:
    return dataclasses.replace(
        run.upstream(build, "--delay", str(DELAY_MS)), connections=CONNECTIONS
    )


def measure(
    build: pathlib.Path, server: run.Server, seconds: int
) -> run.Sample:
    """Asks a server, or the upstream through the relay. The client's core is
    wrk's and the upstream's."""
    with upstream(build).running() as (backend, port):
        if server.id == "relay":
            target = "/price?symbol=ABC"
            command = [*server.command, str(port)]
            asked = dataclasses.replace(server, command=command)
        else:
            target = "/quote?symbol=ABC"
            asked = run.asking(server, port)
        asked = dataclasses.replace(asked, connections=CONNECTIONS)
        before = cost.cpu_seconds(backend.pid)
        taken = run.measure(asked, target, seconds)
        used = cost.cpu_seconds(backend.pid) - before
    return dataclasses.replace(
        taken, client_busy=taken.client_busy + used / seconds
    )


def row(
    key: str, title: str, samples: list[run.Sample], delay_ms: float
) -> dict:
    def median(name: str) -> float:
        return statistics.median(getattr(s, name) for s in samples)

    possible = CONNECTIONS * 1000 / delay_ms
    return {
        "id": key,
        "server": title,
        "requests/s": f"{median('rate'):,.0f}",
        "of what is possible": f"{100 * median('rate') / possible:.0f} %",
        "p50 ms": f"{median('p50_ms'):.1f}",
        "p99 ms": f"{median('p99_ms'):.1f}",
        "p99 / delay": f"{median('p99_ms') / delay_ms:.2f}",
        "CPU µs/request": f"{median('cpu_us'):.2f}",
        "client's core": f"{100 * median('client_busy'):.0f} % busy",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    args = parser.parse_args()
    child.descriptors()
    load = machine.load()
    direct: list[run.Sample] = []
    titles: dict[str, str] = {}
    samples: dict[str, list] = {}
    for _ in range(args.rounds):
        direct.append(alone(args.build, args.seconds))
        for server in [*hello.servers(args.build), relay(args.build)]:
            if server.id not in SERVERS or server.missing():
                continue
            titles[server.id] = server.title
            taken = measure(args.build, server, args.seconds)
            samples.setdefault(server.id, []).append(taken)
            print(f"{server.title}: {taken.rate:.0f}/s", file=sys.stderr)
    delay_ms = statistics.median(s.p50_ms for s in direct)
    figure = machine.table(
        f"GET /quote, {CONNECTIONS} keep-alive connections, upstream's delay "
        f"measured as {delay_ms:.1f} ms",
        load,
        f"demos/bench/quote.py build/{args.build.name} "
        f"--rounds {args.rounds} --seconds {args.seconds}",
        [row(key, titles[key], samples[key], delay_ms) for key in samples],
    )
    args.output.write_text(machine.text_of(figure))
    return 0


if __name__ == "__main__":
    sys.exit(main())
