# SPDX-License-Identifier: BSL-1.0
"""The service as a WSGI application, for the peers with green threads: code
that blocks, which their libraries let wait without a thread."""
import http.client
import typing

import service


class Body(list):
    """What a server closes once it has written it."""

    def __init__(self, application, body: bytes):
        super().__init__([body] if body else [])
        self.close = application.written


class Application(service.Service):
    """`at_once` is map(), with a green thread for each item."""

    def __init__(self, chosen, at_once: typing.Callable):
        super().__init__(chosen)
        self.at_once = at_once
        self.address = chosen.upstream_address
        self.upstream_limit = chosen.upstream_limit
        self.idle: list[http.client.HTTPConnection] = []

    def __call__(self, environ, start_response):
        query = environ.get("QUERY_STRING")
        target = environ["PATH_INFO"] + ("?" + query if query else "")
        self.in_flight += 1
        reply = self.respond(environ["REQUEST_METHOD"], target)
        if isinstance(reply, service.Quote):
            reply = self.answer_to(reply)
        status = f"{reply.status} {service.REASONS[reply.status]}"
        fields = [
            ("Content-Type", reply.type),
            ("Content-Length", str(len(reply.body))),
        ]
        if reply.status == 405:
            fields.append(("Allow", "GET, HEAD"))
        start_response(status, fields)
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        return Body(self, b"" if is_head else reply.body)

    def written(self):
        self.in_flight -= 1

    def answer_to(self, quote: service.Quote) -> service.Reply:
        try:
            return quote.reply(self.at_once(self.price, quote.symbols))
        except service.Refusal as refused:
            return refused.reply()

    def price(self, symbol: str) -> str:
        try:
            while self.idle:
                try:
                    return self.ask(self.idle.pop(), symbol)
                except ConnectionError:
                    pass  # it had been closed while it was idle
            limit = self.upstream_limit
            line = http.client.HTTPConnection(*self.address, timeout=limit)
            return self.ask(line, symbol)
        except (OSError, http.client.HTTPException) as error:
            raise service.refusal_of(error) from None

    def ask(self, line: http.client.HTTPConnection, symbol: str) -> str:
        try:
            line.request("GET", f"/price?symbol={symbol}")
            answer = line.getresponse()
            price = service.price(answer.status, answer.read())
        except BaseException:
            line.close()
            raise
        if not answer.will_close:
            self.idle.append(line)
        return price
