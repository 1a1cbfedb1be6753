# SPDX-License-Identifier: BSL-1.0
"""What the programs that fill pages share: every page below a folder is written
anew, or, with --check, only looked at."""
import argparse
import pathlib
from collections.abc import Callable

Filled = Callable[[pathlib.Path, pathlib.Path], str]


def fill(filled: Filled, complaint: str) -> int:
    """Reads the command line, and gives each page the text that `filled` makes
    of it and of the folder. Returns the exit code: with --check, 1 when a page
    was not as it should be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("folder", type=pathlib.Path)
    args = parser.parse_args()
    if not args.folder.is_dir():
        parser.error(f"there is no folder {args.folder}")
    stale = 0
    for page in sorted(args.folder.rglob("*.md")):
        if "build" in page.relative_to(args.folder).parts:
            continue
        text = filled(page, args.folder)
        if text == page.read_text():
            continue
        stale += 1
        print(f"{page}: {complaint}")
        if not args.check:
            page.write_text(text)
    return 1 if args.check and stale else 0
