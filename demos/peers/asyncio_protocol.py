# SPDX-License-Identifier: BSL-1.0
"""The service on an asyncio protocol: callbacks for each client, and a task
only while there is something to wait for."""
import asyncio

import asyncio_service
import http1
import service


class Client(asyncio.Protocol):
    def __init__(self, server):
        self.server, self.task = server, None
        self.full = self.last = False

    def connection_made(self, transport):
        self.transport = transport
        self.server.accepts += 1
        self.server.clients.add(self)
        self.requests = http1.Requests(transport.write)
        self.limit = asyncio_service.Limit(self.server.limit, self.expire)

    def connection_lost(self, _):
        self.limit.lift()
        self.server.clients.discard(self)

    def data_received(self, data):
        if not self.last:
            if not self.requests.halfway():
                self.limit.begin()
            self.requests.feed(data)
            self.go_on()

    def eof_received(self):
        self.last = True
        return self.task or self.full  # whether there is more to answer

    def go_on(self):
        try:
            while not (self.task or self.full or self.transport.is_closing()):
                if not (request := self.requests.next()):
                    return self.last and self.transport.close()
                reply = self.server.respond(request.method, request.target)
                if isinstance(reply, service.Quote):
                    self.task = asyncio.create_task(self.ask(request, reply))
                else:
                    self.answer(request, reply)
        except service.Refusal as refused:
            self.refuse(refused)

    async def ask(self, request, quote):
        self.limit.lift()
        reply = await self.server.answer_to(quote)
        self.task = None
        self.answer(request, reply)
        self.go_on()

    def answer(self, request, reply):
        self.limit.begin()
        self.transport.write(http1.encode(reply, request))
        if not request.keep_alive or self.server.leaving.is_set():
            self.transport.close()

    def pause_writing(self):
        self.full = True

    def resume_writing(self):
        self.full = False
        self.limit.begin()
        self.go_on()

    def refuse(self, refused):
        self.last = True
        self.transport.write(http1.encode(refused.reply()))
        self.transport.write_eof()
        self.limit.begin(1)

    def expire(self):
        if self.requests.halfway() and not self.last and not self.full:
            self.refuse(service.Refusal(408))
        else:
            self.transport.abort()


class Server(asyncio_service.Service):
    async def listen(self, host, port):
        loop = asyncio.get_running_loop()
        return await loop.create_server(lambda: Client(self), host, port)

    def leave(self, client):
        if not client.task:
            client.transport.close()  # what it was promised is sent first


asyncio_service.run(Server, __doc__)
