# SPDX-License-Identifier: BSL-1.0
"""The service on asyncio's streams: a coroutine for each client, written as if
it were alone."""
import asyncio

import asyncio_service
import http1
import service


class Server(asyncio_service.Service):
    def __init__(self, chosen):
        super().__init__(chosen)
        self.reading = set()  # who waits for nothing but a request

    async def handle_client(self, reader, writer):
        self.accepts += 1
        self.clients.add(asyncio.current_task())
        try:
            requests = http1.Requests(writer.write)
            while request := await self.next_request(reader, requests):
                reply = self.respond(request.method, request.target)
                if isinstance(reply, service.Quote):
                    reply = await self.answer_to(reply)
                writer.write(http1.encode(reply, request))
                async with asyncio.timeout(self.limit):
                    await writer.drain()
                if not request.keep_alive or self.leaving.is_set():
                    break
        except service.Refusal as refused:
            await self.refuse(refused, reader, writer)
        except (OSError, asyncio.CancelledError):
            writer.transport.abort()  # it has gone, it sleeps, or we leave
        await self.close(writer)
        self.clients.discard(asyncio.current_task())

    async def close(self, writer):
        writer.close()
        try:
            async with asyncio.timeout(self.limit):
                await writer.wait_closed()
        except (OSError, asyncio.CancelledError):
            writer.transport.abort()

    async def next_request(self, reader, requests):
        if request := requests.next():
            return request
        self.reading.add(asyncio.current_task())
        try:
            async with asyncio.timeout(self.limit):
                while not request and (data := await reader.read(65536)):
                    requests.feed(data)
                    request = requests.next()
                return request
        except TimeoutError:
            if requests.halfway():
                raise service.Refusal(408) from None
            raise
        finally:
            self.reading.discard(asyncio.current_task())

    async def refuse(self, refused, reader, writer):
        writer.write(http1.encode(refused.reply()))
        try:
            async with asyncio.timeout(1):
                writer.write_eof()
                while await reader.read(65536):
                    pass  # a close with unread bytes would take the reply back
        except (OSError, asyncio.CancelledError):
            writer.transport.abort()

    async def listen(self, host, port):
        return await asyncio.start_server(self.handle_client, host, port)

    def leave(self, client):
        if client in self.reading:
            client.cancel()


asyncio_service.run(Server, __doc__)
