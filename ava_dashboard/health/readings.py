"""What one look at the database's health found; kept as a snapshot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from ava_dashboard.core.measured import Measured
from ava_dashboard.farms.findings import Finding
from ava_dashboard.history.jobs import JobRun


@dataclass(frozen=True)
class FigureColumns:
    """The columns that one figure needs, as `table.column`, and those of them that can't be read."""

    key: str
    title: str
    needs: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class HealthReadings:
    """Each reading stands for itself: one that failed says why and leaves the others alone."""

    latency_seconds: Measured[float]  # of one round trip
    server_version: Measured[str]
    running_since: Measured[datetime]
    size_bytes: Measured[int]
    connections: Measured[int]  # of clients, ours included
    max_connections: Measured[int]
    migration: Measured[str]
    jobs: Measured[tuple[JobRun, ...]]
    figures: Measured[tuple[FigureColumns, ...]]
    findings: Measured[tuple[Finding, ...]]

    def each(self, change: Callable[[Measured[Any]], Measured[Any]]) -> HealthReadings:
        """The readings, each changed in the same way."""
        return HealthReadings(**{field.name: change(getattr(self, field.name)) for field in fields(self)})

    @classmethod
    def none(cls, reason: str) -> HealthReadings:
        """Every reading unavailable for the same reason."""
        return cls(**{field.name: Measured.unavailable(reason) for field in fields(cls)})
