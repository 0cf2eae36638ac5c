"""The circuit breaker, with a database that is only pretended."""

import threading
import time
from collections.abc import Callable

import psycopg2
import pytest

from ava_dashboard.core.availability import Availability
from ava_dashboard.core.deadline import DeadlineExceeded
from ava_dashboard.core.exceptions import DatabaseUnavailable


class PretendedDatabase:
    def __init__(self) -> None:
        self.error: Exception | None = None
        self.hold = threading.Event()
        self.hold.set()
        self.pings = 0
        self.returns = 0

    def ping(self) -> None:
        self.pings += 1
        self.hold.wait(5)
        if self.error is not None:
            raise self.error

    def returned(self) -> None:
        self.returns += 1


@pytest.fixture
def database() -> PretendedDatabase:
    return PretendedDatabase()


@pytest.fixture
def watch(database: PretendedDatabase) -> Availability:
    return Availability(database.ping, on_return=database.returned)


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_it_lets_everybody_through_while_the_database_answers(watch: Availability) -> None:
    watch.check()
    assert watch.reason is None
    assert watch.answers_within(1) is None


@pytest.mark.parametrize(
    ("error", "reason"), [(psycopg2.OperationalError("gone"), "away"), (DeadlineExceeded("late"), "slow")]
)
def test_it_says_why_the_database_did_not_answer(
    watch: Availability, database: PretendedDatabase, error: Exception, reason: str
) -> None:
    database.error = error
    assert watch.answers_within(1) == reason


def test_after_a_loss_all_fail_at_once_until_one_prober_sees_it_back(
    watch: Availability, database: PretendedDatabase
) -> None:
    database.error = psycopg2.OperationalError("gone")
    for _ in range(20):
        watch.lost("away")
    with pytest.raises(DatabaseUnavailable) as raised:
        watch.check()
    assert raised.value.reason == "away"
    assert database.pings <= 2

    database.error = None
    until(lambda: watch.reason is None)
    watch.check()
    assert database.returns == 1


def test_a_second_loss_is_probed_again(watch: Availability, database: PretendedDatabase) -> None:
    for round_number in (1, 2):
        watch.lost("away")
        until(lambda: watch.reason is None)
        assert database.returns == round_number


def test_a_hanging_database_costs_its_askers_their_limit_and_one_thread(
    watch: Availability, database: PretendedDatabase
) -> None:
    database.hold.clear()
    answers: list[str | None] = []
    before = threading.active_count()
    askers = [threading.Thread(target=lambda: answers.append(watch.answers_within(0.3))) for _ in range(10)]
    started = time.monotonic()
    for asker in askers:
        asker.start()
    time.sleep(0.1)
    assert threading.active_count() - before <= len(askers) + 1
    for asker in askers:
        asker.join()
    assert answers == ["slow"] * 10
    assert time.monotonic() - started < 1
    assert database.pings == 1

    database.hold.set()
    assert watch.answers_within(1) is None


def test_an_answer_is_never_older_than_its_question(watch: Availability, database: PretendedDatabase) -> None:
    database.hold.clear()
    first = threading.Thread(target=watch.answers_within, args=(2,))
    first.start()
    until(lambda: database.pings == 1)
    answers: list[str | None] = []
    second = threading.Thread(target=lambda: answers.append(watch.answers_within(2)))
    second.start()
    time.sleep(0.05)
    database.error = psycopg2.OperationalError("gone")
    database.hold.set()
    first.join()
    second.join()
    assert answers == ["away"]
    assert database.pings == 2
