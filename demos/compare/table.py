# SPDX-License-Identifier: BSL-1.0
"""The table: three blocks of 80 columns with a line for each server, and what
they say in sentences."""
import cells
import cores
import wording
from question import Question
from wording import BUSY_MARK, bars, fitting, ratio, short, span, sparkline

NAME = 18
SPARK = 14
LEGEND = (
    "Of a request: system calls, allocations, and how often it gives away its"
    " core or loses it. Of a client that waits for a quote: memory and"
    " addresses. Lines of code: those that are new since the chapter before."
    " p99+work: of /hello, while others ask for /work."
)


def text(run: dict, asked: Question) -> str:
    """All of it; no server may have figures yet."""
    told = run["servers"]
    shown = with_figures(told)
    parts = ["\n".join(heading(run))]
    if shown:
        first = shown[0]["id"]
        parts += [costs(shown, first), waits(shown, asked), holds(shown)]
        parts += [pictures(shown)]
        parts += ["\n".join(map(wrapped, verdict(shown, asked)))]
    parts += [
        "\n".join(map(wrapped, part))
        for part in (without_figures(told), remarks(shown))
        if part
    ]
    return "\n\n".join(parts) + "\n"


def heading(run: dict) -> list[str]:
    lines = [
        run["question"],
        f"{wording.rounds(run['rounds'], run['seconds'])}, {run['where']}",
        f"{run['machine']}; {run['load']}",
    ]
    if delay := run["upstream_ms"]:
        most = run["clients"] * 1000 / delay
        lines.append(
            f"the upstream alone takes {short(delay)} ms: at most"
            f" {short(most)} requests/s"
        )
    return lines


def name(each: dict) -> str:
    """What fits; a peer has a short name anyway."""
    title = each["server"]
    is_long = each["is_peer"] and len(title) > NAME
    return each["id"][:NAME] if is_long else fitting(title, NAME)


def with_figures(told: list[dict]) -> list[dict]:
    return [each for each in told if each["runs"] and not each["problem"]]


def without_figures(told: list[dict]) -> list[str]:
    """Each of the others, and why."""
    return [
        f"{each['server']}: {each['problem'] or 'was not measured yet'}."
        for each in told
        if each["problem"] or not each["runs"]
    ]


def grid(titles: list[tuple[str, int]], lines: list[list[str]]) -> str:
    """Columns that end where their width says; the first begins the line."""
    rows = [[title for title, _ in titles], *lines]
    widths = [width for _, width in titles]
    return "\n".join(
        (
            row[0].ljust(widths[0])
            + "".join(
                cell.rjust(width) for cell, width in zip(row[1:], widths[1:])
            )
        ).rstrip()
        for row in rows
    )


def costs(shown: list[dict], first: str) -> str:
    yardstick = f"× {first}" if len(first) <= 5 else "× first"
    titles = [
        ("", NAME),
        ("requests/s", 12),
        ("min-max", 12),
        (yardstick, 8),
        ("CPU µs", 9),
        ("min-max", 13),
        (yardstick, 8),
    ]
    return grid(
        titles,
        [
            [
                name(each),
                short(each["requests_per_s"]["median"])
                + (BUSY_MARK if each["client_limited"] else " "),
                span(each["requests_per_s"]),
                ratio(each["ratio"]["requests_per_s"]),
                short(each["cpu_us"]["median"]),
                span(each["cpu_us"]),
                ratio(each["ratio"]["cpu_us"]),
            ]
            for each in shown
        ],
    )


def waits(shown: list[dict], asked: Question) -> str:
    titles = [
        (f"ms {asked.timed()}".strip(), NAME),
        ("p50", 8),
        ("p99", 8),
        ("min-max", 13),
        ("max", 8),
        ("p99+work", 10),
        ("how often", SPARK + 1),
    ]
    low = min(each["counts"][0][0] for each in shown)
    high = max(each["counts"][-1][0] for each in shown)
    return grid(
        titles,
        [
            [
                name(each),
                short(each["p50_ms"]["median"]),
                short(each["p99_ms"]["median"]),
                span(each["p99_ms"]),
                short(each["max_ms"]["max"]),
                short((each["beside_work"] or {}).get("p99_ms")),
                sparkline(each["counts"], low, high, SPARK),
            ]
            for each in shown
        ],
    )


def holds(shown: list[dict]) -> str:
    titles = [
        ("a request, a waiter", NAME + 1),
        ("calls", 7),
        ("allocs", 7),
        ("gives", 7),
        ("loses", 7),
        ("threads", 8),
        ("KiB", 7),
        ("virtual", 9),
        ("lines", 6),
    ]
    rows = [[name(each), *cells.held(each)] for each in shown]
    return grid(titles, rows) + "\n" + wrapped(LEGEND)


def pictures(shown: list[dict]) -> str:
    drawn = bars([each["cpu_us"]["median"] for each in shown], 52)
    return "\n".join(
        f"{name(each):{NAME}} {bar}"
        f" {short(each['cpu_us']['median'])}"
        for each, bar in zip(shown, drawn)
    )


def verdict(shown: list[dict], asked: Question) -> list[str]:
    """Who is best, as far as the figures carry. Who has one client only is in
    no race for it."""
    crowd = [each for each in shown if not each["one_client"]] or shown
    limited = [each for each in shown if each["client_limited"]]
    said = [
        ranking("CPU a request", shown, "cpu_us", False),
        ranking("p99", crowd, "p99_ms", False),
    ]
    if asked.rate:
        said.append("Requests/s: no verdict: you said how many are sent.")
    elif not limited:
        said.append(ranking("requests/s", crowd, "requests_per_s", True))
    elif cores.one_only():
        said.append(
            "Requests/s: no verdict: server and client share the only core."
        )
    else:
        said.append(
            f"Requests/s: no verdict: where there is a {BUSY_MARK}, the"
            " client's core was more than 95 % busy, and the client is what was"
            " measured."
        )
    return said


def ranking(what: str, shown: list[dict], name: str, most: bool) -> str:
    """From the best on; `=` where the spreads overlap, so that another run may
    have it the other way round."""
    order = sorted(shown, key=lambda e: e[name]["median"], reverse=most)
    line = order[0]["id"]
    for before, after in zip(order, order[1:]):
        low, high = (after, before) if most else (before, after)
        overlap = low[name]["max"] >= high[name]["min"]
        line += (" = " if overlap else " < ") + after["id"]
    return f"{what}, the best first: {line}"


def remarks(shown: list[dict]) -> list[str]:
    """What the reader of the table must know."""
    notes = []
    for each in shown:
        if each["errors"]:
            share = 100 * each["errors"] / max(1, each["answered"])
            notes.append(
                f"{each['server']}: {each['errors']:,} requests ({share:.1f} %)"
                " were refused, failed or not answered in time."
            )
        if each["one_client"]:
            notes.append(
                f"{each['server']}: had one client, as it serves one at a time."
            )
        for pass_name, reason in each["reasons"].items():
            notes.append(f"{each['server']}: {pass_name}: {reason}.")
        notes += uncounted(each)
    if strange := [each for each in shown if each["deviations"]]:
        counts = ", ".join(f"{e['id']} {len(e['deviations'])}" for e in strange)
        notes.append(
            f"Deviations from the service, which demos/peers names: {counts}."
        )
    busy = max((each["others_busy"] for each in shown), default=0)
    if busy > cores.BUSY:
        notes.append(
            f"The machine was busy: others used up to {100 * busy:.0f} % of the"
            " cores during a run. Do it again when it is quiet."
        )
    return notes


def uncounted(each: dict) -> list[str]:
    calls = each["calls"] or {}
    return [
        f"{each['server']}: {what} are not counted: {calls[name]}."
        for name, what in (
            ("no_calls", "system calls"),
            ("no_allocations", "allocations"),
        )
        if calls.get(name)
    ]


def wrapped(sentence: str) -> str:
    lines, line = [], ""
    for word in sentence.split():
        if line and len(line) + 1 + len(word) > 80:
            lines.append(line)
            line = "  " + word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])
