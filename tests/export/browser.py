# SPDX-License-Identifier: BSL-1.0
"""A headless Chromium that a test drives: keys, clicks, what the page says.

Speaks the DevTools protocol over a pair of pipes, so nothing listens on any
port. Refuses to wait for ever: each answer has a limit.
"""

import json
import os
import select
import shutil
import subprocess
import tempfile

PATIENCE = 60  # seconds


def find():
    """The path of a Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


class Browser:
    """One page in one browser of its own; use it in a `with`."""

    def __init__(self, program, width, height):
        self._folder = tempfile.mkdtemp(prefix="looplab-browser-")
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()

        def give_pipes():  # Chromium reads 3 and writes 4
            spare_in = os.dup(theirs_in)
            spare_out = os.dup(theirs_out)
            os.dup2(spare_in, 3)
            os.dup2(spare_out, 4)

        self._child = subprocess.Popen(
            [program, "--headless=new", "--remote-debugging-pipe",
             "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--no-first-run", "--disable-dev-shm-usage",
             f"--user-data-dir={self._folder}",
             f"--window-size={width},{height}", "about:blank"],
            preexec_fn=give_pipes, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self._buffer = b""
        self._count = 0
        self._session = None
        self.complaints = []  # what the console and the page complained of

    def __enter__(self):
        target = self._call("Target.createTarget", url="about:blank")
        self._session = self._call(
            "Target.attachToTarget", targetId=target["targetId"],
            flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        self._child.kill()
        self._child.wait()
        os.close(self._to)
        os.close(self._from)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _receive(self):
        while b"\0" not in self._buffer:
            if not select.select([self._from], [], [], PATIENCE)[0]:
                raise TimeoutError("the browser does not answer")
            more = os.read(self._from, 1 << 20)
            if not more:
                raise EOFError("the browser is gone")
            self._buffer += more
        message, self._buffer = self._buffer.split(b"\0", 1)
        message = json.loads(message)
        self._note(message)
        return message

    def _note(self, message):
        what = message.get("method")
        told = message.get("params", {})
        if what == "Runtime.exceptionThrown":
            self.complaints.append(str(told["exceptionDetails"]))
        if what == "Log.entryAdded":
            self.complaints.append(told["entry"]["text"])
        if what == "Runtime.consoleAPICalled":
            self.complaints.append(str(told["args"]))
        if what == "Network.requestWillBeSent":
            url = told["request"]["url"]
            if not url.startswith(("file:", "data:", "about:")):
                self.complaints.append(f"the page asks for {url}")

    def _call(self, what, **parameters):
        self._count += 1
        message = {"id": self._count, "method": what, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{what}: {answer['error']}")
                return answer["result"]

    def media(self, **features):
        """prefers_color_scheme='light' and the like, from now on."""
        self._call("Emulation.setEmulatedMedia", features=[
            {"name": name.replace("_", "-"), "value": value}
            for name, value in features.items()])

    def size(self, width, height):
        """Of the page itself, in pixels."""
        self._call("Emulation.setDeviceMetricsOverride", width=width,
                   height=height, deviceScaleFactor=1, mobile=False)

    def open(self, path):
        """Opens a file and waits until it is all there."""
        self._call("Page.navigate", url="file://" + os.path.abspath(path))
        while self._receive().get("method") != "Page.loadEventFired":
            pass

    def ask(self, expression):
        """The value of an expression, once it is settled."""
        answer = self._call("Runtime.evaluate", expression=expression,
                            returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def press(self, key):
        """A key by its name in KeyboardEvent.key."""
        text = {"text": key} if len(key) == 1 else {}
        self._call("Input.dispatchKeyEvent", type="keyDown", key=key, **text)
        self._call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def click(self, x, y):
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y,
                       button="left", clickCount=1)

    def picture(self):
        """A PNG of what is to be seen, in base64."""
        return self._call("Page.captureScreenshot", format="png")["data"]
