"""One file per table: columns and constraints, no queries."""
