#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A day of a busy program in the live view: runs bench_window, which streams
1,000,000,000 events through the window that the view keeps, and writes the
figure `day` from the memory that it says it had on the way.

usage: day.py BUILD_FOLDER --output FILE [--events N]
"""
import argparse
import json
import pathlib
import subprocess

import machine


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--output", type=pathlib.Path, required=True)
    options.add_argument("--events", type=int, default=1_000_000_000)
    chosen = options.parse_args()
    load = machine.load()
    seen = json.loads(subprocess.run(
        [str(chosen.build / "tests/model/bench_window"), str(chosen.events)],
        check=True, capture_output=True, text=True, timeout=7200,
    ).stdout)

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
    figure = machine.table(
        f"{chosen.events:,} events in the live view",
        load,
        f"ninja -C build/{chosen.build.name} bench_day",
        rows,
    )
    chosen.output.write_text(machine.text_of(figure))


if __name__ == "__main__":
    main()
