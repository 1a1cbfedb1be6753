# SPDX-License-Identifier: BSL-1.0
"""The service on aiohttp: a coroutine for each request, and a client session
that keeps its connections to the upstream."""
import asyncio
import signal
import weakref

import aiohttp
import service
from aiohttp import web


class Server(service.Service):
    def __init__(self, chosen):
        super().__init__(chosen)
        self.upstream = "http://%s:%d/price" % chosen.upstream_address
        self.timeout = aiohttp.ClientTimeout(chosen.upstream_limit)
        self.seen = weakref.WeakSet()  # connections that were counted

    async def session(self, _):
        connector = aiohttp.TCPConnector(limit=0)
        self.client = aiohttp.ClientSession(
            connector=connector, timeout=self.timeout
        )
        yield
        await self.client.close()

    @web.middleware
    async def refuse(self, request, handler):
        if request.transport not in self.seen:
            self.seen.add(request.transport)
            self.accepts += 1
        self.in_flight += 1
        try:
            return await handler(request)
        except service.Refusal as refused:
            return response(refused.reply())
        finally:
            self.in_flight -= 1

    async def get_quote(self, request):
        quote = self.quote(request.query)
        asking = map(self.price, quote.symbols)
        return response(quote.reply(await asyncio.gather(*asking)))

    async def price(self, symbol):
        url = f"{self.upstream}?symbol={symbol}"
        try:
            async with self.client.get(url) as answer:
                return service.price(answer.status, await answer.read())
        except (OSError, asyncio.TimeoutError, aiohttp.ClientError) as error:
            raise service.refusal_of(error) from None


def response(reply):
    return web.Response(
        body=reply.body, status=reply.status, content_type=reply.type
    )


async def main(chosen):
    server = Server(chosen)
    app = web.Application(middlewares=[server.refuse])
    app.cleanup_ctx.append(server.session)
    app.router.add_get("/quote", server.get_quote)
    for path in ("/hello", "/file", "/work", "/stats"):
        async def get(request, answer=getattr(server, path[1:])):
            return response(answer(request.query))

        app.router.add_get(path, get)
    runner = web.AppRunner(app, keepalive_timeout=chosen.limit or 86400)
    await runner.setup()
    await web.TCPSite(runner, chosen.listen, chosen.port).start()
    leaving = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, leaving.set)
    service.announce(runner.addresses[0])
    await leaving.wait()
    await runner.cleanup()


asyncio.run(main(service.options(__doc__)))
