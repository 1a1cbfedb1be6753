# SPDX-License-Identifier: BSL-1.0
"""The service on Eventlet: a green thread for each connection, in code that
blocks; what waits is replaced by what switches to another green thread."""
import os

os.environ["EVENTLET_NO_GREENDNS"] = "yes"  # no names are looked up here

import eventlet

eventlet.monkey_patch()

import signal

import eventlet.wsgi
import service
import wsgi_service


def at_once(ask, symbols):
    threads = [eventlet.spawn(ask, symbol) for symbol in symbols]
    return [thread.wait() for thread in threads]


def main(chosen):
    application = wsgi_service.Application(chosen, at_once)

    class Protocol(eventlet.wsgi.HttpProtocol):
        def __init__(self, connection, server):
            application.accepts += 1
            super().__init__(connection, server)

    leaving = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: leaving.append(number))
    door = eventlet.listen((chosen.listen, chosen.port), backlog=4096)
    service.announce(door.getsockname())
    serving = eventlet.spawn(
        eventlet.wsgi.server,
        door,
        application,
        max_size=100_000,
        protocol=Protocol,
        socket_timeout=chosen.limit,
        log_output=False,
        debug=False,
    )
    while not (leaving or serving.dead):
        eventlet.sleep(0.1)  # a signal alone does not wake Eventlet's loop
    door.close()
    while application.in_flight:
        eventlet.sleep(0.01)


if __name__ == "__main__":
    main(service.options(__doc__))
