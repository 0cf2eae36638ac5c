"""What the business page shows: everything that is read for it, in one snapshot of the database."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from ava_dashboard.business.periods import PERIODS, period
from ava_dashboard.core import clock
from ava_dashboard.farms.activity import Happening, read_activity
from ava_dashboard.farms.definitions import FIGURES
from ava_dashboard.farms.figures import (
    Cell,
    count_waiting_drafts,
    read_cells,
    sum_hectares,
)
from ava_dashboard.farms.period_activity import PeriodActivity, read_period_activity
from ava_dashboard.farms.schema import read_schema

DIMENSIONS = {
    "owners": ("fields.farmer_id",),
    "task_places": ("task_fields.task_id", "task_fields.field_id", "fields.id", "fields.farmer_id"),
}
"""What a figure needs besides its own columns when it is asked for one country or category."""


@dataclass(frozen=True)
class CountryHectares:
    """Exact hectares of a country's farms; the country None means all, "" that none is recorded."""

    country: str | None
    hectares: Decimal


@dataclass(frozen=True)
class Lack:
    """A figure (its definition's key) and the columns that this copy of the CRM lacks for it."""

    key: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """One reading for all viewers. `hectares` are added up apart from `cells`, for the page to compare."""

    taken_at: datetime
    season: int
    lacks: tuple[Lack, ...]
    cells: tuple[Cell, ...]
    hectares: tuple[CountryHectares, ...]
    activity: tuple[PeriodActivity, ...]
    happenings: tuple[Happening, ...]
    happenings_without: tuple[str, ...]
    drafts_waiting: int | None

    def lacks_for(self, key: str) -> tuple[str, ...]:
        """The missing columns of a figure; empty when it can be had."""
        return next((lack.columns for lack in self.lacks if lack.key == key), ())

    def hectares_of(self, country: str | None) -> Decimal | None:
        """Exact hectares; zero for a country without any, None where the copy can't tell."""
        keys = ("hectares",) if country is None else ("hectares", "farmers_by_country", "owners")
        if any(self.lacks_for(key) for key in keys):
            return None
        return next((row.hectares for row in self.hectares if row.country == country), Decimal(0))


def read_overview(connection: Connection, *, now: datetime, zone: ZoneInfo) -> Overview:
    """Read all of it as of `now`. What can't be had for lack of columns is left out and named in `lacks`."""
    schema = read_schema(connection)
    today = clock.local_day(now, zone)
    starts = {key: period(key, now=now, zone=zone).start for key in PERIODS}
    needs = {figure.key: figure.needs for figure in FIGURES} | DIMENSIONS
    lacks = tuple(Lack(key, missing) for key, names in needs.items() if (missing := schema.lacks(*names)))
    lacking = {lack.key for lack in lacks}
    happenings, without = read_activity(
        connection, schema=schema, since=min(starts.values()), now=now, zone=zone
    )
    return Overview(
        taken_at=now,
        season=today.year,
        lacks=lacks,
        cells=read_cells(connection, schema=schema, season=today.year, since=clock.day_start(today, zone)),
        hectares=()
        if "hectares" in lacking
        else tuple(
            CountryHectares(country, hectares)
            for country, hectares in sum_hectares(connection, schema=schema).items()
        ),
        activity=read_period_activity(connection, schema=schema, starts=starts, now=now, zone=zone),
        happenings=happenings,
        happenings_without=without,
        drafts_waiting=None
        if "drafts_waiting" in lacking
        else count_waiting_drafts(connection, schema=schema),
    )
