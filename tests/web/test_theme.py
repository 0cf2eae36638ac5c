"""Configured colours as custom properties in one style element."""

import base64
import hashlib

from ava_dashboard.config import Theme
from ava_dashboard.web.theme import theme_css, theme_hash, theme_style

DARK = Theme(debug_background="#112233", debug_border="black", debug_text="#ffeeaa")


def test_configured_colours_stand_in_the_style_element() -> None:
    assert theme_style(DARK) == (
        "<style>:root{--debug-bg:#112233;--debug-line:black;--debug-text:#ffeeaa}</style>"
    )


def test_the_hash_is_that_of_the_text_inside_the_element() -> None:
    digest = base64.b64encode(hashlib.sha256(theme_css(DARK).encode()).digest()).decode()
    assert theme_hash(DARK) == f"'sha256-{digest}'"
    assert theme_hash(DARK) != theme_hash(Theme())
