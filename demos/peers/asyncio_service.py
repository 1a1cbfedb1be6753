# SPDX-License-Identifier: BSL-1.0
"""What the asyncio peers share beside the routes: how they ask the upstream
(connections that are kept, a future for each question), start and leave."""
import asyncio
import signal

import http1
import service


class Line(asyncio.Protocol):
    """A connection to the upstream, for one question at a time."""

    def __init__(self):
        self.transport = None
        self.buffer = b""
        self.answer = None  # a future, while a question is under way
        self.kept = True

    def connection_made(self, transport):
        self.transport = transport

    def ask(self, symbol):
        self.buffer = b""
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(http1.question(symbol))
        return self.answer

    def data_received(self, data):
        self.buffer += data
        if self.answer is None or self.answer.done():
            self.kept = False
            return
        try:
            if whole := http1.answer(self.buffer):
                status, body, self.kept = whole
                self.answer.set_result(service.price(status, body))
        except service.Refusal as refused:
            self.kept = False
            self.answer.set_exception(refused)

    def connection_lost(self, _):
        self.kept = False
        if self.answer and not self.answer.done():
            self.answer.set_exception(ConnectionResetError())


class Service(service.Service):
    """The routes and the upstream."""

    def __init__(self, chosen):
        super().__init__(chosen)
        self.limit = chosen.limit
        self.upstream_address = chosen.upstream_address
        self.upstream_limit = chosen.upstream_limit
        self.idle = []  # connections to the upstream
        self.clients = set()
        self.leaving = asyncio.Event()

    async def answer_to(self, quote: service.Quote) -> service.Reply:
        """Asks the upstream for all prices at once."""
        self.in_flight += 1
        try:
            asking = map(self.price, quote.symbols)
            return quote.reply(await asyncio.gather(*asking))
        except service.Refusal as refused:
            return refused.reply()
        finally:
            self.in_flight -= 1

    def stats(self, query):
        # What needs no waiting is answered before anybody could count it.
        self.in_flight += 1
        reply = super().stats(query)
        self.in_flight -= 1
        return reply

    async def price(self, symbol):
        try:
            async with asyncio.timeout(self.upstream_limit):
                while self.idle:
                    line = self.idle.pop()
                    if not line.kept:
                        continue
                    try:
                        return await self.ask(line, symbol)
                    except ConnectionError:
                        if line.buffer:
                            raise  # else it had been closed while it was idle
                loop = asyncio.get_running_loop()
                address = self.upstream_address
                _, line = await loop.create_connection(Line, *address)
                return await self.ask(line, symbol)
        except OSError as error:
            raise service.refusal_of(error) from None

    async def ask(self, line, symbol):
        price = None
        try:
            price = await line.ask(symbol)
            return price
        finally:
            if price and line.kept:
                self.idle.append(line)
            else:
                line.transport.abort()


class Limit:
    """Calls `expire` when a client has taken too long. Its time begins again
    with every answer, so the timer looks at the clock when it is due, instead
    of being set anew each time."""

    def __init__(self, seconds, expire):
        self.loop = asyncio.get_running_loop()
        self.seconds, self.expire, self.timer = seconds, expire, None
        self.begin()

    def begin(self, seconds=None):
        seconds = seconds or self.seconds
        if seconds is None:
            return
        self.due = self.loop.time() + seconds
        if self.timer and self.due < self.timer.when():
            self.lift()
        if self.timer is None:
            self.timer = self.loop.call_at(self.due, self.look)

    def lift(self):
        if self.timer:
            self.timer.cancel()
            self.timer = None

    def look(self):
        self.timer = None
        if self.loop.time() < self.due:
            self.timer = self.loop.call_at(self.due, self.look)
        else:
            self.expire()


async def serve(server, chosen):
    """Serves until a signal comes; lets those go who wait for nothing."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.leaving.set)
    door = await server.listen(chosen.listen, chosen.port)
    service.announce(door.sockets[0].getsockname())
    await server.leaving.wait()
    door.close()
    for client in list(server.clients):
        server.leave(client)
    while server.clients:
        await asyncio.sleep(0.01)


def run(make_server, title):
    """Runs the server, on libuv's loop with --uvloop."""
    chosen = service.options(title, "--uvloop")
    if chosen.uvloop:
        import uvloop

        uvloop.install()

    async def main():
        await serve(make_server(chosen), chosen)

    asyncio.run(main())
