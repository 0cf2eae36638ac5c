"""The CRM's tables for the embedded database, where no CRM has made them."""

from sqlalchemy import Connection, inspect

from ava_dashboard.models.crm import crm_metadata


def create_crm_tables(connection: Connection) -> bool:
    """Create the CRM's tables when `public` is empty; returns whether it was."""
    found = inspect(connection)
    if found.get_table_names("public") or found.get_view_names("public"):
        return False
    crm_metadata.create_all(connection)
    return True
