#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A picture of an exported page in a browser, after some keys were pressed.

usage: page_picture.py PAGE OUT.png [KEY ...]

KEY is a key's name in a browser, n*4 the same four times. Without a Chromium
it says so and leaves the picture as it was, for not everybody who makes the
pictures again has one.
"""

import base64
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tests/export"))
import browser  # noqa: E402

WIDTH, HEIGHT = 1000, 640


def take(page, out, keys):
    program = browser.find()
    if program is None:
        print(f"there is no Chromium here: {out} stays as it was")
        return
    with browser.Browser(program, WIDTH, HEIGHT) as tab:
        tab.media(prefers_color_scheme="light",
                  prefers_reduced_motion="reduce")
        tab.size(WIDTH, HEIGHT)
        tab.open(str(page))
        for key in keys:
            name, _, times = key.partition("*")
            for _ in range(int(times or 1)):
                tab.press(name)
        pathlib.Path(out).write_bytes(base64.b64decode(tab.picture()))


if __name__ == "__main__":
    take(sys.argv[1], sys.argv[2], sys.argv[3:])
