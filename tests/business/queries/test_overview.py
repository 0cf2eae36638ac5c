"""All that the business page reads, against rows that were counted by hand."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from ava_dashboard.business.queries.overview import Overview, read_overview
from tests.farm_rows import add_crop, add_draft, add_farmer, add_field, add_message, add_task

ZAGREB = ZoneInfo("Europe/Zagreb")


def read(connection: Connection, now: datetime) -> Overview:
    return read_overview(connection, now=now, zone=ZAGREB)


def test_an_empty_database_is_zero_and_lacks_nothing(connection: Connection, now: datetime) -> None:
    overview = read(connection, now)
    assert (overview.lacks, overview.happenings, overview.drafts_waiting) == ((), (), 0)
    assert overview.hectares_of(None) == 0
    assert [(cell.country, cell.farmers) for cell in overview.cells] == [(None, 0)]


def test_everything_is_read_in_one_go(connection: Connection, now: datetime) -> None:
    ana = add_farmer(connection, country="Bugarska")
    add_farmer(connection, country="HR")
    add_crop(connection, add_field(connection, ana, area_ha=2.5), "манго", start_year_int=2026)
    add_field(connection, None, area_ha=1.25)
    add_message(connection, ana, timestamp=now.replace(tzinfo=None) - timedelta(hours=1))
    add_draft(connection, ana, created_at=now.replace(tzinfo=None))
    add_task(connection, date_performed=now.date())
    overview = read(connection, now)
    assert overview.season == 2026
    assert overview.hectares_of(None) == Decimal("3.75")
    assert overview.hectares_of("BG") == Decimal("2.5")
    assert overview.drafts_waiting == 1
    cells = {(cell.country, cell.category): cell for cell in overview.cells}
    assert cells[None, None].farmers == 2
    assert cells["BG", "orchard"].hectares == Decimal("2.5")
    assert cells[None, "none"].hectares == Decimal("1.25")
    assert len(overview.happenings) == 3
    asked = {row.period: row.questions for row in overview.activity if row.country is None}
    assert asked == {"24h": 1, "7d": 1, "30d": 1, "90d": 1, "1y": 1}


def test_a_missing_table_is_named_and_the_rest_goes_on(connection: Connection, now: datetime) -> None:
    add_farmer(connection)
    connection.execute(text("ALTER TABLE fields RENAME COLUMN area_ha TO area"))
    connection.execute(text("ALTER TABLE pending_messages RENAME TO pending_gone"))
    try:
        overview = read(connection, now)
    finally:
        connection.execute(text("ALTER TABLE fields RENAME COLUMN area TO area_ha"))
        connection.execute(text("ALTER TABLE pending_gone RENAME TO pending_messages"))
    assert overview.lacks_for("hectares") == ("fields.area_ha",)
    assert "pending_messages.id" in overview.lacks_for("drafts_waiting")
    assert overview.drafts_waiting is None
    assert overview.lacks_for("farmers") == ()
    assert next(cell.farmers for cell in overview.cells if cell.country is None) == 1
