# SPDX-License-Identifier: BSL-1.0
"""A figure, and what it must say about where it was taken."""
import datetime
import json
import os
import pathlib
import platform
import re


def line() -> str:
    """Cores, processor and kernel, such as `2 x AMD EPYC, Linux 6.1`."""
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
        name = re.search(r"^model name\s*: (.*)$", file.read(), re.M)
    model = name[1] if name else platform.machine()
    kernel = re.match(r"\d+\.\d+", platform.release())
    return f"{os.cpu_count()} x {model}, Linux {kernel[0]}"


def load() -> str:
    """The load average of the last minute, before the run added its own."""
    return f"load average {os.getloadavg()[0]:.1f} before the run"


def figure(title: str, load_before: str, command: str, rows: list) -> dict:
    """What tools/figures.py reads: `rows`, and where they come from."""
    return {
        "title": title,
        "machine": line(),
        "load": load_before,
        "date": datetime.date.today().isoformat(),
        "command": command,
        "rows": rows,
    }


def table(title: str, load_before: str, command: str, rows: list) -> dict:
    """A figure whose columns are the members of its rows, all but the id. There
    is at least one row."""
    columns = [key for key in rows[0] if key != "id"]
    return figure(title, load_before, command, rows) | {"columns": columns}


def text_of(taken: dict) -> str:
    return json.dumps(taken, indent=2, ensure_ascii=False) + "\n"


def tell(taken: dict, output: pathlib.Path | None) -> None:
    """Into the file, or to whoever looks on when there is none."""
    if output:
        output.write_text(text_of(taken))
    else:
        print(text_of(taken), end="")
