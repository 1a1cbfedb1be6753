#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Whether `looplab compare` can be believed: two runs of it must agree within
5 % on what a request costs three models, each against the first. Up to three
tries, because a machine is not always quiet; ends with 1 when none agrees.

usage: agree.py BUILD_FOLDER [--only 02,04,06] [--budget 60]
"""
import argparse
import json
import pathlib
import subprocess
import sys

MODELS = "02,04,06"
TRIES = 3
WITHIN = 0.05
COMPARE = pathlib.Path(__file__).parents[1] / "compare"


def told(build: pathlib.Path, *arguments: str) -> dict:
    """What a run of it says in JSON; ends the program when it fails."""
    result = subprocess.run(
        [sys.executable, "-B", COMPARE, build, "--json", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if not result.stdout:
        sys.exit(f"compare ended with {result.returncode}, and without figures")
    return json.loads(result.stdout)


def ratios(run: dict) -> dict[str, float]:
    return {
        each["id"]: each["ratio"]["cpu_us"]
        for each in run["servers"]
        if each["ratio"]
    }


def apart(first: dict[str, float], second: dict[str, float]) -> float:
    """How far two runs are from each other, where they are farthest."""
    return max(
        abs(first[key] - second[key]) / min(first[key], second[key])
        for key in first
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--only", default=MODELS)
    options.add_argument("--budget", default="60")
    chosen = options.parse_args()
    arguments = [*chosen.only.split(","), "--budget", chosen.budget]
    for number in range(1, TRIES + 1):
        two = [ratios(told(chosen.build, *arguments)) for _ in range(2)]
        if two[0].keys() != two[1].keys() or len(two[0]) < 2:
            sys.exit("agree.py: there are no two runs of the same servers")
        distance = apart(*two)
        print(f"try {number}: {100 * distance:.1f} % apart: {two}")
        if distance <= WITHIN:
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
