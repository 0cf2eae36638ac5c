"""What the documents say is so: commands, links, and who may open which page."""

import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from flask import Flask

from ava_dashboard.app import create_app
from ava_dashboard.config import Config
from ava_dashboard.core.roles import PERSONAL_DATA, Role
from ava_dashboard.web.access import allowed_roles, is_public

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COLUMNS = (None, Role.BUSINESS, Role.AGRONOMIST, Role.OPERATOR, Role.ADMIN, Role.SERVICE)
READS = {"GET"}


class Row(NamedTuple):
    """A line of the table in docs/roles.md: who gets an answer (None is a visitor), and what is seen."""

    opened_by: frozenset[Role | None]
    personal_data: str


def by_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def whole_app(session_app: Flask) -> Flask:
    """The app with every route that it can have."""
    config: Config = session_app.extensions["config"]
    return create_app(replace(config, component_gallery=True))


def documented_rows() -> dict[str, Row]:
    rows = {}
    for line in (ROOT / "docs" / "roles.md").read_text("utf-8").splitlines():
        if re.match(r"\| (GET|POST) `", line):
            request, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            assert set(cells[:6]) <= {"yes", "–"}, line
            opened_by = frozenset(role for role, cell in zip(COLUMNS, cells, strict=False) if cell == "yes")
            rows[request.replace("`", "")] = Row(opened_by, cells[6])
    return rows


def actual_rows(app: Flask) -> dict[str, frozenset[Role | None]]:
    rows: dict[str, frozenset[Role | None]] = {}
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            roles: set[Role | None] = set(allowed_roles(view))
            if is_public(view):
                roles = set(COLUMNS)
            elif method not in READS:
                roles.discard(Role.SERVICE)
            rows[f"{method} {rule.rule}"] = frozenset(roles)
    return rows


def test_the_table_of_roles_is_what_the_routes_say(whole_app: Flask) -> None:
    documented = {request: row.opened_by for request, row in documented_rows().items()}
    assert documented == actual_rows(whole_app)


def test_names_and_phones_are_only_for_roles_that_need_them() -> None:
    shown = [row for row in documented_rows().values() if re.search("full names|, phones", row.personal_data)]
    assert len(shown) == 4
    assert all(row.opened_by <= PERSONAL_DATA for row in shown)


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_name)
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^    |`)make ([a-z-]+)", document.read_text("utf-8"), re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_name)
def test_every_flask_command_that_is_named_exists_with_its_options(
    document: Path, session_app: Flask
) -> None:
    for line in re.findall(r"flask --app wsgi ([^\n`]+)", document.read_text("utf-8")):
        words = re.findall(r"\"[^\"]*\"|\S+", line)
        command: click.Command = session_app.cli
        while isinstance(command, click.Group) and words:
            context = click.Context(command)
            found = command.get_command(context, words[0])
            assert found is not None, f"flask --app wsgi {line}"
            command = found
            words = words[1:]
        assert not isinstance(command, click.Group), f"flask --app wsgi {line}"
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= options, f"flask --app wsgi {line}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)", document.read_text("utf-8"))
    missing = [
        target for target in targets if "://" not in target and not (document.parent / target).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_name)
def test_every_file_of_ours_that_is_named_exists(document: Path) -> None:
    named = re.findall(
        r"`((?:ava_dashboard|tests|farms|web|core|static)/[a-z_/.]*)`", document.read_text("utf-8")
    )
    bases = (ROOT, ROOT / "ava_dashboard")
    assert [name for name in named if not any((base / name).exists() for base in bases)] == []


def test_every_document_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    missing = [by_name(path) for path in DOCUMENTS[1:] if f"]({by_name(path)})" not in readme]
    assert missing == []
