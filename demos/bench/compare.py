#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Every ratio that the servers are held to, in one run of `looplab compare`:
what /hello costs beside nginx and the other peers, sixteen requests at a time,
a thousand quotes under way, eight thousand clients that wait. Writes the
figures `compare` (the servers) and `performance` (the ratios, and which fall
short), and the picture of the README. It takes a quarter of an hour.

usage: compare.py BUILD_FOLDER --output FILE [--seconds 3] [--rounds 3]
                  [--waiting 8000]
"""
import argparse
import pathlib
import sys

import agree
import goals
import machine

sys.path.append(str(agree.COMPARE))
import plots
import svg

YARDSTICK = "nginx"


def runs(chosen: argparse.Namespace) -> dict[str, dict]:
    """The three questions; the servers of the later two are those that the
    first has found."""
    build = chosen.build
    how = ["--seconds", str(chosen.seconds), "--rounds", str(chosen.rounds)]
    waiting = ["--waiting", str(chosen.waiting)]
    hello = agree.told(build, "--peers", *waiting, *how)
    able = [each for each in hello["servers"] if each["runs"]]
    chapters = [
        each["id"]
        for each in able
        if not each["is_peer"] and not each["one_client"]
    ]
    beside = [each["id"] for each in able if each["id"] == YARDSTICK]
    few = ["--waiting", "1"]  # that was measured above
    return {
        "hello": hello,
        "pipelined": agree.told(
            build, *chapters, *beside, "--pipeline", "16", *few, *how
        ),
        "quote": agree.told(
            build, *chapters, "--route", "quote", "--clients", "1000", *few,
            *how,
        ),
    }


def row(each: dict, base: float | None) -> dict:
    """A line of the figure `compare`."""
    cpu = each["cpu_us"]
    calls = each["calls"] or {}
    waiter = each["waiters"][-1] if each["waiters"] else {}
    mark = " *" if each["client_limited"] else ""
    return {
        "id": each["id"],
        "server": each["server"],
        "client_busy": each["client_busy"],
        "CPU µs/request (min-max)": (
            f"{cpu['median']:.2f} ({cpu['min']:.2f}-{cpu['max']:.2f})"
        ),
        "× nginx": f"{cpu['median'] / base:.2f}" if base else "-",
        "requests/s": f"{each['requests_per_s']['median']:,.0f}{mark}",
        "p99 ms": f"{each['p99_ms']['median']:.2f}",
        "p99 beside /work": figure((each["beside_work"] or {}).get("p99_ms")),
        "system calls": figure(calls.get("total")),
        "allocations": figure(calls.get("allocations")),
        "KiB a waiter": figure(waiter.get("memory_kib")),
    }


def figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--output", type=pathlib.Path, required=True)
    options.add_argument("--seconds", type=float, default=3)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--waiting", type=int, default=8000)
    chosen = options.parse_args()
    load = machine.load()
    taken = runs(chosen)
    servers = [each for each in taken["hello"]["servers"] if each["runs"]]
    if not servers:
        sys.exit("compare.py: no server could be measured; nothing is written")
    bases = [e["cpu_us"]["median"] for e in servers if e["id"] == YARDSTICK]
    command = (
        f"demos/bench/compare.py build/{chosen.build.name}"
        f" --seconds {chosen.seconds:g} --rounds {chosen.rounds}"
    )
    columns = machine.table(
        f"GET /hello, {taken['hello']['clients']} keep-alive connections",
        load,
        command,
        [row(each, *(bases or [None])) for each in servers],
    )
    columns["columns"].remove("client_busy")
    chosen.output.write_text(machine.text_of(columns))
    ratios = machine.table(
        "What the servers are held to, in one run",
        load,
        command,
        goals.rows(taken, chosen.output.parent),
    )
    beside = chosen.output.with_name("performance.json")
    beside.write_text(machine.text_of(ratios))
    drawn = plots.beside_work([e for e in servers if not e["is_peer"]])
    folder = chosen.output.parents[1] / "pictures"
    if drawn and folder.is_dir():
        (folder / "beside-work.svg").write_text(svg.alone(drawn))


if __name__ == "__main__":
    main()
