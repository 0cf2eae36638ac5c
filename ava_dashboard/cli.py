"""The `flask --app wsgi …` commands. Each parses, calls an area, and prints."""

import json as json_module
import sys
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from ava_dashboard import worker as worker_module
from ava_dashboard.auth import actions, queries
from ava_dashboard.config import Config
from ava_dashboard.core import clock
from ava_dashboard.core.database import reading, running_server, transaction
from ava_dashboard.core.embedded_postgres import EmbeddedPostgresError
from ava_dashboard.core.exceptions import BadInput, Conflict, DatabaseUnavailable, NotFound
from ava_dashboard.core.roles import PEOPLE, Role
from ava_dashboard.demo import load as demo_farms
from ava_dashboard.deployments import mango_check

users = AppGroup("users", help="People who may sign in.")
tokens = AppGroup("tokens", help="Programs that may read pages.")
demo = AppGroup("demo", help="The demo farms; never touches a database that it did not fill.")


def init_app(app: Flask) -> None:
    for group in (users, tokens, demo):
        app.cli.add_command(group)
    app.cli.add_command(run_worker)
    app.cli.add_command(check_mango)


def with_database(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command with the database up, and show what people can mend as one line, not a traceback."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        try:
            with running_server(_config()):
                return command(*args, **options)
        except (BadInput, Conflict, NotFound, EmbeddedPostgresError) as error:
            raise click.ClickException(str(error)) from error
        except DatabaseUnavailable as error:
            raise click.ClickException(f"The database is {error.reason}.") from error

    return run


def _config() -> Config:
    config: Config = current_app.extensions["config"]
    return config


@users.command("add")
@click.option("--email", prompt=True)
@click.option("--name", prompt=True)
@click.option("--role", prompt=True, type=click.Choice([role.value for role in PEOPLE]))
@click.password_option()
@with_database
def add_user(email: str, name: str, role: str, password: str) -> None:
    """Make an account; asks for what is not given."""
    with transaction() as connection:
        actions.add_account(
            connection, email=email, name=name, role=Role(role), password=password, now=clock.now()
        )
    click.echo(f"{email.strip().lower()} may sign in as {role}.")


@users.command("list")
@with_database
def list_users() -> None:
    """All accounts: e-mail, name, role, whether disabled."""
    with reading() as connection:
        for row in queries.accounts(connection):
            click.echo(f"{row.email}\t{row.name}\t{row.role}\t{'disabled' if row.disabled else 'enabled'}")


@users.command("disable")
@click.argument("email")
@with_database
def disable_user(email: str) -> None:
    """Close an account and end its sessions."""
    with transaction() as connection:
        actions.disable_account(connection, email=email)
    click.echo(f"{email} can't sign in any more.")


@users.command("set-password")
@click.argument("email")
@click.password_option()
@with_database
def set_user_password(email: str, password: str) -> None:
    """Change a password and end the account's sessions."""
    with transaction() as connection:
        actions.set_password(connection, email=email, password=password)
    click.echo(f"The password of {email} is changed; its sessions have ended.")


@tokens.command("add")
@click.argument("name")
@with_database
def add_token(name: str) -> None:
    """Make a read-only token. It is shown once: the database keeps only its hash."""
    with transaction() as connection:
        token = actions.add_service_token(connection, name=name, now=clock.now())
    click.echo(token)


@tokens.command("list")
@with_database
def list_tokens() -> None:
    """All tokens: name, since when, whether revoked."""
    with reading() as connection:
        for row in queries.service_tokens(connection):
            state = f"revoked {row.revoked_at:%Y-%m-%d}" if row.revoked_at else "in use"
            click.echo(f"{row.name}\t{row.created_at:%Y-%m-%d}\t{state}")


@tokens.command("revoke")
@click.argument("name")
@with_database
def revoke_token(name: str) -> None:
    """Stop admitting a token."""
    with transaction() as connection:
        actions.revoke_service_token(connection, name=name, now=clock.now())
    click.echo(f"{name} is revoked.")


@demo.command("load")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=demo_farms.DEFAULT_SEED, show_default=True)
@with_database
def load_demo(seed: int) -> None:
    """Fill the demo's empty database with the demo farms. Refuses any other."""
    _only_in_the_demo()
    with transaction(30) as connection:
        loaded = demo_farms.load(connection, seed=seed, now=clock.now(), zone=_config().zone)
    click.echo(f"Loaded {loaded.farmers} farms with {loaded.hectares} ha.")


@demo.command("reset")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=demo_farms.DEFAULT_SEED, show_default=True)
@with_database
def reset_demo(seed: int) -> None:
    """Empty the demo's database and fill it again. Refuses any other."""
    _only_in_the_demo()
    with transaction(30) as connection:
        loaded = demo_farms.reset(connection, seed=seed, now=clock.now(), zone=_config().zone)
    click.echo(f"Loaded {loaded.farmers} farms with {loaded.hectares} ha.")


def _only_in_the_demo() -> None:
    if not _config().demo:
        raise Conflict("Demo farms go into the embedded demo only; DATABASE_URL is set.")


@click.command("worker")
@with_appcontext
def run_worker() -> None:
    """Run the periodic jobs until SIGTERM or Ctrl-C."""
    # The running app, not its proxy: each job gets a context of its own.
    worker_module.run_until_signalled(current_app._get_current_object())  # type: ignore[attr-defined]


@click.command("mango-check")
@click.option("--url", required=True, help="Where the console answers, such as http://127.0.0.1:8080.")
@click.option("--token", help="Service token; else AVA_SERVICE_TOKEN, else the demo's own.")
@click.option("--expect-farmers", type=click.IntRange(0))
@click.option("--expect-hectares")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
@with_appcontext
def check_mango(
    url: str,
    token: str | None,
    expect_farmers: int | None,
    expect_hectares: str | None,
    as_json: bool,
) -> None:
    """Compare the page with the database, from outside. Exit 0 all pass, 1 a fail, 3 could not look."""
    report = mango_check.run(
        url=url,
        token=token,
        config=_config(),
        expect_farmers=expect_farmers,
        expect_hectares=_hectares(expect_hectares),
    )
    if as_json:
        click.echo(json_module.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        for line in report.lines:
            click.echo(f"{line.verdict:8}{line.check}: {line.evidence}")
    sys.exit(report.exit_code)


def _hectares(given: str | None) -> Decimal | None:
    if given is None:
        return None
    try:
        value = Decimal(given)
    except InvalidOperation as error:
        raise click.BadParameter(f"{given!r} is not a number", param_hint="--expect-hectares") from error
    if not value.is_finite():
        raise click.BadParameter(f"{given!r} is not a number", param_hint="--expect-hectares")
    return value
