"""What was read, in words."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from ava_dashboard.core.measured import Measured, State
from ava_dashboard.farms.findings import Example, Finding
from ava_dashboard.health import shown
from ava_dashboard.health.checks import Level
from ava_dashboard.health.readings import FigureColumns, HealthReadings
from ava_dashboard.history.freshness import Freshness
from ava_dashboard.version import Version
from tests.health.examples import NOW, fine, job

ZAGREB = ZoneInfo("Europe/Zagreb")


@pytest.fixture(autouse=True)
def in_a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def fresh(*, age: int | None = 5, trouble: str | None = None) -> Freshness:
    taken_at: datetime | None = None if age is None else NOW - timedelta(seconds=age)
    return Freshness(taken_at, NOW, trouble, timedelta(seconds=60), timedelta(seconds=600))


def test_the_cards_say_what_the_database_said() -> None:
    cards = {card.label: (card.text, card.note) for card in shown.figures(fine())}
    assert cards == {
        "Latency": ("1.2 ms", "One round trip"),
        "Connections": ("9", "Of 100 that the server allows"),
        "Size": ("48.0 MiB", "On disk, this database"),
        "Server up for": ("63 days", "PostgreSQL 16.4"),
    }


def test_a_card_without_a_reading_says_why_and_has_no_digit() -> None:
    cards = shown.figures(HealthReadings.none("The database gives no answer."))
    assert {(card.text, card.note, card.state) for card in cards} == {
        ("–", "The database gives no answer.", State.UNAVAILABLE)
    }


@pytest.mark.parametrize(
    ("freshness", "line", "state"),
    [
        (fresh(), "As of 14:02:06, refreshes every 30 s", ""),
        (fresh(age=300, trouble="away"), "As of 13:57:11, 5 min ago", "stale"),
        (fresh(age=None, trouble="away"), "Nothing was read", "stale"),
    ],
)
def test_the_head_says_how_old_the_page_is(freshness: Freshness, line: str, state: str) -> None:
    assert shown.freshness_line(freshness, ZAGREB, refresh_seconds=30) == shown.FreshnessLine(line, state)


def test_readings_age_from_live_over_stale_to_gone() -> None:
    live = shown.seen(fine(), fresh(), ZAGREB)
    assert live == fine()
    stale = shown.seen(fine(), fresh(age=300, trouble="away"), ZAGREB)
    assert (stale.size_bytes.value, stale.size_bytes.state) == (48 * 1024 * 1024, State.STALE)
    assert stale.size_bytes.reason == "From 13:57:11, 5 min ago."
    gone = shown.seen(fine(), fresh(age=601, trouble="slow"), ZAGREB)
    assert gone == HealthReadings.none("The database does not answer in time.")


def test_a_reading_that_was_missing_keeps_its_own_reason() -> None:
    missing = Measured[int].unavailable("Needs pg_monitor.")
    assert shown.seen(fine(connections=missing), fresh(age=300), ZAGREB).connections == missing


def test_findings_are_split_into_found_and_looked_for() -> None:
    found = (
        Finding("areas_zero", "fields", 1, "fields", (7,)),
        Finding("areas_negative", "fields", 0),
        Finding("crops_not_recognised", "rows", 1204, "fields", (1, 2), distinct=3),
        Finding("farmers_without_country", "", None, missing=("farmers.country",)),
    )
    listed = shown.findings(Measured.live(found, as_of=NOW))
    assert [(row.key, row.level, row.text, row.listed) for row in listed.rows] == [
        ("areas_zero", Level.DEGRADED, "1 field", True),
        ("crops_not_recognised", Level.DEGRADED, "1,204 rows, 3 names", True),
        ("farmers_without_country", Level.UNKNOWN, "Not measured: needs farmers.country", False),
    ]
    assert [row.key for row in listed.clean] == ["areas_negative"]


def test_findings_that_were_not_read_say_why() -> None:
    listed = shown.findings(Measured.unavailable("The database gives no answer."))
    assert listed == shown.Findings("The database gives no answer.", (), ())


def test_old_findings_are_stale_and_not_fine() -> None:
    old = Measured((Finding("areas_zero", "fields", 0),), State.STALE, NOW, "old")
    assert [row.level for row in shown.findings(old).clean] == [Level.STALE]


def test_a_finding_shows_ids_and_examples() -> None:
    examples = (Example("Je─Źmen", "Ječmen"), Example("?"))
    finding = Finding("garbled_crops", "rows", 2, "fields", (4, 9), distinct=1, examples=examples)
    detail = shown.finding_detail(Measured.live((finding,), as_of=NOW), "garbled_crops")
    assert detail is not None
    assert detail.ids == ("4", "9")
    assert detail.examples == (("Je─Źmen", "Ječmen"), ("?", "–"))


def test_a_finding_that_was_not_read_shows_no_rows_and_why() -> None:
    detail = shown.finding_detail(Measured.unavailable("The database gives no answer."), "areas_zero")
    assert detail is not None
    assert (detail.row.level, detail.row.text) == (Level.UNKNOWN, "The database gives no answer.")
    assert (detail.ids, detail.examples) == ((), ())


def test_what_nobody_looks_for_has_no_page() -> None:
    assert shown.finding_detail(Measured.live((), as_of=NOW), "no_such_thing") is None


def test_every_unit_of_a_finding_has_words() -> None:
    units = ("drafts", "farmers", "fields", "messages", "numbers", "rows", "sequences")
    assert [shown.counted(unit, 1) for unit in units] == [f"1 {unit[:-1]}" for unit in units]
    assert [shown.counted(unit, 2) for unit in units] == [f"2 {unit}" for unit in units]


def test_the_headline_counts_kinds_and_is_partial_where_it_was_blind() -> None:
    found = (Finding("areas_zero", "fields", 5), Finding("areas_negative", "fields", 0))
    whole = shown.headline(Measured.live(found, as_of=NOW))
    assert (whole.text, whole.state) == ("1", State.LIVE)
    blind = shown.headline(
        Measured.live((*found, Finding("areas_missing", "", None, missing=("a.b",))), as_of=NOW)
    )
    assert (blind.text, blind.state) == ("1", State.PARTIAL)
    none = shown.headline(Measured.unavailable("The database gives no answer."))
    assert (none.text, none.state) == ("–", State.UNAVAILABLE)


def test_a_figure_names_the_columns_that_it_lacks() -> None:
    figures = (
        FigureColumns("a", "A", ("fields.id", "farmers.id", "fields.area_ha"), ()),
        FigureColumns("b", "B", ("farmers.id", "farmers.country"), ("farmers.country",)),
    )
    assert [(row.title, row.level, row.text) for row in shown.columns(fine(figures=figures)).rows] == [
        ("A", Level.OK, "farmers, fields"),
        ("B", Level.DEGRADED, "Missing: farmers.country"),
    ]


def test_jobs_say_how_they_went() -> None:
    runs = (
        job(),
        job("dig", last_error="ValueError", last_ok_at=NOW - timedelta(days=2)),
        job("mow", last_run_at=None, last_ok_at=None, last_seconds=None, runs=0),
    )
    rows = shown.jobs(fine(jobs=runs), now=NOW, zone=ZAGREB).rows
    assert rows == (
        shown.JobRow("sweep", Level.OK, "", "14:01:41", "0.25 s", "7"),
        shown.JobRow(
            "dig", Level.DEGRADED, "Failed: ValueError; last fine 22 Nov 14:02", "14:01:41", "0.25 s", "7"
        ),
        shown.JobRow("mow", Level.UNKNOWN, "Has not run", "never", "–", "–"),
    )


def test_without_any_job_the_worker_has_not_run() -> None:
    assert shown.jobs(fine(jobs=()), now=NOW, zone=ZAGREB) == shown.Table((), "The worker has not run.")


def test_the_process_says_what_it_is() -> None:
    version = Version("v2.3.1-blue-debug", "0123abcd", "f" * 40, None)
    facts = dict(shown.process(version, NOW - timedelta(minutes=134), now=NOW, zone=ZAGREB))
    assert facts["Version"] == "v2.3.1-blue-debug-0123abcd"
    assert (facts["Build"], facts["Commit"]) == ("0123abcd", "f" * 40)
    assert (facts["Started"], facts["Running for"]) == ("11:48", "2 h 14 min")
    assert re.fullmatch(r"\d+", facts["Process"])
