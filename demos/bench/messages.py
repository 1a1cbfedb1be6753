#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What a message costs, and what lies in between when the receiver is slow:
runs bench_ways_to_send and writes the figure `messages` from what it prints.

usage: messages.py BUILD_FOLDER --output FILE
"""
import argparse
import pathlib
import subprocess

import machine

KEYS = ("queue", "rendezvous", "room", "pipe")
WHAT = "from one to another"
COST = "ns a message"
MOST = "most in between, with a receiver ten times slower"
MEMORY = "that is"
BYTES = 256


def row(key: str, line: str) -> dict:
    what, cost, most = line.split("|")
    return {
        "id": key,
        WHAT: what,
        COST: f"{int(cost):,}",
        MOST: f"{int(most):,}",
        MEMORY: f"{int(most) * BYTES / 1024:,.1f} KiB",
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--output", type=pathlib.Path, required=True)
    chosen = options.parse_args()
    load = machine.load()
    printed = subprocess.run(
        [str(chosen.build / "tests/chapters/bench_ways_to_send")],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    ).stdout
    figure = machine.table(
        f"50,000 messages of {BYTES} bytes",
        load,
        f"ninja -C build/{chosen.build.name} bench_messages",
        [row(*each) for each in zip(KEYS, printed.splitlines(), strict=True)],
    )
    chosen.output.write_text(machine.text_of(figure))


if __name__ == "__main__":
    main()
