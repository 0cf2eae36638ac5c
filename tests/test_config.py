"""Settings: typed, frozen, and refused with one line per problem."""

import subprocess
from pathlib import Path

import pytest

from ava_dashboard.config import Config, ConfigError, Theme, normalised_database_url

REAL = {"DATABASE_URL": "postgres://u:p@db.example/crm", "SECRET_KEY": "k" * 40}


def read(tmp_path: Path, **given: str) -> Config:
    (tmp_path / "VERSION").write_text("v2.3.1-blue-debug\n")
    return Config.from_environ(given, root=tmp_path)


@pytest.mark.parametrize(
    ("variable", "given", "expected"),
    [
        ("PORT", "80a", "a whole number from 1 to 65535"),
        ("PORT", "0", "a whole number from 1 to 65535"),
        ("WEB_THREADS", "-1", "a whole number from 1 to 64"),
        ("DEBUG_BOX_BACKGROUND", "red", "a colour: #rrggbb, white or black"),
        ("DEBUG_BOX_TEXT", "#fff", "a colour: #rrggbb, white or black"),
        ("DEBUG_BOX_BORDER", "#0056b3}</style>", "a colour: #rrggbb, white or black"),
        ("AVA_TIMEZONE", "Europe/Zagrab", "a time zone such as Europe/Zagreb"),
        ("AVA_TIMEZONE", "../../etc/passwd", "a time zone such as Europe/Zagreb"),
        ("AVA_VERSION", "latest", "a version such as v2.3.1-blue-debug"),
        ("AVA_COMMIT", "HEAD", "a git commit in hexadecimal"),
        ("STALE_SECONDS", "59", "at least two SNAPSHOT_SECONDS, 60"),
        ("PUBLIC_URL", "console.example", "an address such as"),
        ("LOG_LEVEL", "loud", "one of DEBUG, INFO, WARNING, ERROR"),
    ],
)
def test_a_bad_value_is_named_with_what_was_given_and_what_is_expected(
    tmp_path: Path, variable: str, given: str, expected: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        read(tmp_path, **REAL, **{variable: given})
    assert str(refused.value).startswith(f"{variable} is {given!r}: expected {expected}")


def test_every_problem_is_reported_at_once_one_line_each(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read(tmp_path, **REAL, PORT="x", AVA_TIMEZONE="y")
    assert [line.split()[0] for line in str(refused.value).splitlines()] == ["AVA_TIMEZONE", "PORT"]


def test_secrets_are_not_repeated_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read(tmp_path, DATABASE_URL="mysql://u:hunter2@db/x", SECRET_KEY="tooshort")
    assert "hunter2" not in str(refused.value)
    assert "tooshort" not in str(refused.value)
    assert "SECRET_KEY has 8 characters" in str(refused.value)
    assert "DATABASE_URL can't be used" in str(refused.value)


def test_a_real_database_needs_a_secret_key(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="SECRET_KEY is missing"):
        read(tmp_path, DATABASE_URL=REAL["DATABASE_URL"])


def test_the_demo_makes_a_secret_key_once_and_keeps_it_private(tmp_path: Path) -> None:
    first, second = read(tmp_path).secret_key, read(tmp_path).secret_key
    assert first == second
    assert len(first) == 64
    assert (tmp_path / ".postgres/secret-key").stat().st_mode & 0o777 == 0o600


def test_the_demo_refuses_to_start_on_ecs(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not run on ECS"):
        read(tmp_path, ECS_CONTAINER_METADATA_URI_V4="http://169.254.170.2/v4/x")


def test_without_https_the_server_binds_to_loopback_only(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="HOST is '0.0.0.0'"):
        read(tmp_path, **REAL, HOST="0.0.0.0")
    config = read(tmp_path, **REAL, HOST="0.0.0.0", PUBLIC_URL="https://console.example/")
    assert config.secure_cookies
    assert config.public_url == "https://console.example"


def test_the_env_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "VERSION").write_text("v1.0.0")
    (tmp_path / ".env").write_text("PORT=9001\nREFRESH_SECONDS=7\nDATABASE_URL=postgresql://a@b/c\n")
    script = (
        "import pathlib; from ava_dashboard.config import Config;"
        f"c = Config.from_environ(root=pathlib.Path({str(tmp_path)!r})); print(c.port, c.refresh_seconds)"
    )
    environment = {"PATH": "/usr/bin:/bin", "PORT": "9002", "SECRET_KEY": "k" * 40}
    root = Path(__file__).resolve().parents[1]
    import sys

    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["9002", "7"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_usual_scheme_becomes_the_driver_that_is_installed(scheme: str) -> None:
    url = normalised_database_url(f"{scheme}://u:p%40@h:5433/d?sslmode=require")
    assert url == "postgresql+psycopg2://u:p%40@h:5433/d?sslmode=require"


def test_white_on_the_default_blue_is_enough_for_large_text_only() -> None:
    assert round(Theme().contrast, 2) == 3.98
    assert Theme().warning is None


def test_colours_that_can_not_be_read_are_warned_about() -> None:
    assert "contrast of 1.00:1" in (Theme(debug_background="#ffffff", debug_text="white").warning or "")
