# SPDX-License-Identifier: BSL-1.0
"""The report as one HTML page: no script, nothing from elsewhere."""
from html import escape

import cells
import plots
import svg
import table
from question import Question

RULES = (
    "Look at who was measured. When the client's core is busy, requests/s say"
    " how fast the client is; processor time a request still says what the"
    " server costs.",
    "A closed loop waits with the server. What people wait when they come at"
    " their own times, only an open loop (--rate) counts.",
    "Trust ratios of one run before times of two. Servers have their turns in"
    " rounds, so that a slow minute hits all of them.",
    "Look at the spread. Where min-max overlap, the next run may have it the"
    " other way round.",
    "An average hides those who wait. Read p99 and the maximum, and ask how"
    " many requests were failed or refused.",
    "Ask what else differs: a server that parses less, logs less or closes"
    " later is faster at something else. Deviations are named with the notes.",
    "Loopback has no distance, no loss and no slow phone. What is compared is"
    " the server's own cost.",
    "Do it again on your machine. A figure that you cannot repeat is a story.",
)

STYLE = """
body { font: 16px/1.5 sans-serif; color: #111; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; margin: 1rem 0;
  white-space: nowrap; }
th, td { padding: .15rem .5rem; text-align: right;
  border-bottom: 1px solid #bbb; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; }
svg { width: 100%; height: auto; }
.box { border: 2px solid #111; padding: .2rem 1rem; margin: 2rem 0; }
.facts td { text-align: left; white-space: normal;
  overflow-wrap: anywhere; }
figure { margin: 1rem 0; break-inside: avoid; }
figcaption { font-size: .9rem; }
"""


def html_of(run: dict, asked: Question) -> str:
    shown = table.with_figures(run["servers"])
    said = table.verdict(shown, asked) if shown else []
    notes = table.without_figures(run["servers"]) + table.remarks(shown)
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>looplab compare: {escape(run['question'])}</title>",
            f"<style>{STYLE}{svg.STYLE}</style>",
            f"<h1>{escape(run['question'])}</h1>",
            f"<p>{'<br>'.join(map(escape, table.heading(run)[1:]))}</p>",
            figures(shown),
            items(said),
            *pictures(run, shown),
            '<div class="box"><h2>How not to fool yourself</h2>',
            items(RULES, "ol") + "</div>",
            "<h2>To know</h2>" + items([*notes, table.LEGEND]),
            *deviations(shown),
            "<h2>Where and how</h2>" + facts_table(run),
            "</html>\n",
        ]
    )


def figures(shown: list[dict]) -> str:
    """Three tables, as one would be too wide."""
    lines = [(cells.TITLES, "th"), *((cells.of(each), "td") for each in shown)]
    return "".join(
        '<div class="wide"><table>'
        + "".join(
            row([line[0], *line[first:last]], kind) for line, kind in lines
        )
        + "</table></div>"
        for first, last in cells.CUTS
    )


def row(words, kind: str) -> str:
    line = "".join(f"<{kind}>{escape(word)}</{kind}>" for word in words)
    return f"<tr>{line}</tr>\n"


def items(sentences, kind: str = "ul") -> str:
    lines = "".join(f"<li>{escape(each)}</li>\n" for each in sentences)
    return f"<{kind}>{lines}</{kind}>" if lines else ""


def deviations(shown: list[dict]) -> list[str]:
    """What the service of some does otherwise, by name."""
    return [
        f"<h3>Deviations of {escape(each['server'])}</h3>"
        + items(each["deviations"])
        for each in shown
        if each["deviations"]
    ]


def pictures(run: dict, shown: list[dict]) -> list[str]:
    stalled = run["stall"] or {}
    return [
        figure(
            "Throughput against clients",
            plots.throughput(shown),
            "Where lines meet at the top, the client is the limit.",
        ),
        figure(
            "Latencies",
            plots.latencies(shown),
            "How often each was seen, on two logarithmic scales; the stroke is"
            " the p99.",
        ),
        figure(
            "/hello beside /work",
            plots.beside_work(shown),
            "How long a greeting takes while others ask for 10 ms of"
            " arithmetic: one loop makes everybody wait for it.",
        ),
        figure(
            "Memory against waiting clients",
            plots.memory(shown),
            "What the server has grown by, while so many clients wait for"
            " their quotes.",
        ),
        figure(
            "A server that stands still",
            plots.stall(run["stall"]),
            f"{stalled.get('server', '')} is stopped for half a second every"
            f" {stalled.get('every_s', 0):g} s. In closed loop only those see"
            " it who were asking; in open loop, all who came meanwhile.",
        ),
    ]


def figure(title: str, drawn: str, caption: str) -> str:
    if not drawn:
        return ""
    return (
        f"<figure><h2>{escape(title)}</h2>{drawn}"
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def facts_of(run: dict) -> list[tuple[str, str]]:
    names = ("machine", "kernel", "compiler", "limits", "load", "where")
    told = [(name, str(run[name])) for name in names]
    return told + [
        (f"command of {key}", command)
        for key, command in run["commands"].items()
    ]


def facts_table(run: dict) -> str:
    rows = "".join(row(each, "td") for each in facts_of(run))
    return f'<table class="facts">{rows}</table>'
