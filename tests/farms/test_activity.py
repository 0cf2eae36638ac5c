"""What happened lately, masked and in order."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, text

from ava_dashboard.farms.activity import Happening, Kind, read_activity
from ava_dashboard.farms.schema import read_schema
from tests.farm_rows import add_draft, add_farmer, add_field, add_message, add_stage_report, add_task
from tests.farms.conftest import ZAGREB

NOW = datetime(2026, 11, 24, 13, 2, 11, tzinfo=UTC)


def read(crm: Connection, per_country: int = 20) -> tuple[Happening, ...]:
    happenings, missing = read_activity(
        crm,
        schema=read_schema(crm),
        since=NOW - timedelta(days=30),
        now=NOW,
        zone=ZAGREB,
        per_country=per_country,
    )
    assert missing == ()
    return happenings


def test_all_kinds_newest_first_with_days_at_their_start(crm: Connection) -> None:
    ana = add_farmer(crm, manager_name="Ana", manager_last_name="Šimić", country="Hrvatska")
    bor = add_farmer(crm, manager_name=None, manager_last_name=None, farm_name="Kmetija Brezje", country="SI")
    field = add_field(crm, ana)
    add_message(crm, ana, "Dobar dan", at=NOW - timedelta(hours=1))
    add_message(crm, bor, "Odgovor", role="system", at=NOW - timedelta(days=1))
    add_draft(crm, bor, "Počakajte.", status=None, at=NOW - timedelta(hours=2))
    add_task(crm, field, task_type="Spraying", crop_name="jabuka", date_performed=date(2026, 11, 24))
    add_stage_report(
        crm, ana, field, crop_name="jabuka", growth_stage="BBCH 65", date_reported=date(2026, 11, 23)
    )
    assert read(crm) == (
        Happening(Kind.MESSAGE, NOW - timedelta(hours=1), None, "A. Š.", "HR", "Dobar dan", "user"),
        Happening(Kind.DRAFT, NOW - timedelta(hours=2), None, "K. B.", "SI", "Počakajte.", "pending"),
        Happening(Kind.TASK, None, date(2026, 11, 24), "A. Š.", "HR", "Spraying · jabuka", ""),
        Happening(Kind.MESSAGE, NOW - timedelta(days=1), None, "K. B.", "SI", "Odgovor", "system"),
        Happening(Kind.STAGE_REPORT, None, date(2026, 11, 23), "A. Š.", "HR", "jabuka · BBCH 65", ""),
    )


def test_what_lies_ahead_or_too_far_back_is_left_out(crm: Connection) -> None:
    farmer = add_farmer(crm)
    field = add_field(crm, farmer)
    add_message(crm, farmer, at=NOW + timedelta(seconds=1))
    add_message(crm, farmer, at=NOW - timedelta(days=31))
    add_task(crm, field, date_performed=date(2026, 11, 25))
    add_stage_report(crm, farmer, field, date_reported=date(2026, 12, 1))
    add_draft(crm, farmer, at=None)
    assert read(crm) == ()


def test_credentials_never_appear(crm: Connection) -> None:
    farmer = add_farmer(crm)
    add_message(crm, farmer, "AUTH_RECORD:ivo:tajna")
    add_message(crm, farmer, " \t\nAUTH_RECORD: ivo")
    add_draft(crm, farmer, "  AUTH_RECORD:ivo")
    assert read(crm) == ()


def test_texts_are_masked_before_they_are_cut(crm: Connection) -> None:
    add_message(
        crm,
        add_farmer(crm),
        "Molim vas nazovite me kada stignete na posjed, moj broj je 091 234 5678 ili ivo@x.hr",
    )
    (happening,) = read(crm)
    assert happening.text == "Molim vas nazovite me kada stignete na posjed, moj broj je ••• ili •••"


def test_every_country_has_its_newest_and_so_have_all_together(crm: Connection) -> None:
    croats, slovene, unknown = (
        add_farmer(crm, country="HR"),
        add_farmer(crm, country="SI"),
        add_farmer(crm, country=None),
    )
    for minutes in range(5):
        add_message(crm, croats, f"hr {minutes}", at=NOW - timedelta(minutes=minutes))
        add_draft(crm, croats, f"draft {minutes}", at=NOW - timedelta(minutes=minutes, seconds=30))
    add_message(crm, slovene, "si", at=NOW - timedelta(days=2))
    add_draft(crm, None, "nobody's", at=NOW - timedelta(days=3))
    add_message(crm, unknown, "nowhere", at=NOW - timedelta(days=4))
    found = read(crm, per_country=3)
    assert [one.text for one in found] == ["hr 0", "draft 0", "hr 1", "si", "nobody's", "nowhere"]
    assert [one.country for one in found[3:]] == ["SI", "", ""]


def test_a_task_on_many_fields_happened_once(crm: Connection) -> None:
    farmer = add_farmer(crm)
    add_task(crm, add_field(crm, farmer), add_field(crm, farmer))
    add_task(crm, date_performed=date(2026, 11, 1))
    assert [(one.farmer_initials, one.day) for one in read(crm)] == [
        ("I. Z.", date(2026, 11, 23)),
        ("–", date(2026, 11, 1)),
    ]


def test_a_missing_table_leaves_its_kind_out_and_is_named(crm: Connection) -> None:
    farmer = add_farmer(crm)
    add_message(crm, farmer)
    add_draft(crm, farmer)
    crm.execute(text("DROP TABLE tasks CASCADE; ALTER TABLE pending_messages DROP COLUMN created_at"))
    crm.execute(text("DROP TABLE farmers CASCADE"))
    happenings, missing = read_activity(
        crm, schema=read_schema(crm), since=NOW - timedelta(days=1), now=NOW, zone=ZAGREB
    )
    assert [(one.kind, one.farmer_initials, one.country) for one in happenings] == [(Kind.MESSAGE, "–", "")]
    assert missing == ("tasks.id", "tasks.task_type", "tasks.date_performed", "pending_messages.created_at")
