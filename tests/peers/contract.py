#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs the contract that every chapter keeps against one peer.

It takes the peer from demos/peers/peers.json and has the suite's own program
ask it. What the manifest calls a deviation is skipped, with the reason; a peer
that is not installed is skipped whole (77). The tests that matter most are run;
--all runs every one, and --deviations runs those that the manifest excuses and
names the ones that need no excuse any more.

usage: contract.py SOURCE BUILD PEER [--all | --deviations]
"""
import argparse
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

LINES_MAX = 80

# What a peer must do to be compared: every route, what goes wrong, its limits
# and its end. Python takes its time to start, so it is not the whole suite.
CORE = """
contract.hello
contract.quote_of_several_symbols_has_each_of_them
contract.quote_of_a_malformed_symbol_is_refused_and_asks_nobody
contract.files_come_whole
contract.stats_count_the_clients
contract.a_connection_is_kept
contract.head_has_the_head_of_get_and_no_body
contract.a_method_that_a_route_lacks_is_405_and_its_body_is_skipped
contract.requests_may_be_cut_at_every_byte
contract.a_hundred_pipelined_requests_are_answered_in_order
contract.an_upstream_that_never_answers_is_504_at_its_limit
contract.waits_for_the_upstream_overlap_within_capacity
contract.connections_to_the_upstream_are_kept
contract.an_idle_connection_is_dropped_without_a_word
contract.a_request_in_flight_is_answered_before_the_server_leaves
refusals.limit_what_a_client_may_send
outsiders.curl_gets_every_route_over_one_connection
""".split()


def missing(needs: list[str], build: pathlib.Path) -> str:
    """The first need that is not there; empty when all are."""
    for need in needs:
        kind, _, name = need.rpartition(":")
        if kind == "python":
            found = subprocess.run(
                ["/usr/bin/python3", "-c", f"import {name}"],
                stderr=subprocess.DEVNULL,
                check=False,
            )
            there = found.returncode == 0
        else:
            there = shutil.which(need.replace("{build}", str(build)))
        if not there:
            return name
    return ""


def wrapper(peer: dict, places: dict, folder: str) -> str:
    """One program, whose arguments come after the peer's own."""
    words = [word.format_map(places) for word in peer["command"]]
    path = pathlib.Path(folder) / peer["id"]
    path.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
    path.chmod(0o755)
    return str(path)


def lines_of(peer: dict, peers: pathlib.Path) -> int:
    """How long it is: lines that are neither empty nor a comment."""
    words = [w for w in peer["command"] if "/" in w and "{" in w]
    name = pathlib.Path(words[0]).name
    file = peers / (name if "." in name else f"{name[5:]}_server.cpp")
    lines = map(str.strip, file.read_text().splitlines())
    return sum(not re.match(r"$|#(?!include)|//", line) for line in lines)


def excused(peer: dict) -> dict[str, str]:
    """The tests that it need not pass, and why."""
    return dict(each.split(": ", 1) for each in peer["deviations"])


def run(suite: pathlib.Path, server: str, tests: list[str]) -> dict[str, bool]:
    """Shows the suite's output; which tests passed."""
    program = subprocess.run(
        [suite, "--gtest_filter=" + ":".join(f"{t}/*" for t in tests)],
        env=os.environ | {"LOOPLAB_CONTRACT_SERVER": server},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    print(program.stdout, end="", flush=True)
    ends = re.findall(
        r"^\[ +(OK|FAILED) +\] ([\w.]+)/\w+[ ,]", program.stdout, re.M
    )
    if program.returncode not in (0, 1) or not ends:
        raise SystemExit(f"the suite ended with {program.returncode}")
    return {name: how == "OK" for how, name in ends}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("peer")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true")
    which.add_argument("--deviations", action="store_true")
    chosen = parser.parse_args()
    peers = chosen.source / "demos" / "peers"
    manifest = json.loads((peers / "peers.json").read_text())
    peer = {each["id"]: each for each in manifest}[chosen.peer]
    if (lines := lines_of(peer, peers)) > LINES_MAX:
        print(f"{chosen.peer} has {lines} lines, more than {LINES_MAX}")
        return 1
    if absent := missing(peer["needs"], chosen.build):
        print(f"skipped: {absent} is not installed (./looplab setup --peers)")
        return 77
    excuses = excused(peer)
    wanted = list(excuses) if chosen.deviations else ["*"]
    if not chosen.all and not chosen.deviations:
        wanted = [test for test in CORE if test not in excuses]
        for test in CORE:
            if test in excuses:
                print(f"skipped: {test}: {excuses[test]}")
    places = {"peers": peers, "build": chosen.build, "upstream": "127.0.0.1:9"}
    suite = chosen.build / "tests" / "contract" / "contract_test"
    with tempfile.TemporaryDirectory() as folder:
        program = wrapper(peer, places, folder)
        passed = run(suite, program, wanted)
    return verdict(chosen, passed, excuses)


def verdict(chosen, passed: dict[str, bool], excuses: dict[str, str]) -> int:
    failed = [test for test, how in passed.items() if not how]
    if chosen.deviations:
        for test in sorted(set(passed) - set(failed)):
            print(f"needs no excuse: {test}")
        return 0
    for test in failed:
        print(f"deviates{' as stated' * (test in excuses)}: {test}")
    print(f"{len(passed) - len(failed)} of {len(passed)} pass")
    return any(test not in excuses for test in failed)


if __name__ == "__main__":
    sys.exit(main())
