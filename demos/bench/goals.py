# SPDX-License-Identifier: BSL-1.0
"""What the servers are held to, and what a run of bench_compare says of it. A
goal without a bound is there to be seen beside the others."""
import collections.abc
import dataclasses
import json
import pathlib

# Where a server waits for whatever comes next: amortised, and not counted.
WAITS = (
    "epoll_wait",
    "epoll_pwait",
    "epoll_pwait2",
    "poll",
    "ppoll",
    "select",
    "pselect6",
    "io_uring_enter",
    "futex",
)
HOLDS, SHORT = "holds", "**falls short**"
CPU_OVER_NGINX = {
    "02": 1.45,
    "02-pool": 1.45,
    "04": 1.00,
    "06": 0.90,
    "07": 0.85,
    "09": 1.02,
}
LIKE = {"04": ("asio",), "06": ("libuv", "libevent")}
LOOPS = ("04", "05", "06", "07")
WAITER_KIB = {"04": 6, "06": 2, "07": 2, "02": None, "05": None, "09": None}


@dataclasses.dataclass
class Measured:
    """One ratio; `value` is None when the run does not have it."""

    id: str
    what: str
    value: float | None
    most: float | None = None
    least: float | None = None
    unit: str = ""
    at_least: bool = False  # the client was the limit

    def row(self) -> dict:
        return {
            "id": self.id,
            "what": self.what,
            "measured": self.told(),
            "goal": self.goal(),
            "so it": self.verdict(),
        }

    def told(self) -> str:
        if self.value is None:
            return "-"
        return "≥ " * self.at_least + f"{self.value:.2f}{self.unit}"

    def goal(self) -> str:
        if self.most is not None and self.least is not None:
            return f"{self.least:.2f}-{self.most:.2f}"
        if self.most is not None:
            return f"≤ {self.most:.2f}{self.unit}"
        return "-" if self.least is None else f"≥ {self.least:.2f}{self.unit}"

    def verdict(self) -> str:
        if self.value is None:
            return "was not measured"
        if self.most is None and self.least is None:
            return "-"
        below = self.most is None or self.value <= self.most
        above = self.least is None or self.value >= self.least
        if not above and self.at_least:
            return "the client is the limit"
        return HOLDS if below and above else SHORT


def rows(taken: dict[str, dict], figures: pathlib.Path) -> list[dict]:
    """In the order of the page; `figures` is the folder of those that other
    benches have written."""
    hello, deep, quote = (
        Run(taken[name]) for name in ("hello", "pipelined", "quote")
    )
    found = [
        *costs(hello),
        *kin(hello),
        *calls(hello),
        *pipelined(deep),
        *quotes(quote),
        *waiters(hello),
        *elsewhere(figures),
    ]
    return [each.row() for each in found]


class Run:
    """What `looplab compare --json` said, by server."""

    def __init__(self, told: dict):
        self.upstream_ms = told["upstream_ms"]
        self.clients = told["clients"]
        self.by_id = {e["id"]: e for e in told["servers"] if e["runs"]}

    def median(self, key: str, name: str) -> float | None:
        return self.by_id[key][name]["median"] if key in self.by_id else None

    def ratio(self, key: str, other: str, name: str) -> float | None:
        above, below = self.median(key, name), self.median(other, name)
        return above / below if above is not None and below else None

    def title(self, key: str) -> str:
        return self.by_id[key]["server"] if key in self.by_id else key


Found = collections.abc.Iterator[Measured]


def costs(run: Run) -> Found:
    for key, most in CPU_OVER_NGINX.items():
        yield Measured(
            f"cpu-{key}",
            f"{run.title(key)}: CPU of a `/hello`, × nginx",
            run.ratio(key, "nginx", "cpu_us"),
            most=most,
        )


def kin(run: Run) -> Found:
    """Beside the same idea in other hands, and beside the cheapest of all."""
    for key, others in LIKE.items():
        for other in others:
            yield Measured(
                f"cpu-{key}-{other}",
                f"{run.title(key)}: CPU of a `/hello`, × {run.title(other)}",
                run.ratio(key, other, "cpu_us"),
                most=1.0,
            )
    peers = [key for key, each in run.by_id.items() if each["is_peer"]]
    if not peers:
        return
    best = min(peers, key=lambda key: run.median(key, "cpu_us"))
    for key in (*LOOPS, "09"):
        yield Measured(
            f"cpu-{key}-best",
            f"{run.title(key)}: CPU of a `/hello`, × the cheapest peer,"
            f" {run.title(best)}",
            run.ratio(key, best, "cpu_us"),
        )


def calls(run: Run) -> Found:
    for key in LOOPS:
        counted = run.by_id.get(key, {}).get("calls")
        value = None
        if counted and not counted["no_calls"]:
            value = sum(
                number
                for name, number in counted["by_name"].items()
                if name not in WAITS
            )
            value = round(value, 2)
        yield Measured(
            f"calls-{key}",
            f"{run.title(key)}: system calls of a `/hello`, besides the wait",
            value,
            most=2,
        )


def pipelined(run: Run) -> Found:
    """Where the client is the limit, the server can do at least as much; what
    it does with its processor time has no such limit."""
    for key in LOOPS:
        yield Measured(
            f"pipelined-{key}",
            f"{run.title(key)}: requests/s, sixteen at a time, × nginx",
            run.ratio(key, "nginx", "requests_per_s"),
            least=8,
            at_least=run.by_id.get(key, {}).get("client_limited", False),
        )
        yield Measured(
            f"pipelined-cpu-{key}",
            f"{run.title(key)}: requests per CPU second of these, × nginx",
            run.ratio("nginx", key, "cpu_us"),
            least=8,
        )


def quotes(run: Run) -> Found:
    delay = run.upstream_ms
    possible = run.clients * 1000 / delay if delay else None
    for key in ("02", *LOOPS, "09"):
        has_bound = key != "02"
        rate, p99 = run.median(key, "requests_per_s"), run.median(key, "p99_ms")
        yield Measured(
            f"quote-{key}",
            f"{run.title(key)}: quotes/s of what is possible with"
            f" {run.clients:,} clients",
            rate / possible if rate and possible else None,
            least=0.93 if has_bound else None,
        )
        yield Measured(
            f"quote-p99-{key}",
            f"{run.title(key)}: p99 of these, × the upstream's delay",
            p99 / delay if p99 and delay else None,
            most=1.35 if has_bound else None,
        )


def waiters(run: Run) -> Found:
    for key, most in WAITER_KIB.items():
        taken = run.by_id.get(key, {}).get("waiters") or [None]
        last = taken[-1]
        clients = f"{last['clients']:,} " if last else ""
        yield Measured(
            f"waiting-{key}",
            f"{run.title(key)}: memory of each of {clients}waiting clients",
            last["memory_kib"] if last else None,
            most=most,
            unit=" KiB",
        )


def elsewhere(figures: pathlib.Path) -> Found:
    """What needs another bench; the row says which."""

    def read(name: str, key: str, column: str) -> float | None:
        file = figures / f"{name}.json"
        told = json.loads(file.read_text())["rows"] if file.is_file() else []
        row = next((each for each in told if each["id"] == key), {})
        return float(row[column]) if column in row else None

    for key, most in (("04", 1.10), ("06", 1.15)):
        plain = read("hello", key, "cpu_us")
        traced = read("hello", f"{key}-traced", "cpu_us")
        yield Measured(
            f"traced-{key}",
            f"{key} while it is recorded: CPU of a `/hello`, × {key}"
            " (bench_hello)",
            traced / plain if traced and plain else None,
            most=most,
        )
    yield Measured(
        "load",
        "the load generator: requests per CPU second, × wrk (bench_load)",
        read("load", "load", "× wrk"),
        least=0.9,
    )
    seen, right = (read("stall", "open", name) for name in ("p99 ms", "right"))
    yield Measured(
        "stall",
        "the generator's p99 of a server that stalls, × the right one"
        " (bench_stall)",
        seen / right if seen and right else None,
        most=1.05,
        least=0.95,
    )
