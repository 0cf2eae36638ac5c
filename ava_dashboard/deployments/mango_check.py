"""Does the console tell the truth? The page is compared with the database, from outside.

A check that can't fail proves nothing: the same comparison with one hectare more must fail.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from time import sleep
from typing import Any

from ava_dashboard.config import Config, Theme
from ava_dashboard.core import clock
from ava_dashboard.deployments.console_page import ENTRIES, Console, CouldNotLook, Page, number
from ava_dashboard.deployments.crm_counts import Counts, read_counts

TRIES = 3
POLL_SECONDS = 1.0
MANGO_PAGE = "?country=BG&category=orchard"
SHORTEST_COMMIT = 7


class Verdict(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """One check with its verdict and what was seen."""

    check: str
    verdict: Verdict
    evidence: str


@dataclass(frozen=True)
class Report:
    """All checks of one look at `url`."""

    url: str
    lines: tuple[Line, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of the lines; what could not be looked at is not passed."""
        verdicts = {line.verdict for line in self.lines}
        for worst in (Verdict.FAIL, Verdict.UNKNOWN):
            if worst in verdicts:
                return worst
        return Verdict.PASS

    @property
    def exit_code(self) -> int:
        """0 all pass, 1 a fail, 3 no fail but something could not be looked at."""
        return {Verdict.PASS: 0, Verdict.FAIL: 1, Verdict.UNKNOWN: 3}[self.verdict]

    def as_json(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "verdict": self.verdict.value,
            "exit_code": self.exit_code,
            "lines": [
                {"check": line.check, "verdict": line.verdict.value, "evidence": line.evidence}
                for line in self.lines
            ],
        }


@dataclass(frozen=True)
class Evidence:
    """What was seen at one moment. `counts` is None when the database would not stand still."""

    version: dict[str, str]
    page: Page
    orchards: Page
    counts: Counts | None


def run(
    *,
    url: str,
    token: str | None,
    config: Config,
    expect_farmers: int | None = None,
    expect_hectares: Decimal | None = None,
) -> Report:
    """Look at the console at `url`. Without a token: that of the configuration, else the demo's own.

    Never raises for what it finds: what stands in the way becomes a line of its own.
    """
    try:
        console = Console(url, token or config.service_token or _demo_token(config))
        seen = _look(console, config)
    except CouldNotLook as error:
        return Report(url, (Line("look", Verdict.UNKNOWN, str(error)),))
    lines = list(_judge(seen, config.theme))
    if expect_farmers is not None:
        lines.append(_expected("farmers", seen.page.farmers, Decimal(expect_farmers)))
    if expect_hectares is not None:
        lines.append(_expected("hectares", seen.page.hectares, expect_hectares))
    return Report(url, tuple(lines))


def _demo_token(config: Config) -> str:
    path = config.state_folder / "service-token"
    if config.demo and path.is_file():
        return path.read_text("utf-8").strip()
    raise CouldNotLook(
        "there is no service token: make one with `tokens add`, give it by AVA_SERVICE_TOKEN or --token"
    )


def _look(console: Console, config: Config) -> Evidence:
    """Read the database before and after the page, until it is the same, three times at most."""
    version = console.version()
    for _ in range(TRIES):
        before = read_counts(config)
        page, orchards = console.business_page(), console.business_page(MANGO_PAGE)
        if not _agree(page, orchards, before):
            # The page may be as old as its snapshot: one that was taken after `before` must agree.
            page = _newer_page(console, page, 2.0 * config.snapshot_seconds)
            orchards = console.business_page(MANGO_PAGE)
        if read_counts(config) == before:
            return Evidence(version, page, orchards, before)
    return Evidence(version, page, orchards, None)


def _newer_page(console: Console, page: Page, seconds: float) -> Page:
    """The page once it was updated again; the last one that was seen if it was not within the time."""
    until = clock.monotonic() + seconds
    newer = page
    while "updated" in page.box and newer.box.get("updated") == page.box["updated"]:
        if clock.monotonic() >= until:
            break
        sleep(POLL_SECONDS)
        newer = console.business_page()
    return newer


def _agree(page: Page, orchards: Page, counts: Counts) -> bool:
    return all(line.verdict is not Verdict.FAIL for line in _against_database(page, orchards, counts))


def _judge(seen: Evidence, theme: Theme) -> Iterator[Line]:
    yield _box(seen.page)
    yield _colours(seen.page, theme)
    for entry, key in (("version", "version"), ("build", "build_id"), ("commit", "commit")):
        yield _same_as_version(entry, seen.page.box.get(entry), seen.version[key])
    if seen.counts is None:
        for check in ("farmers", "hectares", "mango", "negative"):
            yield Line(check, Verdict.UNKNOWN, f"the database changed during each of {TRIES} looks")
        return
    yield from _against_database(seen.page, seen.orchards, seen.counts)
    yield _negative(seen.page, seen.orchards, seen.counts)


def _against_database(page: Page, orchards: Page, counts: Counts) -> tuple[Line, ...]:
    return (
        _same_as_database("farmers", page.box.get("farmers"), Decimal(counts.farmers)),
        _same_as_database("hectares", page.box.get("hectares"), counts.hectares),
        _mango(orchards, counts),
    )


def _box(page: Page) -> Line:
    missing = [key for key in ENTRIES if not page.box.get(key)]
    if missing:
        return Line("debug box", Verdict.FAIL, f"the page does not show: {', '.join(missing)}")
    return Line("debug box", Verdict.PASS, f"shows {', '.join(ENTRIES)}")


def _colours(page: Page, theme: Theme) -> Line:
    wanted = {"bg": theme.debug_background, "line": theme.debug_border, "text": theme.debug_text}
    shown = ", ".join(f"{name} {page.colours.get(name, 'missing')}" for name in wanted)
    same = {name: colour.lower() for name, colour in page.colours.items()} == {
        name: colour.lower() for name, colour in wanted.items()
    }
    if same:
        return Line("colours", Verdict.PASS, shown)
    expected = ", ".join(f"{name} {colour}" for name, colour in wanted.items())
    return Line("colours", Verdict.FAIL, f"the page has {shown}; configured are {expected}")


def _same_as_version(entry: str, shown: str | None, said: str) -> Line:
    evidence = f"page {shown or 'nothing'}, /version {said}"
    same = shown is not None and (shown == said or (entry == "commit" and _abbreviates(shown, said)))
    return Line(entry, Verdict.PASS if same else Verdict.FAIL, evidence)


def _abbreviates(shown: str, commit: str) -> bool:
    """Whether a page shows the first digits of a commit, and alike whether files were changed since."""
    short, full = (text.partition("+") for text in (shown, commit))
    fine = re.fullmatch(r"[0-9a-f]+", short[0]) is not None and len(short[0]) >= SHORTEST_COMMIT
    return fine and full[0].startswith(short[0]) and short[1:] == full[1:]


def _same_as_database(check: str, shown: str | None, counted: Decimal) -> Line:
    verdict = Verdict.PASS if number(shown or "") == counted else Verdict.FAIL
    return Line(check, verdict, f"page {shown or 'nothing'}, database {counted}")


def _mango(orchards: Page, counts: Counts) -> Line:
    """Whether the page of Bulgarian orchards has room for every Bulgarian mango farm of the database."""
    check = "mango"
    if counts.mango is None:
        return Line(check, Verdict.UNKNOWN, "the database lacks the columns by which a mango farm is found")
    if not counts.mango:
        return Line(check, Verdict.UNKNOWN, "no Bulgarian mango farm stands in the database")
    ids = ", ".join(str(farm.id) for farm in counts.mango)
    least = sum((farm.hectares for farm in counts.mango), Decimal(0))
    farmers = number(orchards.cards.get("farmers", ""))
    hectares = number(orchards.cards.get("hectares", ""))
    evidence = (
        f"page of Bulgarian orchards: farmers {_shown(farmers)}, ha {_shown(hectares)}; "
        f"database: mango farms {len(counts.mango)} (id {ids}), ha {least:.2f}"
    )
    counted = farmers is not None and farmers >= len(counts.mango)
    # The page rounds its sum to two decimals, so half a hundredth may be missing.
    complete = hectares is not None and hectares >= least - Decimal("0.005")
    return Line(check, Verdict.PASS if counted and complete else Verdict.FAIL, evidence)


def _negative(page: Page, orchards: Page, counts: Counts) -> Line:
    """The same evidence with one hectare more in the database: the comparison must see it."""
    more = replace(counts, hectares=counts.hectares + 1)
    for line in _against_database(page, orchards, more):
        if line.check == "hectares" and line.verdict is Verdict.FAIL:
            return Line("negative", Verdict.PASS, f"one hectare more fails, as it must: {line.evidence}")
    return Line("negative", Verdict.FAIL, f"{more.hectares} ha are not told from {counts.hectares} ha")


def _expected(check: str, shown: Decimal | None, expected: Decimal) -> Line:
    verdict = Verdict.PASS if shown == expected else Verdict.FAIL
    return Line(f"expected {check}", verdict, f"page {_shown(shown)}, expected {expected}")


def _shown(value: Decimal | None) -> str:
    return "nothing" if value is None else str(value)
