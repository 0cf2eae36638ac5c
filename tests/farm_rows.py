"""Small rows of the CRM for tests: each function inserts one row with invented defaults and gives its id.

Any column can be given by name; `country=None` and the like write NULL.
"""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, Table, insert

from ava_dashboard.models import crm

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
"""A moment in the morning of the day that tests call today."""

_phone = count(1)


def add_farmer(connection: Connection, **columns: Any) -> int:
    """A farmer from Croatia, unless told otherwise, with a phone number of his own."""
    row = {
        "farm_name": "OPG Zelenac",
        "manager_name": "Ivo",
        "manager_last_name": "Zelenac",
        "country": "Croatia",
        "wa_phone_number": f"+38500{next(_phone):07d}",
    }
    return _add(connection, crm.farmers, row | columns)


def add_field(connection: Connection, farmer_id: int | None = None, **columns: Any) -> int:
    """A field of one hectare without a land-use code; without an owner unless one is given."""
    row = {"farmer_id": farmer_id, "field_name": "Velika njiva", "area_ha": 1.0, "country": None}
    return _add(connection, crm.fields, row | columns)


def add_crop(connection: Connection, field_id: int, crop_name: str = "pšenica", **columns: Any) -> None:
    """A crop of the field in 2026 (the table has no id)."""
    row = {"field_id": field_id, "crop_name": crop_name, "start_year_int": 2026}
    connection.execute(insert(crm.field_crops).values(row | columns))


def add_message(connection: Connection, farmer_id: int, text: str = "Dobar dan", **columns: Any) -> int:
    """A message of the farmer. `at` is an aware time (NOON unless given)."""
    row = {
        "farmer_id": farmer_id,
        "phone_number": "+385000000000",
        "message_text": text,
        "timestamp": _stored(columns.pop("at", NOON)),
        "role": "user",
    }
    return _add(connection, crm.incoming_messages, row | columns)


def add_draft(
    connection: Connection, farmer_id: int | None, text: str | None = "Pričekajte.", **columns: Any
) -> int:
    """A draft that waits. `at` is an aware time or None (NOON unless given)."""
    row = {
        "farmer_id": farmer_id,
        "phone_number": "+385000000000",
        "message_text": text,
        "status": "pending",
        "requires_consultation": False,
        "created_at": _stored(columns.pop("at", NOON)),
    }
    return _add(connection, crm.pending_messages, row | columns)


def add_task(connection: Connection, *field_ids: int, **columns: Any) -> int:
    """A task done on the given fields."""
    row = {"task_type": "Spraying", "date_performed": date(2026, 11, 23)}
    task_id = _add(connection, crm.tasks, row | columns)
    for field_id in field_ids:
        add_task_field(connection, task_id, field_id)
    return task_id


def add_task_field(connection: Connection, task_id: int, field_id: int) -> None:
    """Ties a task, which need not exist, to a field."""
    connection.execute(insert(crm.task_fields).values(task_id=task_id, field_id=field_id))


def add_stage_report(connection: Connection, farmer_id: int, field_id: int, **columns: Any) -> int:
    """A growth stage that the farmer reported."""
    row = {
        "farmer_id": farmer_id,
        "field_id": field_id,
        "crop_name": "pšenica",
        "growth_stage": "BBCH 13",
        "date_reported": date(2026, 11, 22),
    }
    return _add(connection, crm.growth_stage_reports, row | columns)


def add_soil_analysis(connection: Connection, field_id: int, **columns: Any) -> None:
    """A soil analysis of the field (the table has no id)."""
    row = {"field_id": field_id, "analysis_date": date(2026, 3, 1), "ph": 6.4}
    connection.execute(insert(crm.field_soil_data).values(row | columns))


def _stored(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None)


def _add(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    return int(connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one())
