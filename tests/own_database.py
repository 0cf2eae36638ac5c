"""A database for one test, on the test server, with nothing in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from ava_dashboard.core.database import db

_number = count(1)


@contextmanager
def own_database(server_url: str) -> Iterator[str]:
    """The address of a new database, which is dropped at the end."""
    name = f"ava_own_{os.getpid()}_{next(_number)}"
    admin = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


@contextmanager
def closing(app: Flask) -> Iterator[Flask]:
    """An app of the test's own, whose connections are closed at the end."""
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def db_upgrade(app: Flask) -> None:
    """`flask --app wsgi db upgrade`."""
    with app.app_context():
        upgrade(f"{app.root_path}/../migrations")
        db.engine.dispose()
