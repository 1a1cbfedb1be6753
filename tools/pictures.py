#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The pictures of the pages, each from a program that really ran just now.

usage: pictures.py BUILD PICTURES

BUILD is a build tree, PICTURES the folder that is filled. What needs a program
that is not installed here (nginx, a Chromium) is said and left as it was, for
not everybody who makes the pictures again has them. Two runs never sleep for
the same time: look at the change before it is committed.
"""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import keyboard
import page_picture

SOURCE = pathlib.Path(__file__).resolve().parent.parent
TROUBLES = ("long_handler", "sleep_in_the_loop", "locks_crosswise",
            "reads_half_of_an_edge", "queue_that_grows", "never_awaited")


class Studio:
    """Runs programs in a folder of their own, and pictures their recordings."""

    def __init__(self, build, pictures, folder):
        self.build, self.pictures, self.folder = build, pictures, folder
        # Whoever makes the pictures keeps a progress of their own.
        self.environment = os.environ | {"LOOPLAB_SHARE": str(SOURCE),
                                         "XDG_DATA_HOME": str(folder)}

    def program(self, name):
        return str(self.build / "visualizer/program" / f"looplab-{name}")

    def run(self, *command):
        return subprocess.run(command, cwd=self.folder, check=True, text=True,
                              env=self.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout

    def lesson(self, number):
        self.run(self.program("view"), "learn", number, "--lines",
                 "-o", f"lesson-{number}.loop")

    def recorder(self, recording, *command):
        return subprocess.Popen(
            [self.program("record"), "-o", recording, "--", *command],
            cwd=self.folder, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def draw(self, picture, *options):
        self.run(self.program("export"), *options, "--to", "svg",
                 "-o", str(self.pictures / picture))

    def text(self, *options):
        return self.run(self.program("export"), *options, "--to", "text")


def draw_lesson_06(studio):
    studio.lesson("06")
    now = ("lesson-06.loop", "--at", "turn:8+4")
    studio.draw("live.svg", *now,
                "--title", "06 epoll · one thread · its own loop")
    studio.draw("projector.svg", *now, "--screen", "projector",
                "--size", "80x24", "--title", "06 epoll")
    studio.draw("help.svg", *now, "--screen", "help", "--search", "next",
                "--title", "06 epoll · one thread · its own loop")
    studio.lesson("01")
    studio.draw("compare.svg", "lesson-01.loop", "--beside", "lesson-06.loop",
                "--at", "caption:6", "--real-time",
                "--title", "the lessons of 01 and 06")


def draw_page(studio):
    studio.run(studio.program("export"), "lesson-06.loop", "--to", "html",
               "--title", "06 epoll", "-o", "lesson-06.html")
    page_picture.take(studio.folder / "lesson-06.html",
                      studio.pictures / "page.png", ["t*8", "n*4"])


def draw_why(studio):
    """Three questions, two who ask the upstream: the third one waits. Which of
    the workers got the client is another one each time."""
    studio.lesson("03")
    for number in "123":
        now = ("lesson-03.loop", "--at", "caption:4", "--screen", "detail",
               "--task", f"worker {number}")
        if "waits on channel questions" in studio.text(*now):
            studio.draw("why.svg", *now)
            return
    sys.exit("pictures.py: nobody waits at the channel in lesson 03")


def draw_deadlock(studio):
    run = studio.recorder("embrace.loop",
                          str(studio.build / "tests/program/embrace_program"))
    run.stdout.readline()
    time.sleep(2)  # it says nothing more: a deadlock is that nothing happens
    run.send_signal(signal.SIGINT)
    run.wait(timeout=20)
    studio.draw("deadlock.svg", "embrace.loop", "--at", "warning:1",
                "--screen", "detail", "--task", "t1")


def draw_warnings(studio):
    """The last of them is over so soon that, as a child, it might be missed."""
    *others, last = (f"{studio.build}/tests/warnings/troubles {name}"
                     for name in TROUBLES)
    run = studio.recorder("troubles.loop", "sh", "-c",
                          "; ".join([*others, f"exec {last}"]))
    run.wait(timeout=60)
    now = ("troubles.loop", "--screen", "warnings", "--size", "80x24",
           "--title", "six programs with a fault each")
    if f" ! {len(TROUBLES)} " not in studio.text(*now):
        sys.exit("pictures.py: not every program was warned of once")
    studio.draw("warnings.svg", *now)


NGINX = """daemon off;
worker_processes 2;
pid nginx.pid;
error_log stderr crit;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  server {
    listen 127.0.0.1:PORT;
    location / { return 200 "hello\\n"; }
  }
}
"""


def connect(port):
    for _ in range(400):
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:
            time.sleep(0.05)
    sys.exit("pictures.py: nginx does not listen")


def ask(clients):
    for client in clients:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        client.recv(4096)


def busy_moment(studio, recording):
    """The last event, but for the end, at which somebody runs and both workers
    are known: how the clients fall to them is another one each time."""
    end = studio.text(recording)
    events = int(re.search(r"event (\d+)", end).group(1))
    for event in range(events * 3 // 4, 0, -1):
        shown = studio.text(recording, "--at", f"event:{event}")
        if "RUNNING" in shown and "3 processes" in shown:
            return event
    sys.exit("pictures.py: nginx had not begun two workers when it was asked")


def draw_family(studio):
    if shutil.which("nginx") is None:
        print("there is no nginx here: family.svg stays as it was")
        return
    with socket.socket() as free:  # nginx cannot choose a port and say which
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (studio.folder / "nginx.conf").write_text(NGINX.replace("PORT", str(port)))
    run = studio.recorder("nginx.loop", "nginx", "-p", str(studio.folder),
                          "-c", str(studio.folder / "nginx.conf"))
    clients = [connect(port) for _ in range(4)]
    for _ in range(5):
        ask(clients)
    for client in clients:
        client.close()
    os.kill(int((studio.folder / "nginx.pid").read_text()), signal.SIGQUIT)
    run.wait(timeout=20)
    event = busy_moment(studio, "nginx.loop")
    studio.draw("family.svg", "nginx.loop", "--at", f"event:{event}",
                "--size", "120x36")


def draw_home(studio):
    """Somebody has done chapter 01, and left 06 in its sixth turn."""
    for chapter, keys in (("01", "+" * 8), ("06", " " + "t" * 6)):
        with keyboard.Session([studio.program("view"), "learn", chapter],
                              studio.environment) as person:
            for key in ("1\r", *keys):
                person.wait_until_quiet()
                person.type(key)
            person.wait_until_quiet(3)
            person.type("q")
            person.wait_until_quiet()
            person.type("q")
    studio.draw("home.svg", "--screen", "home")


def main():
    build, pictures = (pathlib.Path(name).resolve() for name in sys.argv[1:])
    for program in ("tests/program/embrace_program", "tests/warnings/troubles"):
        if not (build / program).exists():
            sys.exit(f"pictures.py: there is no {build / program}; the "
                     "pictures need a build with tests")
    with tempfile.TemporaryDirectory(prefix="looplab-pictures-") as folder:
        studio = Studio(build, pictures, pathlib.Path(folder))
        for draw in (draw_lesson_06, draw_page, draw_why, draw_deadlock,
                     draw_warnings, draw_family, draw_home):
            draw(studio)
            print(f"{draw.__name__}: done", flush=True)


if __name__ == "__main__":
    main()
