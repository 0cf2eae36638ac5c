"""What happened in a period, counted by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from ava_dashboard.farms.period_activity import PeriodActivity, read_period_activity
from ava_dashboard.farms.schema import read_schema
from tests.farm_rows import add_farmer, add_field, add_message, add_task, add_task_field
from tests.farms.conftest import ZAGREB, one_farm


def test_activity_of_periods_by_country(crm: Connection) -> None:
    now = datetime(2026, 11, 24, 13, 2, 11, tzinfo=UTC)
    starts = {"24h": now - timedelta(hours=24), "7d": datetime(2026, 11, 17, 23, tzinfo=UTC)}
    ana, bor = add_farmer(crm, country="HR"), add_farmer(crm, country="SI")
    for hours in (1, 2, 30, 24 * 8):
        add_message(crm, ana, at=now - timedelta(hours=hours))
    add_message(crm, bor, at=now - timedelta(hours=25))
    add_message(crm, bor, "AUTH_RECORD:x", at=now)
    add_message(crm, bor, role="system", at=now)
    fields = [add_field(crm, ana), add_field(crm, ana), add_field(crm, bor)]
    add_task(crm, *fields, date_performed=date(2026, 11, 24))
    add_task(crm, fields[0], date_performed=date(2026, 11, 18))
    add_task(crm, fields[0], date_performed=date(2026, 11, 17))
    add_task(crm, fields[0], date_performed=date(2026, 11, 25))
    add_task(crm, date_performed=date(2026, 11, 23))
    add_task(crm, fields[2], date_performed=None)
    add_task_field(crm, 999_999, fields[2])
    found = read_period_activity(crm, schema=read_schema(crm), starts=starts, now=now, zone=ZAGREB)
    assert found == (
        PeriodActivity(None, "24h", 2, 1, 2),
        PeriodActivity(None, "7d", 4, 2, 3),
        PeriodActivity("", "24h", 0, 0, 1),
        PeriodActivity("", "7d", 0, 0, 1),
        PeriodActivity("HR", "24h", 2, 1, 1),
        PeriodActivity("HR", "7d", 3, 1, 2),
        PeriodActivity("SI", "24h", 0, 0, 1),
        PeriodActivity("SI", "7d", 1, 1, 1),
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("DROP TABLE tasks CASCADE", {None: (1, 1, None), "HR": (1, 1, None)}),
        ("DROP TABLE incoming_messages", {None: (None, None, 1), "HR": (None, None, 1)}),
        ("DROP TABLE task_fields", {None: (1, 1, 1), "HR": (1, 1, None)}),
        ("ALTER TABLE farmers DROP COLUMN country CASCADE", {None: (1, 1, 1)}),
        ("DROP TABLE farmers CASCADE", {None: (1, None, 1)}),
    ],
)
def test_activity_of_periods_in_copies_that_lack_something(
    crm: Connection, now: datetime, change: str, expected: dict[str | None, tuple[int | None, ...]]
) -> None:
    one_farm(crm)
    crm.execute(text(change))
    found = read_period_activity(
        crm, schema=read_schema(crm), starts={"7d": now - timedelta(days=7)}, now=now, zone=ZAGREB
    )
    assert {one.country: (one.questions, one.farmers_active, one.tasks) for one in found} == expected
