# SPDX-License-Identifier: BSL-1.0
"""What a client costs in memory while it waits, for some numbers of them. Not
timed."""
import dataclasses

import child
import serving
import trial
import waiting
from entrants import Entrant
from trouble import Trouble


@dataclasses.dataclass
class Waiters:
    """KiB for each of `clients` who wait for a quote that does not come."""

    clients: int
    memory_kib: float
    addresses_kib: float
    threads: int


def weigh(entrant: Entrant, site: trial.Site, clients: int) -> Waiters:
    """Throws Trouble with the reason why there is no such figure."""
    if entrant.one_client:
        raise Trouble("serves one client at a time")
    with serving.upstream(site.build, "--never-answer") as silent:
        command = entrant.line(f"127.0.0.1:{silent.port}", clients + 2)
        # It would finish what never ends.
        with serving.serving(command, patience=0.1) as server:
            try:
                empty, _, full = waiting.sizes(
                    server.process.pid, server.port, silent.port, clients
                )
            except (OSError, ValueError) as problem:
                if child.has_ended(server.process):
                    raise Trouble(server.how_it_ended()) from None
                raise Trouble(str(problem)) from None
    return Waiters(
        clients,
        (full.memory_kib - empty.memory_kib) / clients,
        (full.addresses_kib - empty.addresses_kib) / clients,
        full.threads,
    )
