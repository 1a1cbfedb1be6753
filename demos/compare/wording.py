# SPDX-License-Identifier: BSL-1.0
"""Numbers as people read them: three digits that mean something."""
import math

# Behind requests/s that the client has limited.
BUSY_MARK = "*"


def short(value: float | None, nothing: str = "-") -> str:
    if value is None:
        return nothing
    size = abs(value)
    if size >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 9.995 else f"{value:.2f}"


def span(told: dict) -> str:
    """From the least to the most, in thousands where it is many."""
    low, high = told["min"], told["max"]
    if high >= 10_000:
        return f"{low / 1000:.0f}-{high / 1000:.0f}k"
    return f"{short(low)}-{short(high)}"


def fitting(name: str, width: int) -> str:
    """As many whole words as fit, and none at the end that only links."""
    words = name.split()
    while len(" ".join(words)) > width and len(words) > 1:
        words.pop()
        while len(words) > 2 and len(words[-1]) <= 3:
            words.pop()
    return " ".join(words)[:width]


def rounds(count: int, seconds: float) -> str:
    return f"{count} round{'s' * (count > 1)} of {seconds:g} s"


def ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def bars(values: list[float], width: int) -> list[str]:
    """A line as long as each value, the longest over all the width."""
    most = max(values, default=0)
    eighths = " ▏▎▍▌▋▊▉"
    drawn = []
    for value in values:
        length = round(value / most * width * 8) if most else 0
        drawn.append("█" * (length // 8) + eighths[length % 8].strip())
    return drawn


def sparkline(counts: list, low: float, high: float, width: int) -> str:
    """How often each latency was seen, between two, each place the same factor
    wide; the height is logarithmic, or the few slow ones would be nothing."""
    places = [0] * width
    reach = math.log(high / low) if high > low > 0 else 1
    for up_to, count in counts:
        at = math.log(max(up_to, low) / low) / reach * width
        places[min(width - 1, int(at))] += count
    most = math.log(1 + max(places))
    marks = "▁▂▃▄▅▆▇█"
    return "".join(
        marks[min(7, int(math.log(1 + count) / most * 8))] if count else " "
        for count in places
    )
