"""Put the demo farms into a database, and take them out again where we were the ones to put them there.

Writes the CRM's tables of a demo database and `dashboard.demo_loads`; nothing else in the project does.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from ava_dashboard.core import clock
from ava_dashboard.core.exceptions import Conflict
from ava_dashboard.demo import conversations, products, work
from ava_dashboard.demo.farms import FARMS, Farm, Field
from ava_dashboard.models import crm
from ava_dashboard.models.dashboard.demo_load import DemoLoad

DEFAULT_SEED = 7
ONE_AT_A_TIME = 0x64656D6F  # "demo"
FIRST_HOUR = timedelta(hours=6)
WAKING_HOURS = timedelta(hours=15)

Row = dict[str, Any]


@dataclass(frozen=True)
class Loaded:
    """What a load has put there."""

    farmers: int
    hectares: Decimal


@dataclass(frozen=True)
class _Place:
    """A farm or a field with the id that the database gave it."""

    farm: Farm
    farm_id: int
    field: Field
    field_id: int


def is_loaded(connection: Connection) -> bool:
    """Whether this database was filled by us."""
    return connection.scalar(select(DemoLoad.id).limit(1)) is not None


def has_farmers(connection: Connection) -> bool:
    """Whether any farmer is registered, ours or not."""
    return connection.scalar(select(crm.farmers.c.id).limit(1)) is not None


def load(connection: Connection, *, seed: int = DEFAULT_SEED, now: datetime, zone: ZoneInfo) -> Loaded:
    """Insert the sixteen farms, laid out relative to `now` (aware). Conflict when there are farmers."""
    # Of two loads at once the second waits here, and then finds farmers.
    connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
    if has_farmers(connection):
        raise Conflict("The database already has farmers: the demo farms are loaded into an empty one only.")
    random = Random(seed)
    today = clock.local_day(now, zone)
    farm_ids = dict(
        zip((farm.key for farm in FARMS), _insert(connection, crm.farmers, _farmers()), strict=True)
    )
    places = _insert_fields(connection, farm_ids)
    _add_knowledge(connection, today)
    _add_field_records(connection, places, now, today, random)
    _add_work(connection, places, farm_ids, today, random)
    _add_messages(connection, farm_ids, _Calendar(now, today, zone), random)
    loaded = Loaded(len(FARMS), sum((farm.hectares for farm in FARMS), Decimal(0)))
    connection.execute(
        insert(DemoLoad).values(loaded_at=now, seed=seed, farmers=loaded.farmers, hectares=loaded.hectares)
    )
    return loaded


def reset(connection: Connection, *, seed: int = DEFAULT_SEED, now: datetime, zone: ZoneInfo) -> Loaded:
    """Empty the CRM's tables and load anew. Conflict for a database that we did not fill.

    Drafts get ids never used before: decisions about earlier ones are kept in a table of ours.
    """
    if not is_loaded(connection):
        raise Conflict("The demo did not fill this database, so nothing in it is touched.")
    tables = ", ".join(f"public.{table.name}" for table in crm.crm_metadata.sorted_tables)
    last_draft = connection.scalar(select(func.max(crm.pending_messages.c.id)))
    connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
    if last_draft is not None:
        sequence = func.pg_get_serial_sequence("public.pending_messages", "id")
        connection.execute(select(func.setval(sequence, last_draft)))
    connection.execute(delete(DemoLoad))
    return load(connection, seed=seed, now=now, zone=zone)


@dataclass(frozen=True)
class _Calendar:
    """Turns "so many days ago, so far into that day" into a time that has passed."""

    now: datetime
    today: date
    zone: ZoneInfo

    def at(self, days_ago: int, share: float) -> datetime:
        start = clock.day_start(self.today - timedelta(days=days_ago), self.zone)
        if days_ago == 0:
            return start + (self.now - start) * share
        return start + FIRST_HOUR + WAKING_HOURS * share


def _insert(connection: Connection, table: Table, rows: list[Row]) -> list[int]:
    """The new ids, in the order of the rows."""
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows).all())


def _farmers() -> list[Row]:
    return [
        {
            "farm_name": farm.name,
            "manager_name": farm.manager[0],
            "manager_last_name": farm.manager[1],
            "street_and_no": farm.street,
            "village": farm.village,
            "postal_code": farm.postal_code,
            "city": farm.city,
            "country": farm.country,
            "email": f"{farm.key}@example.org",
            "phone": farm.phone,
            "wa_phone_number": farm.phone,
            "notes": farm.notes,
        }
        for farm in FARMS
    ]


def _insert_fields(connection: Connection, farm_ids: dict[str, int]) -> list[_Place]:
    owned = [(farm, field) for farm in FARMS for field in farm.fields]
    ids = _insert(
        connection,
        crm.fields,
        [
            {
                "farmer_id": farm_ids[farm.key],
                "field_name": field.name,
                "area_ha": float(field.hectares),
                "latitude": field.latitude,
                "longitude": field.longitude,
                "raba": field.land_use,
                "povprecna_nmv": field.altitude_m,
                "country": farm.country,
            }
            for farm, field in owned
        ],
    )
    return [
        _Place(farm, farm_ids[farm.key], field, field_id)
        for (farm, field), field_id in zip(owned, ids, strict=True)
    ]


def _add_knowledge(connection: Connection, today: date) -> None:
    """What belongs to no farm: labels, materials, advice and triggers."""
    connection.execute(
        insert(crm.cp_products),
        [
            {
                "product_name": product.name,
                "target_issue": product.target,
                "approved_crops": product.crop,
                "crop_hr": product.crop,
                "crop_lat": product.crop_latin,
                "pest_hr": product.target,
                "pest_lat": product.target_latin or None,
                "dose": product.dose,
                "pre_harvest_interval": product.wait_days,
                "remarks": product.remarks or None,
                "expiry": date(today.year + product.expires_in_years, 12, 31),
                "source_file": "demo",
                "country": product.country,
            }
            for product in products.PRODUCTS
        ],
    )
    connection.execute(
        insert(crm.task_types), [{"name": name, "description": what} for name, what in products.TASK_TYPES]
    )
    connection.execute(
        insert(crm.consultation_triggers),
        [
            {
                "trigger_type": kind,
                "trigger_value": value,
                "description": why,
                "created_at": _midnight(today, 200),
            }
            for kind, value, why in products.TRIGGERS
        ],
    )
    connection.execute(
        insert(crm.crop_technology),
        [
            {
                "crop_name": crop,
                "stage": stage,
                "action": action,
                "timing": timing,
                "inputs": inputs,
                "notes": notes,
            }
            for crop, stage, action, timing, inputs, notes in products.TECHNOLOGY
        ],
    )
    columns = (
        "crop",
        "expected_yield_t_ha",
        "p2o5_need_per_ton_kg_ton",
        "k2o_need_per_ton_kg_ton",
        "n_to_reach_expected_yield_kg_ha",
        "n_change_per_ton_yield_kg_ha_ton",
        "n_minimum_regarding_kg_ha",
        "n_maximum_regarding_kg_ha",
    )
    connection.execute(
        insert(crm.crop_nutrient_needs),
        [dict(zip(columns, needs, strict=True)) for needs in products.NUTRIENT_NEEDS],
    )


def _add_field_records(
    connection: Connection, places: list[_Place], now: datetime, today: date, random: Random
) -> None:
    """Crops of three seasons, soil, weather and growth stages."""
    crops: list[Row] = []
    soils: list[Row] = []
    weathers: list[Row] = []
    stages: list[Row] = []
    for place in places:
        field = place.field
        crops += _crops(place, today.year)
        soil = work.soil(random)
        soils.append(
            {
                "field_id": place.field_id,
                "analysis_date": today - timedelta(days=soil.days_ago),
                "ph": soil.ph,
                "p2o5_mg_100g": soil.p2o5,
                "k2o_mg_100g": soil.k2o,
                "organic_matter_percent": soil.organic_matter,
                "analysis_method": "AL",
                "analysis_institution": "Laboratorij Gruda",
            }
        )
        weather = work.weather(field, today, random)
        weathers.append(
            {
                "field_id": place.field_id,
                "fetch_date": clock.to_stored(now - timedelta(minutes=random.randint(5, 170))),
                "latitude": field.latitude,
                "longitude": field.longitude,
                "current_temp_c": weather.temperature,
                "current_soil_temp_10cm_c": weather.soil_temperature,
                "current_precip_mm": weather.rain,
                "current_humidity": weather.humidity,
                "forecast": weather.forecast,
            }
        )
        current = field.crops[1]
        if current is not None and "/" not in current and random.random() < 0.6:
            reported = today - timedelta(days=random.randint(0, 40))
            stages.append(
                {
                    "field_id": place.field_id,
                    "crop_name": current,
                    "variety": field.variety,
                    "growth_stage": work.stage(place.farm, reported),
                    "date_reported": reported,
                    "farmer_id": place.farm_id,
                    "reported_via": "whatsapp",
                }
            )
    connection.execute(insert(crm.field_crops), crops)
    connection.execute(insert(crm.field_soil_data), soils)
    connection.execute(insert(crm.weather_data), weathers)
    connection.execute(insert(crm.growth_stage_reports), stages)


def _crops(place: _Place, year: int) -> list[Row]:
    """The field's crop rows; a slash in the demo's data makes two rows, as people enter them."""
    rows: list[Row] = []
    current = place.field.crops[1]
    for season, recorded in zip((year - 1, year, year + 1), place.field.crops, strict=True):
        for crop in recorded.split("/") if recorded else ():
            same = recorded == current
            rows.append(
                {
                    "field_id": place.field_id,
                    "start_year_int": season,
                    "crop_name": crop,
                    "variety": place.field.variety if same else None,
                    "expected_yield_t_ha": place.field.yield_t_ha if same else None,
                }
            )
    return rows


def _add_work(
    connection: Connection, places: list[_Place], farm_ids: dict[str, int], today: date, random: Random
) -> None:
    """Tasks with their fields and what was used from which stock."""
    materials = {material.name: material for material in products.MATERIALS}
    material_ids = dict(
        zip(
            materials,
            _insert(
                connection,
                crm.material_catalog,
                [
                    {
                        "name": material.name,
                        "brand": material.brand,
                        "group_name": material.group,
                        "formulation": material.formulation,
                        "unit": material.unit,
                    }
                    for material in materials.values()
                ],
            ),
            strict=True,
        )
    )
    by_farm = {farm.key: [place for place in places if place.farm is farm] for farm in FARMS}
    done = [(farm, task) for farm in FARMS for task in work.tasks(farm, random)]
    done.sort(key=lambda pair: -pair[1].days_ago)

    stocks = sorted({(farm.key, task.dose.material) for farm, task in done if task.dose is not None})
    stock_ids = dict(
        zip(
            stocks,
            _insert(
                connection,
                crm.inventory,
                [
                    {
                        "farmer_id": farm_ids[key],
                        "material_id": material_ids[name],
                        "quantity": float(random.randint(4, 40)),
                        "unit": materials[name].unit,
                        "purchase_date": today - timedelta(days=random.randint(205, 320)),
                        "purchase_price": materials[name].price,
                    }
                    for key, name in stocks
                ],
            ),
            strict=True,
        )
    )
    task_ids = _insert(
        connection,
        crm.tasks,
        [
            {
                "task_type": task.task_type,
                "description": task.description,
                "quantity": _used(task, farm),
                "date_performed": today - timedelta(days=task.days_ago),
                "status": "done",
                "inventory_id": stock_ids[farm.key, task.dose.material] if task.dose else None,
                "crop_name": farm.fields[task.field].crops[1],
                "rate_per_ha": task.dose.amount if task.dose else None,
                "rate_unit": task.dose.unit if task.dose else None,
            }
            for farm, task in done
        ],
    )
    connection.execute(
        insert(crm.task_fields),
        [
            {"task_id": task_id, "field_id": by_farm[farm.key][task.field].field_id}
            for task_id, (farm, task) in zip(task_ids, done, strict=True)
        ],
    )
    connection.execute(
        insert(crm.task_materials),
        [
            {
                "task_id": task_id,
                "inventory_id": stock_ids[farm.key, task.dose.material],
                "quantity": _used(task, farm),
            }
            for task_id, (farm, task) in zip(task_ids, done, strict=True)
            if task.dose is not None
        ],
    )


def _used(task: work.Task, farm: Farm) -> float | None:
    """How much the whole field took."""
    if task.dose is None:
        return None
    return round(task.dose.amount * float(farm.fields[task.field].hectares), 3)


def _add_messages(
    connection: Connection, farm_ids: dict[str, int], calendar: _Calendar, random: Random
) -> None:
    """Conversations of the last quarter, and the drafts with the questions that they answer."""
    spoken: list[tuple[datetime, str, str, str]] = []

    def say(farm: str, days_ago: int, share: float, turns: tuple[tuple[str, str], ...]) -> None:
        for turn, (role, words) in enumerate(turns):
            spoken.append(
                (calendar.at(days_ago, share + turn * 0.01 + random.uniform(0, 0.006)), farm, role, words)
            )

    for conversation in conversations.CONVERSATIONS:
        say(conversation.farm, conversation.days_ago, conversation.share, conversation.turns)
    for farm in FARMS:
        for question, answer in conversations.EVERYDAY[farm.language]:
            turns = (("user", question), ("system", answer))
            say(farm.key, random.randint(1, 89), random.uniform(0, 0.9), turns)
    drafts: list[tuple[datetime, conversations.Draft]] = []
    for draft in conversations.DRAFTS:
        say(draft.farm, draft.days_ago, draft.share, (("user", draft.question),))
        drafts.append((calendar.at(draft.days_ago, draft.share + 0.008), draft))
        if draft.status == "approved":
            say(draft.farm, draft.days_ago, draft.share + 0.04, (("system", draft.text),))
        elif draft.status == "rejected":
            say(
                draft.farm,
                draft.days_ago,
                draft.share + 0.04,
                (("agronomist", conversations.INSTEAD[draft.farm]),),
            )

    phones = {farm.key: farm.phone for farm in FARMS}
    connection.execute(
        insert(crm.incoming_messages),
        [
            {
                "farmer_id": farm_ids[farm],
                "phone_number": phones[farm],
                "message_text": words,
                "timestamp": clock.to_stored(moment),
                "role": role,
            }
            for moment, farm, role, words in sorted(spoken)
        ],
    )
    connection.execute(
        insert(crm.pending_messages),
        [
            {
                "farmer_id": farm_ids[draft.farm],
                "phone_number": phones[draft.farm],
                "message_text": draft.text,
                "status": draft.status,
                "requires_consultation": draft.requires_consultation,
                "created_at": clock.to_stored(moment),
            }
            for moment, draft in sorted(drafts, key=lambda pair: pair[0])
        ],
    )


def _midnight(today: date, days_ago: int) -> datetime:
    """A day's begin in the form that the CRM stores."""
    return datetime.combine(today - timedelta(days=days_ago), datetime.min.time())
