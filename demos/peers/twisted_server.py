# SPDX-License-Identifier: BSL-1.0
"""The service on Twisted: a resource for each route, and Deferreds where the
upstream has to be waited for."""
import service
from twisted.internet import defer, reactor, task
from twisted.python import failure
from twisted.web import client, resource, server


class Route(resource.Resource):
    def __init__(self, site, answer):
        super().__init__()
        self.site, self.answer = site, answer

    def render_GET(self, request):
        self.site.in_flight += 1
        request.notifyFinish().addBoth(self.count)
        query = {n.decode(): v[0].decode() for n, v in request.args.items()}
        try:
            reply = self.answer(query)
        except service.Refusal as refused:
            reply = refused.reply()
        if isinstance(reply, service.Quote):
            prices = defer.gatherResults(
                map(self.price, reply.symbols), consumeErrors=True
            )
            prices.addCallback(reply.reply).addErrback(self.refuse)
            prices.addCallback(self.finish, request)
            return server.NOT_DONE_YET
        return self.head(reply, request)

    def count(self, _):
        self.site.in_flight -= 1

    def head(self, reply, request):
        reason = service.REASONS[reply.status].encode()
        request.setResponseCode(reply.status, reason)
        request.setHeader("content-type", reply.type)
        request.setHeader("content-length", str(len(reply.body)))
        return reply.body

    def finish(self, reply, request):
        if not request._disconnected:
            request.write(self.head(reply, request))
            request.finish()

    def refuse(self, failed):
        error = failed.value.subFailure.value
        if not isinstance(error, service.Refusal):
            error = service.refusal_of(error)
        return error.reply()

    def price(self, symbol):
        asked = defer.ensureDeferred(self.ask(symbol))
        if limit := self.site.upstream_limit:
            late = failure.Failure(service.Refusal(504))
            asked.addTimeout(limit, reactor, lambda *_: late)
        return asked

    async def ask(self, symbol):
        url = f"{self.site.upstream}?symbol={symbol}".encode()
        answer = await self.site.agent.request(b"GET", url)
        return service.price(answer.code, await client.readBody(answer))


class Site(server.Site):
    def buildProtocol(self, address):
        self.service.accepts += 1
        return super().buildProtocol(address)


def main(chosen):
    site = service.Service(chosen)
    site.upstream = "http://%s:%d/price" % chosen.upstream_address
    site.upstream_limit = chosen.upstream_limit
    pool = client.HTTPConnectionPool(reactor)
    pool.maxPersistentPerHost = 100_000
    site.agent = client.Agent(reactor, pool=pool)
    root = resource.Resource()
    for path in ("hello", "quote", "file", "work", "stats"):
        root.putChild(path.encode(), Route(site, getattr(site, path)))
    factory = Site(root, timeout=chosen.limit)
    factory.service, factory.noisy = site, False
    door = reactor.listenTCP(chosen.port, factory, 4096, chosen.listen)
    reactor.callWhenRunning(service.announce, door.socket.getsockname())

    async def leave():
        await door.stopListening()
        while site.in_flight:
            await task.deferLater(reactor, 0.01)
        await task.deferLater(reactor, 0)  # what was written goes out

    end = lambda: defer.ensureDeferred(leave())
    reactor.addSystemEventTrigger("before", "shutdown", end)
    reactor.run()


main(service.options(__doc__))
