"""Which tables and columns this copy of the CRM has."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from ava_dashboard.core.exceptions import MissingColumns


@dataclass(frozen=True)
class CrmSchema:
    """The columns of the CRM that may be read, as `table.column`."""

    columns: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether the column `table.column` can be read."""
        return name in self.columns

    def lacks(self, *names: str) -> tuple[str, ...]:
        """Those of the columns that can't be read, in the given order."""
        return tuple(name for name in names if name not in self.columns)

    def require(self, names: tuple[str, ...]) -> None:
        """Raises MissingColumns unless all of the columns can be read."""
        if missing := self.lacks(*names):
            raise MissingColumns(missing)


_COLUMNS = text(
    """
    SELECT relation.relname || '.' || attribute.attname
    FROM pg_catalog.pg_attribute AS attribute
    JOIN pg_catalog.pg_class AS relation ON relation.oid = attribute.attrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relation.relnamespace
    WHERE namespace.nspname = 'public'
      AND relation.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND attribute.attnum > 0
      AND NOT attribute.attisdropped
      AND has_column_privilege(relation.oid, attribute.attnum, 'SELECT')
    """
)


def read_schema(connection: Connection) -> CrmSchema:
    """The tables and columns of `public`; what the role may not read counts as missing."""
    return CrmSchema(frozenset(connection.execute(_COLUMNS).scalars()))
