# SPDX-License-Identifier: BSL-1.0
"""Line plots as SVG, told apart by dashes and markers, so that they can be read
in black and white; colour only helps."""
import dataclasses
import html
import math

WIDTH, HEIGHT = 760, 380
LEFT, RIGHT, TOP, BOTTOM = 70, 210, 16, 48
DASHES = ("", "7 3", "2 3", "10 3 2 3", "4 2 1 2")
COLOURS = ("#000", "#a11", "#15a", "#286", "#749", "#a60", "#555")
MARKERS = (
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0",
    "M-3.5,-3.5h7v7h-7z",
    "M0,-5L4.5,3.5H-4.5z",
    "M0,-5L5,0L0,5L-5,0z",
    "M0,5L4.5,-3.5H-4.5z",
    "M-4,-4L4,4M-4,4L4,-4",
    "M0,-5V5M-5,0H5",
)


# What a page says of its pictures; a picture on its own says it itself.
STYLE = """
svg { font: 12px sans-serif; background: #fff; }
.grid { stroke: #ddd; } .axis { stroke: #111; } .bar { fill: #777; }
.mark { stroke: #111; stroke-width: 2; }
"""


@dataclasses.dataclass
class Series:
    """A line; its points are (x, y), both above 0 on a logarithmic axis."""

    name: str
    points: list[tuple[float, float]]


@dataclasses.dataclass
class Axis:
    title: str
    low: float
    high: float
    logarithmic: bool = False
    ticks: list[tuple[float, str]] | None = None

    def share(self, value: float) -> float:
        """Where a value is: 0 at `low`, 1 at `high`, which may be the less."""
        low, high = self.low, self.high
        if self.logarithmic:
            low, high, value = math.log(low), math.log(high), math.log(value)
        return (value - low) / (high - low) if high != low else 0.5

    def marks(self) -> list[tuple[float, str]]:
        if self.ticks is not None:
            return self.ticks
        if self.logarithmic:
            return [(value, label(value)) for value in decades(self)]
        step = 10 ** math.floor(math.log10(max(self.high - self.low, 1e-9)))
        step = step / 2 if (self.high - self.low) / step < 4 else step
        first = math.ceil(self.low / step)
        last = int((self.high + step * 1e-6) / step)
        return [(n * step, label(n * step)) for n in range(first, last + 1)]


def decades(axis: Axis) -> list[float]:
    """1, 10, 100; with 2 and 5 between when there are few."""
    first = math.floor(math.log10(axis.low))
    last = math.ceil(math.log10(axis.high))
    steps = (1, 2, 5) if last - first <= 3 else (1,)
    values = [
        step * 10.0**power
        for power in range(first, last + 1)
        for step in steps
    ]
    return [v for v in values if axis.low * 0.999 <= v <= axis.high * 1.001]


def label(value: float) -> str:
    if value >= 1000:
        return f"{value / 1000:g}k"
    return f"{value:g}"


def text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
        f"{html.escape(words)}</text>"
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return (
        f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}"'
        f' y2="{y2:.1f}"/>'
    )


def picture(title: str, height: float, parts: list[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img"'
        f' aria-label="{html.escape(title)}">' + "".join(parts) + "</svg>"
    )


def alone(drawn: str) -> str:
    """A picture as a file."""
    head, _, body = drawn.partition(">")
    space = ' xmlns="http://www.w3.org/2000/svg"'
    return f"{head}{space}><style>{STYLE}</style>{body}\n"


def plot(title: str, series: list[Series], x: Axis, y: Axis) -> str:
    """One picture, with its legend at the right in the order of the ends."""
    # A server without points keeps its number, and the others their dashes.
    shown = [(n, each) for n, each in enumerate(series) if each.points]
    parts = frame(x, y)
    for number, each in shown:
        places = [
            (place_x(x, across), place_y(y, up)) for across, up in each.points
        ]
        parts.append(drawn(places, number))
    shown.sort(key=lambda numbered: -numbered[1].points[-1][1])
    for row, (number, each) in enumerate(shown):
        at = TOP + 12 + row * 18
        left = WIDTH - RIGHT + 14
        parts.append(drawn([(left, at), (left + 34, at)], number))
        parts.append(text(left + 42, at + 4, each.name, "start"))
    height = max(HEIGHT, TOP + 24 + len(shown) * 18)
    return picture(title, height, parts)


def place_x(axis: Axis, value: float) -> float:
    return LEFT + axis.share(value) * (WIDTH - LEFT - RIGHT)


def place_y(axis: Axis, value: float) -> float:
    return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - TOP - BOTTOM)


def frame(x: Axis, y: Axis) -> list[str]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    parts = []
    for value, words in x.marks():
        at = place_x(x, value)
        parts += [line(at, TOP, at, bottom, "grid")]
        parts += [text(at, bottom + 16, words)]
    for value, words in y.marks():
        at = place_y(y, value)
        parts += [line(LEFT, at, right, at, "grid")]
        parts += [text(LEFT - 6, at + 4, words, "end")]
    parts += [line(LEFT, bottom, right, bottom, "axis")]
    parts += [line(LEFT, TOP, LEFT, bottom, "axis")]
    parts += [text((LEFT + right) / 2, bottom + 38, x.title)]
    middle = (TOP + bottom) / 2
    parts += [
        f'<g transform="translate(16 {middle:.0f}) rotate(-90)">'
        + text(0, 0, y.title) + "</g>"
    ]
    return parts


def drawn(places: list[tuple[float, float]], number: int) -> str:
    """A line in the number's own dashes, colour and marker."""
    path = "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in places)
    colour = COLOURS[number % len(COLOURS)]
    marker = MARKERS[number % len(MARKERS)]
    fill = "none" if number // len(MARKERS) % 2 else colour
    parts = [
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.8"'
        f' stroke-dasharray="{DASHES[number % len(DASHES)]}"/>'
    ]
    # More markers than these would hide their line.
    every = max(1, len(places) // 8)
    for x, y in places[::every]:
        parts.append(
            f'<path d="{marker}" transform="translate({x:.1f} {y:.1f})"'
            f' fill="{fill}" stroke="{colour}" stroke-width="1.4"/>'
        )
    return "".join(parts)
