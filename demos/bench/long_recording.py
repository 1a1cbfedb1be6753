#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Long recordings: makes one of 10,000,000 events with 10,000 tasks, opens it
and moves about in it; and records a program whose four threads tell 1,000,000
events a second. Writes the figure `long_recording`.

usage: long_recording.py BUILD_FOLDER --output FILE
"""
import json
import pathlib
import re
import subprocess
import tempfile

import machine
import printed


def row(key: str, what: str, measured: str, goal: str) -> dict:
    return {"id": key, "what": what, "measured": measured, "goal": goal}


def long_rows(build: pathlib.Path) -> list:
    text = subprocess.run(
        [str(build / "tests/program/bench_recording")],
        check=True, capture_output=True, text=True, timeout=600,
    ).stdout
    seen = json.loads(text)

    def key(name: str) -> str:
        usual, worst = seen[f"{name}_ms"], seen[f"{name}_worst_ms"]
        return f"{usual:.1f} ms, worst {worst:.1f} ms"

    return [
        row("first", "open: until the first picture",
            f"{seen['first_picture_ms']:.0f} ms", "< 1000 ms"),
        row("whole", "open: until all of it was read, checked and folded",
            f"{seen['whole_ms']:.0f} ms", "-"),
        row("seek", "a seek anywhere, with all a picture asks",
            key("seek"), "< 50 ms"),
        row("step", "a step back", key("step"), "< 50 ms"),
        row("change", "the next change of a task", key("change"), "< 50 ms"),
        row("change-back", "the change before", key("change_back"), "< 50 ms"),
        row("no-change", "that a task has no change, before or after",
            key("no_change"), "< 50 ms"),
        row("no-stop", "that a state to stop at never comes",
            key("no_stop"), "< 50 ms"),
        row("search", "that a line to stop at never comes, until a key ends it",
            f"{seen['search_ms']:.0f} ms, worst part "
            f"{seen['search_part_worst_ms']:.1f} ms",
            "parts < 50 ms"),
        row("read-memory", "memory to show it", f"{seen['read_mib']:.0f} MiB",
            "≤ 256 MiB"),
        row("write-memory", "memory to record it",
            f"{seen['write_mib']:.0f} MiB", "≤ 256 MiB"),
    ]


def flood_row(build: pathlib.Path) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run(
            [str(build / "visualizer/program/looplab-record"), "-o",
             f"{folder}/flood.loop", "--",
             str(build / "tests/program/busy_program"), "1000000", "5", "4"],
            check=True, capture_output=True, text=True, timeout=120,
        ).stderr
    found = re.search(r"looplab: (\d+) events in [^,]*(?:, (\d+) lost)?", said)
    if not found:
        raise SystemExit(f"long_recording.py: looplab-record said '{said}'")
    return row("flood", "5 s of 1,000,000 events/s from four threads, recorded",
               f"{int(found[1]):,} events, {int(found[2] or 0):,} lost",
               "0 lost, or counted")


def main() -> None:
    chosen = printed.parser(__doc__).parse_args()
    load = machine.load()
    rows = long_rows(chosen.build) + [flood_row(chosen.build)]
    printed.write(
        chosen,
        "A recording of 10,000,000 events of 10,000 tasks",
        load,
        "bench_long_recording",
        rows,
    )


if __name__ == "__main__":
    main()
