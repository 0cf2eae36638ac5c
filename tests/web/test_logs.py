"""Log lines are JSON and carry no secret."""

import json
import logging
import sys

from flask import Flask

from ava_dashboard.web.logs import JsonFormatter


def record(message: str, **extra: object) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": "ava_dashboard.x", "levelname": "WARNING", "msg": message})
    made.__dict__.update(extra)
    return made


def test_a_line_is_one_json_object_with_what_extra_adds(app: Flask) -> None:
    with app.test_request_context(headers={"X-Amzn-Trace-Id": "Root=1-abc"}):
        line = json.loads(JsonFormatter().format(record("database\nlost", reason="away")))
    assert line["message"] == "database\nlost"
    assert line["reason"] == "away"
    assert line["request_id"] == "Root=1-abc"
    assert line["time"].endswith("+00:00")


def test_a_hostile_trace_id_is_not_repeated(app: Flask) -> None:
    with app.test_request_context(headers={"X-Amzn-Trace-Id": 'x"}, {"level":"INFO"}'}):
        line = json.loads(JsonFormatter().format(record("x")))
    assert len(line["request_id"]) == 16


def test_a_password_in_an_address_is_masked() -> None:
    line = JsonFormatter().format(record("could not reach postgresql://ava:hunter2@db/x"))
    assert "hunter2" not in line
    assert "postgresql://ava:•••@db/x" in line


def test_a_row_that_the_database_refused_is_not_logged() -> None:
    try:
        raise RuntimeError(
            "null value\nDETAIL:  Failing row contains (7, +385 91 234 5678, Dobar dan).\nother line"
        )
    except RuntimeError:
        line = JsonFormatter().format(record("failed", exc_info=sys.exc_info()))
    assert "5678" not in line
    assert "other line" in line
