# SPDX-License-Identifier: BSL-1.0
"""The processes that a bench starts: each on a core of its own, in a group of
its own, so that Ctrl-C reaches the bench alone, which then ends them. None
outlives the bench, even when that is killed."""
import ctypes
import os
import resource
import signal
import subprocess
import time

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE = frozenset(CORES[:1])
CLIENT_CORE = frozenset(CORES[1:2] or CORES)


def start(
    command: list[str],
    core: frozenset[int],
    environment: dict[str, str] | None = None,
    **streams,
) -> subprocess.Popen:
    """Starts a program on a core; `streams` are those of Popen. Throws OSError
    when there is no such program."""

    def before_it_runs() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        os.sched_setaffinity(0, core)

    return subprocess.Popen(
        command,
        env=os.environ | (environment or {}),
        preexec_fn=before_it_runs,
        process_group=0,
        **streams,
    )


def has_ended(process: subprocess.Popen) -> bool:
    """Looks without taking the exit status away from who ends it."""
    if process.returncode is not None:
        return True
    how = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, process.pid, how) is not None


def end(process: subprocess.Popen, patience: float = 5):
    """Ends it, and what it left in its group; says what it had used (struct
    rusage), or None when somebody has asked before."""
    if process.returncode is not None:
        return None
    over = time.monotonic() + patience
    asked = False
    while not has_ended(process):
        if not asked or time.monotonic() > over:
            # Not Popen's own, which would take the status and the usage away.
            os.kill(process.pid, signal.SIGKILL if asked else signal.SIGTERM)
        asked = True
        time.sleep(0.002)
    return reap(process)


def reap(process: subprocess.Popen):
    """Takes the status of a process that has ended or is about to."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stdout:
        process.stdout.close()
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass  # it left nobody
    return usage


def descriptors() -> int:
    """As many as there can be, for us and what we start."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most
