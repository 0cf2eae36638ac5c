import re

from flask import Flask

from ava_dashboard.web import assets
from tests.house_rules import Browser


def test_the_joined_stylesheet_has_its_layers_in_order_and_every_file(client: Browser) -> None:
    css = assets.joined_stylesheet()
    assert css.startswith("@layer tokens, base, layout, components;")
    assert [name for name in re.findall(r"@layer (\w+) \{", css) if name != "components"] == [
        "tokens",
        "base",
        "layout",
    ]
    files = list((assets.STATIC / "css" / "components").glob("*.css"))
    assert css.count("@layer components {") == len(files)


def test_a_stylesheet_of_another_build_is_not_found(client: Browser) -> None:
    client.get("/assets/00000000/console.css", status=404)


def test_an_asset_is_addressed_by_its_content(app: Flask) -> None:
    with app.test_request_context():
        assert re.fullmatch(r"/static/icons\.svg\?v=[0-9a-f]{8}", assets.asset("icons.svg"))
