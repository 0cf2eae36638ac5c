"""The only reader of the environment. Everything else receives a frozen Config.

A bad value stops the start: one line per problem, naming the variable, what was given (never for a
secret) and what is expected. Every variable is documented in .env.example; a test compares the two.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

from ava_dashboard.version import ROOT, Version, read_version

NAMED_COLOURS = {"white": (255, 255, 255), "black": (0, 0, 0)}
LOWEST_CONTRAST = 3.0  # WCAG 2.2 AA for large text (1.4.3)
ECS_METADATA = "ECS_CONTAINER_METADATA_URI_V4"


class ConfigError(Exception):
    """Settings that can't be used; the message has one line per problem."""


@dataclass(frozen=True)
class Theme:
    """Colours of the debug box: `#rrggbb`, `white` or `black`."""

    debug_background: str = "#007BFF"
    debug_border: str = "#0056b3"
    debug_text: str = "white"

    @property
    def contrast(self) -> float:
        """Contrast of text on background, 1 to 21 (WCAG 2.2, relative luminance)."""
        lighter, darker = sorted(map(_luminance, (self.debug_text, self.debug_background)), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)

    @property
    def warning(self) -> str | None:
        """One sentence when the text can't be read well on its background, else None."""
        if self.contrast >= LOWEST_CONTRAST:
            return None
        return (
            f"DEBUG_BOX_TEXT {self.debug_text} on DEBUG_BOX_BACKGROUND {self.debug_background} has a "
            f"contrast of {self.contrast:.2f}:1; large text needs {LOWEST_CONTRAST:.0f}:1."
        )


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything that can be set, with the version of the running code. Durations are in seconds."""

    demo: bool
    database_url: str | None  # None: the embedded server of the demo, found through state_folder
    secret_key: str
    version: Version
    theme: Theme
    zone: ZoneInfo
    state_folder: Path
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str | None = None
    trusted_proxies: int = 0
    forwarded_allow_ips: str = "127.0.0.1"
    web_workers: int = 2
    web_threads: int = 4
    snapshot_seconds: int = 30
    refresh_seconds: int = 30
    stale_seconds: int = 600
    session_hours: int = 12
    component_gallery: bool = False
    log_level: str = "INFO"
    service_token: str | None = None
    testing: bool = False

    @property
    def secure_cookies(self) -> bool:
        return self.public_url is not None and self.public_url.startswith("https://")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None, *, root: Path = ROOT) -> "Config":
        """Read the file .env below `root`, then the environment, which wins.

        Raises ConfigError with a line per problem.
        """
        if environ is None:
            in_file = {
                name: value for name, value in dotenv_values(root / ".env").items() if value is not None
            }
            environ = {**in_file, **os.environ}
        return _Reader(environ, root).config()


def command_environment(environ: Mapping[str, str] | None = None, **extra: str) -> dict[str, str]:
    """The environment for a child process: this one's, with `extra` on top."""
    return {**(os.environ if environ is None else environ), **extra}


class _Reader:
    """Collects every problem before it gives up, so that a person mends them in one go."""

    def __init__(self, environ: Mapping[str, str], root: Path) -> None:
        self._environ = environ
        self._root = root
        self._problems: list[str] = []

    def config(self) -> Config:
        url = self._text("DATABASE_URL")
        demo = url is None
        if demo and self._text(ECS_METADATA):
            self._problems.append("DATABASE_URL is missing: the embedded demo does not run on ECS.")
        state_folder = Path(self._text("AVA_STATE_FOLDER") or self._root / ".postgres")
        public_url = self._public_url()
        host = self._text("HOST") or "127.0.0.1"
        if not (public_url or "").startswith("https://") and host not in ("127.0.0.1", "::1", "localhost"):
            self._problems.append(
                f"HOST is {host!r}: without a PUBLIC_URL that begins with https:// the server binds to "
                "loopback only (127.0.0.1, ::1 or localhost)."
            )
        theme = Theme(
            debug_background=self._colour("DEBUG_BOX_BACKGROUND", Theme.debug_background),
            debug_border=self._colour("DEBUG_BOX_BORDER", Theme.debug_border),
            debug_text=self._colour("DEBUG_BOX_TEXT", Theme.debug_text),
        )
        database_url = None if url is None else self._database_url(url)
        secret_key = self._secret_key(demo, state_folder)
        values = Config(
            demo=demo,
            database_url=database_url,
            secret_key=secret_key,
            version=read_version(ava_version=self._version(), commit=self._commit(), root=self._root),
            theme=theme,
            zone=self._zone("AVA_TIMEZONE", "Europe/Zagreb"),
            state_folder=state_folder,
            host=host,
            port=self._integer("PORT", 8080, 1, 65535),
            public_url=public_url,
            trusted_proxies=self._integer("TRUSTED_PROXIES", 0, 0, 5),
            forwarded_allow_ips=self._text("FORWARDED_ALLOW_IPS") or "127.0.0.1",
            web_workers=self._integer("WEB_WORKERS", 2, 1, 64),
            web_threads=self._integer("WEB_THREADS", 4, 1, 64),
            snapshot_seconds=self._integer("SNAPSHOT_SECONDS", 30, 1, 3600),
            refresh_seconds=self._integer("REFRESH_SECONDS", 30, 1, 3600),
            stale_seconds=self._integer("STALE_SECONDS", 600, 1, 86400),
            session_hours=self._integer("SESSION_HOURS", 12, 1, 24 * 30),
            component_gallery=self._boolean("COMPONENT_GALLERY", demo),
            log_level=self._one_of("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
            service_token=self._text("AVA_SERVICE_TOKEN"),
        )
        if values.stale_seconds < 2 * values.snapshot_seconds:
            self._problem(
                "STALE_SECONDS",
                str(values.stale_seconds),
                f"at least two SNAPSHOT_SECONDS, {2 * values.snapshot_seconds}: up to there figures are live",
            )
        if self._problems:
            raise ConfigError("\n".join(self._problems))
        return values

    def _text(self, name: str) -> str | None:
        return self._environ.get(name, "").strip() or None

    def _integer(self, name: str, default: int, lowest: int, highest: int) -> int:
        given = self._text(name)
        if given is None:
            return default
        if re.fullmatch(r"[0-9]{1,9}", given) and lowest <= int(given) <= highest:
            return int(given)
        self._problem(name, given, f"a whole number from {lowest} to {highest}")
        return default

    def _boolean(self, name: str, default: bool) -> bool:
        given = self._one_of(name, "true" if default else "false", ("true", "false"))
        return given == "true"

    def _one_of(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        given = self._text(name)
        if given is None or given in allowed:
            return given or default
        self._problem(name, given, "one of " + ", ".join(allowed))
        return default

    def _colour(self, name: str, default: str) -> str:
        given = self._text(name)
        if given is None:
            return default
        if given in NAMED_COLOURS or re.fullmatch(r"#[0-9a-fA-F]{6}", given):
            return given
        self._problem(name, given, "a colour: #rrggbb, white or black")
        return default

    def _zone(self, name: str, default: str) -> ZoneInfo:
        given = self._text(name) or default
        try:
            return ZoneInfo(given)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._problem(name, given, "a time zone such as Europe/Zagreb")
            return ZoneInfo(default)

    def _version(self) -> str | None:
        given = self._text("AVA_VERSION")
        if given is None or re.fullmatch(r"v\d+\.\d+\.\d+[0-9A-Za-z.-]{0,60}", given):
            return given
        self._problem("AVA_VERSION", given, "a version such as v2.3.1-blue-debug")
        return None

    def _commit(self) -> str | None:
        given = self._text("AVA_COMMIT")
        if given is None or re.fullmatch(r"[0-9a-f]{7,64}(\+dirty)?|unknown", given):
            return given
        self._problem("AVA_COMMIT", given, "a git commit in hexadecimal")
        return None

    def _public_url(self) -> str | None:
        given = self._text("PUBLIC_URL")
        if given is None:
            return None
        try:
            parts = urlsplit(given)
            fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.path in ("", "/")
        except ValueError:
            fine = False
        if not fine:
            self._problem(
                "PUBLIC_URL", given, "an address such as https://console.example.org, without a path"
            )
            return None
        return given.rstrip("/")

    def _database_url(self, given: str) -> str | None:
        try:
            return normalised_database_url(given)
        except ValueError as error:
            self._problems.append(f"DATABASE_URL {error}.")
            return None

    def _secret_key(self, demo: bool, state_folder: Path) -> str:
        given = self._text("SECRET_KEY")
        if given is None and demo:
            return _kept_secret(state_folder / "secret-key")
        if given is None:
            self._problems.append("SECRET_KEY is missing: expected at least 32 random characters.")
            return ""
        if len(given) < 32:
            self._problems.append(
                f"SECRET_KEY has {len(given)} characters: expected at least 32 random ones."
            )
        return given

    def _problem(self, name: str, given: str, expected: str) -> None:
        self._problems.append(f"{name} is {given!r}: expected {expected}.")


def normalised_database_url(given: str) -> str:
    """The address with SQLAlchemy's driver name: 2.1 would take `postgresql://` for another driver's.

    Raises ValueError with the rest of a sentence that begins with the variable's name, and no secret.
    """
    try:
        parts = urlsplit(given)
        fine = bool(parts.path.strip("/")) and (parts.port or 1) > 0
    except ValueError:
        fine, parts = False, None
    schemes = ("postgres", "postgresql", "postgresql+psycopg2")
    if parts is None or not fine or parts.scheme not in schemes:
        raise ValueError("can't be used: expected postgresql://user:password@host:port/database")
    return "postgresql+psycopg2://" + given.split("://", 1)[1]


def _kept_secret(path: Path) -> str:
    """A secret for the demo, made once and kept in a file that git ignores."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secret := secrets.token_hex(32))
    return secret


def _luminance(colour: str) -> float:
    channels = NAMED_COLOURS.get(colour) or tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if (value := channel / 255) <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
