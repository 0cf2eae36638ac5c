"""What the PostgreSQL server says about itself."""

from datetime import datetime

from sqlalchemy import Connection, text

from ava_dashboard.core import clock


class NeedsPrivilege(Exception):
    """The database role may not see this; `name` is the privilege that it lacks."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Needs {name}.")
        self.name = name


# Without it the view hides what other roles' connections are, and a count would be too low.
_MAY_SEE_ALL = text("SELECT pg_has_role('pg_read_all_stats', 'USAGE')")
_CONNECTIONS = text("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")


def read_latency(connection: Connection) -> float:
    """Seconds of one round trip to the server."""
    started = clock.monotonic()
    connection.execute(text("SELECT 1"))
    return clock.monotonic() - started


def read_server_version(connection: Connection) -> str:
    """Such as 16.4."""
    return str(connection.scalar(text("SELECT split_part(current_setting('server_version'), ' ', 1)")))


def read_running_since(connection: Connection) -> datetime:
    """When the server started, in UTC."""
    started: datetime = connection.execute(text("SELECT pg_postmaster_start_time()")).scalar_one()
    return started


def read_size(connection: Connection) -> int:
    """Bytes that this database takes on disk."""
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def read_connections(connection: Connection) -> int:
    """Connections of clients to the whole server. Raises NeedsPrivilege."""
    if not connection.scalar(_MAY_SEE_ALL):
        raise NeedsPrivilege("pg_monitor")
    return int(connection.execute(_CONNECTIONS).scalar_one())


def read_max_connections(connection: Connection) -> int:
    """How many connections the server allows at once."""
    return int(connection.execute(text("SELECT current_setting('max_connections')::int")).scalar_one())
