"""A CRM of one's own: rows, dropped columns and tables all vanish after the test."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import Connection

from ava_dashboard.core.database import db
from tests.farm_rows import add_crop, add_farmer, add_field, add_message, add_task

ZAGREB = ZoneInfo("Europe/Zagreb")
MIDNIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
"""When the 24th of November 2026 begins in Zagreb."""


@pytest.fixture
def crm(app: Flask) -> Iterator[Connection]:
    """A connection in a transaction that is rolled back."""
    with app.app_context(), db.engine.connect() as connection:
        yield connection
        connection.rollback()


def one_farm(crm: Connection) -> None:
    """A farm of two hectares with one crop, one message and one task."""
    farmer = add_farmer(crm, country="HR")
    field = add_field(crm, farmer, area_ha=2)
    add_crop(crm, field, "jabuka")
    add_message(crm, farmer)
    add_task(crm, field)
