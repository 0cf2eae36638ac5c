"""Every figure of the server is explained, and linked from its card."""

import re

from ava_dashboard.core.roles import Role
from ava_dashboard.farms.definitions import DEFINITIONS
from ava_dashboard.health.definitions import HEALTH_FIGURES
from tests.house_rules import Browser


def test_keys_are_unique_among_all_and_texts_are_sentences() -> None:
    keys = [entry.key for entry in (*DEFINITIONS, *HEALTH_FIGURES)]
    assert len(set(keys)) == len(keys)
    assert all(entry.counts.endswith(".") for entry in HEALTH_FIGURES)


def test_every_figure_of_the_health_page_links_to_its_definition(client: Browser) -> None:
    page = client.sign_in(Role.OPERATOR).get("/health-dashboard").text
    explained = client.get("/definitions").text
    anchors = set(re.findall(r'href="/definitions#(\w+)"', page))
    anchors |= set(re.findall(r'href="/definitions#(\w+)"', client.get("/").text))
    assert {entry.key for entry in HEALTH_FIGURES} <= anchors
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in explained] == []
