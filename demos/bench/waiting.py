#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What a client costs in memory while it waits: first while it says nothing,
then while its quote is under way to an upstream that never answers. Writes the
figure `waiting`.

Thousands of clients connect, each is answered once, and then each asks for a
quote; what the server's memory grew by is divided by their number. The kernel
keeps buffers of its own for each socket, which are in no process, and are left
out.

usage: waiting.py BUILD_FOLDER --output FILE [--clients 8000] [--only IDS]
"""
import argparse
import contextlib
import json
import pathlib
import re
import select
import socket
import subprocess
import sys
import time

import child
import cost
import hello
import machine
import run

SERVERS = ("02", "04", "05", "06", "07", "09")
PATIENCE_S = 60
SPARE_DESCRIPTORS = 200


def request(target: str) -> bytes:
    return f"GET {target} HTTP/1.1\r\nHost: looplab\r\n\r\n".encode()


def ask(client: socket.socket, target: str) -> str:
    """The answer, which may come in pieces; all of it has come when its end is
    as far from its head as that says."""
    client.sendall(request(target))
    answer = ""
    while not is_whole(answer):
        piece = client.recv(65536).decode()
        if not piece:
            raise ConnectionError("it closes a connection")
        answer += piece
    return answer


def is_whole(answer: str) -> bool:
    head, end, body = answer.partition("\r\n\r\n")
    length = re.search(r"^content-length: *(\d+)", head, re.M | re.I)
    return bool(end) and len(body) >= int(length[1] if length else 0)


def under_way(upstream: int) -> int:
    with socket.create_connection(("127.0.0.1", upstream)) as asking:
        answer = ask(asking, "/counters")
    return json.loads(answer.partition("\r\n\r\n")[2])["in_flight"]


def connect(port: int) -> socket.socket:
    """A client that has been served once, and may be served again."""
    client = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
    if not ask(client, "/hello").startswith("HTTP/1.1 200"):
        raise ConnectionError("it refuses a client")
    return client


def wait_for_all(upstream: int, clients: list[socket.socket]) -> None:
    """Until all their quotes are under way to the upstream."""
    end = time.monotonic() + PATIENCE_S
    while (seen := under_way(upstream)) < len(clients):
        if select.select(clients[:1], [], [], 0.1)[0]:
            said = clients[0].recv(65536).decode().partition("\r\n")[0]
            raise ConnectionError(f"it answers /quote with '{said}'")
        if time.monotonic() > end:
            raise TimeoutError(f"{seen} of {len(clients)} quotes under way")


def sizes(pid: int, port: int, upstream: int, count: int) -> tuple:
    """What the server `pid` occupies with one client, with `count` more that
    say nothing, and while these wait for their quotes."""
    with contextlib.ExitStack() as all_of_it:
        all_of_it.enter_context(connect(port))
        empty = cost.size_of(pid)
        clients = [
            all_of_it.enter_context(connect(port)) for _ in range(count)
        ]
        idle = cost.size_of(pid)
        for client in clients:
            client.sendall(request("/quote?symbol=ABC"))
        wait_for_all(upstream, clients)
        return empty, idle, cost.size_of(pid)


def measure(server: run.Server, build: pathlib.Path, count: int) -> dict:
    """One row: what each of `count` clients costs this server."""
    with contextlib.ExitStack() as both:
        _, upstream = both.enter_context(
            run.upstream(build, "--never-answer").running()
        )
        process, port = both.enter_context(
            run.asking(server, upstream).running()
        )
        empty, idle, waiting = sizes(process.pid, port, upstream, count)
    memory = waiting.memory_kib - empty.memory_kib
    addresses = waiting.addresses_kib - empty.addresses_kib
    return {
        "id": server.id,
        "server": server.title,
        "threads": f"{waiting.threads:,}",
        "idle": kib((idle.memory_kib - empty.memory_kib) / count),
        "waiting for a quote": kib(memory / count),
        "addresses": kib(addresses / count),
    }


def kib(number: float) -> str:
    return f"{number:,.2f} KiB"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--output", type=pathlib.Path, required=True)
    options.add_argument("--clients", type=int, default=8000)
    options.add_argument("--only", help="ids of servers, with commas between")
    chosen = options.parse_args()
    # A server has two descriptors for each client.
    count = min(chosen.clients, (child.descriptors() - SPARE_DESCRIPTORS) // 2)
    wanted = chosen.only.split(",") if chosen.only else SERVERS
    load = machine.load()
    rows = []
    for server in hello.servers(chosen.build):
        if server.id not in wanted:
            continue
        try:
            rows.append(measure(server, chosen.build, count))
        except (OSError, ValueError, subprocess.SubprocessError) as problem:
            print(
                f"waiting.py: left out: {server.title}: {problem}",
                file=sys.stderr,
            )
            continue
        print(f"waiting.py: {rows[-1]}", file=sys.stderr)
    if not rows:
        sys.exit("waiting.py: no server could be measured; nothing is written")
    figure = machine.table(
        f"Memory for each of {count:,} clients that wait",
        load,
        f"ninja -C build/{chosen.build.name} bench_waiting",
        rows,
    )
    chosen.output.write_text(machine.text_of(figure))


if __name__ == "__main__":
    main()
