#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Has every source file read by the compiler of a build folder, for errors.

It runs the folder's own commands with -fsyntax-only, all warnings included, so
that a second compiler judges everything without a second build.

usage: clang_check.py BUILD_FOLDER
"""
import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys


def check(entry: dict) -> str:
    """What the compiler says about one file; empty when it is content."""
    words = shlex.split(entry["command"])
    if "-o" in words:
        at = words.index("-o")
        del words[at : at + 2]
    result = subprocess.run(
        [*words, "-fsyntax-only"],
        cwd=entry["directory"],
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stderr if result.returncode else ""


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    entries = json.loads((folder / "compile_commands.json").read_text())
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        said = [text for text in pool.map(check, entries) if text]
    print("\n".join(said))
    print(f"{len(entries)} files checked, {len(said)} with errors")
    return 1 if said or not entries else 0


if __name__ == "__main__":
    sys.exit(main())
