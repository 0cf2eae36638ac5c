"""A limit on this side of the wire.

`statement_timeout` is kept by the server; a server that is stopped or unreachable keeps nothing, and the
driver would wait for it for ever. So the driver waits through `select`, up to the deadline of its thread.
"""

import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2 import extensions

from ava_dashboard.core.clock import monotonic

DEFAULT_SECONDS = 30.0


class DeadlineExceeded(psycopg2.OperationalError):
    """The server did not answer in time. The connection can't be used any more."""


_thread = threading.local()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """All waiting for the database in this block, in this thread, ends after `seconds`.

    An inner block can only shorten an outer one.
    """
    outer: float | None = getattr(_thread, "until", None)
    own = monotonic() + seconds
    _thread.until = own if outer is None else min(own, outer)
    try:
        yield
    finally:
        _thread.until = outer


def install() -> None:
    """Let psycopg2 wait through this module, in the whole process."""
    extensions.set_wait_callback(_wait)


def _wait(connection: extensions.connection) -> None:
    until: float | None = getattr(_thread, "until", None)
    if until is None:
        until = monotonic() + DEFAULT_SECONDS
    while (state := connection.poll()) != extensions.POLL_OK:
        left = until - monotonic()
        if left <= 0:
            raise DeadlineExceeded("the database did not answer in time")
        reads = [connection] if state == extensions.POLL_READ else []
        writes = [connection] if state == extensions.POLL_WRITE else []
        select.select(reads, writes, [], left)
