# SPDX-License-Identifier: BSL-1.0
"""A figure that is made of what one bench program prints."""
import argparse
import os
import pathlib
import subprocess

import machine


def parser(about: str) -> argparse.ArgumentParser:
    """Of BUILD_FOLDER --output FILE; `about` begins with what is measured."""
    options = argparse.ArgumentParser(description=about.split("\n")[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--output", type=pathlib.Path, required=True)
    return options


def output_of(
    program: pathlib.Path,
    *arguments: str,
    seconds: int = 300,
    environment: dict[str, str] | None = None,
) -> str:
    """What it prints; an exception if it fails or takes longer."""
    return subprocess.run(
        [str(program), *arguments],
        check=True,
        capture_output=True,
        text=True,
        timeout=seconds,
        env=os.environ | (environment or {}),
    ).stdout


def write(
    chosen: argparse.Namespace, title: str, load: str, bench: str, rows: list
) -> None:
    """The table of `rows`, which `bench` makes, into the chosen file."""
    command = f"ninja -C build/{chosen.build.name} {bench}"
    figure = machine.table(title, load, command, rows)
    chosen.output.write_text(machine.text_of(figure))
