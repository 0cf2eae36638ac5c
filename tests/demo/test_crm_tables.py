"""The CRM's tables are made in an empty embedded database, and nowhere else."""

from sqlalchemy import create_engine, inspect, make_url, text

from ava_dashboard.demo.crm_tables import create_crm_tables
from ava_dashboard.models.crm import crm_metadata


def test_crm_tables_are_made_in_an_empty_database_only(server_url: str, worker_id: str) -> None:
    name = f"ava_test_empty_{worker_id}"
    admin = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine = create_engine(make_url(server_url).set(database=name))
    try:
        with engine.begin() as connection:
            assert create_crm_tables(connection)
            assert not create_crm_tables(connection)
            assert set(inspect(connection).get_table_names()) == set(crm_metadata.tables)
            connection.execute(text("DROP TABLE weather_data"))
            assert not create_crm_tables(connection)
            assert "weather_data" not in inspect(connection).get_table_names()
    finally:
        engine.dispose()
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()
