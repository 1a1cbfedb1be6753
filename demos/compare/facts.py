# SPDX-License-Identifier: BSL-1.0
"""Where figures were taken, and what can be counted without running anything:
the lines that each chapter adds to the one before."""
import os
import pathlib
import platform
import re
import resource
import shutil

import machine
import neighbours
from contest import Row
from entrants import Entrant

# At import: before the run adds its own.
LOAD = machine.load()


def new_lines(chapters: list[Entrant]) -> dict[str, int]:
    """Lines of code, by the chapter's id, where there are sources and diff."""
    servers = [each for each in chapters if each.source]
    if not shutil.which("diff"):
        return {}
    return {
        after.id: neighbours.added(before.source, after.source)[1]
        for before, after in zip(servers, servers[1:])
    }


def of(build: pathlib.Path, rows: list[Row]) -> dict:
    """The machine and all that a reader needs to do it again."""
    built = [row.entrant for row in rows if not row.entrant.is_peer]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return {
        "machine": machine.line(),
        "load": LOAD,
        "kernel": f"{platform.system()} {platform.release()}",
        "compiler": compiler(built[0].command[0]) if built else "-",
        "limits": f"descriptors {soft:,} (most {hard:,})",
        "cores": len(os.sched_getaffinity(0)),
        "build": build.name,
        "commands": {
            row.entrant.id: " ".join(row.entrant.command) for row in rows
        },
    }


def compiler(program: str) -> str:
    """What a program says it was compiled by, in its section .comment."""
    try:
        data = pathlib.Path(program).read_bytes()
    except OSError:
        return "-"
    found = re.search(rb"(?:GCC: |clang version )[ -~]+", data)
    return found[0].decode() if found else "-"
