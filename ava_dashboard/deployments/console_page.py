"""What a running console says about itself, over HTTP: `/version` and the business page."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import requests
from bs4 import BeautifulSoup, Tag
from requests.auth import AuthBase

from ava_dashboard.core import clock

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
WHOLE_SECONDS = 20.0
LARGEST_BYTES = 5 * 1024 * 1024
ENTRIES = ("version", "build", "commit", "farmers", "hectares", "database", "updated")
COLOURS = ("bg", "line", "text")
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:\s*ha)?")


class CouldNotLook(Exception):
    """There is no evidence, neither for nor against; the message says what stood in the way."""


@dataclass(frozen=True)
class Page:
    """What one business page shows, as text: the debug box by key, the cards by key, the box's colours."""

    box: Mapping[str, str]
    cards: Mapping[str, str]
    colours: Mapping[str, str]

    @property
    def farmers(self) -> Decimal | None:
        return number(self.box.get("farmers", ""))

    @property
    def hectares(self) -> Decimal | None:
        return number(self.box.get("hectares", ""))


class Console:
    """A console at an address, read with a service token. Redirects are not followed."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url.rstrip("/")
        self._token = token

    def version(self) -> dict[str, str]:
        """The texts of `/version`; CouldNotLook unless version, build id and commit are among them."""
        answer = self._get("/version")
        try:
            said = json.loads(answer)
        except ValueError as error:
            raise CouldNotLook(f"{self._url}/version is not JSON") from error
        known = (
            {key: value for key, value in said.items() if isinstance(value, str)}
            if isinstance(said, dict)
            else {}
        )
        if missing := [key for key in ("version", "build_id", "commit") if key not in known]:
            raise CouldNotLook(f"{self._url}/version does not say: {', '.join(missing)}")
        return known

    def business_page(self, query: str = "") -> Page:
        """The business page, with filters such as `?country=BG`."""
        return parse(self._get(f"/business-dashboard{query}", _Bearer(self._token)))

    def _get(self, path: str, auth: AuthBase | None = None) -> str:
        address = self._url + path
        until = clock.monotonic() + WHOLE_SECONDS
        try:
            with requests.get(
                address,
                auth=auth,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as answer:
                if answer.is_redirect:
                    raise CouldNotLook(f"{address} sends to {answer.headers['Location'].partition('?')[0]}")
                if answer.status_code in (401, 403):
                    raise CouldNotLook(f"{address} answers {answer.status_code}: the token is not admitted")
                if answer.status_code != 200:
                    raise CouldNotLook(f"{address} answers {answer.status_code}")
                return _body(address, answer, until).decode("utf-8", "replace")
        except requests.RequestException as error:
            raise CouldNotLook(f"{address} gives no answer ({type(error).__name__})") from error


class _Bearer(AuthBase):
    """As an auth object and not as a header: requests lets a .netrc replace a header."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def parse(html: str) -> Page:
    """The page's debug box, cards and colours; empty where it has none."""
    soup = BeautifulSoup(html, "html.parser")
    css = " ".join(style.get_text() for style in soup.find_all("style"))
    return Page(
        box={str(entry["data-debug"]): _text(entry) for entry in soup.select("#debug-box [data-debug]")},
        cards={
            str(card["data-figure"]): _text(value)
            for card in soup.select("article[data-figure]")
            if (value := card.select_one(".stat__value")) is not None
        },
        colours={
            name: found[1].strip()
            for name in COLOURS
            if (found := re.search(rf"--debug-{name}\s*:\s*([^;}}]+)", css)) is not None
        },
    )


def number(text: str) -> Decimal | None:
    """The number that a figure shows (`1,234.50 ha`), or None where it shows none, such as a dash."""
    found = _NUMBER.fullmatch(text)
    return Decimal(found[1].replace(",", "") + (found[2] or "")) if found else None


def _text(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def _body(address: str, answer: requests.Response, until: float) -> bytes:
    """The whole answer, unless it is too large or trickles in for too long."""
    body = b""
    for part in answer.iter_content(64 * 1024):
        body += part
        if len(body) > LARGEST_BYTES:
            raise CouldNotLook(f"{address} answers more than {LARGEST_BYTES} bytes")
        if clock.monotonic() > until:
            raise CouldNotLook(f"{address} does not finish its answer")
    return body
