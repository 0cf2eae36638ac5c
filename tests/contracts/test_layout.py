"""Things stand where the layout says: the map, the tests, the only reader of this and only writer of that."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import ava_dashboard
from ava_dashboard.core.database import Base
from ava_dashboard.models import dashboard

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ava_dashboard"
MODULES = sorted(PACKAGE.rglob("*.py"))
PROGRAMS = [
    *MODULES,
    ROOT / "wsgi.py",
    ROOT / "gunicorn.conf.py",
    *sorted((ROOT / "migrations").rglob("*.py")),
]

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base", "shared"}
MIRRORED = (
    "agronomic",
    "auth",
    "business",
    "core",
    "demo",
    "deployments",
    "farms",
    "health",
    "history",
    "web",
)
WITHOUT_TEST = {
    "core/exceptions.py": "classes without behaviour",
    "core/roles.py": "a list of names",
    "demo/conversations.py": "invented texts",
    "demo/farms.py": "invented farms, which tests/demo/test_load.py counts",
    "demo/products.py": "invented products",
    "demo/work.py": "invented work, which tests/demo/test_load.py loads",
    "farms/messages.py": "one condition, which the tests of each query meet",
    "health/readings.py": "a dataclass without behaviour",
}
CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {
        "time",
        "time_ns",
        "monotonic",
        "monotonic_ns",
        "perf_counter",
        "localtime",
        "gmtime",
        "strftime",
    },
}


def within(path: Path) -> str:
    """A module's name in what these tests say: below the package, else below the root."""
    return path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def mapped() -> list[tuple[str, str]]:
    """Question and path of each line of the map in the package's docstring."""
    _, _, table = (ava_dashboard.__doc__ or "").partition("Where is…?")
    return re.findall(r"^  (\S.*?) {2,}(\S+)$", table, re.MULTILINE)


def test_the_map_leads_to_files_that_exist() -> None:
    entries = mapped()
    assert len(entries) >= 15
    assert [path for _, path in entries if not (PACKAGE / path).exists()] == []


def test_every_line_of_the_map_can_be_read() -> None:
    _, _, table = (ava_dashboard.__doc__ or "").partition("Where is…?")
    assert len(mapped()) == len(table.strip().splitlines())


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [within(path) for path in MODULES if path.stem in VAGUE or path.parent.name in VAGUE] == []


def mirrored_modules() -> Iterator[Path]:
    for folder in MIRRORED:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            if path.name != "__init__.py":
                yield path


def places_of_tests(path: Path) -> list[Path]:
    """Where the tests of a module may stand: in its own file, or in that of the package around it."""
    mirror = ROOT / "tests" / path.relative_to(PACKAGE).parent
    return [mirror / f"test_{path.stem}.py", mirror.parent / f"test_{mirror.name}.py"]


def has_tests(path: Path) -> bool:
    return any(test.exists() for test in places_of_tests(path))


def test_every_module_has_its_tests_in_the_same_place() -> None:
    missing = [
        within(path)
        for path in mirrored_modules()
        if within(path) not in WITHOUT_TEST and not has_tests(path)
    ]
    assert missing == []


def test_what_has_no_tests_is_there_and_has_none() -> None:
    assert [name for name in WITHOUT_TEST if not (PACKAGE / name).exists()] == []
    assert [name for name in WITHOUT_TEST if places_of_tests(PACKAGE / name)[0].exists()] == []


def environment_reads(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        named = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os"
        if named and node.attr in ("environ", "environb", "getenv", "putenv"):
            yield node.lineno
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (
                node.lineno for name in node.names if name.name in ("environ", "environb", "getenv", "putenv")
            )


def clock_reads(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if node.attr in CLOCKS.get(name, ()):
                yield node.lineno
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (node.lineno for name in node.names if name.name in CLOCKS["time"])


def test_only_the_configuration_reads_the_environment() -> None:
    found = [f"{within(path)}:{line}" for path in PROGRAMS for line in environment_reads(parsed(path))]
    assert {where.split(":")[0] for where in found} == {"config.py"}, found


def test_only_one_module_reads_the_clock() -> None:
    found = [f"{within(path)}:{line}" for path in PROGRAMS for line in clock_reads(parsed(path))]
    assert {where.split(":")[0] for where in found} == {"core/clock.py"}, found


@pytest.mark.parametrize(
    "code",
    ["import os\nos.environ['A']", "import os\nos.getenv('A')", "from os import environ"],
)
def test_a_read_of_the_environment_is_seen(code: str) -> None:
    assert list(environment_reads(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.datetime.utcnow()",
        "from datetime import date\ndate.today()",
        "import time\ntime.time()",
        "from time import monotonic",
    ],
)
def test_a_read_of_the_clock_is_seen(code: str) -> None:
    assert list(clock_reads(ast.parse(code)))


def own_models() -> dict[str, str]:
    """Each table of ours with the module that its docstring names as its writer."""
    writers = {}
    for name in dashboard.__all__:
        model = getattr(dashboard, name)
        found = re.search(r"Written by (\S+\.py)\.", model.__doc__ or "")
        assert found, f"{name} does not say which module writes it"
        writers[name] = found[1]
    return writers


def written_models(tree: ast.Module) -> Iterator[str]:
    """Classes that are inserted, updated, deleted, or made to be added to a session."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in ("insert", "update", "delete") and node.args:
            target = node.args[0]
            target = target.value if isinstance(target, ast.Attribute) else target
            if isinstance(target, ast.Name):
                yield target.id
        elif called in dashboard.__all__:
            yield called


def test_each_table_of_ours_has_the_one_writer_that_it_names() -> None:
    writers = own_models()
    found: dict[str, set[str]] = {name: set() for name in writers}
    for path in MODULES:
        for name in set(written_models(parsed(path))) & set(writers):
            found[name].add(within(path))
    assert found == {name: {writer} for name, writer in writers.items()}


def test_no_statement_in_words_writes_our_tables() -> None:
    statement = re.compile(r"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+\"?dashboard\b", re.IGNORECASE)
    assert [within(path) for path in MODULES if statement.search(path.read_text("utf-8"))] == []


def test_the_migrations_make_exactly_the_tables_of_the_models(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table_schema": "dashboard",
                "include_schemas": True,
                "include_name": lambda name, kind, parents: kind != "schema" or name == "dashboard",
                "compare_type": True,
                "compare_server_default": True,
            },
        )
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_heads() == tuple(ScriptDirectory(ROOT / "migrations").get_heads())
    engine.dispose()


def test_there_is_one_newest_migration() -> None:
    assert len(ScriptDirectory(ROOT / "migrations").get_heads()) == 1
