# SPDX-License-Identifier: BSL-1.0
"""The pictures of a report: what grows with the clients, how latencies are
spread, and what a server that stands still looks like."""
import math

import svg
from wording import short

ROW = 40


def throughput(told: list[dict]) -> str:
    series = [
        svg.Series(
            each["server"],
            [(p["clients"], p["requests_per_s"]) for p in each["sweep"]],
        )
        for each in told
    ]
    return against(
        "Requests/s against clients", series, "clients that ask", "requests/s"
    )


def memory(told: list[dict]) -> str:
    series = [
        svg.Series(
            each["server"],
            [
                (w["clients"], w["memory_kib"] * w["clients"])
                for w in each["waiters"]
                if w["memory_kib"] > 0
            ],
        )
        for each in told
    ]
    return against(
        "Memory against waiting clients",
        series,
        "clients that wait for a quote",
        "KiB more than with none",
    )


def against(title: str, series: list, across: str, up: str) -> str:
    """Both axes logarithmic, as large as the points; nothing without any."""
    points = [point for each in series for point in each.points]
    if not points:
        return ""
    xs, ys = zip(*points)
    counts = sorted(set(xs))
    ticks = [(count, svg.label(count)) for count in counts]
    x = svg.Axis(across, counts[0], counts[-1], True, ticks)
    y = svg.Axis(up, min(ys) * 0.8, max(ys) * 1.2, True)
    return svg.plot(title, series, x, y)


def beside_work(told: list[dict]) -> str:
    """The latencies of /hello while others want arithmetic."""
    return latencies(
        [
            {
                "server": each["server"],
                "counts": each["beside_work"]["counts"],
                "p99_ms": {"median": each["beside_work"]["p99_ms"]},
            }
            for each in told
            if each["beside_work"]
        ]
    )


def latencies(told: list[dict]) -> str:
    """A row for each server; its height is the logarithm of how many."""
    shown = [each for each in told if each.get("counts")]
    if not shown:
        return ""
    low = min(each["counts"][0][0] for each in shown)
    high = max(each["counts"][-1][0] for each in shown)
    axis = svg.Axis("ms", low, high * 1.05, True)
    bottom = svg.TOP + len(shown) * ROW
    left, right = 190, svg.WIDTH - 90

    def at(value: float) -> float:
        return left + axis.share(min(max(value, low), high)) * (right - left)

    parts = []
    for value in svg.decades(axis):
        parts.append(svg.line(at(value), svg.TOP, at(value), bottom, "grid"))
        parts.append(svg.text(at(value), bottom + 16, svg.label(value)))
    for row, each in enumerate(shown):
        base = svg.TOP + (row + 1) * ROW - 4
        parts += steps(each, base, at)
        parts.append(svg.text(left - 8, base - 6, each["server"], "end"))
        words = "p99 " + short(each["p99_ms"]["median"])
        parts.append(svg.text(right + 8, base - 6, words, "start"))
    parts.append(svg.text((left + right) / 2, bottom + 36, "ms, logarithmic"))
    return svg.picture("How often each latency was seen", bottom + 44, parts)


def steps(each: dict, base: float, at) -> list[str]:
    """Bars of one row, and a mark where its p99 is."""
    most = math.log(1 + max(count for _, count in each["counts"]))
    parts = [svg.line(at(0), base, at(1e9), base, "axis")]
    for up_to, count in each["counts"]:
        height = math.log(1 + count) / most * (ROW - 12)
        # A bucket is a quarter of a doubling wide.
        x, end = at(up_to / 2**0.25), at(up_to)
        parts.append(
            f'<rect class="bar" x="{x:.1f}" y="{base - height:.1f}"'
            f' width="{max(1.0, end - x - 0.5):.1f}" height="{height:.1f}"/>'
        )
    p99 = at(each["p99_ms"]["median"])
    return parts + [svg.line(p99, base - ROW + 8, p99, base + 4, "mark")]


def stall(seen: dict | None) -> str:
    """What part of the requests took at least so long, in both loops."""
    if not seen:
        return ""
    names = {"closed": "closed loop", "open": "open loop"}
    series = [
        svg.Series(name, tail(seen[loop]["counts"]))
        for loop, name in names.items()
    ]
    right = seen["right_p99_ms"]
    series.append(svg.Series("the right p99", [(0.5, right), (0.001, right)]))
    x = svg.Axis(
        "of 100 requests, so many had been answered",
        0.5,
        0.001,
        True,
        [(0.5, "50"), (0.1, "90"), (0.01, "99"), (0.001, "99.9")],
    )
    y = svg.Axis("ms", 0, 550)
    return svg.plot("A server that stands still", series, x, y)


def tail(counts: list) -> list[tuple[float, float]]:
    """Points (the part that took longer, ms), from a half on."""
    total = sum(count for _, count in counts)
    points, seen = [], 0
    for up_to, count in counts:
        seen += count
        left = (total - seen) / total
        if left <= 0.5:
            points.append((max(left, 0.001), min(up_to, 550)))
        if left <= 0.001:
            break
    return points
