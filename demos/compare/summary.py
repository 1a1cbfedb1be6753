# SPDX-License-Identifier: BSL-1.0
"""Medians of what a contest gave, as data: what --json prints, and what tables,
pictures and reports are made of."""
import statistics

import cores
from contest import Row

# A client whose core is busier than this is what was measured.
CLIENT_BUSY_MAX = 0.95
SPREAD = ("requests_per_s", "cpu_us", "p50_ms", "p99_ms", "max_ms")
PLAIN = ("client_busy", "others_busy", "voluntary", "involuntary", "threads")


def of(rows: list[Row]) -> list[dict]:
    """A member for each server, in order; the ratios are to the first that has
    figures."""
    told = [of_one(row) for row in rows]
    first = next((each for each in told if each["runs"]), None)
    for each in told:
        each["ratio"] = ratios(each, first) if each["runs"] else None
    return told


def of_one(row: Row) -> dict:
    entrant = row.entrant
    told = {
        "id": entrant.id,
        "server": entrant.title,
        "problem": row.problem,
        "is_peer": entrant.is_peer,
        "one_client": entrant.one_client,
        "deviations": entrant.deviations,
        "runs": len(row.trials),
        "errors": sum(trial.errors for trial in row.trials),
        "answered": sum(trial.answered for trial in row.trials),
        "beside_work": row.beside_work,
        "waiters": [vars(each) for each in row.waiters],
        "calls": vars(row.calls) | {"total": row.calls.total()}
        if row.calls
        else None,
        "lines": row.lines,
        "sweep": row.sweep,
        "reasons": row.reasons,
    }
    if row.trials:
        told |= {name: spread(row, name) for name in SPREAD}
        told |= {name: median(row, name) for name in PLAIN}
        told["counts"] = added(row)
        told["client_limited"] = (
            cores.one_only() or told["client_busy"] > CLIENT_BUSY_MAX
        )
    return told


def values(row: Row, name: str) -> list[float]:
    return [getattr(trial, name) for trial in row.trials]


def median(row: Row, name: str) -> float:
    return statistics.median(values(row, name))


def spread(row: Row, name: str) -> dict:
    taken = values(row, name)
    return {
        "median": statistics.median(taken),
        "min": min(taken),
        "max": max(taken),
    }


def added(row: Row) -> list:
    """The latencies of all runs together."""
    total: dict[float, int] = {}
    for trial in row.trials:
        for up_to, count in trial.counts:
            total[up_to] = total.get(up_to, 0) + count
    return sorted([up_to, count] for up_to, count in total.items())


def ratios(told: dict, first: dict) -> dict:
    """No verdict about requests/s where the client was what was measured."""

    def ratio(name: str) -> float | None:
        base = first[name]["median"]
        return told[name]["median"] / base if base else None

    limited = told["client_limited"] or first["client_limited"]
    return {
        "requests_per_s": None if limited else ratio("requests_per_s"),
        "cpu_us": ratio("cpu_us"),
        "p99_ms": ratio("p99_ms"),
    }
