"""The demo farms: what a load puts there, and what it refuses."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, func, select

from ava_dashboard.core import clock
from ava_dashboard.core.exceptions import Conflict
from ava_dashboard.demo import conversations, load, products
from ava_dashboard.demo.farms import FARMS, TOTAL_HECTARES
from ava_dashboard.models import crm
from tests.farm_rows import add_farmer

ZONE = ZoneInfo("Europe/Zagreb")


@pytest.fixture
def loaded(connection: Connection, now: datetime) -> load.Loaded:
    return load.load(connection, seed=7, now=now, zone=ZONE)


def everything(connection: Connection) -> dict[str, list[Any]]:
    return {
        table.name: [
            tuple(map(str, row)) for row in connection.execute(select(table).order_by(*list(table.c)[:2]))
        ]
        for table in crm.crm_metadata.sorted_tables
    }


def test_there_are_sixteen_farms_with_their_exact_hectares(
    connection: Connection, loaded: load.Loaded
) -> None:
    areas = connection.scalars(select(crm.fields.c.area_ha)).all()

    assert loaded == load.Loaded(16, Decimal("211.95"))
    assert connection.scalar(select(func.count()).select_from(crm.farmers)) == 16
    assert sum(Decimal(str(area)) for area in areas) == TOTAL_HECTARES
    assert connection.scalar(select(func.count()).where(crm.fields.c.farmer_id.is_(None))) == 0


def test_the_farms_are_in_several_countries_most_of_them_in_croatia(
    connection: Connection, loaded: load.Loaded
) -> None:
    counts: dict[str, int] = {}
    for country in connection.scalars(select(crm.farmers.c.country)):
        counts[country] = counts.get(country, 0) + 1

    assert counts == {"Croatia": 8, "Slovenia": 3, "Bulgaria": 3, "Hungary": 1, "Ireland": 1}


def test_one_seed_gives_the_same_rows_and_another_seed_others(
    connection: Connection, now: datetime, loaded: load.Loaded
) -> None:
    load.reset(connection, seed=7, now=now, zone=ZONE)
    first = everything(connection)
    load.reset(connection, seed=7, now=now, zone=ZONE)
    again = everything(connection)
    load.reset(connection, seed=8, now=now, zone=ZONE)
    other = everything(connection)

    # Only drafts get new ids: decisions about the earlier ones stay.
    assert {row[0] for row in again["pending_messages"]}.isdisjoint(
        row[0] for row in first["pending_messages"]
    )
    for rows in (first, again):
        rows["pending_messages"] = [row[1:] for row in rows["pending_messages"]]
    assert again == first
    assert other["farmers"] == first["farmers"]
    assert other["fields"] == first["fields"]
    assert other["incoming_messages"] != first["incoming_messages"]


def test_a_bulgarian_grows_mango_and_writes_cyrillic(connection: Connection, loaded: load.Loaded) -> None:
    rows = connection.execute(
        select(crm.farmers, crm.fields.c.latitude, crm.fields.c.longitude, crm.field_crops.c.crop_name)
        .join(crm.fields, crm.fields.c.farmer_id == crm.farmers.c.id)
        .join(crm.field_crops, crm.field_crops.c.field_id == crm.fields.c.id)
        .where(crm.field_crops.c.crop_name == "манго", crm.field_crops.c.start_year_int == 2026)
    ).all()

    assert len(rows) == 3
    assert {(row.country, row.manager_name, row.manager_last_name) for row in rows} == {
        ("Bulgaria", "Огнян", "Мангов")
    }
    assert all(41.3 < row.latitude < 41.7 and 23.1 < row.longitude < 23.4 for row in rows)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 24, 13, 2, 11, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 0, 1, tzinfo=UTC),  # one second after midnight in Zagreb
        datetime(2027, 3, 28, 2, 30, tzinfo=UTC),  # a day of 23 hours
    ],
)
def test_nothing_but_plans_and_forecasts_lies_in_the_future(connection: Connection, moment: datetime) -> None:
    load.load(connection, now=moment, zone=ZONE)
    today, stored = clock.local_day(moment, ZONE), clock.to_stored(moment)

    for table, column, latest in (
        (crm.incoming_messages, "timestamp", stored),
        (crm.pending_messages, "created_at", stored),
        (crm.weather_data, "fetch_date", stored),
        (crm.consultation_triggers, "created_at", stored),
        (crm.tasks, "date_performed", today),
        (crm.growth_stage_reports, "date_reported", today),
        (crm.field_soil_data, "analysis_date", today),
        (crm.inventory, "purchase_date", today),
    ):
        newest = connection.scalar(select(func.max(table.c[column])))
        assert newest is not None and newest <= latest, table.name


def test_farmers_have_written_today_and_over_the_last_quarter(
    connection: Connection, now: datetime, loaded: load.Loaded
) -> None:
    times = connection.scalars(select(crm.incoming_messages.c.timestamp)).all()
    days = {clock.local_day(clock.from_stored(moment), ZONE) for moment in times}
    today = clock.local_day(now, ZONE)

    assert today in days
    assert len(days) > 60
    assert min(days) >= today - timedelta(days=90)


def test_drafts_wait_sound_ones_beside_those_that_must_not_leave(
    connection: Connection, loaded: load.Loaded
) -> None:
    waiting = connection.execute(
        select(crm.pending_messages).where(crm.pending_messages.c.status == "pending")
    ).all()
    texts = " ".join(row.message_text for row in waiting)

    assert len(waiting) == 7
    assert sum(row.requires_consultation for row in waiting) == 2
    assert "Zelenolom 250 EC u dozi 10 l/ha" in texts  # the label says 1 l/ha
    assert "Za tri dana možete brati" in texts  # the label says 14 days
    assert "lijeske tretirajte Korovnikom" in texts  # the label says maize


def test_each_draft_answers_a_question_asked_just_before(connection: Connection, loaded: load.Loaded) -> None:
    for draft in conversations.DRAFTS:
        asked = connection.scalar(
            select(crm.incoming_messages.c.timestamp).where(
                crm.incoming_messages.c.message_text == draft.question
            )
        )
        drafted = connection.scalar(
            select(crm.pending_messages.c.created_at).where(crm.pending_messages.c.message_text == draft.text)
        )
        assert asked is not None and drafted is not None
        assert timedelta(0) < drafted - asked < timedelta(minutes=15)


def test_crops_of_three_seasons_stand_there(connection: Connection, loaded: load.Loaded) -> None:
    seasons = set(connection.scalars(select(crm.field_crops.c.start_year_int)))

    assert seasons == {2025, 2026, 2027}


def test_every_product_that_was_used_stands_on_a_label_or_is_a_fertilizer(
    connection: Connection, loaded: load.Loaded
) -> None:
    labels = {product.name for product in products.PRODUCTS}
    for material in products.MATERIALS:
        assert material.name in labels or "fertilizer" in material.group, material.name


def test_phones_are_in_ranges_that_nobody_has() -> None:
    assert len({farm.phone for farm in FARMS}) == 16
    assert all("000" in farm.phone[:8] for farm in FARMS)


def test_load_refuses_a_database_with_farmers(connection: Connection, now: datetime) -> None:
    add_farmer(connection)

    with pytest.raises(Conflict, match="already has farmers"):
        load.load(connection, now=now, zone=ZONE)
    assert connection.scalar(select(func.count()).select_from(crm.farmers)) == 1
    assert not load.is_loaded(connection)


def test_reset_refuses_a_database_that_the_demo_did_not_fill(connection: Connection, now: datetime) -> None:
    add_farmer(connection)

    with pytest.raises(Conflict, match="did not fill"):
        load.reset(connection, now=now, zone=ZONE)
    assert connection.scalar(select(func.count()).select_from(crm.farmers)) == 1


def test_reset_takes_out_what_visitors_added(
    connection: Connection, now: datetime, loaded: load.Loaded
) -> None:
    add_farmer(connection)
    assert load.reset(connection, now=now, zone=ZONE) == loaded
    assert connection.scalar(select(func.count()).select_from(crm.farmers)) == 16
