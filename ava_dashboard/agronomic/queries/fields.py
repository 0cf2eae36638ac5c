"""A farmer's fields with their hectares and the crops of a season."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    Numeric,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
)

from ava_dashboard.models.crm import field_crops, fields

NEEDS = tuple(f"fields.{name}" for name in ("id", "farmer_id", "field_name", "area_ha"))
CROPS_NEED = tuple(f"field_crops.{name}" for name in ("field_id", "start_year_int", "crop_name"))
SHOWN_FIELDS = 12

# NaN is greater than infinity in PostgreSQL, so this leaves it out too.
_usable: ColumnElement[bool] = (fields.c.area_ha > 0) & (fields.c.area_ha < literal("Infinity", Double))
_hectares = case((_usable, cast(fields.c.area_ha, Numeric)))
_is_farmers = fields.c.farmer_id == bindparam("farmer_id")

_sums = select(func.count(), func.coalesce(func.sum(_hectares), 0)).where(_is_farmers)
_largest = (
    select(fields.c.id, fields.c.field_name, _hectares)
    .where(_is_farmers)
    .order_by(_hectares.desc().nulls_last(), fields.c.id)
    .limit(SHOWN_FIELDS)
)
_crops = (
    select(field_crops.c.field_id, field_crops.c.crop_name)
    .distinct()
    .where(
        field_crops.c.field_id.in_(bindparam("field_ids", expanding=True)),
        field_crops.c.start_year_int == bindparam("season"),
    )
    .order_by(field_crops.c.field_id, field_crops.c.crop_name)
)


@dataclass(frozen=True)
class Field:
    """A field; `hectares` is None where no usable area stands, `crops` where the CRM has no crops."""

    name: str
    hectares: Decimal | None
    crops: tuple[str, ...] | None


@dataclass(frozen=True)
class FarmerFields:
    """All fields of a farmer counted and summed (usable areas only), and the largest few by name."""

    count: int
    hectares: Decimal
    largest: tuple[Field, ...]


def read_fields(connection: Connection, *, farmer_id: int, season: int, with_crops: bool) -> FarmerFields:
    """The farmer's fields and, unless the CRM has no table of crops, what grows on them in `season`."""
    count, hectares = connection.execute(_sums, {"farmer_id": farmer_id}).one()
    rows = connection.execute(_largest, {"farmer_id": farmer_id}).all()
    crops: dict[int, list[str]] = {id_: [] for id_, _, _ in rows}
    if with_crops:
        for field_id, crop in connection.execute(_crops, {"field_ids": list(crops), "season": season}):
            crops[field_id].append(crop)
    largest = tuple(Field(name, area, tuple(crops[id_]) if with_crops else None) for id_, name, area in rows)
    return FarmerFields(count, Decimal(hectares), largest)
