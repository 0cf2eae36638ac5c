"""What each figure and finding counts, and from which columns.

This is the one place where the needs of a figure stand: the queries refuse to run without them, and the
pages say which are missing.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Definition:
    """What a number means. `needs` are the columns without which it can't be had, as `table.column`."""

    key: str
    title: str
    counts: str
    needs: tuple[str, ...]


_FARMERS = ("farmers.id",)
_COUNTRY = ("farmers.id", "farmers.country")
_AREA = ("fields.id", "fields.area_ha")
_OWNER = ("fields.id", "fields.farmer_id", "farmers.id")
_MESSAGES = (
    "incoming_messages.farmer_id",
    "incoming_messages.timestamp",
    "incoming_messages.role",
    "incoming_messages.message_text",
)
_SEASON = ("field_crops.field_id", "field_crops.start_year_int", "field_crops.crop_name")
_DRAFTS = ("pending_messages.message_text", "pending_messages.created_at", "pending_messages.status")
_TASKS = ("tasks.id", "tasks.date_performed")

FIGURES = (
    Definition(
        "farmers",
        "Registered farmers",
        "All rows of the farmers table, whatever their status.",
        _FARMERS,
    ),
    Definition(
        "hectares",
        "Hectares",
        "The areas of all fields added up, fields without an owner included. "
        "Areas that are missing, not a number, infinite, zero or negative are left out and are findings.",
        _AREA,
    ),
    Definition(
        "average_farm",
        "Average farm",
        "All hectares divided by all registered farmers, those without fields included.",
        (*_FARMERS, *_AREA),
    ),
    Definition(
        "active_today",
        "Active today",
        "Farmers who have sent a message since midnight of the configured time zone. "
        "Stored credentials are no messages.",
        (*_FARMERS, *_MESSAGES),
    ),
    Definition(
        "hectares_by_category",
        "Hectares by crop category",
        "The area of each field, shared out equally among its different crops of the season. "
        "Where no crop is known, the land use of the field decides.",
        (*_AREA, "fields.raba", *_SEASON),
    ),
    Definition(
        "farmers_by_country",
        "Farmers by country",
        "Registered farmers by the country of the farmer. Names, codes and spellings of one country are one.",
        _COUNTRY,
    ),
    Definition(
        "activity",
        "What happened",
        "Messages, tasks, growth stage reports and drafts, the newest first. "
        "Names are initials; phone numbers and e-mail addresses are masked.",
        (
            *_FARMERS,
            *("incoming_messages.id", *_MESSAGES),
            *_TASKS,
            *("growth_stage_reports.id", "growth_stage_reports.farmer_id"),
            "growth_stage_reports.growth_stage",
            "growth_stage_reports.date_reported",
            *("pending_messages.id", "pending_messages.farmer_id", *_DRAFTS),
        ),
    ),
    Definition(
        "questions",
        "Questions",
        "Messages that farmers sent in the period. Stored credentials are no messages.",
        _MESSAGES,
    ),
    Definition(
        "tasks",
        "Tasks done",
        "Tasks whose day of work lies in the period and not in the future, whatever their status says.",
        _TASKS,
    ),
    Definition(
        "drafts_waiting",
        "Drafts waiting",
        "Drafted answers whose status is pending or missing. Stored credentials are no drafts.",
        ("pending_messages.id", "pending_messages.status", "pending_messages.message_text"),
    ),
    Definition(
        "review",
        "Draft review",
        "The drafts that wait, on the agronomic page: those that ask for an agronomist first, then the oldest.",
        (
            *("pending_messages.id", "pending_messages.farmer_id", "pending_messages.phone_number"),
            *("pending_messages.requires_consultation", *_DRAFTS),
        ),
    ),
)

FINDINGS = (
    Definition(
        "fields_without_owner",
        "Fields without an owner",
        "Fields that belong to no registered farmer. Their hectares count, a farmer does not.",
        _OWNER,
    ),
    Definition("areas_missing", "Areas missing", "Fields whose area is not written down.", _AREA),
    Definition("areas_not_a_number", "Areas that are no number", "Fields whose area is NaN.", _AREA),
    Definition("areas_infinite", "Infinite areas", "Fields whose area is infinite.", _AREA),
    Definition("areas_zero", "Areas of zero", "Fields whose area is zero.", _AREA),
    Definition("areas_negative", "Negative areas", "Fields whose area is below zero.", _AREA),
    Definition(
        "repeated_crop_rows",
        "Repeated crop rows",
        "Surplus rows that repeat field, year, crop and variety of another row. Sums count them once.",
        (*_SEASON, "field_crops.variety"),
    ),
    Definition(
        "orphan_task_fields",
        "Fields of tasks that do not exist",
        "Rows that tie a field to a task that is not there.",
        ("task_fields.task_id", "tasks.id"),
    ),
    Definition(
        "credentials_in_messages",
        "Credentials among the messages",
        "Messages that are credentials stored by an old sign-up. They are never shown or counted.",
        ("incoming_messages.id", "incoming_messages.message_text"),
    ),
    Definition(
        "credentials_in_drafts",
        "Credentials among the drafts",
        "Drafts that are credentials stored by an old sign-up. They are never shown or counted.",
        ("pending_messages.id", "pending_messages.message_text"),
    ),
    Definition(
        "garbled_farm_names",
        "Garbled names of farms",
        "Farms whose name was stored in one encoding and read in another.",
        ("farmers.id", "farmers.farm_name"),
    ),
    Definition(
        "garbled_people",
        "Garbled names of people",
        "Farmers with a garbled first or last name.",
        ("farmers.id", "farmers.manager_name", "farmers.manager_last_name"),
    ),
    Definition(
        "garbled_places",
        "Garbled names of places",
        "Farmers with a garbled street, village or city.",
        ("farmers.id", "farmers.street_and_no", "farmers.village", "farmers.city"),
    ),
    Definition(
        "garbled_fields",
        "Garbled names of fields",
        "Fields with a garbled name.",
        ("fields.id", "fields.field_name"),
    ),
    Definition(
        "garbled_crops",
        "Garbled names of crops",
        "Crop rows of any year with a garbled name. They are not recognised until somebody corrects them.",
        ("field_crops.field_id", "field_crops.crop_name"),
    ),
    Definition(
        "crops_not_recognised",
        "Crops not recognised",
        "Crop rows of the season that name a crop which is not in the list. "
        "The land use of the field decides their category.",
        _SEASON,
    ),
    Definition(
        "crops_without_diacritics",
        "Crops without diacritics",
        "Crop rows of the season that name a crop which is recognised only when accents are ignored.",
        _SEASON,
    ),
    Definition(
        "farmers_without_country",
        "Farmers without a country",
        "Farmers for whom no country is written down.",
        _COUNTRY,
    ),
    Definition(
        "countries_not_recognised",
        "Countries not recognised",
        "Farmers whose country is a text that names no country in any of the known languages.",
        _COUNTRY,
    ),
    Definition(
        "sequences_behind",
        "Sequences behind",
        "Tables whose next number is already taken, so that the next row can't be added.",
        (),
    ),
    Definition(
        "drafts_without_status",
        "Drafts without a status",
        "Drafts whose status is missing. They count as waiting.",
        ("pending_messages.id", "pending_messages.status"),
    ),
    Definition(
        "repeated_phone_numbers",
        "Repeated phone numbers",
        "Phone numbers that stand at more than one farmer, however they are written.",
        ("farmers.id", "farmers.wa_phone_number"),
    ),
    Definition(
        "left_but_active",
        "Left, yet active",
        "Farmers with a date of leaving whose status or flag says that they are active. The date stands.",
        ("farmers.id", "farmers.unsubscribed_at", "farmers.subscription_status"),
    ),
)

DEFINITIONS = (*FIGURES, *FINDINGS)

_BY_KEY = {definition.key: definition for definition in DEFINITIONS}


def definition(key: str) -> Definition:
    """The definition with this key; KeyError if there is none."""
    return _BY_KEY[key]
