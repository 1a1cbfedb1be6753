# SPDX-License-Identifier: BSL-1.0
"""How the time is divided: so many seconds for all of it become rounds of so
many seconds for each server."""
import dataclasses

from question import Question

# What a run takes besides its timed seconds, and a server's untimed passes.
AROUND_S = 0.5
WARM_UP_S = 0.2
UNTIMED_S = 2.5
BESIDE_WORK_S = 1.5
SWEEP_S = 0.4
LEAST_S, MOST_S = 0.3, 5.0
ROUNDS = 3
WAITING = 400
# For the pictures of a report.
SWEEP = (1, 4, 16, 64, 256)
STALL_S = 5.0


@dataclasses.dataclass(frozen=True)
class Plan:
    """What is done to each server."""

    asked: Question
    rounds: int
    seconds: float  # of a timed run
    waiting: tuple[int, ...]  # numbers of clients that wait
    beside_work_s: float  # 0: not asked
    sweep: tuple[int, ...] = ()  # numbers of clients that ask
    stall_s: float = 0  # of each loop, before one server that stalls

    def duration(self, servers: int) -> float:
        """About how long all of it takes."""
        timed = self.rounds * (AROUND_S + WARM_UP_S + self.seconds)
        return servers * (timed + self.others_s()) + 3 * self.stall_s

    def others_s(self) -> float:
        """For the passes of one server that are no rounds."""
        beside = self.beside_work_s + AROUND_S if self.beside_work_s else 0
        sweep = len(self.sweep) * (SWEEP_S + 0.1) + AROUND_S * bool(self.sweep)
        return UNTIMED_S + beside + sweep + 0.0007 * sum(self.waiting)


def stall_seconds(timed: float | None) -> float:
    """Short when all runs are, but with two stalls in it."""
    return min(STALL_S, max(2.4, 4 * timed)) if timed else STALL_S


def divided(
    asked: Question,
    servers: int,
    budget: float,
    seconds: float | None,
    rounds: int | None,
    waiting: int,
    has_report: bool,
) -> Plan:
    """Rounds as long as the budget allows, or as somebody has said."""
    count = rounds or ROUNDS
    greets = asked.route in ("hello", "mix") and not asked.rate
    short = min(BESIDE_WORK_S, seconds) if seconds else BESIDE_WORK_S
    plan = Plan(
        asked=asked,
        rounds=count,
        seconds=0,
        waiting=(waiting // 8, waiting // 2, waiting)
        if has_report and waiting >= 8
        else (waiting,),
        beside_work_s=short if greets else 0,
        sweep=SWEEP if has_report and not asked.rate else (),
        stall_s=stall_seconds(seconds) if has_report else 0,
    )
    left = (budget - plan.duration(servers)) / (max(1, servers) * count)
    chosen = seconds or min(MOST_S, max(LEAST_S, left))
    return dataclasses.replace(plan, seconds=round(chosen, 2))
