#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""deferred_rails.cpp with the Deferred of Twisted: the same calls, the same
printed order. It needs Debian's python3-twisted, hence /usr/bin/python3."""
from twisted.internet.defer import (
    AlreadyCalledError,
    CancelledError,
    Deferred,
)


def rails() -> None:
    def cb1(value: int) -> int:
        print(f"cb1 {value}, throws")
        raise RuntimeError("no price")

    def cb2(value: int) -> int:
        print(f"cb2 {value}")
        return value

    def eb1(failure) -> int:
        print(f"eb1 {failure.getErrorMessage()}, returns 7")
        return 7

    d = Deferred()
    d.addCallback(cb1)
    d.addCallback(cb2)
    d.addErrback(eb1)
    d.addCallback(lambda value: print(f"cb3 {value}"))
    print("nothing ran yet")
    d.callback(1)


def chained() -> None:
    outer, inner = Deferred(), Deferred()

    def returns_inner(value: int) -> Deferred:
        print(f"outer {value}, returns inner")
        return inner

    outer.addCallback(returns_inner)
    outer.addCallback(lambda value: print(f"goes on with {value}"))
    outer.callback(1)
    print("outer waits")
    inner.callback(2)


def once() -> None:
    d = Deferred()
    d.callback(1)
    try:
        d.callback(2)
    except AlreadyCalledError:
        print("a second result is refused")


def cancelled_while_it_waits() -> None:
    def trapped(failure) -> None:
        failure.trap(CancelledError)
        print("cancelled")

    d = Deferred()
    d.addCallback(lambda value: print("came"))
    d.addErrback(trapped)
    d.cancel()
    d.callback(1)
    print("a late result goes nowhere")


rails()
chained()
once()
cancelled_while_it_waits()
