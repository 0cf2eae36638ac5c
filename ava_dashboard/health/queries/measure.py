"""All readings of the health page, each in a savepoint of the one snapshot transaction."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from psycopg2 import errorcodes
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from ava_dashboard.core.clock import local_day
from ava_dashboard.core.measured import Measured
from ava_dashboard.farms.definitions import FIGURES
from ava_dashboard.farms.findings import read_findings
from ava_dashboard.farms.schema import CrmSchema, read_schema
from ava_dashboard.health.queries import server
from ava_dashboard.health.queries.migrations import read_migration
from ava_dashboard.health.readings import FigureColumns, HealthReadings
from ava_dashboard.history.jobs import job_runs

T = TypeVar("T")

log = logging.getLogger(__name__)

REASONS = {
    errorcodes.INSUFFICIENT_PRIVILEGE: "The database role may not read this.",
    errorcodes.UNDEFINED_TABLE: "Its table does not exist.",
    errorcodes.UNDEFINED_COLUMN: "Its table lacks a column.",
    errorcodes.INVALID_SCHEMA_NAME: "Its schema does not exist.",
    errorcodes.QUERY_CANCELED: "Reading it took too long.",
}


def measure(connection: Connection, now: datetime, *, zone: ZoneInfo) -> HealthReadings:
    """Read everything as of `now`. The findings come last: only they grow with the data."""

    def attempt(read: Callable[[Connection], T]) -> Measured[T]:
        try:
            with connection.begin_nested():
                return Measured.live(read(connection), as_of=now)
        except server.NeedsPrivilege as error:
            return Measured.unavailable(str(error))
        except DBAPIError as error:
            code = getattr(error.orig, "pgcode", None)
            if code is None or error.connection_invalidated:
                raise  # the database itself is gone, not one reading
            log.warning("a health reading failed", extra={"sqlstate": code})
            return Measured.unavailable(REASONS.get(code, "The database refused the question."))

    return HealthReadings(
        latency_seconds=attempt(server.read_latency),
        server_version=attempt(server.read_server_version),
        running_since=attempt(server.read_running_since),
        size_bytes=attempt(server.read_size),
        connections=attempt(server.read_connections),
        max_connections=attempt(server.read_max_connections),
        migration=attempt(read_migration),
        jobs=attempt(job_runs),
        figures=attempt(lambda found: columns_of_figures(read_schema(found))),
        findings=attempt(
            lambda found: read_findings(found, schema=read_schema(found), season=local_day(now, zone).year)
        ),
    )


def columns_of_figures(schema: CrmSchema) -> tuple[FigureColumns, ...]:
    """What each figure of the dashboards needs, and what of it this copy of the CRM lacks."""
    return tuple(
        FigureColumns(figure.key, figure.title, figure.needs, schema.lacks(*figure.needs))
        for figure in FIGURES
    )
