"""What everything leans on: database, measured values, clock, roles, exceptions. Knows no HTTP."""
