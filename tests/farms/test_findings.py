"""Oddities in the data, each counted by hand."""

from sqlalchemy import Connection, text

from ava_dashboard.farms.definitions import FINDINGS
from ava_dashboard.farms.findings import Example, Finding, read_findings
from ava_dashboard.farms.schema import read_schema
from tests.farm_rows import add_crop, add_draft, add_farmer, add_field, add_message, add_task, add_task_field

GARBLED = "Je─Źmen"


def found(crm: Connection) -> dict[str, Finding]:
    findings = read_findings(crm, schema=read_schema(crm), season=2026)
    keys = [finding.key for finding in findings]
    # The plain schema records no leaving, so that nothing can disagree about it.
    optional = {"left_but_active"} - set(keys)
    assert keys == [definition.key for definition in FINDINGS if definition.key not in optional]
    return {finding.key: finding for finding in findings}


def odd(crm: Connection) -> dict[str, tuple[int | None, tuple[int, ...]]]:
    """The findings that count something, with their ids."""
    return {key: (one.count, one.sample_ids) for key, one in found(crm).items() if one.count}


def test_clean_data_has_no_findings_but_all_are_measured_that_can_be(crm: Connection) -> None:
    farmer = add_farmer(crm, country="Hrvatska", manager_name="Đuro", farm_name="OPG Čačić")
    field = add_field(crm, farmer, field_name="Livada kraj šume")
    add_crop(crm, field, "Pšenica")
    add_message(crm, farmer)
    add_draft(crm, farmer)
    add_task(crm, field)
    assert odd(crm) == {}
    assert [key for key, one in found(crm).items() if not one.measured] == []


def test_fields_without_owner(crm: Connection) -> None:
    add_field(crm, add_farmer(crm))
    first, second = add_field(crm, None), add_field(crm, None)
    assert odd(crm) == {"fields_without_owner": (2, (first, second))}


def test_every_kind_of_bad_area(crm: Connection) -> None:
    crm.execute(text("ALTER TABLE fields ALTER COLUMN area_ha DROP NOT NULL"))
    farmer = add_farmer(crm)
    add_field(crm, farmer, area_ha=0.0001)
    areas = [None, float("nan"), float("inf"), float("-inf"), 0, -1, -2]
    ids = [add_field(crm, farmer, area_ha=area) for area in areas]
    assert odd(crm) == {
        "areas_missing": (1, (ids[0],)),
        "areas_not_a_number": (1, (ids[1],)),
        "areas_infinite": (2, (ids[2], ids[3])),
        "areas_zero": (1, (ids[4],)),
        "areas_negative": (2, (ids[5], ids[6])),
    }


def test_repeated_crop_rows_count_the_surplus(crm: Connection) -> None:
    farmer = add_farmer(crm)
    one, two = add_field(crm, farmer), add_field(crm, farmer)
    for _ in range(3):
        add_crop(crm, one, "pšenica")
        add_crop(crm, one, "pšenica", variety="Vulkan", start_year_int=2025)
    add_crop(crm, two, "pšenica")
    add_crop(crm, two, "pšenica", variety="Vulkan")
    assert odd(crm) == {"repeated_crop_rows": (4, (one,))}


def test_fields_of_tasks_that_do_not_exist(crm: Connection) -> None:
    field = add_field(crm, add_farmer(crm))
    add_task(crm, field)
    add_task_field(crm, 9001, field)
    add_task_field(crm, 9001, field)
    assert odd(crm) == {"orphan_task_fields": (2, (9001,))}


def test_credentials_in_messages_and_drafts(crm: Connection) -> None:
    farmer = add_farmer(crm)
    message = add_message(crm, farmer, "\n AUTH_RECORD:x")
    draft = add_draft(crm, farmer, "AUTH_RECORD:y")
    add_message(crm, farmer, "Što je AUTH_RECORD:?")
    assert odd(crm) == {"credentials_in_messages": (1, (message,)), "credentials_in_drafts": (1, (draft,))}


def test_garbled_names_of_everything(crm: Connection) -> None:
    farm = add_farmer(crm, farm_name=GARBLED)
    first = add_farmer(crm, manager_name="đ╝đ░đŻđ│đż")
    last = add_farmer(crm, manager_last_name=GARBLED)
    places = [add_farmer(crm, **{column: GARBLED}) for column in ("street_and_no", "village", "city")]
    field = add_field(crm, farm, field_name=GARBLED)
    add_crop(crm, field, GARBLED)
    add_crop(crm, field, GARBLED, start_year_int=2024)
    findings = found(crm)
    assert odd(crm) == {
        "garbled_farm_names": (1, (farm,)),
        "garbled_people": (2, (first, last)),
        "garbled_places": (3, tuple(places)),
        "garbled_fields": (1, (field,)),
        "garbled_crops": (2, (field,)),
        "crops_not_recognised": (1, (field,)),
    }
    assert findings["garbled_crops"].distinct == 1
    assert findings["garbled_crops"].examples == (Example(GARBLED, "Ječmen"),)
    assert findings["garbled_people"].examples == ()


def test_crops_that_are_not_recognised_or_only_without_diacritics(crm: Connection) -> None:
    farmer = add_farmer(crm)
    one, two, three = (add_field(crm, farmer) for _ in range(3))
    add_crop(crm, one, "TDM/pšenica")
    add_crop(crm, two, "tdm (novo)/Nešto")
    add_crop(crm, three, "Psenica")
    add_crop(crm, three, "psenica", start_year_int=2025)
    assert odd(crm) == {"crops_not_recognised": (2, (one, two)), "crops_without_diacritics": (1, (three,))}
    finding = found(crm)["crops_not_recognised"]
    assert finding.distinct == 2
    assert {example.written.casefold() for example in finding.examples} == {"tdm", "nešto"}


def test_countries_that_are_missing_or_unknown(crm: Connection) -> None:
    missing = [add_farmer(crm, country=None), add_farmer(crm, country=" ")]
    unknown = [add_farmer(crm, country="Nowhere land"), add_farmer(crm, country="Nowhere  land")]
    assert odd(crm) == {
        "farmers_without_country": (2, tuple(missing)),
        "countries_not_recognised": (2, tuple(unknown)),
    }
    assert found(crm)["countries_not_recognised"].distinct == 1


def test_sequences_that_lag_behind(crm: Connection) -> None:
    crm.execute(
        text(
            "SELECT setval('tasks_id_seq', 5), setval('farmers_id_seq', 8, false), setval('fields_id_seq', 6)"
        )
    )
    crm.execute(text("INSERT INTO tasks (id, task_type) VALUES (6, 'Spraying')"))
    add_farmer(crm, id=7)
    add_field(crm, 7, id=6)
    finding = found(crm)["sequences_behind"]
    assert (finding.count, finding.examples, finding.missing) == (1, (Example("tasks"),), ())


def test_a_sequence_that_may_not_be_read_is_not_taken_for_sound(crm: Connection) -> None:
    crm.execute(
        text("CREATE ROLE findings_reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO findings_reader")
    )
    crm.execute(text("SET LOCAL ROLE findings_reader"))
    finding = found(crm)["sequences_behind"]
    assert finding.count is None
    assert "tasks_id_seq" in finding.missing


def test_drafts_without_status(crm: Connection) -> None:
    draft = add_draft(crm, add_farmer(crm), status=None)
    assert odd(crm) == {"drafts_without_status": (1, (draft,))}


def test_repeated_phone_numbers_however_written(crm: Connection) -> None:
    first = add_farmer(crm, wa_phone_number="+385 00 111")
    add_farmer(crm, wa_phone_number="0038500-111")
    add_farmer(crm, wa_phone_number="38500111")
    add_farmer(crm, wa_phone_number="38500112")
    for _ in range(2):
        add_farmer(crm, wa_phone_number=None)
        add_farmer(crm, wa_phone_number=" ")
    assert odd(crm) == {"repeated_phone_numbers": (1, (first,))}


def test_left_by_date_yet_active_by_status(crm: Connection) -> None:
    crm.execute(
        text("ALTER TABLE farmers ADD COLUMN unsubscribed_at timestamp, ADD COLUMN subscription_status text")
    )
    farmer = add_farmer(crm)
    add_farmer(crm)
    crm.execute(text("UPDATE farmers SET subscription_status = ' Active '"))
    crm.execute(text(f"UPDATE farmers SET unsubscribed_at = '2026-10-01' WHERE id = {farmer}"))
    assert odd(crm) == {"left_but_active": (1, (farmer,))}


def test_ten_ids_are_enough(crm: Connection) -> None:
    ids = [add_field(crm, None) for _ in range(12)]
    assert odd(crm) == {"fields_without_owner": (12, tuple(ids[:10]))}


def test_what_is_missing_is_named_and_is_not_zero(crm: Connection) -> None:
    crm.execute(text("DROP TABLE pending_messages; ALTER TABLE farmers DROP COLUMN country CASCADE"))
    findings = found(crm)
    assert findings["drafts_without_status"].count is None
    assert findings["drafts_without_status"].missing == ("pending_messages.id", "pending_messages.status")
    assert findings["farmers_without_country"].missing == ("farmers.country",)
    assert findings["fields_without_owner"].count == 0
