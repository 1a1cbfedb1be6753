# SPDX-License-Identifier: BSL-1.0
"""The service on Tornado: a RequestHandler for each request, and Tornado's own
client, which makes a connection for each question to the upstream."""
import asyncio
import signal

import service
from tornado import httpclient, httpserver, netutil, simple_httpclient, web


class Route(web.RequestHandler):
    def initialize(self, server):
        self.server = server
        self.answer = getattr(server, self.request.path[1:])
        server.in_flight += 1

    def on_finish(self):
        self.server.in_flight -= 1

    def query(self):
        return {n: v[0].decode() for n, v in self.request.arguments.items()}

    def send(self, reply):
        self.set_status(reply.status)
        self.set_header("Content-Type", reply.type)
        if reply.status == 405:
            self.set_header("Allow", "GET, HEAD")
        self.finish(reply.body)

    def get(self):
        self.send(self.answer(self.query()))

    def head(self):
        return self.get()

    def write_error(self, status, exc_info=(None, None), **_):
        refused = isinstance(exc_info[1], service.Refusal)
        self.send((exc_info[1] if refused else service.Refusal(status)).reply())

    def log_exception(self, *_):
        pass  # a refusal is no accident


class Quote(Route):
    async def get(self):
        quote = self.answer(self.query())
        asking = map(self.price, quote.symbols)
        self.send(quote.reply(await asyncio.gather(*asking)))

    async def price(self, symbol):
        url = f"{self.server.upstream}?symbol={symbol}"
        try:
            answer = await self.server.client.fetch(url)
            return service.price(answer.code, answer.body)
        except simple_httpclient.HTTPTimeoutError:
            raise service.Refusal(504) from None
        except (OSError, httpclient.HTTPClientError) as error:
            raise service.refusal_of(error) from None


class Door(httpserver.HTTPServer):
    def handle_stream(self, stream, address):
        self.request_callback.settings["server"].accepts += 1
        super().handle_stream(stream, address)


async def main(chosen):
    server = service.Service(chosen)
    server.upstream = "http://%s:%d/price" % chosen.upstream_address
    limit = chosen.upstream_limit or 0
    server.client = httpclient.AsyncHTTPClient(
        max_clients=100_000,
        defaults={"request_timeout": limit, "connect_timeout": limit},
    )
    given = {"server": server}
    routes = [("/quote", Quote, given)]
    for path in ("/hello", "/file", "/work", "/stats"):
        routes.append((path, Route, given))
    application = web.Application(routes, log_function=lambda _: None, **given)
    door = Door(
        application,
        idle_connection_timeout=chosen.limit,
        body_timeout=chosen.limit,
        max_header_size=service.MAX_HEAD,
        max_body_size=service.MAX_BODY,
    )
    sockets = netutil.bind_sockets(chosen.port, chosen.listen)
    door.add_sockets(sockets)
    leaving = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, leaving.set)
    service.announce(sockets[0].getsockname())
    await leaving.wait()
    door.stop()
    while server.in_flight:
        await asyncio.sleep(0.01)
    await door.close_all_connections()


asyncio.run(main(service.options(__doc__)))
