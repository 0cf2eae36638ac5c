"""At which migration the database stands, and which one this code expects."""

from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from ava_dashboard.version import ROOT

NONE = "none"


def read_migration(connection: Connection) -> str:
    """The newest migration that was applied."""
    applied = connection.execute(text("SELECT version_num FROM dashboard.alembic_version")).scalars().all()
    return ", ".join(sorted(applied)) or NONE


@cache
def expected_migration() -> str:
    """The newest migration that the code brings. Reading the scripts takes a while, so once per process."""
    return ", ".join(sorted(ScriptDirectory(str(ROOT / "migrations")).get_heads())) or NONE
