# SPDX-License-Identifier: BSL-1.0
"""The service, for the peers in Python: what each route does, its limits and
its numbers, so that a peer shows its framework and nothing else. Nothing here
waits, but for the processor and the disk."""
import argparse
import errno
import json
import os
import re
import typing
import urllib.parse

MAX_SYMBOLS = 16
MAX_UNITS = 10_000
MAX_BODY = 65_536
MAX_TARGET = 2_048
MAX_HEAD = 8_192

SYMBOL = re.compile(r"[A-Za-z0-9.-]{1,16}")
PRICE = re.compile(rb'"price": *([0-9.eE+-]+)[^0-9.eE+-]')
REASONS = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    413: "Content Too Large",
    414: "URI Too Long",
    431: "Request Header Fields Too Large",
    501: "Not Implemented",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
    505: "HTTP Version Not Supported",
}


class Reply(typing.NamedTuple):
    """What a client gets."""

    status: int
    body: bytes
    type: str = "text/plain"


class Refusal(Exception):
    """What a client gets instead."""

    def __init__(self, status: int):
        super().__init__(f"{status} {REASONS[status]}")
        self.status = status

    def reply(self) -> Reply:
        return Reply(self.status, f"{self}\n".encode())


class Quote(typing.NamedTuple):
    """A request that has to ask the upstream first."""

    symbols: list[str]
    is_list: bool

    def reply(self, prices: typing.Iterable[str]) -> Reply:
        """From the answers of the upstream, one a symbol."""
        text = ",".join(
            f'{{"symbol":"{symbol}","price":{price}}}'
            for symbol, price in zip(self.symbols, prices)
        )
        text = f'{{"quotes":[{text}]}}\n' if self.is_list else text + "\n"
        return Reply(200, text.encode(), "application/json")


def options(title: str, *flags: str) -> argparse.Namespace:
    """The command line of the chapters' servers, and flags of the peer's."""
    parser = argparse.ArgumentParser(
        description=title,
        epilog="Capacity: as many clients as there are descriptors; more wait "
        "in the kernel's queue.",
    )
    for flag in flags:
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--listen", default="127.0.0.1")
    parser.add_argument("--upstream", default="127.0.0.1:9")
    parser.add_argument("--files", default="")
    parser.add_argument("--limit-ms", type=int, default=10_000)
    parser.add_argument("--upstream-limit-ms", type=int, default=5_000)
    chosen = parser.parse_args()
    # In seconds; None is no limit.
    chosen.limit = chosen.limit_ms / 1000 or None
    chosen.upstream_limit = chosen.upstream_limit_ms / 1000 or None
    host, _, port = chosen.upstream.rpartition(":")
    chosen.upstream_address = (host, int(port))
    return chosen


def announce(address: tuple[str, int]) -> None:
    print(f"listening on {address[0]}:{address[1]}", flush=True)


class Service:
    """The routes, and what /stats counts."""

    def __init__(self, chosen: argparse.Namespace):
        self.files = chosen.files
        self.accepts = 0
        self.in_flight = 0

    def respond(self, method: str, target: str) -> Reply | Quote:
        """For peers whose library has no routes."""
        path, _, query = target.partition("?")
        if path == "/hello" and method == "GET":
            return HELLO
        if path not in ROUTES:
            return Refusal(404).reply()
        if method not in ("GET", "HEAD"):
            return Refusal(405).reply()
        try:
            return getattr(self, path[1:])(parameters(query))
        except Refusal as refused:
            return refused.reply()

    def hello(self, _: typing.Mapping[str, str]) -> Reply:
        return HELLO

    def quote(self, query: typing.Mapping[str, str]) -> Quote:
        one, several = query.get("symbol"), query.get("symbols")
        if (one is None) == (several is None):
            raise Refusal(400)
        symbols = [one] if several is None else several.split(",")
        if len(symbols) > MAX_SYMBOLS or not all(
            SYMBOL.fullmatch(each) for each in symbols
        ):
            raise Refusal(400)
        return Quote(symbols, one is None)

    def file(self, query: typing.Mapping[str, str]) -> Reply:
        path, cold = self.path_of(query)
        try:
            with open(path, "rb") as file:
                if cold:
                    os.posix_fadvise(
                        file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED
                    )
                data = file.read()
        except OSError as error:
            raise Refusal(503 if is_full(error) else 404) from error
        return Reply(200, data, "application/octet-stream")

    def path_of(self, query: typing.Mapping[str, str]) -> tuple[str, bool]:
        """The file that /file means, and whether from the disk."""
        name, cold = query.get("name"), query.get("cold", "0")
        if name is None or cold not in ("0", "1"):
            raise Refusal(400)
        # One of two words and never a path: nobody leaves the folder.
        if name not in ("small", "big") or not self.files:
            raise Refusal(404)
        return os.path.join(self.files, name), cold == "1"

    def work(self, query: typing.Mapping[str, str]) -> Reply:
        units = query.get("units", "")
        if not re.fullmatch("[0-9]{1,9}", units) or int(units) > MAX_UNITS:
            raise Refusal(400)
        return Reply(200, b"%d\n" % work(int(units)))

    def stats(self, _: typing.Mapping[str, str]) -> Reply:
        numbers = {
            "threads": len(os.listdir("/proc/self/task")),
            "in_flight": self.in_flight,
            "turns": None,  # the library's loop counts none
            "longest_turn_us": None,
            "accepts": self.accepts,
            "refused": 0,
            "bytes_copied": None,
        }
        text = json.dumps(numbers, separators=(",", ":")) + "\n"
        return Reply(200, text.encode(), "application/json")


HELLO = Reply(200, b"hello\n")
ROUTES = frozenset(("/hello", "/quote", "/file", "/work", "/stats"))


def parameters(query: str) -> dict[str, str]:
    return dict(urllib.parse.parse_qsl(query, keep_blank_values=True))


def work(units: int) -> int:
    """The chapters' arithmetic, step by step, at the speed of Python."""
    x = 88172645463325252
    for _ in range(units * 1_000_000):
        x ^= x << 13 & 0xFFFFFFFFFFFFFFFF
        x ^= x >> 7
        x ^= x << 17 & 0xFFFFFFFFFFFFFFFF
    return x


def price(status: int, body: bytes) -> str:
    """What the upstream's answer says, as it was written."""
    found = PRICE.search(body)
    if status != 200 or not found:
        raise Refusal(502)
    try:
        float(found[1])
    except ValueError:
        raise Refusal(502) from None
    return found[1].decode()


def is_full(error: Exception) -> bool:
    """Whether it was the descriptor table."""
    return getattr(error, "errno", None) in (errno.EMFILE, errno.ENFILE)


def refusal_of(error: Exception) -> Refusal:
    """What a client is told when asking the upstream failed."""
    if isinstance(error, TimeoutError):
        return Refusal(504)
    return Refusal(503 if is_full(error) else 502)
