# SPDX-License-Identifier: BSL-1.0
"""HTTP/1.1 for the peers whose library knows TCP and no HTTP: bytes in,
requests out; replies in, bytes out. It waits for nothing and knows no socket.
A regular expression judges a whole head at once, because a loop over its
lines would cost Python more than everything else about a request."""
import email.utils
import re
import time
import typing

from service import MAX_BODY, MAX_HEAD, MAX_TARGET, REASONS, Refusal, Reply

TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
REQUEST = re.compile(
    rb"(%b) ([!-~]+) HTTP/1\.([01])\r\n((?:%b:[\t -~\x80-\xff]*\r\n)*)\r\n"
    % (TOKEN, TOKEN)
)
LINE = re.compile(rb"%b ([!-~]+) HTTP/([0-9])\.[0-9]" % TOKEN)
BEGUN = re.compile(rb"(?:%b(?: [!-~]*(?: [!-~]*)?)?)?\r?" % TOKEN)
FIELD = re.compile(
    rb"^(host|content-length|transfer-encoding|connection|expect)"
    rb":[ \t]*(.*?)[ \t]*\r$",
    re.I | re.M,
)
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})(?:;[^\r\n]*)?\r\n")
ANSWER = re.compile(rb"HTTP/1\.[01] ([0-9]{3})[^\r\n]*\r\n")
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,9})[ \t]*\r\n", re.I)
CLOSE = re.compile(rb"\r\nconnection:[ \t]*close[ \t]*\r\n", re.I)
METHODS = frozenset(
    b"GET HEAD POST PUT DELETE PATCH OPTIONS TRACE CONNECT".split()
)
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Request:
    """One whole request; its body was read and is not kept."""

    __slots__ = ("method", "target", "http_1_0", "keep_alive", "left")

    def __init__(self, method: str, target: str, http_1_0: bool):
        self.method = method
        self.target = target
        self.http_1_0 = http_1_0
        self.keep_alive = not http_1_0
        self.left = 0  # bytes of the body; -1 is chunks


class Requests:
    """What one client sends. `tell` sends it what has to be said before a
    request is whole."""

    def __init__(self, tell: typing.Callable[[bytes], object]):
        self.tell = tell
        self.buffer = b""
        self.begun: Request | None = None

    def feed(self, data: bytes) -> None:
        self.buffer = self.buffer + data if self.buffer else data

    def halfway(self) -> bool:
        """Whether the client has begun a request and not finished it."""
        return bool(self.buffer or self.begun)

    def next(self) -> Request | None:
        """The next whole request, or None until there is one. Raises Refusal,
        after which the client can only be closed."""
        if not self.buffer and not self.begun:
            return None
        request = self.begun or self._head()
        if request is None:
            return None
        if request.left:
            self.begun = request
            if not self._skip_body(request):
                return None
            self.begun = None
        return request

    def _head(self) -> Request | None:
        found = REQUEST.match(self.buffer)
        if not found:
            return self._judge()
        if found.end() > MAX_HEAD:
            raise Refusal(431)
        method, target, minor, fields = found.groups()
        if len(target) > MAX_TARGET:
            raise Refusal(414)
        if method not in METHODS:
            raise Refusal(501)
        if target.startswith(b"http://"):
            target = b"/" + target[7:].partition(b"/")[2]
        if target[0] != 0x2F:
            raise Refusal(400)
        self.buffer = self.buffer[found.end() :]
        request = Request(method.decode(), target.decode(), minor == b"0")
        self._read_fields(request, fields)
        return request

    def _read_fields(self, request: Request, fields: bytes) -> None:
        known: dict[bytes, bytes] = {}
        for name, value in FIELD.findall(fields):
            name = name.lower()
            if name in known and name != b"connection":
                raise Refusal(400)
            known[name] = value
        if b"host" not in known and not request.http_1_0:
            raise Refusal(400)
        if known.keys() == {b"host"}:
            return
        connection = known.get(b"connection", b"").lower()
        if b"close" in connection:
            request.keep_alive = False
        elif b"keep-alive" in connection:
            request.keep_alive = True
        request.left = body_length(known)
        if request.left and known.get(b"expect") and not self.buffer:
            self.tell(CONTINUE)

    def _judge(self) -> None:
        """What is there is not a whole head: can it become one?"""
        line, newline, _ = self.buffer.partition(b"\r\n")
        if not newline:
            if not BEGUN.fullmatch(line):
                raise Refusal(400)
            if len(line) > MAX_TARGET + 32:
                raise Refusal(414)
            return
        found = LINE.fullmatch(line)
        if not found:
            raise Refusal(400)
        if found[2] != b"1":
            raise Refusal(505)
        if len(found[1]) > MAX_TARGET:
            raise Refusal(414)
        if len(self.buffer) > MAX_HEAD:
            raise Refusal(431)
        if b"\r\n\r\n" in self.buffer:
            raise Refusal(400)

    def _skip_body(self, request: Request) -> bool:
        if request.left < 0:
            return self._skip_chunks()
        size = min(request.left, len(self.buffer))
        self.buffer = self.buffer[size:]
        request.left -= size
        return request.left == 0

    def _skip_chunks(self) -> bool:
        while found := CHUNK.match(self.buffer):
            size = int(found[1], 16)
            if size > MAX_BODY:
                raise Refusal(413)
            end = found.end() + size + 2
            if size == 0:  # trailers, up to an empty line
                end = self.buffer.find(b"\r\n\r\n", found.end() - 2) + 4
                if end == 3:
                    return False
            if len(self.buffer) < end:
                return False
            if self.buffer[end - 2 : end] != b"\r\n":
                raise Refusal(400)
            self.buffer = self.buffer[end:]
            if size == 0:
                return True
        if b"\r\n" in self.buffer or len(self.buffer) > MAX_HEAD:
            raise Refusal(400)
        return False


def body_length(known: dict[bytes, bytes]) -> int:
    """From a request's fields; -1 is chunks."""
    length = known.get(b"content-length")
    coding = known.get(b"transfer-encoding")
    if length is not None and (
        coding is not None or not length.isdigit() or len(length) > 19
    ):
        raise Refusal(400)
    if coding is not None:
        if coding.lower() != b"chunked":
            raise Refusal(501)
        return -1
    if int(length or 0) > MAX_BODY:
        raise Refusal(413)
    return int(length or 0)


def date(written: list = [0, b""]) -> bytes:
    """The Date field. It changes once a second."""
    now = int(time.time())
    if now != written[0]:
        text = email.utils.formatdate(now, usegmt=True)
        written[:] = now, f"\r\nDate: {text}".encode()
    return written[1]


def encode(reply: Reply, request: Request | None = None) -> bytes:
    """A reply as bytes, head and body in one. Without a request it is the
    last one of its connection."""
    more = b"\r\nAllow: GET, HEAD" if reply.status == 405 else b""
    if request is None or not request.keep_alive:
        more += b"\r\nConnection: close"
    elif request.http_1_0:
        more += b"\r\nConnection: keep-alive"
    head = b"HTTP/1.1 %d %b\r\nContent-Type: %b\r\nContent-Length: %d%b%b" % (
        reply.status,
        REASONS[reply.status].encode(),
        reply.type.encode(),
        len(reply.body),
        date(),
        more,
    )
    if request is not None and request.method == "HEAD":
        return head + b"\r\n\r\n"
    return b"%b\r\n\r\n%b" % (head, reply.body)


def question(symbol: str) -> bytes:
    """What the upstream is asked."""
    return b"GET /price?symbol=%b HTTP/1.1\r\nHost: upstream\r\n\r\n" % (
        symbol.encode()
    )


def answer(data: bytes) -> tuple[int, bytes, bool] | None:
    """The upstream's answer, once it is whole: status, body, and whether it
    keeps the connection. Raises Refusal for what is none."""
    head, whole, body = data.partition(b"\r\n\r\n")
    if not whole and len(data) <= MAX_HEAD:
        return None
    head += b"\r\n"
    status, length = ANSWER.match(head), LENGTH.search(head)
    if not whole or not status or not length:
        raise Refusal(502)
    size = int(length[1])
    if len(body) < size:
        return None
    return int(status[1]), body[:size], not CLOSE.search(head)
