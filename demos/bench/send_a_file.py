#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What it costs to send a file in chapter 07's five ways: runs bench_five_ways
and writes the figure `send_a_file` from what it prints.

usage: send_a_file.py BUILD_FOLDER --output FILE
"""

import machine
import printed


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
    chosen = printed.parser(__doc__).parse_args()
    load = machine.load()
    told = printed.output_of(chosen.build / "tests/chapters/bench_five_ways")
    printed.write(
        chosen,
        "256 MiB of a file that is in memory, over loopback",
        load,
        "bench_send_a_file",
        [row(line) for line in told.splitlines()],
    )


if __name__ == "__main__":
    main()
