"""Who asks: names and phone numbers of farmers. For roles that may see personal data only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from ava_dashboard.models.crm import farmers

NEEDS = tuple(
    f"farmers.{name}"
    for name in (
        "id",
        "farm_name",
        "manager_name",
        "manager_last_name",
        "country",
        "wa_phone_number",
        "phone",
    )
)

_columns = farmers.c
_farmers = select(
    _columns.id,
    _columns.manager_name,
    _columns.manager_last_name,
    _columns.farm_name,
    _columns.country,
    _columns.wa_phone_number,
    _columns.phone,
).where(_columns.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True)
class Farmer:
    """A farm and its manager; what the CRM does not know is an empty text."""

    id: int
    person: str
    farm: str
    country: str
    phone: str


def read_farmers(connection: Connection, *, farmer_ids: Iterable[int]) -> Mapping[int, Farmer]:
    """The farmers that exist among those asked for, by id."""
    ids = sorted(set(farmer_ids))
    rows = connection.execute(_farmers, {"ids": ids}).all() if ids else ()
    return {
        id_: Farmer(
            id_,
            " ".join(filter(None, (_stripped(first), _stripped(last)))),
            _stripped(farm),
            _stripped(country),
            _stripped(whatsapp) or _stripped(phone),
        )
        for id_, first, last, farm, country, whatsapp, phone in rows
    }


def _stripped(text: str | None) -> str:
    return (text or "").strip()
