"""Everything that the review page shows, read in one snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from ava_dashboard.agronomic.queries import conversation, farmer, fields, waiting
from ava_dashboard.agronomic.queries.conversation import Message, read_conversation
from ava_dashboard.agronomic.queries.decisions import AlreadyDecided, read_decision
from ava_dashboard.agronomic.queries.draft import Draft, read_draft
from ava_dashboard.agronomic.queries.farmer import Farmer, read_farmers
from ava_dashboard.agronomic.queries.fields import FarmerFields, read_fields
from ava_dashboard.agronomic.queries.waiting import WaitingPage, read_waiting
from ava_dashboard.farms.schema import CrmSchema, read_schema


@dataclass(frozen=True)
class Case:
    """A draft and what stands beside it; the two `…_lacks` name columns that this copy of the CRM has not."""

    draft: Draft
    decided: AlreadyDecided | None
    farmer: Farmer | None
    fields: FarmerFields | None
    farmer_lacks: tuple[str, ...]
    messages: tuple[Message, ...]
    messages_lack: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """The queue, the names of those in it by farmer's id, and the open case, if any."""

    waiting: WaitingPage
    farmers: Mapping[int, Farmer]
    case: Case | None


def read_review(connection: Connection, *, page: int, draft_id: int | None, season: int) -> Review:
    """Raises MissingColumns when drafts can't be read, NotFound when there is no such draft."""
    schema = read_schema(connection)
    schema.require(waiting.NEEDS)
    queue = read_waiting(connection, page=page)
    asked = [] if schema.lacks(*farmer.NEEDS) else [item.farmer_id for item in queue.drafts]
    farmers = read_farmers(connection, farmer_ids=filter(None, asked))
    case = (
        None
        if draft_id is None
        else _read_case(connection, schema, read_draft(connection, draft_id=draft_id), season)
    )
    return Review(queue, farmers, case)


def _read_case(connection: Connection, schema: CrmSchema, draft: Draft, season: int) -> Case:
    farmer_lacks, fields_lack = schema.lacks(*farmer.NEEDS), schema.lacks(*fields.NEEDS)
    messages_lack = schema.lacks(*conversation.NEEDS)
    person, land = None, None
    messages: tuple[Message, ...] = ()
    if draft.farmer_id is not None:
        if not farmer_lacks:
            person = read_farmers(connection, farmer_ids=[draft.farmer_id]).get(draft.farmer_id)
        if not fields_lack:
            crops = not schema.lacks(*fields.CROPS_NEED)
            land = read_fields(connection, farmer_id=draft.farmer_id, season=season, with_crops=crops)
        if not messages_lack:
            messages = read_conversation(connection, farmer_id=draft.farmer_id)
    return Case(
        draft=draft,
        decided=read_decision(connection, draft=draft),
        farmer=person,
        fields=land,
        farmer_lacks=farmer_lacks + fields_lack,
        messages=messages,
        messages_lack=messages_lack,
    )
