"""Whether the database answers, as this process knows it.

Once a request met a database that is away, the others fail at once instead of queueing behind it, and
one prober per process asks whether it is back.
"""

import logging
import threading
from collections.abc import Callable

import psycopg2

from ava_dashboard.core.clock import monotonic
from ava_dashboard.core.deadline import DeadlineExceeded
from ava_dashboard.core.exceptions import DatabaseUnavailable

PROBE_EVERY_SECONDS = 0.5
log = logging.getLogger(__name__)


class Availability:
    """A circuit breaker: closed while the database answers, open from a loss until a probe succeeds."""

    def __init__(self, ping: Callable[[], None], *, on_return: Callable[[], None]) -> None:
        self._ping = ping
        self._on_return = on_return
        self._lock = threading.Lock()
        self._reason: str | None = None
        self._probing = False
        self._pinged = threading.Condition(self._lock)
        self._asked = 0
        self._answered = 0
        self._pinger: threading.Thread | None = None
        self._answer: str | None = None

    @property
    def reason(self) -> str | None:
        """None while the database answers, else `away` or `slow`."""
        return self._reason

    def check(self) -> None:
        """Raise DatabaseUnavailable while the database is known to be away."""
        if self._reason is not None:
            raise DatabaseUnavailable(self._reason)

    def lost(self, reason: str) -> None:
        """Note that the database gave no answer, and begin to ask whether it is back."""
        with self._lock:
            self._reason = reason
            if self._probing:
                return
            self._probing = True
        log.warning("database lost", extra={"reason": reason})
        threading.Thread(target=self._probe, name="database-prober", daemon=True).start()

    def answers_within(self, seconds: float) -> str | None:
        """Ask now. None when the database answered in time, else the reason.

        All callers of one moment share one question, so that a hanging database holds one thread, not all.
        """
        until = monotonic() + seconds
        with self._pinged:
            self._asked += 1
            mine = self._asked
            if self._pinger is None:
                self._pinger = threading.Thread(target=self._answer_questions, name="readiness", daemon=True)
                self._pinger.start()
            while self._answered < mine:
                left = until - monotonic()
                if left <= 0:
                    return "slow"
                self._pinged.wait(left)
            return self._answer

    def _answer_questions(self) -> None:
        while True:
            with self._lock:
                upto = self._asked
                if upto == self._answered:
                    self._pinger = None
                    return
            answer = self._ask()
            with self._pinged:
                self._answered, self._answer = upto, answer
                self._pinged.notify_all()

    def _probe(self) -> None:
        waiting = threading.Event()
        while (reason := self._ask()) is not None:
            self._reason = reason
            waiting.wait(PROBE_EVERY_SECONDS)
        self._on_return()
        with self._lock:
            self._reason = None
            self._probing = False
        log.warning("database is back")

    def _ask(self) -> str | None:
        try:
            self._ping()
        except DeadlineExceeded:
            return "slow"
        except psycopg2.Error:
            return "away"
        except Exception:
            log.exception("the database can't be asked")
            return "away"
        return None
