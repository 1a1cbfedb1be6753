# SPDX-License-Identifier: BSL-1.0
"""A run as files: Markdown to put into a text, CSV to calculate with, and one
page with pictures that needs no other file."""
import csv
import pathlib

import cells
import page
import table
from question import Question
from trouble import Missing

def prepare(folder: pathlib.Path) -> None:
    """Before the work, which would else be for nothing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.md").touch()
    except OSError as problem:
        raise Missing(
            f"the report cannot be written to {folder}: {problem.strerror}"
        ) from None


def write(folder: pathlib.Path, run: dict, asked: Question) -> None:
    (folder / "report.md").write_text(markdown(run, asked))
    (folder / "index.html").write_text(page.html_of(run, asked))
    with (folder / "figures.csv").open("w", newline="") as file:
        csv.writer(file).writerows(raw(run["servers"]))


def markdown(run: dict, asked: Question) -> str:
    shown = table.with_figures(run["servers"])
    lines = ["# " + run["question"], ""]
    lines += [line + "  " for line in table.heading(run)[1:]]
    lines += ["", row_of(cells.TITLES), row_of(["---"] * len(cells.TITLES))]
    lines += [row_of(cells.of(each)) for each in shown]
    said = table.verdict(shown, asked) if shown else []
    said += table.without_figures(run["servers"]) + table.remarks(shown)
    lines += ["", *(f"- {sentence}" for sentence in said), ""]
    lines += [f"- {name}: {value}" for name, value in page.facts_of(run)]
    lines += ["", "How not to fool yourself:", ""]
    lines += [f"{n}. {rule}" for n, rule in enumerate(page.RULES, 1)]
    return "\n".join(lines) + "\n"


def row_of(words) -> str:
    return "| " + " | ".join(words) + " |"


def raw(told: list[dict]) -> list[list]:
    """Numbers as they are: the medians, and in two columns each the ends."""
    names = ("requests_per_s", "cpu_us", "p50_ms", "p99_ms", "max_ms")
    parts = ("median", "min", "max")
    plain = ("voluntary", "involuntary", "threads", "client_busy", "lines")
    head = ["id", "server"]
    head += [f"{name}_{part}" for name in names for part in parts]
    head += [*plain, "calls", "allocations"]
    rows = [[*head, "waiting_kib", "waiting_virtual_kib", "problem"]]
    for each in told:
        row = [each["id"], each["server"]]
        row += [each.get(n, {}).get(part) for n in names for part in parts]
        row += [each.get(name) for name in plain]
        calls = each["calls"] or {}
        waiter = each["waiters"][-1] if each["waiters"] else {}
        row += [calls.get("total"), calls.get("allocations")]
        row += [waiter.get("memory_kib"), waiter.get("addresses_kib")]
        rows.append([*row, each["problem"]])
    return rows
