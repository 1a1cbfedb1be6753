# SPDX-License-Identifier: BSL-1.0
"""The command line of `looplab compare`, and its exit codes: 0 done, 1 a server
failed or somebody interrupted, 2 usage, 3 something needed is missing."""
import argparse
import json
import pathlib
import signal
import sys

import child
import cores
import entrants
import facts
import plan
import question
import report
import serving
import summary
import table
import trial
import wording
from contest import Contest, Found, Row
from trouble import Missing, Trouble


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="looplab compare",
        description="The same work for every server, and one table.",
        epilog="The first server is the yardstick of the ratios.",
    )
    add = parser.add_argument
    add("build", type=pathlib.Path, help=argparse.SUPPRESS)
    add("names", nargs="*", metavar="NN", help="chapters, or peers by name")
    add("--route", choices=list(question.ROUTES), default="hello")
    add("--clients", type=whole(1, 10_000), metavar="N")
    add(
        "--rate",
        type=number(1, 1e6),
        metavar="R",
        help="requests a second, at fixed times; without it each client asks"
        " again when it is answered",
    )
    add(
        "--pipeline",
        type=whole(1, 64),
        metavar="N",
        default=1,
        help="requests under way on a connection (1)",
    )
    add_times(parser)
    add("--peers", action="store_true", help="beside other worlds' servers")
    add(
        "--report",
        type=pathlib.Path,
        metavar="DIR",
        help="writes Markdown, CSV and a page with pictures",
    )
    add("--json", action="store_true", help="all figures, for a program")
    return parser


def add_times(parser: argparse.ArgumentParser) -> None:
    """How long, and how many."""
    add = parser.add_argument
    add(
        "--waiting",
        type=whole(1, 10_000),
        metavar="N",
        default=plan.WAITING,
        help=f"clients that wait while memory is measured ({plan.WAITING})",
    )
    add(
        "--seconds",
        type=number(0.05, 600),
        metavar="S",
        help="of each timed run; otherwise the budget is divided",
    )
    add(
        "--rounds",
        type=whole(1, 100),
        metavar="N",
        help=f"timed runs of each server ({plan.ROUNDS})",
    )
    add(
        "--budget",
        type=number(1, 86_400),
        metavar="S",
        default=110,
        help="about how long all of it takes (110)",
    )


def whole(least: int, most: int):
    def read(word: str) -> int:
        if not word.isdecimal() or not least <= int(word) <= most:
            raise argparse.ArgumentTypeError(
                f"wants a number from {least} to {most:,}, not '{word}'"
            )
        return int(word)

    return read


def number(least: float, most: float):
    def read(word: str) -> float:
        try:
            value = float(word)
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(
                f"wants a number from {least:g} to {most:,.0f}, not '{word}'"
            )
        return value

    return read


def main(root: pathlib.Path, words: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a terminal may know ASCII only
    parser = options()
    given = parser.parse_intermixed_args(words)
    try:
        return compare(root, given)
    except entrants.Unknown as unknown:
        return fail(2, str(unknown))
    except Missing as missing:
        return fail(3, str(missing))
    except KeyboardInterrupt:
        return fail(1, "interrupted before there was anything to show")


def stop(*_) -> None:
    """What Ctrl-C does; for who asks us to end otherwise."""
    raise KeyboardInterrupt


def fail(code: int, sentence: str) -> int:
    print(f"looplab compare: {sentence}", file=sys.stderr)
    return code


def compare(root: pathlib.Path, given: argparse.Namespace) -> int:
    asked = question.of(given.route, given.clients, given.rate, given.pipeline)
    rows = invited(root, given)
    check_descriptors(asked, given.waiting)
    if given.report:
        report.prepare(given.report)
    signal.signal(signal.SIGTERM, stop)
    divided = plan.divided(
        asked,
        sum(not row.problem for row in rows),
        given.budget,
        given.seconds,
        given.rounds,
        given.waiting,
        bool(given.report),
    )
    warn(divided, rows)
    interrupted = False
    found = Found(rows)
    try:
        run(given.build, divided, found)
    except KeyboardInterrupt:
        interrupted = True
        note("interrupted; this is what was measured by then")
    show(given, divided, found)
    failed = any(
        row.problem and row.problem != barred(row.entrant, given.route)
        for row in rows
    )
    return 1 if interrupted or failed else 0


def invited(root: pathlib.Path, given: argparse.Namespace) -> list[Row]:
    """A row for each server; those that cannot run say so at once."""
    chapters = entrants.chapters(root, given.build)
    peers = entrants.peers(root, given.build)
    if not chapters:
        raise Missing(
            f"no chapter's server is in {given.build}; './looplab setup' builds"
            " them"
        )
    chosen = entrants.chosen(chapters + peers, given.names) or chapters
    if given.peers:
        chosen = chosen + [peer for peer in peers if peer not in chosen]
    lines = facts.new_lines(chapters)
    return [
        Row(each, problem=barred(each, given.route), lines=lines.get(each.id))
        for each in chosen
    ]


def barred(entrant: entrants.Entrant, route: str) -> str:
    """Why it cannot be measured with this; empty when it can."""
    if entrant.missing or entrant.serves(route):
        return entrant.missing
    return f"does not serve {question.ROUTES[route][0].partition('?')[0]}"


def check_descriptors(asked: question.Question, waiting: int) -> None:
    """A server has a second one for each client that waits for a quote."""
    for_each = 1 if asked.route in ("hello", "work") else 2
    needed = question.SPARE + max(for_each * asked.clients, 2 * waiting)
    most = child.descriptors()
    if needed > most:
        clients = max(asked.clients, waiting)
        raise Missing(
            f"{clients:,} clients need {needed:,} descriptors, and {most:,}"
            f" are allowed here; type: ulimit -n {needed}"
        )


def warn(divided: plan.Plan, rows: list[Row]) -> None:
    about = divided.duration(sum(not row.problem for row in rows))
    note(f"{divided.asked.text()}")
    note(
        f"{wording.rounds(divided.rounds, divided.seconds)} for each server,"
        f" {about:.0f} s in all; Ctrl-C shows what there is by then"
    )
    if cores.one_only():
        note("there is one core only: server and client share it")
    busy = cores.busy_before()
    if busy > cores.BUSY:
        note(
            f"the machine is busy: others use {100 * busy:.0f} % of the cores;"
            " figures will say more when it is quiet"
        )


def note(sentence: str) -> None:
    print(f"looplab compare: {sentence}", file=sys.stderr)


def run(build: pathlib.Path, divided: plan.Plan, found: Found) -> None:
    line = "\r\033[K{:4.0f} s  {}" if sys.stderr.isatty() else "{:4.0f} s  {}\n"

    def tell(what: str, after: float) -> None:
        print(line.format(after, what), end="", file=sys.stderr, flush=True)

    try:
        upstream = serving.upstream(build, "--delay", str(question.DELAY_MS))
        with upstream as slow:
            Contest(divided, trial.Site(build, slow), found, tell).run()
    except Trouble as trouble:
        raise Missing(f"the upstream {trouble}") from None
    finally:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)


def show(
    given: argparse.Namespace, divided: plan.Plan, found: Found
) -> None:
    told = summary.of(found.rows)
    whole_run = {
        "question": divided.asked.text(),
        "clients": divided.asked.clients,
        "rounds": divided.rounds,
        "seconds": divided.seconds,
        "where": cores.where(),
        **facts.of(given.build, found.rows),
        "servers": told,
        "stall": found.stall,
        "upstream_ms": found.upstream_ms,
    }
    if given.json:
        print(json.dumps(whole_run, indent=1, ensure_ascii=False))
    else:
        print(table.text(whole_run, divided.asked), end="")
    if given.report:
        report.write(given.report, whole_run, divided.asked)
        note(f"the report is {given.report / 'index.html'}")
