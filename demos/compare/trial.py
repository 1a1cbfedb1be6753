# SPDX-License-Identifier: BSL-1.0
"""One timed run: a fresh server, a warm-up, and then the figures."""
import dataclasses
import pathlib

import client
import cores
import serving
from entrants import Entrant
from question import Question
from trouble import Trouble


# Requests that got no answer, or one that is none.
LOST = ("refused", "failed", "lost", "unanswered", "not_started")


@dataclasses.dataclass
class Site:
    """What all runs have in common."""

    build: pathlib.Path
    upstream: serving.Running

    def line(self, entrant: Entrant, clients: int) -> list[str]:
        return entrant.line(f"127.0.0.1:{self.upstream.port}", clients)


@dataclasses.dataclass
class Trial:
    """What one run of one server gave. Times in ms unless they say more."""

    requests_per_s: float
    cpu_us: float  # of the server, for each answer
    p50_ms: float
    p99_ms: float
    max_ms: float
    client_busy: float  # share of its core
    others_busy: float  # share of both cores that others used
    threads: int
    voluntary: float  # switches for each answer, start and end included
    involuntary: float
    errors: int  # answers that were none, and requests without any
    answered: int
    counts: list  # of latencies: [up to ms, how many]


def run(
    entrant: Entrant,
    asked: Question,
    site: Site,
    warm_up: float,
    seconds: float,
) -> Trial:
    """Throws Trouble when the server cannot be measured."""
    options = asked.options(entrant.one_client)
    seen: list[int] = []
    with serving.serving(site.line(entrant, asked.clients)) as server:
        warm = client.ask(
            site.build, server, [*options, "--seconds", str(warm_up)]
        )
        meter = cores.Meter()
        before = server.cpu_seconds()
        upstream = site.upstream.cpu_seconds()
        told = client.ask(
            site.build,
            server,
            [*options, "--seconds", str(seconds)],
            at_s=seconds / 2,
            look=lambda: seen.append(server.threads()),
        )
        used = server.cpu_seconds() - before
        upstream = site.upstream.cpu_seconds() - upstream
        theirs = told["client_cpu_us"] * told["answered"] / 1e6
        others = meter.others(used + upstream + theirs)
    return figures(
        told,
        asked,
        used,
        others,
        max(seen, default=0),
        server.usage,
        warm["answered"] + told["answered"],
    )


def figures(
    told: dict,
    asked: Question,
    used: float,
    others: float,
    threads: int,
    usage,
    answers: int,
) -> Trial:
    latency = latency_of(told, asked.timed())
    return Trial(
        requests_per_s=told["requests_per_s"],
        cpu_us=used * 1e6 / told["answered"],
        p50_ms=latency["p50_ms"],
        p99_ms=latency["p99_ms"],
        max_ms=latency["max_ms"],
        client_busy=told["client_busy"],
        others_busy=others,
        threads=threads,
        voluntary=usage.ru_nvcsw / answers,
        involuntary=usage.ru_nivcsw / answers,
        errors=sum(
            told[name]
            for name in LOST
        ),
        answered=told["answered"],
        counts=latency["counts"],
    )


def latency_of(told: dict, route: str) -> dict:
    """Of one route, or of all."""
    for each in told["routes"]:
        if route and each["route"].startswith(route):
            latency = each["latency"]
            break
    else:
        latency = told["latency"]
    if latency["max_ms"] is None:
        raise Trouble(f"answered no {route or 'request'} in time")
    return latency
