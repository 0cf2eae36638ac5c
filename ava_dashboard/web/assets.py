"""Static files with a key in their address, so that a browser keeps them until they change.

The stylesheet is joined at start: one request instead of twenty, in the order of its layers.
"""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, url_for

from ava_dashboard.web.access import public

STATIC = Path(__file__).resolve().parents[1] / "static"
YEAR_SECONDS = 365 * 24 * 3600

bp = Blueprint("assets", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    public(app.view_functions["static"])
    # A global, not a context processor: macros that are imported see no page's context.
    app.jinja_env.globals["asset"] = asset
    app.context_processor(lambda: {"stylesheet": stylesheet_url()})


@cache
def joined_stylesheet() -> str:
    """All style files: tokens, base, layout, then components by name, each in the layer of its name."""
    css = STATIC / "css"
    layers = [(name, css / f"{name}.css") for name in ("tokens", "base", "layout")]
    layers += [("components", path) for path in sorted((css / "components").glob("*.css"))]
    parts = ["@layer tokens, base, layout, components;"]
    parts += [f"@layer {layer} {{\n{path.read_text('utf-8')}}}" for layer, path in layers]
    return "\n".join(parts)


@cache
def file_key(path: str) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:8]


def asset(path: str) -> str:
    """The address of a file below static/."""
    return url_for("static", filename=path, v=file_key(path))


def stylesheet_url() -> str:
    key = hashlib.sha256(joined_stylesheet().encode()).hexdigest()[:8]
    return url_for("assets.stylesheet", key=key)


@bp.get("/assets/<key>/console.css")
@public
def stylesheet(key: str) -> Response:
    if url_for("assets.stylesheet", key=key) != stylesheet_url():
        abort(404)
    response = Response(joined_stylesheet(), mimetype="text/css")
    response.cache_control.public = True
    response.cache_control.max_age = YEAR_SECONDS
    response.cache_control.immutable = True
    return response
