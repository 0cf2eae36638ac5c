"""The configured colours as custom properties in one style element, allowed by its hash in the policy."""

import base64
import hashlib

from markupsafe import Markup

from ava_dashboard.config import Theme


def theme_css(theme: Theme) -> str:
    """The text inside the style element; fixed for a configuration, so that its hash is too."""
    return (
        f":root{{--debug-bg:{theme.debug_background};"
        f"--debug-line:{theme.debug_border};--debug-text:{theme.debug_text}}}"
    )


def theme_style(theme: Theme) -> Markup:
    # Config admits only #rrggbb and two names, so nothing here can close the element.
    return Markup(f"<style>{theme_css(theme)}</style>")


def theme_hash(theme: Theme) -> str:
    """The source expression of the style element (CSP level 3)."""
    digest = hashlib.sha256(theme_css(theme).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
