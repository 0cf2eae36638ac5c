"""Headers of every answer, and colours that the policy allows by their hash."""

import base64
import hashlib
import re

import pytest

from tests.house_rules import Browser


@pytest.mark.parametrize(
    "path", ["/sign-in", "/no-such-page", "/version", "/health/live", "/static/icons.svg"]
)
def test_every_answer_carries_the_strict_policy(client: Browser, path: str) -> None:
    with client.client.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r"[0-9a-f]{16}", headers["X-Request-Id"])


def test_the_style_element_of_a_page_is_the_one_that_the_policy_allows(client: Browser) -> None:
    page = client.get("/sign-in")
    style = re.search(r"<style>(.*?)</style>", page.text)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.headers["Content-Security-Policy"]


def test_pages_are_not_kept_by_shared_caches_and_files_are(client: Browser) -> None:
    assert client.get("/sign-in").headers["Cache-Control"] == "private, no-cache"
    page = client.client.get("/sign-in").text
    stylesheet = re.search(r'href="(/assets/[^"]+)"', page)
    assert stylesheet is not None
    assert "immutable" in client.client.get(stylesheet[1]).headers["Cache-Control"]
