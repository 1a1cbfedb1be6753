#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What a message costs, and what lies in between when the receiver is slow:
runs bench_ways_to_send and writes the figure `messages` from what it prints.

usage: messages.py BUILD_FOLDER --output FILE
"""

import machine
import printed

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
    chosen = printed.parser(__doc__).parse_args()
    load = machine.load()
    told = printed.output_of(
        chosen.build / "tests/chapters/bench_ways_to_send"
    )
    printed.write(
        chosen,
        f"50,000 messages of {BYTES} bytes",
        load,
        "bench_messages",
        [row(*each) for each in zip(KEYS, told.splitlines(), strict=True)],
    )


if __name__ == "__main__":
    main()
