"""Every setting stands in .env.example with its default, and nothing else does."""

import ast
import re
from pathlib import Path

import pytest

from ava_dashboard.config import Config

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "ava_dashboard" / "config.py"
EXAMPLE = ROOT / ".env.example"
READERS = {"_text", "_integer", "_boolean", "_one_of", "_colour", "_zone"}


def settings_read() -> set[str]:
    """The variables that config.py asks for by name."""
    return {
        call.args[0].value
        for call in ast.walk(ast.parse(CONFIG.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in READERS
        and isinstance(call.args[0], ast.Constant)
    }


def example_lines() -> list[str]:
    return EXAMPLE.read_text("utf-8").splitlines()


def examples() -> dict[str, str]:
    """The variables of .env.example with their defaults."""
    found = (re.fullmatch(r"# ([A-Z][A-Z_]*)=(.*)", line) for line in example_lines())
    return {match[1]: match[2] for match in found if match}


def test_every_setting_is_documented_and_nothing_else() -> None:
    assert settings_read() == set(examples())
    assert len(settings_read()) > 15


def test_each_is_described_in_the_line_above() -> None:
    lines = example_lines()
    for at, line in enumerate(lines):
        # The colours share one description.
        if re.match(r"# (?!DEBUG_BOX)[A-Z][A-Z_]*=", line):
            assert lines[at - 1].startswith("# ") and lines[at - 1].endswith("."), line


def test_the_defaults_that_are_written_there_are_those_of_the_code(tmp_path: Path) -> None:
    (tmp_path / "VERSION").write_text("v2.3.1-blue-debug\n")
    written = {name: value for name, value in examples().items() if value}
    basis = {"AVA_STATE_FOLDER": str(tmp_path / "state")}
    plain = Config.from_environ(basis, root=tmp_path)
    assert Config.from_environ(basis | written, root=tmp_path) == plain


@pytest.mark.parametrize("name", sorted(name for name, value in examples().items() if value))
def test_each_default_is_read_and_not_ignored(name: str, tmp_path: Path) -> None:
    basis = {"AVA_STATE_FOLDER": str(tmp_path / "state")}
    changed = {
        "HOST": "localhost",
        "AVA_TIMEZONE": "Europe/Sofia",
        "FORWARDED_ALLOW_IPS": "127.0.0.2",
        "LOG_LEVEL": "ERROR",
        "STALE_SECONDS": "300",
    }.get(name, "black" if name.startswith("DEBUG_BOX") else "3")
    assert Config.from_environ(basis | {name: changed}, root=tmp_path) != Config.from_environ(
        basis, root=tmp_path
    )
