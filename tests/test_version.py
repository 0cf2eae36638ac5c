"""Which code runs: one build id is one code."""

import subprocess
from pathlib import Path

import pytest

from ava_dashboard.version import build_id, read_version


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "ava_dashboard").mkdir()
    (tmp_path / "ava_dashboard/app.py").write_text("app = 1\n")
    (tmp_path / "migrations").mkdir()
    (tmp_path / "VERSION").write_text("v2.3.1-blue-debug\n")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_the_build_id_is_8_hex_digits_and_changes_with_every_byte_and_name(checkout: Path) -> None:
    first = build_id(checkout)
    assert len(first) == 8
    assert int(first, 16) >= 0
    (checkout / "ava_dashboard/app.py").write_text("app = 2\n")
    second = build_id(checkout)
    (checkout / "ava_dashboard/app.py").rename(checkout / "ava_dashboard/apq.py")
    assert len({first, second, build_id(checkout)}) == 3


def test_what_is_generated_or_not_the_applications_does_not_change_the_build_id(checkout: Path) -> None:
    before = build_id(checkout)
    (checkout / "ava_dashboard/__pycache__").mkdir()
    (checkout / "ava_dashboard/__pycache__/app.cpython-311.pyc").write_bytes(b"x")
    (checkout / "README.md").write_text("hello")
    assert build_id(checkout) == before


def test_the_commit_of_a_changed_checkout_is_marked(checkout: Path) -> None:
    assert read_version(ava_version=None, commit=None, root=checkout).commit == "unknown"
    git(checkout, "init", "-q")
    git(checkout, "add", ".")
    git(checkout, "commit", "-qm", "first")
    clean = read_version(ava_version=None, commit=None, root=checkout).commit
    assert len(clean) == 40
    (checkout / "ava_dashboard/app.py").write_text("app = 3\n")
    assert read_version(ava_version=None, commit=None, root=checkout).commit == f"{clean}+dirty"


def test_the_environment_wins_and_a_disagreement_is_one_sentence(checkout: Path) -> None:
    version = read_version(ava_version="v2.4.0", commit="abcdef0", root=checkout)
    assert version.shown == f"v2.4.0-{build_id(checkout)}"
    assert version.commit == "abcdef0"
    assert version.mismatch == "AVA_VERSION says v2.4.0, but the file VERSION says v2.3.1-blue-debug."
    assert read_version(ava_version="v2.3.1-blue-debug", commit=None, root=checkout).mismatch is None
