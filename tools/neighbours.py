#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Fills in how many lines each chapter's server adds to the one before it, or
checks that the table is true.

The diff between two neighbouring servers is the lesson, so it has to stay
short. A page in the chapters' folder asks for the table with

    <!-- neighbours -->
    <!-- /neighbours -->

Lines are counted as `diff -w` shows them; lines of code are those that are
neither empty nor a comment, because each server's head answers anew.

usage: neighbours.py [--check] FOLDER
"""
import pathlib
import re
import subprocess
import sys

import pages

BLOCK = re.compile(r"(<!-- neighbours -->\n).*?(<!-- /neighbours -->)", re.S)


def added(before: pathlib.Path, after: pathlib.Path) -> tuple[int, int]:
    """The lines of `after` that `before` does not have, and those of code."""
    shown = subprocess.run(
        ["diff", "-w", before, after],
        capture_output=True,
        text=True,
        check=False,
    )
    if shown.returncode > 1:
        sys.exit(f"diff: {shown.stderr.strip()}")
    new = [
        line[1:].strip()
        for line in shown.stdout.splitlines()
        if line.startswith(">")
    ]
    code = [line for line in new if line and not line.startswith("//")]
    return len(new), len(code)


def table(chapters: pathlib.Path) -> str:
    """Markdown: each pair of neighbours, and what lies between them."""
    servers = sorted(chapters.glob("[0-9][0-9]-*/server.cpp"))
    rows = ["| from | to | lines that are new | of them code |"]
    rows.append("|---|---|---|---|")
    for before, after in zip(servers, servers[1:]):
        names = " | ".join(file.parent.name[:2] for file in (before, after))
        lines, code = added(before, after)
        rows.append(f"| {names} | {lines} | {code} |")
    return "\n".join(rows) + "\n"


def filled(page: pathlib.Path, _: pathlib.Path) -> str:
    """The text of a page with the table as the servers are now."""
    return BLOCK.sub(
        lambda match: match[1] + table(page.parent) + match[2],
        page.read_text(),
    )


if __name__ == "__main__":
    sys.exit(pages.fill(filled, "its table is not what diff says"))
