"""Readings to judge and to show in tests; invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ava_dashboard.core.measured import Measured
from ava_dashboard.farms.findings import Finding
from ava_dashboard.health.readings import FigureColumns, HealthReadings
from ava_dashboard.history.jobs import JobRun

NOW = datetime(2026, 11, 24, 13, 2, 11, tzinfo=UTC)


def job(name: str = "sweep", **over: object) -> JobRun:
    """A job that ran well half a minute ago and is due in half a minute."""
    ran = NOW - timedelta(seconds=30)
    run = JobRun(name, NOW + timedelta(seconds=30), ran, ran, 0.25, None, 7)
    return replace(run, **over)  # type: ignore[arg-type]


def fine(**over: object) -> HealthReadings:
    """Readings with which all is fine; `over` replaces values, or whole measurements."""
    values: dict[str, object] = {
        "latency_seconds": 0.0012,
        "server_version": "16.4",
        "running_since": NOW - timedelta(days=63, hours=2),
        "size_bytes": 48 * 1024 * 1024,
        "connections": 9,
        "max_connections": 100,
        "migration": "0001",
        "jobs": (job(),),
        "figures": (FigureColumns("farmers", "Registered farmers", ("farmers.id",), ()),),
        "findings": (Finding("areas_zero", "fields", 0),),
    }
    measured = {
        name: value if isinstance(value, Measured) else Measured.live(value, as_of=NOW)
        for name, value in (values | over).items()
    }
    return HealthReadings(**measured)  # type: ignore[arg-type]
