"""Pages that refresh themselves: the same address again, and 304 while nothing on the page has changed."""

import hashlib
import re

from flask import Response, request

_CSRF_TOKEN = re.compile(r'(name="csrf_token"[^>]*value=")[^"]*')


def refreshable(page: str) -> Response:
    """The page, or 304 without one. The tag is over all that a reader sees: not the forms' own tokens."""
    response = Response(page, mimetype="text/html")
    response.set_etag(hashlib.sha256(_CSRF_TOKEN.sub(r"\1", page).encode()).hexdigest()[:32], weak=True)
    response.make_conditional(request)
    return response
