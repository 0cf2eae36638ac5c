"""Which page each error becomes. Areas raise; they never build an error response themselves."""

import logging

from flask import Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from ava_dashboard.core.exceptions import BadInput, Conflict, DatabaseUnavailable, MissingColumns, NotFound

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.before_request(refuse_nul)
    app.register_error_handler(NotFound, lambda error: error_page(404, gettext("Not found"), str(error)))
    app.register_error_handler(
        Conflict, lambda error: error_page(409, gettext("Already changed"), str(error))
    )
    app.register_error_handler(BadInput, lambda error: error_page(400, gettext("Not acceptable"), str(error)))
    app.register_error_handler(DatabaseUnavailable, _unavailable)
    app.register_error_handler(
        MissingColumns,
        lambda error: error_page(503, gettext("The database lacks what this page needs"), str(error)),
    )
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)


def refuse_nul() -> None:
    """No text of PostgreSQL's can hold a NUL, and no person types one: refused in one place, by name."""
    for fields in (request.args, request.form, request.view_args or {}):
        for name, value in fields.items():
            if "\0" in f"{name}{value}":
                raise BadInput(
                    gettext("%(name)s contains a NUL character.", name=name.replace("\0", "")[:60])
                )


def error_page(code: int, title: str, message: str) -> ResponseReturnValue:
    """A page, or JSON below /api/, with the same words."""
    if request.path.startswith("/api/"):
        return jsonify(error=title, message=message), code
    return render_template("errors/error.html", code=str(code), title=title, message=message), code


def _unavailable(error: DatabaseUnavailable) -> ResponseReturnValue:
    log.warning("page unavailable", extra={"reason": error.reason, "path": request.path})
    if request.path.startswith("/api/"):
        return jsonify(error="database"), 503
    slow = error.reason == "slow"
    page = Response(render_template("errors/unavailable.html", slow=slow), 503, mimetype="text/html")
    page.headers["Retry-After"] = "2"
    return page


def _csrf(error: CSRFError) -> ResponseReturnValue:
    return error_page(
        400,
        gettext("This form is too old"),
        gettext(
            "It was opened too long ago, or in another session. Go back, reload the page and send it again."
        ),
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, InternalServerError):
        log.error("unhandled error", exc_info=error.original_exception, extra={"path": request.path})
    code = error.code or 500
    messages = {
        400: gettext("The server did not understand this request."),
        403: gettext("Your role does not open this page."),
        404: gettext("There is no page at this address."),
        405: gettext("This address does not take that kind of request."),
        413: gettext("What was sent is too large."),
        500: gettext("Something went wrong on our side. It has been logged."),
    }
    if error.response is not None:
        return error.response
    return error_page(code, error.name, messages.get(code, error.name))
