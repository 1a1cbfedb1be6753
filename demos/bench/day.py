#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A day of a busy program in the live view: runs bench_window, which streams
1,000,000,000 events through the window that the view keeps, and writes the
figure `day` from the memory that it says it had on the way.

usage: day.py BUILD_FOLDER --output FILE [--events N]
"""
import json

import machine
import printed


def main() -> None:
    options = printed.parser(__doc__)
    options.add_argument("--events", type=int, default=1_000_000_000)
    chosen = options.parse_args()
    load = machine.load()
    told = printed.output_of(
        chosen.build / "tests/model/bench_window",
        str(chosen.events),
        seconds=7200,
    )
    seen = json.loads(told)

    def memory(percent: int) -> dict:
        after = chosen.events * percent // 100
        return {
            "id": f"after-{percent}",
            "what": f"memory after {after:,} events",
            "measured": f"{seen[f'mib_{percent}']:.0f} MiB",
            "goal": "≤ 256 MiB",
        }

    each = 1e9 * seen["cpu_seconds"] / seen["events"]
    rows = [memory(percent) for percent in (1, 10, 50, 100)] + [
        {"id": "window", "what": "what can be looked back at, at the end",
         "measured": f"{seen['window']:,} events", "goal": "-"},
        {"id": "time", "what": "to make an event, take it in and let it go",
         "measured": f"{each:.0f} ns", "goal": "-"},
    ]
    printed.write(
        chosen,
        f"{chosen.events:,} events in the live view",
        load,
        "bench_day",
        rows,
    )


if __name__ == "__main__":
    main()
