"""What the review page asks of the database, one file per question. Nothing here writes."""

from ava_dashboard.agronomic.queries.waiting import headline

__all__ = ["headline"]
