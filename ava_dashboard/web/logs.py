"""Logs as JSON lines with a request id; without secrets, query strings or personal data."""

import json
import logging
import re
import secrets
import sys
from datetime import UTC, datetime

from flask import Flask, Response, g, has_request_context, request

from ava_dashboard.config import Config

STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
# PostgreSQL repeats the row that it refused.
_ROW_IN_ERROR = re.compile(r"^(DETAIL|CONTEXT): .*$", re.MULTILINE)
_PASSWORD_IN_URL = re.compile(r"(://[^:/@\s]+):[^@\s]+@")


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, what `extra` adds, request id, error."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update({key: value for key, value in record.__dict__.items() if key not in STANDARD})
        if has_request_context():
            line["request_id"] = request_id()
        if record.exc_info:
            line["error"] = _ROW_IN_ERROR.sub(r"\1 •••", self.formatException(record.exc_info))
        return _PASSWORD_IN_URL.sub(r"\1:•••@", json.dumps(line, default=str, ensure_ascii=False))


def init_app(app: Flask, config: Config) -> None:
    """Send all logs to standard error as JSON, and name the request in each answer."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger("ava_dashboard")
    root.handlers = [handler]
    root.setLevel(config.log_level)
    root.propagate = config.testing

    @app.after_request
    def name_request(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id()
        return response


def request_id() -> str:
    """The load balancer's trace id if it is well-formed, else a random one."""
    if "request_id" not in g:
        given = request.headers.get("X-Amzn-Trace-Id", "")
        g.request_id = given if re.fullmatch(r"[A-Za-z0-9=;:-]{1,100}", given) else secrets.token_hex(8)
    kept: str = g.request_id
    return kept
