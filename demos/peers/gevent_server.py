# SPDX-License-Identifier: BSL-1.0
"""The service on gevent: a greenlet for each connection, in code that blocks;
what waits is replaced by what switches to another greenlet."""
from gevent import monkey

monkey.patch_all()

import signal
import socket

import gevent
import gevent.event
import gevent.pool
import service
import wsgi_service
from gevent import pywsgi


class Server(pywsgi.WSGIServer):
    limit = None

    def handle(self, sock, address):
        self.application.accepts += 1
        # pywsgi sends head and body apart: Nagle would hold the body back.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(self.limit)
        super().handle(sock, address)


def at_once(ask, symbols):
    greenlets = [gevent.spawn(ask, symbol) for symbol in symbols]
    return [greenlet.get() for greenlet in greenlets]


def main(chosen):
    application = wsgi_service.Application(chosen, at_once)
    address = chosen.listen, chosen.port
    server = Server(address, application, log=None, error_log=None)
    server.limit = chosen.limit
    server.start()
    leaving = gevent.event.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(number, leaving.set)
    service.announce((server.server_host, server.server_port))
    leaving.wait()
    server.close()
    while application.in_flight:
        gevent.sleep(0.01)


if __name__ == "__main__":
    main(service.options(__doc__))
