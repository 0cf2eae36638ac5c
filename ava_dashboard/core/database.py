"""The database session: what a read and a write are, and how long either may take.

A read is one REPEATABLE READ READ ONLY transaction, so that all numbers of a page belong to one moment.
A write is one transaction. Both raise DatabaseUnavailable instead of a driver's error when the database
is away or slow; while it is away, they fail at once (see availability.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from psycopg2 import errorcodes
from sqlalchemy import Connection, MetaData, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase

from ava_dashboard.config import Config
from ava_dashboard.core import deadline
from ava_dashboard.core.availability import Availability
from ava_dashboard.core.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError
from ava_dashboard.core.exceptions import DatabaseUnavailable

READ_SECONDS = 2.0
WRITE_SECONDS = 5.0
CONNECT_SECONDS = 1.0
GRACE_SECONDS = 0.5  # the server says "cancelled" within this; a stopped server never does


class Base(DeclarativeBase):
    """Our own tables; those of the CRM stand in models/crm with metadata of their own."""

    metadata = MetaData(
        schema="dashboard",
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        },
    )


db = SQLAlchemy(model_class=Base)


def init_app(app: Flask, config: Config) -> None:
    """Give the app its engine and its watch over the database's availability."""
    deadline.install()
    threads = max(config.web_threads, 2)
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://"
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "creator": lambda: _connect(config),
        "pool_size": threads,
        # One more for the session lock that is held while a snapshot is computed.
        "max_overflow": 2,
        "pool_timeout": READ_SECONDS,
        "pool_recycle": 1800,
        "pool_pre_ping": True,
        "hide_parameters": True,  # they are people's messages and phone numbers, and errors are logged
    }
    db.init_app(app)

    def ping() -> None:
        with deadline.within(CONNECT_SECONDS):
            connection = _connect(config)
            try:
                connection.cursor().execute("SELECT 1")
            finally:
                connection.close()

    def forget_connections() -> None:
        with app.app_context():
            db.engine.dispose()

    app.extensions["availability"] = Availability(ping, on_return=forget_connections)


@contextmanager
def running_server(config: Config) -> Iterator[None]:
    """For commands: the demo's server runs for the block. The last one out stops it."""
    if not config.demo:
        yield
        return
    with EmbeddedPostgres(config.state_folder).in_use():
        try:
            yield
        finally:
            db.engine.dispose()


def availability() -> Availability:
    """This process's watch over the database."""
    watch: Availability = current_app.extensions["availability"]
    return watch


@contextmanager
def reading(seconds: float = READ_SECONDS) -> Iterator[Connection]:
    """One snapshot of the whole database, read only; no statement may take longer than `seconds`."""
    with _transaction("REPEATABLE READ, READ ONLY", seconds) as connection:
        yield connection


@contextmanager
def transaction(seconds: float = WRITE_SECONDS) -> Iterator[Connection]:
    """One write: committed at the end of the block, rolled back by an exception."""
    with _transaction("READ COMMITTED, READ WRITE", seconds) as connection:
        yield connection


@contextmanager
def session_lock(key: int) -> Iterator[bool]:
    """Whether this process holds the advisory lock `key` for the block; it never waits.

    The lock lives as long as its connection: a killed process frees it.
    """
    with _guarded(), _checked_out() as checked_out:
        connection = checked_out.execution_options(isolation_level="AUTOCOMMIT")
        with deadline.within(READ_SECONDS):
            held = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}))
        try:
            yield held
        finally:
            if held:
                with deadline.within(READ_SECONDS):
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})


@contextmanager
def _transaction(mode: str, seconds: float) -> Iterator[Connection]:
    milliseconds = int(seconds * 1000)
    with (
        _guarded(),
        deadline.within(seconds + GRACE_SECONDS),
        _checked_out() as connection,
        connection.begin(),
    ):
        connection.execute(text(f"SET TRANSACTION ISOLATION LEVEL {mode}"))
        connection.execute(text(f"SET LOCAL statement_timeout = {milliseconds}"))
        connection.execute(text(f"SET LOCAL lock_timeout = {milliseconds}"))
        yield connection


@contextmanager
def _checked_out() -> Iterator[Connection]:
    """A connection of the pool. Whether it is alive is asked with a limit of its own, shorter than a query's."""
    with deadline.within(CONNECT_SECONDS):
        connection = db.engine.connect()
    with connection:
        yield connection


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn the driver's errors of a missing or slow database into DatabaseUnavailable."""
    watch = availability()
    watch.check()
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseUnavailable("slow") from error
    except DBAPIError as error:
        code = getattr(error.orig, "pgcode", None)
        if code in (errorcodes.QUERY_CANCELED, errorcodes.LOCK_NOT_AVAILABLE):
            raise DatabaseUnavailable("slow") from error
        if isinstance(error.orig, deadline.DeadlineExceeded):
            watch.lost("slow")
            raise DatabaseUnavailable("slow") from error
        if error.connection_invalidated or _is_connect_failure(error):
            watch.lost("away")
            raise DatabaseUnavailable("away") from error
        raise


def _is_connect_failure(error: DBAPIError) -> bool:
    # A failed connect carries no SQLSTATE; a statement's error does.
    return isinstance(error.orig, psycopg2.OperationalError) and error.orig.pgcode is None


def _connect(config: Config) -> Any:
    try:
        url = config.database_url or EmbeddedPostgres(config.state_folder).url()
    except (EmbeddedPostgresError, OSError) as error:
        raise psycopg2.OperationalError(f"the embedded server can't be found: {error}") from error
    if url is None:
        raise psycopg2.OperationalError("the embedded server is not running")
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg2.connect(
        address,
        connect_timeout=2,
        application_name="ava-dashboard",
        options="-c search_path=public -c timezone=UTC -c statement_timeout=25000 -c lock_timeout=5000",
    )
