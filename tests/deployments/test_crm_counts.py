from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from ava_dashboard.config import Config
from ava_dashboard.core import clock
from ava_dashboard.deployments.console_page import CouldNotLook
from ava_dashboard.deployments.crm_counts import read_counts
from tests.farm_rows import add_crop, add_farmer, add_field


@pytest.fixture
def config(app: Flask) -> Config:
    config: Config = app.extensions["config"]
    return config


@pytest.fixture
def season(config: Config) -> int:
    return clock.local_day(clock.now(), config.zone).year


def test_an_empty_database_counts_zero(config: Config) -> None:
    counts = read_counts(config)
    assert (counts.farmers, counts.hectares, counts.mango) == (0, 0, ())


def test_areas_that_are_no_areas_are_left_out(config: Config, connection: Connection) -> None:
    farmer = add_farmer(connection)
    for area in (1.25, 2.005, -3.0, 0.0, float("nan"), float("inf")):
        add_field(connection, farmer, area_ha=area)
    add_field(connection, None, area_ha=4.0)
    counts = read_counts(config)
    assert counts.farmers == 1
    assert counts.hectares == Decimal("7.26")


@pytest.mark.parametrize("country", ["Bulgaria", "България", "BG", " bulgaria "])
@pytest.mark.parametrize("crop", ["mango", "Манго", "МАНГО (Kent)", "Mango"])
def test_a_bulgarian_mango_farm_is_found(
    config: Config, connection: Connection, season: int, country: str, crop: str
) -> None:
    farmer = add_farmer(connection, country=country)
    field = add_field(connection, farmer, area_ha=3.5)
    for _ in range(3):
        add_crop(connection, field, crop, start_year_int=season)
    assert read_counts(config).mango is not None
    ((found),) = read_counts(config).mango or ()
    assert (found.id, found.hectares) == (farmer, Decimal("3.5"))


def test_mango_shares_its_field_with_what_else_grows_there(
    config: Config, connection: Connection, season: int
) -> None:
    farmer = add_farmer(connection, country="Bulgaria")
    field = add_field(connection, farmer, area_ha=3.0)
    add_crop(connection, field, "манго/лоза", start_year_int=season)
    add_crop(connection, field, "wheat", start_year_int=season)
    ((found),) = read_counts(config).mango or ()
    assert found.hectares == Decimal("1")


def test_mango_elsewhere_or_in_another_season_or_of_no_area_does_not_count(
    config: Config, connection: Connection, season: int
) -> None:
    croatian = add_field(connection, add_farmer(connection, country="Croatia"))
    bulgarian = add_field(connection, add_farmer(connection, country="Bulgaria"))
    empty = add_field(connection, add_farmer(connection, country="Bulgaria"), area_ha=0.0)
    add_crop(connection, croatian, "mango", start_year_int=season)
    add_crop(connection, bulgarian, "mango", start_year_int=season - 1)
    add_crop(connection, bulgarian, "mangold", start_year_int=season)
    add_crop(connection, empty, "mango", start_year_int=season)
    assert read_counts(config).mango == ()


def test_without_the_crops_table_mango_is_unknown_and_the_rest_is_counted(
    config: Config, connection: Connection
) -> None:
    add_farmer(connection)
    connection.execute(text("ALTER TABLE field_crops RENAME TO field_crops_away"))
    try:
        counts = read_counts(config)
    finally:
        connection.execute(text("ALTER TABLE field_crops_away RENAME TO field_crops"))
    assert (counts.farmers, counts.mango) == (1, None)


def test_without_the_fields_table_there_is_nothing_to_compare(config: Config, connection: Connection) -> None:
    connection.execute(text("ALTER TABLE fields RENAME TO fields_away"))
    try:
        with pytest.raises(CouldNotLook, match="fields"):
            read_counts(config)
    finally:
        connection.execute(text("ALTER TABLE fields_away RENAME TO fields"))


def test_a_database_that_is_away_can_not_be_looked_at(config: Config) -> None:
    with pytest.raises(CouldNotLook, match="no answer"):
        read_counts(replace(config, database_url="postgresql+psycopg2://ava:x@127.0.0.1:1/ava"))
