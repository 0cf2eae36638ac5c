"""What the review page shows, as text: names, ages, sentences. Made from what the queries found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext, ngettext

from ava_dashboard.agronomic.actions import LONGEST_MESSAGE, Refusal
from ava_dashboard.agronomic.queries.conversation import Message
from ava_dashboard.agronomic.queries.decisions import AlreadyDecided
from ava_dashboard.agronomic.queries.farmer import Farmer
from ava_dashboard.agronomic.queries.fields import Field
from ava_dashboard.agronomic.queries.review import Case
from ava_dashboard.agronomic.queries.waiting import PAGE_SIZE, WaitingDraft, WaitingPage
from ava_dashboard.web.formatting import DASH, age_text, decimal, moment_text, whole


@dataclass(frozen=True)
class Banner:
    """One message above the draft."""

    state: str
    title: str
    text: str


@dataclass(frozen=True)
class QueueItem:
    """A waiting draft as the macro queue_item takes it."""

    name: str
    href: str
    wait: str
    level: str
    reason: str
    icon: str
    meta: str
    tags: tuple[str, ...]
    current: bool


@dataclass(frozen=True)
class Queue:
    """The left pane. `newer` and `older` are addresses of the pages beside this one, or empty."""

    sentence: str
    note: str
    items: tuple[QueueItem, ...]
    shown: str
    newer: str
    older: str


@dataclass(frozen=True)
class Bubble:
    """One message; `lines` so that its line breaks show."""

    who: str
    time: str
    lines: tuple[str, ...]
    out: bool
    note: str


@dataclass(frozen=True)
class FarmerPane:
    """The right pane: who asks, and what they farm. `note` says why something is missing."""

    facts: tuple[tuple[str, str], ...]
    fields_note: str
    fields: tuple[tuple[str, str, str], ...]
    note: str


@dataclass(frozen=True)
class CaseShown:
    """The open draft in the middle; `seen` is the fingerprint that the forms send back.

    `conversation_note` says why no message stands there.
    """

    id: str
    name: str
    lines: tuple[str, ...]
    written: str
    length: str
    seen: str
    asks_for_person: bool
    decided: Banner | None
    bubbles: tuple[Bubble, ...]
    conversation_note: str
    pane: FarmerPane


def queue_shown(
    page: WaitingPage, farmers: Mapping[int, Farmer], *, current: int | None, now: datetime
) -> Queue:
    """The queue with its sentence, which answers whether anything waits."""
    first = (page.number - 1) * PAGE_SIZE + 1
    last = first + len(page.drafts) - 1
    return Queue(
        sentence=_sentence(page),
        note=ngettext("%(num)s waiting", "%(num)s waiting", page.total),
        items=tuple(_item(draft, farmers, page.number, current, now) for draft in page.drafts),
        shown=gettext(
            "%(first)s–%(last)s of %(total)s", first=whole(first), last=whole(last), total=whole(page.total)
        ),
        newer=url_for("agronomic.queue", page=page.number - 1) if page.number > 1 else "",
        older=url_for("agronomic.queue", page=page.number + 1) if page.number < page.pages else "",
    )


def case_shown(case: Case, *, season: int, zone: ZoneInfo, now: datetime) -> CaseShown:
    """The open draft with its conversation and its farmer."""
    draft = case.draft
    name = name_of(case.farmer, draft.farmer_id, draft.phone_number)
    written = (
        gettext("written at an unknown time")
        if draft.written_at is None
        else gettext("written %(time)s", time=moment_text(draft.written_at, zone, now=now))
    )
    if draft.farmer_id is None:
        note = gettext("The draft belongs to no farmer, so there is no conversation.")
    elif case.messages_lack:
        note = gettext("Needs %(names)s.", names=", ".join(case.messages_lack))
    else:
        note = "" if case.messages else gettext("No message of this farmer is recorded.")
    return CaseShown(
        id=str(draft.id),
        name=name,
        lines=tuple(draft.text.splitlines()),
        written=written,
        length=ngettext("%(num)s character", "%(num)s characters", len(draft.text)),
        seen=draft.fingerprint,
        asks_for_person=draft.requires_consultation,
        decided=None if case.decided is None else decided_banner(case.decided, zone=zone, now=now),
        bubbles=tuple(_bubble(message, name, zone, now) for message in case.messages),
        conversation_note=note,
        pane=_farmer_pane(case, season),
    )


def address(draft_id: int, page: int) -> str:
    """The review page with this draft open."""
    return url_for("agronomic.queue", draft=draft_id, page=page if page > 1 else None)


def done(draft_id: int, decision: str) -> str:
    """What a decision just brought about."""
    if decision == "rejected":
        return gettext("Draft %(id)s is rejected; nothing goes out.", id=str(draft_id))
    if decision == "edited":
        return gettext("Your edit of draft %(id)s is approved; the CRM delivers it.", id=str(draft_id))
    return gettext("Draft %(id)s is approved; the CRM delivers it.", id=str(draft_id))


def invalid_banner(errors: Mapping[str, Sequence[str]]) -> Banner:
    """What is wrong with a form; its field says so too, further down."""
    return Banner(
        "bad", gettext("Nothing was decided."), " ".join(line for lines in errors.values() for line in lines)
    )


def changed_banner() -> Banner:
    """The draft is not the one that the reviewer saw."""
    return Banner(
        "warn",
        gettext("The draft has changed since you opened it."),
        gettext("Nothing was decided. The new one stands here: read it, then decide."),
    )


def decided_banner(decided: AlreadyDecided, *, zone: ZoneInfo, now: datetime) -> Banner:
    """Who decided, when and how. The first decision stands."""
    if decided.by is None or decided.at is None:
        return Banner(
            "info",
            gettext("Decided elsewhere."),
            gettext(
                "In the CRM its status is “%(status)s”; nobody decided it here.", status=decided.decision
            ),
        )
    words = {
        "approved": gettext("approved"),
        "edited": gettext("edited and approved"),
        "rejected": gettext("rejected"),
    }
    return Banner(
        "info",
        gettext(
            "Decided by %(name)s at %(time)s: %(decision)s.",
            name=decided.by,
            time=moment_text(decided.at, zone, now=now),
            decision=words[decided.decision],
        ),
        gettext("The first decision stands."),
    )


def refusal_banner(refusal: Refusal) -> Banner:
    """Why a text did not go out, and what to do."""
    reasons = {
        Refusal.EMPTY: gettext("The draft is empty. Write an answer, or reject it."),
        Refusal.TOO_LONG: gettext(
            "The draft is longer than %(longest)s characters. Shorten it.", longest=str(LONGEST_MESSAGE)
        ),
        Refusal.NO_FARMER: gettext(
            "Its farmer does not exist in the CRM any more. Reject it, or mend the CRM."
        ),
        Refusal.NO_PHONE: gettext("Neither the draft nor its farmer has a phone number. Add one in the CRM."),
        Refusal.NUMBERS_TAKEN: gettext(
            "The sequence incoming_messages_id_seq lags too far behind its table. An operator can set it."
        ),
    }
    return Banner("bad", gettext("Nothing was sent."), reasons[refusal])


def name_of(farmer: Farmer | None, farmer_id: int | None, phone: str | None) -> str:
    """The best name there is: person, farm, phone number, or a number."""
    if farmer is not None and (farmer.person or farmer.farm):
        return farmer.person or farmer.farm
    if phone and phone.strip():
        return phone.strip()
    return gettext("Nobody known") if farmer_id is None else gettext("Farmer %(id)s", id=str(farmer_id))


def _sentence(page: WaitingPage) -> str:
    if page.total == 0:
        return gettext("No draft waits.")
    waits = ngettext("%(num)s draft waits", "%(num)s drafts wait", page.total)
    if page.asking == 0:
        return gettext("%(waits)s; none asks for an agronomist’s judgement.", waits=waits)
    asks = ngettext(
        "%(num)s asks for an agronomist’s judgement", "%(num)s ask for an agronomist’s judgement", page.asking
    )
    return gettext("%(waits)s; %(asks)s.", waits=waits, asks=asks)


def _bubble(message: Message, name: str, zone: ZoneInfo, now: datetime) -> Bubble:
    writers = {"user": name, "system": gettext("Assistant"), "agronomist": gettext("Agronomist")}
    return Bubble(
        who=writers.get(message.role, message.role),
        time=moment_text(message.at, zone, now=now),
        lines=tuple(message.text.splitlines()),
        out=message.role != "user",
        note=gettext("only the beginning is shown") if message.cut else "",
    )


def _farmer_pane(case: Case, season: int) -> FarmerPane:
    draft, farmer, fields = case.draft, case.farmer, case.fields
    phone = (draft.phone_number or "").strip() or (farmer.phone if farmer else "")
    facts = [(gettext("Phone"), phone or DASH)]
    if farmer is not None:
        facts = [
            (gettext("Name"), farmer.person or DASH),
            (gettext("Farm"), farmer.farm or DASH),
            (gettext("Country"), farmer.country or DASH),
            *facts,
        ]
    note, total = "", ""
    if draft.farmer_id is None:
        note = gettext("The draft belongs to no farmer, only to a phone number.")
    elif case.farmer_lacks:
        note = gettext("Needs %(names)s.", names=", ".join(case.farmer_lacks))
    elif farmer is None:
        note = gettext("The farmer does not exist in the CRM any more.")
    elif fields is not None and fields.count > len(fields.largest):
        note = gettext("Only the largest %(n)s are listed.", n=str(len(fields.largest)))
    if fields is not None:
        area = decimal(fields.hectares)
        total = ngettext("%(num)s field, %(area)s ha", "%(num)s fields, %(area)s ha", fields.count, area=area)
    rows = () if fields is None else tuple(_field_row(field, season) for field in fields.largest)
    return FarmerPane(facts=tuple(facts), fields_note=total, fields=rows, note=note)


def _item(
    draft: WaitingDraft, farmers: Mapping[int, Farmer], page: int, current: int | None, now: datetime
) -> QueueItem:
    farmer = None if draft.farmer_id is None else farmers.get(draft.farmer_id)
    asks = draft.requires_consultation
    return QueueItem(
        name=name_of(farmer, draft.farmer_id, draft.phone_number),
        href=address(draft.id, page) + "#case",
        wait=DASH if draft.written_at is None else age_text((now - draft.written_at).total_seconds()),
        level="warn" if asks else "",
        reason=gettext("Asks for an agronomist") if asks else gettext("Routine answer"),
        icon="" if asks else "draft",
        meta=" ".join(draft.excerpt.split()) or gettext("An empty draft"),
        tags=(farmer.country,) if farmer is not None and farmer.country else (),
        current=draft.id == current,
    )


def _field_row(field: Field, season: int) -> tuple[str, str, str]:
    if field.crops is None:
        crops = gettext("not recorded: needs field_crops")
    else:
        crops = ", ".join(field.crops) or gettext("no crop recorded in %(year)s", year=str(season))
    return field.name, DASH if field.hectares is None else decimal(field.hectares), crops
