#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Fills the tables of measured figures in pages, or checks that they are true.

A bench writes docs/figures/NAME.json: where and how it measured, one row for
each thing it measured, and, unless the rows are servers, which columns to
print. A page asks for the rows it wants, or for all of them, with

    <!-- figure: hello 02 02-pool nginx -->
    <!-- /figure -->

and gets a table, with the machine, the date and the command below it. So no
figure is ever typed, and none can be older than its source.

usage: figures.py [--check] FOLDER
"""
import json
import pathlib
import re
import sys

import pages

BLOCK = re.compile(
    r"(<!-- figure: (\S+)((?: \S+)*) -->\n).*?(<!-- /figure -->)", re.S
)

# A client whose core is busier than this is what was measured.
CLIENT_BUSY_MAX = 0.95

COLUMNS = (
    ("server", lambda row: row["server"]),
    ("connections", lambda row: str(row["connections"])),
    ("CPU µs/request (min-max)", lambda row: cpu(row)),
    ("× nginx", lambda row: f"{row['cpu_over_nginx']:.2f}"),
    ("requests/s", lambda row: rate(row)),
    ("p50 ms", lambda row: f"{row['p50_ms']:.2f}"),
    ("p99 ms", lambda row: f"{row['p99_ms']:.2f}"),
)


def cpu(row: dict) -> str:
    spread = f"{row['cpu_us_min']:.2f}-{row['cpu_us_max']:.2f}"
    return f"{row['cpu_us']:.2f} ({spread})"


def rate(row: dict) -> str:
    limited = " *" if row["client_busy"] > CLIENT_BUSY_MAX else ""
    return f"{row['requests_per_s']:,}{limited}"


def columns_of(figure: dict) -> tuple:
    """The columns a figure names itself, or those of a server's bench."""
    if "columns" not in figure:
        return COLUMNS
    return tuple(
        (key, lambda row, key=key: row[key]) for key in figure["columns"]
    )


def chosen_rows(figure: dict, wanted: list[str], page: pathlib.Path) -> list:
    """The rows a page asks for, in its order; ends the program when one is
    not there."""
    rows = {row["id"]: row for row in figure["rows"]}
    for name in wanted:
        if name not in rows:
            sys.exit(f"{page}: there is no row '{name}' in the figure")
    return [rows[name] for name in wanted] if wanted else list(rows.values())


def table(figure: dict, rows: list[dict]) -> str:
    """Markdown of some rows, and where they come from."""
    columns = columns_of(figure)
    lines = [
        "| " + " | ".join(title for title, _ in columns) + " |",
        "|---" * len(columns) + "|",
    ]
    for row in rows:
        lines.append("| " + " | ".join(cell(row) for _, cell in columns) + " |")
    lines += ["", f"{figure['title']}; {figure['machine']};"]
    lines += [f"{figure['load']}; {figure['date']}; `{figure['command']}`."]
    if any(row.get("client_busy", 0) > CLIENT_BUSY_MAX for row in rows):
        lines += ["\\* limited by the client, whose core was busy throughout."]
    return "\n".join(lines) + "\n"


def filled(page: pathlib.Path, root: pathlib.Path) -> str:
    """The text of a page with every table as its figure has it now."""

    def block(match: re.Match) -> str:
        source = root / "docs" / "figures" / f"{match[2]}.json"
        if not source.is_file():
            sys.exit(f"{page}: there is no figure {source}")
        figure = json.loads(source.read_text())
        rows = chosen_rows(figure, match[3].split(), page)
        return match[1] + table(figure, rows) + match[4]

    return BLOCK.sub(block, page.read_text())


if __name__ == "__main__":
    sys.exit(pages.fill(filled, "its figures are not what the bench wrote"))
