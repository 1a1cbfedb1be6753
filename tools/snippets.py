#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Copies named regions of code into pages, or checks that the copies are true.

A region is the text between two `// [name]` lines of a source file, the marks
that Doxygen's snippet command knows too. A page asks for it with

    <!-- snippet: loop.hpp#wait -->
    <!-- /snippet -->

and gets it, fenced, between the two. Names stay when lines move; a name that
is gone is an error, so a page cannot show code that does not exist.

usage: snippets.py [--check] FOLDER
"""
import pathlib
import re
import sys
import textwrap

import pages

BLOCK = re.compile(
    r"(<!-- snippet: (\S+?)#(\S+) -->\n).*?(<!-- /snippet -->)", re.S
)
FENCES = {".cpp": "cpp", ".hpp": "cpp", ".cmake": "cmake", ".py": "python"}


def region(source: pathlib.Path, name: str) -> str:
    """The dedented text of a region; ends the program when there is none."""
    mark = rf"^[ \t]*(?://|#) \[{re.escape(name)}\][ \t]*\n"
    if not source.is_file():
        sys.exit(f"{source}: a page asks for [{name}] of a file that is gone")
    parts = re.split(mark, source.read_text(), flags=re.M)
    if len(parts) != 3:
        sys.exit(f"{source}: [{name}] has to begin once and to end once")
    return textwrap.dedent(parts[1])


def filled(page: pathlib.Path, _: pathlib.Path) -> str:
    """The text of a page with every snippet as its source has it now."""

    def block(match: re.Match) -> str:
        source = page.parent / match[2]
        fence = FENCES.get(source.suffix, "")
        code = region(source, match[3])
        return f"{match[1]}```{fence}\n{code}```\n{match[4]}"

    return BLOCK.sub(block, page.read_text())


if __name__ == "__main__":
    sys.exit(pages.fill(filled, "its code is not what the source says"))
