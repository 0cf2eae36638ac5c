from ava_dashboard.core.roles import Role
from tests.house_rules import Browser


def test_an_unchanged_page_is_304_although_its_form_tokens_differ(client: Browser) -> None:
    client.sign_in(Role.BUSINESS)
    first = client.get("/business-dashboard")
    unchanged = client.get(
        "/business-dashboard", status=304, headers={"If-None-Match": first.headers["ETag"]}
    )
    assert unchanged.data == b""
    assert unchanged.headers["Content-Security-Policy"]


def test_another_filter_is_another_page(client: Browser) -> None:
    client.sign_in(Role.BUSINESS)
    first = client.get("/business-dashboard").headers["ETag"]
    client.get("/business-dashboard?period=7d", headers={"If-None-Match": first})


def test_a_compressed_page_has_a_tag_that_works_too(client: Browser) -> None:
    client.sign_in(Role.BUSINESS)
    headers = {"Accept-Encoding": "gzip"}
    first = client.client.get("/business-dashboard", headers=headers)
    assert first.headers["Content-Encoding"] == "gzip"
    again = client.client.get(
        "/business-dashboard", headers={**headers, "If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
