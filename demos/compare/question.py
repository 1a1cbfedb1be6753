# SPDX-License-Identifier: BSL-1.0
"""What the clients ask: which routes, how many of them, how often."""
import dataclasses

# The upstream of all runs; what it waits is the least that a quote can take.
DELAY_MS = 20
# What the servers ask it, to ask it without them.
PRICE = "/price?symbol=ABC"
# About 10 ms of arithmetic, 10 times a second, among 190 who want hello.
BESIDE_WORK = ("/hello:19", "/work?units=5:1")
BESIDE_WORK_RATE = 200
ROUTES = {
    "hello": ("/hello",),
    "quote": ("/quote?symbol=ABC",),
    "file": ("/file?name=big",),
    "work": BESIDE_WORK,
    "mix": (
        "/hello:70",
        "/quote?symbol=ABC:20",
        "/file?name=small:9",
        "/work?units=1:1",
    ),
}
# How many descriptors a server and a client need besides.
SPARE = 200


@dataclasses.dataclass(frozen=True)
class Question:
    """The same for all servers of a run."""

    route: str = "hello"
    clients: int = 64
    rate: float = 0  # requests a second; 0 is a closed loop
    pipeline: int = 1

    def options(
        self, one_client: bool = False, routes: tuple[str, ...] = ()
    ) -> list[str]:
        """For the load generator; other `routes` than its own, if any."""
        count = 1 if one_client else self.clients
        words = ["--connections", str(count), "--pipeline", str(self.pipeline)]
        words += ["--sources", str(1 + count // 20_000)]
        for route in routes or ROUTES[self.route]:
            words += ["--route", route]
        if self.rate:
            words += ["--rate", f"{self.rate:g}"]
        return words

    def text(self) -> str:
        how = f"open loop, {self.rate:g}/s" if self.rate else "closed loop"
        deep = f", {self.pipeline} at a time" if self.pipeline > 1 else ""
        asked = ", ".join(ROUTES[self.route])
        return f"{asked} · {self.clients} clients, {how}{deep}"

    def timed(self) -> str:
        """The route whose latencies are told: who only greets must not wait
        for others' work. All of them otherwise."""
        return "/hello" if len(ROUTES[self.route]) > 1 else ""


def of(
    route: str, clients: int | None, rate: float | None, pipeline: int
) -> Question:
    """With what is usual for a route where nothing was said."""
    usual_clients = {"quote": 256, "file": 8, "work": 16}.get(route, 64)
    usual_rate = BESIDE_WORK_RATE if route == "work" else 0
    return Question(
        route,
        usual_clients if clients is None else clients,
        usual_rate if rate is None else rate,
        pipeline,
    )


def beside_work(clients: int) -> Question:
    return Question("work", min(clients, 16), BESIDE_WORK_RATE)
