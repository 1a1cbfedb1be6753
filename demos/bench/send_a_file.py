#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What it costs to send a file in chapter 07's five ways: runs bench_five_ways
and writes the figure `send_a_file` from what it prints.

usage: send_a_file.py BUILD_FOLDER --output FILE
"""
import argparse
import pathlib
import subprocess

import machine


def row(line: str) -> dict:
    way, rate, kernel_ms, calls = line.split("|")
    return {
        "id": way.replace(", ", "-"),
        "way": way,
        "MiB/s": f"{int(rate):,}",
        "ms in the kernel": kernel_ms,
        "calls": f"{int(calls):,}",
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--output", type=pathlib.Path, required=True)
    chosen = options.parse_args()
    load = machine.load()
    printed = subprocess.run(
        [str(chosen.build / "tests/chapters/bench_five_ways")],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    ).stdout
    figure = machine.table(
        "256 MiB of a file that is in memory, over loopback",
        load,
        f"ninja -C build/{chosen.build.name} bench_send_a_file",
        [row(line) for line in printed.splitlines()],
    )
    chosen.output.write_text(machine.text_of(figure))


if __name__ == "__main__":
    main()
