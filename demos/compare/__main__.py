# SPDX-License-Identifier: BSL-1.0
"""`looplab compare`: the same work for every server, and one honest table.

usage: python3 demos/compare BUILD_FOLDER [NN ...] [options]

What measures is shared with demos/bench, and what counts lines with tools.
"""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "demos" / "bench"), str(ROOT / "tools")]

import command  # found beside this file, and looks where the line above says

if __name__ == "__main__":
    sys.exit(command.main(ROOT, sys.argv[1:]))
