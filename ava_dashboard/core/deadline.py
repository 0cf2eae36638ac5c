"""A limit on this side of the wire.

`statement_timeout` is kept by the server; a server that is stopped or unreachable keeps nothing, and the
driver would wait for it for ever. So the driver waits through `poll`, each time up to its thread's limit.
"""

import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2 import extensions

from ava_dashboard.core.clock import monotonic

DEFAULT_SECONDS = 90.0  # above every limit that a block sets


class DeadlineExceeded(psycopg2.OperationalError):
    """The server did not answer in time. The connection can't be used any more."""


_thread = threading.local()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """In this block, in this thread, no answer of the database is awaited longer than `seconds`.

    An answer is that to one statement, or to connecting. An inner block can only shorten an outer one.
    """
    outer: float = getattr(_thread, "seconds", DEFAULT_SECONDS)
    _thread.seconds = min(seconds, outer)
    try:
        yield
    finally:
        _thread.seconds = outer


def install() -> None:
    """Let psycopg2 wait through this module, in the whole process."""
    extensions.set_wait_callback(_wait)


def _wait(connection: extensions.connection) -> None:
    until = monotonic() + getattr(_thread, "seconds", DEFAULT_SECONDS)
    while (state := connection.poll()) != extensions.POLL_OK:
        left = until - monotonic()
        if left <= 0:
            raise DeadlineExceeded("the database did not answer in time")
        # Not select(): its descriptors end at 1024, and a busy server has more.
        poll = select.poll()
        poll.register(connection, select.POLLIN if state == extensions.POLL_READ else select.POLLOUT)
        poll.poll(left * 1000)
