# SPDX-License-Identifier: BSL-1.0
"""A person at a terminal, for the pictures that need one: a program on a pty of
its own, keys, and the patience to see what comes of them. Refuses to wait for
ever, and ends the program with the session."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

PATIENCE = 10  # seconds


class Session:
    """Use it in a `with`: the terminal goes at its end, and so the program."""

    def __init__(self, command, environment):
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], command, environment | {
                "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"})
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 30, 100, 0, 0))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.wait_until_quiet()
        os.kill(self._pid, signal.SIGHUP)
        os.close(self._terminal)
        os.waitpid(self._pid, 0)

    def type(self, keys):
        os.write(self._terminal, keys.encode())

    def wait_until_quiet(self, seconds=1):
        """Until nothing was drawn for so long: what was to be seen is seen. A
        screen that is never quiet is left to itself after a while."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._drawn_within(seconds):
            pass

    def _drawn_within(self, seconds):
        """Whether anything was drawn; reads it. False also at the end."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            return bool(os.read(self._terminal, 65536))
        except OSError:
            return False
