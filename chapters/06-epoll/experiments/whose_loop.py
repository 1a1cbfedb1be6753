#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""Where three frameworks of Python sleep: each runs its loop with nothing to
do, and a thread asks the kernel in which call the loop's thread is, and then
stops the loop. It needs Debian's packages of them, hence /usr/bin/python3."""
import asyncio
import collections.abc
import pathlib
import threading
import time


def seen_in_epoll(stop: collections.abc.Callable[[], None]) -> threading.Thread:
    """Stops the loop of this thread once the kernel has it in epoll, and gives
    up after ten seconds."""
    wchan = pathlib.Path(f"/proc/self/task/{threading.get_native_id()}/wchan")

    def look() -> None:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            where = wchan.read_text()
            if "epoll" in where or where.startswith("ep_"):
                print("  it sleeps in epoll")
                break
            time.sleep(0.001)
        stop()

    looker = threading.Thread(target=look)
    looker.start()
    return looker


def twisted() -> None:
    from twisted.internet import reactor

    print(f"Twisted, by itself: {type(reactor).__name__}")
    reactor.callWhenRunning(
        seen_in_epoll, lambda: reactor.callFromThread(reactor.stop)
    )
    reactor.run()


def tornado() -> None:
    from tornado.ioloop import IOLoop

    async def main() -> None:
        loop = IOLoop.current()
        same = loop.asyncio_loop is asyncio.get_running_loop()
        print(f"Tornado, on the loop of asyncio: {same}")
        done = asyncio.Event()
        seen_in_epoll(lambda: loop.add_callback(done.set))
        await done.wait()

    asyncio.run(main())


def gevent() -> None:
    from gevent import config, get_hub
    from gevent.event import Event

    print(f"gevent, by choice: {', '.join(config.settings['loop'].default)}")
    wake_up = get_hub().loop.async_()
    done = Event()
    wake_up.start(done.set)
    seen_in_epoll(wake_up.send)
    done.wait()


twisted()
tornado()
gevent()
