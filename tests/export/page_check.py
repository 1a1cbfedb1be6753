# SPDX-License-Identifier: BSL-1.0
"""Plays an exported page as a person would, and says what is not right.

usage: page_check.py PAGE TEXTS PICTURE

TEXTS is two JSON lists, of the axis of steps and that of real time: what the
terminal shows at each stop of the recording, as text and the letters of looks.
A third item is of one lane, t2 at the end: the stops at which the model says
that it changes, and what the terminal shows when it is chosen.
PICTURE is where the last screenshot goes. Ends with 77 where there is no
Chromium.
"""

import base64
import json
import sys
import time

import browser

SCREEN = """[...document.querySelectorAll('.row')]
    .map((row) => row.textContent.trimEnd() + '\\n').join('') +
    [...page.screen.shown.looks].map((look) => page.data.looks[look])
    .slice(0, page.data.columns * (page.data.rows - 1)).join('')"""
SAID = "document.getElementById('said').textContent"
WIDTH, HEIGHT = 1280, 800


class Check:
    def __init__(self, page, texts):
        self.page = page
        self.axes = texts
        self.texts = texts[0]
        self.last = len(self.texts) - 1

    def at(self, index, doing):
        """The page stands at this stop and shows what the terminal shows."""
        stands = self.page.ask("page.player.index")
        assert stands == index, f"{doing}: at {stands}, not at {index}"
        shown = self.page.ask(SCREEN)
        assert shown == self.texts[index], (
            f"{doing}: at stop {index} the page shows\n{shown}\n"
            f"and the terminal\n{self.texts[index]}")

    def until(self, condition, doing):
        deadline = time.monotonic() + browser.PATIENCE
        while not self.page.ask(condition):
            assert time.monotonic() < deadline, f"{doing}: not yet"

    def steps(self):
        self.at(0, "opening")
        for index in range(1, self.last + 1):
            self.page.press("n")
            self.at(index, "n")
        self.page.press("n")
        self.at(self.last, "n at the end")
        for key in ("N", "PageUp", "ArrowLeft"):
            self.page.press(key)
        self.at(self.last - 3, "three keys back")
        self.page.press("Home")
        self.at(0, "Home")
        self.page.press("N")
        self.at(0, "N at the start")
        self.page.press("End")
        self.at(self.last, "End")

    def axis(self):
        """Real time and back, and a step while it is shown."""
        self.texts = self.axes[1]
        self.page.press("a")
        self.at(self.last, "a")
        self.page.press("N")
        self.at(self.last - 1, "N after a")
        self.texts = self.axes[0]
        self.page.press("a")
        self.at(self.last - 1, "a again")
        self.page.press("End")

    def clicks(self):
        """A click on a button is its key; then the keys are the page's."""
        self.page.press("Home")
        box = self.page.ask("JSON.parse(JSON.stringify([...document"
                            ".querySelectorAll('#hints button')].find("
                            "(one) => one.textContent === 'n next')"
                            ".getBoundingClientRect()))")
        self.page.click(box["x"] + box["width"] / 2,
                        box["y"] + box["height"] / 2)
        self.at(1, "a click on n")
        self.page.press(" ")
        assert self.page.ask("page.player.playing"), "space after a click"
        self.page.press("End")

    def turns(self):
        turns = self.page.ask("page.data.turns")
        index = self.last
        while turns[index][0] < index:
            index = turns[index][0]
            self.page.press("T")
            self.at(index, "T")
        while turns[index][1] > index:
            index = turns[index][1]
            self.page.press("t")
            self.at(index, "t")

    def lane(self):
        """t2 is chosen by its number, and followed change by change."""
        changes, screens = self.axes[2]["changes"], self.axes[2]["screens"]
        assert len(changes) > 3, f"t2 changes only at {changes}"
        follow, self.texts = self.texts, screens
        self.page.press("2")
        self.at(self.last, "2")
        self.page.press("Home")
        assert "no lane here" in self.page.ask(SAID), "nobody has it"
        for index in changes[1:]:
            self.page.press(".")
            self.at(index, ".")
        for index in reversed(changes[:-1]):
            self.page.press(",")
            self.at(index, ",")
        for index in range(1, self.last + 1):
            self.page.press("n")
            self.at(index, "n with a chosen lane")
        self.texts = follow
        self.page.press("f")
        self.at(self.last, "f")

    def lane_by_hand(self):
        """Arrows and clicks choose the same lane as its number."""
        screens = self.axes[2]["screens"]
        follow, self.texts = self.texts, screens
        for key in ("ArrowDown", "j"):
            self.page.press(key)
        self.at(self.last, "down twice")
        self.page.press("k")
        self.page.press("j")
        self.at(self.last, "up and down again")
        self.page.press("f")
        rows = screens[-1].split("\n")
        y = next(i for i, row in enumerate(rows) if row.startswith("▸t2 "))
        box = self.page.ask("JSON.parse(JSON.stringify("
                            "page.screen.rows[0].getBoundingClientRect()))")
        self.page.click(box["x"] + box["width"] / 2,
                        box["y"] + (y + 0.5) * box["height"])
        self.at(self.last, "a click on t2")
        self.texts = follow
        self.page.press("f")
        self.at(self.last, "f")

    def lane_that_runs(self):
        """With none chosen, `.` means the one that runs; else it says so."""
        runs = [i for i in range(self.last) if "\n▸" in self.texts[i]]
        rests = next(i for i in range(self.last) if "\n▸" not in self.texts[i])
        self.page.ask(f"page.player.go({runs[-1]})")
        self.page.press(".")
        assert self.page.ask("page.lanes.chosen") >= 0, "nobody is chosen"
        assert self.page.ask("page.player.index") > runs[-1], "it does not go"
        self.page.press("f")
        self.page.ask(f"page.player.go({rests})")
        self.page.press(".")
        self.at(rests, ". while nobody runs")
        assert "choose a task" in self.page.ask(SAID), self.page.ask(SAID)
        self.page.press("End")
        assert self.page.ask(SAID) == "", "it is still said"

    def fits(self):
        """However the window is cut, all of it is to be seen."""
        for width, height in ((1280, 800), (1600, 700), (700, 900)):
            self.page.size(width, height)
            self.until(f"innerWidth === {width} && [document.body,"
                       "document.documentElement].every((one) =>"
                       "one.scrollHeight <= innerHeight && one.scrollWidth"
                       "<= innerWidth)", f"{width}x{height}")

    def scrubs(self):
        box = self.page.ask("JSON.parse(JSON.stringify("
                            "page.scrub.getBoundingClientRect()))")
        middle = box["y"] + box["height"] / 2
        seen = []
        for share in (0.9, 0.1, 0.5):
            self.page.click(box["x"] + share * box["width"], middle)
            seen.append(self.page.ask("page.player.index"))
            self.at(seen[-1], f"a click at {share} of the time line")
        assert seen[1] < self.last / 4 < seen[2] < self.last * 3 / 4 < seen[0]

    def plays(self):
        self.page.ask(f"page.player.go({max(0, self.last - 20)})")
        for _ in range(9):
            self.page.press("+")
        assert "30" in self.page.ask(
            "document.getElementById('speed').textContent")
        self.page.press(" ")
        self.until(f"page.player.index === {self.last} && "
                   "!page.player.playing", "playing to the end")
        self.at(self.last, "playing to the end")
        for _ in range(9):
            self.page.press("-")
        self.page.press("Home")
        self.page.press(" ")
        assert self.page.ask("page.player.playing"), "space does not play"
        self.page.press(" ")
        assert not self.page.ask("page.player.playing"), "space does not stop"

    def beats(self):
        """With motion, an event is over only after its three beats."""
        self.page.media(prefers_reduced_motion="no-preference")
        self.page.ask("page.player.speed = 3; window.seen = [];"
                      "page.player.show = ((show) => (index, beat) => {"
                      "window.seen.push(beat); show(index, beat); })"
                      "(page.player.show); 0")
        self.page.press("n")
        self.until("window.seen.length === 4", "three beats")
        assert self.page.ask("window.seen") == [0, 1, 2, 3]
        self.at(1, "after three beats")
        self.page.media(prefers_reduced_motion="reduce")

    def helps(self):
        self.page.press("?")
        assert self.page.ask("document.getElementById('help').open"), "?"
        told = self.page.ask("document.getElementById('keys').textContent")
        for row in self.page.ask("page.data.keys"):
            assert row["text"] in told, f"the help lacks {row['text']}"
        self.page.press("?")
        assert not self.page.ask("document.getElementById('help').open")

    def themes(self):
        paper = "getComputedStyle(document.body).backgroundColor"
        assert self.page.ask(paper) == "rgb(0, 0, 0)"
        self.page.ask("document.getElementById('theme').click()")
        assert self.page.ask(paper) == "rgb(255, 255, 255)"
        self.page.ask("document.getElementById('theme').click()")

    def tells(self):
        told = self.page.ask("document.getElementById('told').textContent")
        assert len(told) > 10, "nobody is told what happened"

    def shows_who_runs(self):
        """Where a lane says RUNNING, the picture has the colour of running."""
        index = next(i for i in range(self.last, -1, -1)
                     if "RUNNING" in self.texts[i])
        self.page.ask(f"page.player.go({index})")
        rows = self.texts[index].split("\n")
        y = next(i for i, row in enumerate(rows) if "RUNNING" in row)
        x = rows[y].index("RUNNING") - 2
        picture = self.page.picture()
        colour = self.page.ask(f"""(async () => {{
          const stage = document.getElementById('stage')
              .getBoundingClientRect();
          const cell = stage.width / page.data.columns;
          const image = new Image();
          image.src = 'data:image/png;base64,{picture}';
          await image.decode();
          const on = new OffscreenCanvas(image.width, image.height)
              .getContext('2d');
          on.drawImage(image, 0, 0);
          return [...on.getImageData(stage.x + ({x} + 0.5) * cell,
              stage.y + ({y} + 0.5) * 2 * cell, 1, 1).data].slice(0, 3);
        }})()""")
        assert colour == [0, 255, 175], f"{rows[y]}: the picture has {colour}"
        return picture


def main():
    page, texts, picture = sys.argv[1:]
    program = browser.find()
    if program is None:
        print("there is no Chromium here")
        return 77
    with open(texts, encoding="utf-8") as file:
        expected = json.load(file)
    with browser.Browser(program, WIDTH, HEIGHT) as tab:
        tab.media(prefers_color_scheme="dark", prefers_reduced_motion="reduce")
        tab.open(page)
        check = Check(tab, expected)
        check.steps()
        check.axis()
        check.clicks()
        check.turns()
        check.lane()
        check.lane_by_hand()
        check.lane_that_runs()
        check.scrubs()
        check.plays()
        check.beats()
        check.helps()
        check.themes()
        check.fits()
        tab.size(WIDTH, HEIGHT)
        check.tells()
        with open(picture, "wb") as file:
            file.write(base64.b64decode(check.shows_who_runs()))
        assert not tab.complaints, tab.complaints
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AssertionError as wrong:
        print(wrong)
        sys.exit(1)
