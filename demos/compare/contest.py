# SPDX-License-Identifier: BSL-1.0
"""All servers in turns: A B C, A B C, so that a slow minute of the machine hits
each of them. A server that fails leaves the others alone."""
import collections.abc
import dataclasses
import time

import client
import serving
import stall
import trial
from calls import Calls, count
from entrants import Entrant
from plan import SWEEP_S, WARM_UP_S, Plan
from question import PRICE, beside_work
from trouble import Trouble
from waiters import Waiters, weigh


@dataclasses.dataclass
class Row:
    """What is known of one server; a reason for what is not."""

    entrant: Entrant
    trials: list[trial.Trial] = dataclasses.field(default_factory=list)
    waiters: list[Waiters] = dataclasses.field(default_factory=list)
    calls: Calls | None = None
    beside_work: dict | None = None  # the latency of /hello
    sweep: list[dict] = dataclasses.field(default_factory=list)
    lines: int | None = None  # new against the chapter before
    problem: str = ""  # why it left the race
    reasons: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Found:
    """All that is measured by now."""

    rows: list[Row]
    stall: dict | None = None
    upstream_ms: float | None = None  # what it takes itself, p50


class Contest:
    """`tell` hears what happens, a sentence at a time."""

    def __init__(
        self,
        plan: Plan,
        site: trial.Site,
        found: Found,
        tell: collections.abc.Callable[[str, float], None],
    ):
        self.plan = plan
        self.site = site
        self.found = found
        self.tell = tell
        self.began = time.monotonic()

    def run(self) -> None:
        """Everything; what is interrupted has left what was measured."""
        if self.plan.asked.route == "quote":
            self.asked_upstream()
        for number in range(self.plan.rounds):
            where = f"round {number + 1} of {self.plan.rounds}"
            for row in self.able():
                self.say(f"{where}: {row.entrant.title}")
                try:
                    row.trials.append(self.timed(row))
                except Trouble as trouble:
                    row.problem = str(trouble)
                    self.say(f"{row.entrant.title} {trouble}")
        for name, measure, is_wanted, route in (
            ("beside /work", self.beside_work, self.plan.beside_work_s, "work"),
            ("waiting clients", self.waiting, self.plan.waiting, "quote"),
            ("calls and allocations", self.counted, True, None),
            ("more and fewer clients", self.swept, self.plan.sweep, None),
        ):
            for row in self.able() if is_wanted else []:
                if route is None or row.entrant.serves(route):
                    self.untimed(row, name, measure)
        if self.plan.stall_s:
            self.stalled()

    def asked_upstream(self) -> None:
        """What a quote takes at least: as many clients, and no server."""
        self.say("the upstream itself")
        options = self.plan.asked.options(routes=(PRICE,))
        options += ["--seconds", str(self.plan.seconds)]
        told = client.ask(self.site.build, self.site.upstream, options)
        self.found.upstream_ms = told["latency"]["p50_ms"]

    def able(self) -> list[Row]:
        return [row for row in self.found.rows if not row.problem]

    def say(self, what: str) -> None:
        self.tell(what, time.monotonic() - self.began)

    def timed(self, row: Row) -> trial.Trial:
        return trial.run(
            row.entrant,
            self.plan.asked,
            self.site,
            min(WARM_UP_S, self.plan.seconds),
            self.plan.seconds,
        )

    def untimed(self, row: Row, name: str, measure) -> None:
        """A pass without which a row still stands."""
        self.say(f"{name}: {row.entrant.title}")
        try:
            measure(row)
        except Trouble as trouble:
            row.reasons[name] = str(trouble)

    def beside_work(self, row: Row) -> None:
        asked = beside_work(self.plan.asked.clients)
        options = asked.options(row.entrant.one_client)
        options += ["--seconds", str(self.plan.beside_work_s)]
        with self.started(row) as server:
            told = client.ask(self.site.build, server, options)
        row.beside_work = trial.latency_of(told, "/hello")

    def waiting(self, row: Row) -> None:
        for clients in self.plan.waiting:
            row.waiters.append(
                weigh(row.entrant, self.site, clients)
            )

    def counted(self, row: Row) -> None:
        row.calls = count(row.entrant, self.plan.asked, self.site)

    def swept(self, row: Row) -> None:
        with self.started(row, max(self.plan.sweep)) as server:
            most = 1 if row.entrant.one_client else len(self.plan.sweep)
            for clients in self.plan.sweep[:most]:
                asked = dataclasses.replace(self.plan.asked, clients=clients)
                seconds = min(SWEEP_S, self.plan.seconds)
                options = [*asked.options(), "--seconds", str(seconds)]
                before = server.cpu_seconds()
                told = client.ask(self.site.build, server, options)
                used = server.cpu_seconds() - before
                row.sweep.append(
                    {
                        "clients": clients,
                        "requests_per_s": told["requests_per_s"],
                        "cpu_us": used * 1e6 / told["answered"],
                        "client_busy": told["client_busy"],
                    }
                )

    def stalled(self) -> None:
        """What both loops see of a server that stands still; of one, as it is
        about who asks."""
        rows = [row for row in self.able() if not row.entrant.one_client]
        if not rows:
            return
        every = self.plan.stall_s / 2
        self.say(f"a server that stands still: {rows[0].entrant.title}")
        stopped = {"server": rows[0].entrant.title, "every_s": every}
        stopped["right_p99_ms"] = stall.right_p99_ms(every)
        time_s = ["--seconds", str(self.plan.stall_s)]
        for loop, how in (("closed", []), ("open", ["--rate", "2000"])):
            with self.started(rows[0]) as server:
                with stall.stalling(server.process, every):
                    told = client.ask(self.site.build, server, time_s + how)
            stopped[loop] = told["latency"]
        self.found.stall = stopped

    def started(self, row: Row, clients: int | None = None):
        most = clients or self.plan.asked.clients
        return serving.serving(self.site.line(row.entrant, most))
