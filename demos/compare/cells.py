# SPDX-License-Identifier: BSL-1.0
"""All of a server's figures in one wide line, as the reports have them."""
from wording import BUSY_MARK, ratio, short, span

TITLES = (
    "server",
    "requests/s",
    "min-max",
    "× first",
    "CPU µs/request",
    "min-max",
    "× first",
    "p50 ms",
    "p99 ms",
    "max ms",
    "p99 beside work",
    "system calls",
    "allocations",
    "gives away",
    "loses",
    "threads",
    "KiB a waiter",
    "virtual KiB",
    "new lines",
)

# Where the line is cut so that a page can hold it: costs, waits, holds.
CUTS = ((1, 7), (7, 11), (11, len(TITLES)))


def of(each: dict) -> list[str]:
    starred = BUSY_MARK if each["client_limited"] else ""
    return [
        each["server"],
        short(each["requests_per_s"]["median"]) + starred,
        span(each["requests_per_s"]),
        ratio(each["ratio"]["requests_per_s"]),
        short(each["cpu_us"]["median"]),
        span(each["cpu_us"]),
        ratio(each["ratio"]["cpu_us"]),
        short(each["p50_ms"]["median"]),
        short(each["p99_ms"]["median"]),
        short(each["max_ms"]["max"]),
        short((each["beside_work"] or {}).get("p99_ms")),
        *held(each),
    ]


def held(each: dict) -> list[str]:
    """What is counted apart from the timed runs, and the lines of code."""
    calls = each["calls"] or {}
    waiter = each["waiters"][-1] if each["waiters"] else {}
    return [
        short(calls.get("total")),
        short(calls.get("allocations")),
        short(each["voluntary"]),
        short(each["involuntary"]),
        f"{each['threads']:,.0f}",
        short(waiter.get("memory_kib")),
        short(waiter.get("addresses_kib")),
        "-" if each["lines"] is None else str(each["lines"]),
    ]
