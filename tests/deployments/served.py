"""Consoles to look at: the real one behind a socket, and pages that say whatever a test wants."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug.serving import make_server

VERSION = {"version": "v2.3.1-blue-debug-0123abcd", "build_id": "0123abcd", "commit": "f" * 40}
BOX = {
    "version": VERSION["version"],
    "build": VERSION["build_id"],
    "commit": VERSION["commit"],
    "farmers": "1",
    "hectares": "2.50 ha",
    "database": "connected",
    "updated": "14:02:11",
}
COLOURS = {"bg": "#007BFF", "line": "#0056b3", "text": "white"}


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The app on a free port of the loopback interface; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def page(*, box: dict[str, str] | None = None, colours: dict[str, str] | None = None) -> str:
    """A business page with this debug box and these colours; cards show the box's figures."""
    entries = BOX | (box or {})
    style = ";".join(f"--debug-{name}:{value}" for name, value in (COLOURS | (colours or {})).items())
    shown = "".join(
        f'<div><dt>{key}</dt><dd><span data-debug="{key}">{text}</span></dd></div>'
        for key, text in entries.items()
        if text
    )
    cards = "".join(
        f'<article data-figure="{key}"><p class="stat__value">{entries[key]}</p></article>'
        for key in ("farmers", "hectares")
    )
    return f'<style>:root{{{style}}}</style><dl id="debug-box">{shown}</dl>{cards}'


def answer(httpserver: HTTPServer, html: str, version: dict[str, str] | None = None) -> str:
    """Let the server answer like a console; gives its address."""
    httpserver.expect_request("/version").respond_with_json(VERSION if version is None else version)
    httpserver.expect_request("/business-dashboard").respond_with_data(html, content_type="text/html")
    return httpserver.url_for("").rstrip("/")
