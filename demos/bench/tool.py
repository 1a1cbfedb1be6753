#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What looking costs: runs the benches of the recorder, the hooks, the model
and the screen, and writes the figure `tool` from what they print.

usage: tool.py BUILD_FOLDER --output FILE
"""
import json
import re

import machine
import printed


def number(pattern: str, text: str) -> float:
    found = re.search(pattern, text, re.M | re.S)
    if not found:
        raise SystemExit(f"tool.py: no bench printed '{pattern}'")
    return float(found[1])


def recorder_rows(text: str) -> list:
    names = (("off", "-"), ("tsc", "≤ 15 ns"), ("monotonic", "≤ 30 ns"))
    rows = []
    for clock, goal in names:
        ns = number(rf"^{clock}\s+emit\s+([\d.]+) ns", text)
        rows.append(row(f"emit-{clock}", f"one event told, clock: {clock}",
                        f"{ns:.1f} ns", goal))
    return rows


def hook_rows(text: str) -> list:
    names = (
        ("nobody", r"^nobody records.*?([-\d.]+)$", "a hooked call, off"),
        ("one", r"^recording, non-blocking.*?([-\d.]+)$",
         "a hooked call that never waits (1 event)"),
        ("three", r"^recording, blocking.*?([-\d.]+)$",
         "a hooked call that may wait (3 events)"),
    )
    return [
        row(f"hook-{key}", what, f"+{number(pattern, text):.1f} ns",
            "-" if key == "nobody" else "< 60 ns")
        for key, pattern, what in names
    ]


def seek_rows(text: str) -> list:
    worst = number(r"^1000 clients.*?seek to.*?worst\s+([\d.]+) ms", text)
    return [row("seek", "a seek anywhere in 1,000,000 events, worst",
                f"{worst:.2f} ms", "< 50 ms")]


def screen_rows(text: str) -> list:
    seen = json.loads(text)
    follow = (f"{seen['following_percent_of_a_core']:.1f} % of a core, "
              f"{seen['following_frames_per_second']:.0f} frames/s")
    return [
        row("first-frame", "start to first frame, home",
            f"{seen['first_frame_home_ms']:.0f} ms", "< 100 ms"),
        row("key", "key to frame", f"{seen['key_to_frame_ms']:.1f} ms",
            "< 50 ms"),
        row("follow", "following 100,000 events/s", follow, "< 5 %"),
        row("idle-replay", "wake-ups in 3 s of REPLAY",
            str(seen["wake_ups_in_3_s_replay"]), "0"),
        row("idle-held", "wake-ups in 3 s of HELD",
            str(seen["wake_ups_in_3_s_held"]), "0"),
    ]


def row(key: str, what: str, measured: str, goal: str) -> dict:
    return {"id": key, "what": what, "measured": measured, "goal": goal}


def main() -> None:
    chosen = printed.parser(__doc__).parse_args()
    load = machine.load()

    def output_of(bench: str) -> str:
        return printed.output_of(chosen.build / bench)

    rows = recorder_rows(output_of("trace/bench_recorder"))
    rows += hook_rows(output_of("tests/hooks/bench_hooks"))
    rows += seek_rows(output_of("tests/model/bench_seek"))
    rows += screen_rows(output_of("tests/program/bench_screen"))
    printed.write(chosen, "What looking costs", load, "bench_tool", rows)


if __name__ == "__main__":
    main()
