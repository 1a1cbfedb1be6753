#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the coroutine hook adds to a co_await: runs bench_coroutine_hooks, which
has each coroutine with the hook and without it, and writes the figure
`coroutine_hook` from what it prints.

usage: coroutine_hook.py BUILD_FOLDER --output FILE
"""

import machine
import printed

KEYS = ("ready", "waits", "asks")


def row(key: str, off: list, on: list) -> dict:
    """The costs of one kind of co_await: [what, without, with]."""
    def ratio(costs: list) -> str:
        return f"{float(costs[2]) / float(costs[1]):.2f}"

    return {
        "id": key,
        "what": off[0],
        "without the hook": f"{float(off[1]):.1f} ns",
        "nobody records": f"{float(off[2]):.1f} ns",
        "off × without": ratio(off),
        "recording": f"{float(on[2]):.1f} ns",
        "on × without": ratio(on),
    }


def main() -> None:
    chosen = printed.parser(__doc__).parse_args()
    load = machine.load()
    told = printed.output_of(
        chosen.build / "tests/hooks/bench_coroutine_hooks",
        environment={"LOOPLAB_TRACE": "off"},
    )
    costs = [line.split("|") for line in told.splitlines()]
    off, on = costs[:len(KEYS)], costs[len(KEYS):]
    printed.write(
        chosen,
        "The best of 60 rounds of 20,000",
        load,
        "bench_coroutine_hook",
        [row(*each) for each in zip(KEYS, off, on, strict=True)],
    )


if __name__ == "__main__":
    main()
