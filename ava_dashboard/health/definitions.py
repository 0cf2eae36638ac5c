"""What the health area's own figures mean, and where PostgreSQL says them."""

from ava_dashboard.farms.definitions import Definition

HEALTH_FIGURES = (
    Definition(
        "latency",
        "Latency",
        "One round trip of SELECT 1 in the transaction that reads this page's figures.",
        (),
    ),
    Definition(
        "connections",
        "Connections",
        "All connections of clients to the server, those of other programs and databases too.",
        ("pg_stat_activity.pid", "pg_stat_activity.backend_type"),
    ),
    Definition("size", "Size", "What this database takes on disk, indexes included: pg_database_size.", ()),
    Definition(
        "server_up",
        "Server up for",
        "The time since the server started: pg_postmaster_start_time.",
        (),
    ),
    Definition(
        "findings",
        "Data findings",
        "How many kinds of oddities stand in the data at this moment; each kind is explained below its own name.",
        (),
    ),
)
