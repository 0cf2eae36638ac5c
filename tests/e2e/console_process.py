"""The demo as `make run` starts it, for a browser to look at."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2

from ava_dashboard.config import command_environment
from ava_dashboard.core.embedded_postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 60.0
STOP_SECONDS = 30.0


class ConsoleProcess:
    """A running console with a database of its own. `settings` are environment variables."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.state_folder = folder / "state"
        self.database = EmbeddedPostgres(self.state_folder)
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = command_environment(
            **{
                **dict.fromkeys(_setting_names(), ""),
                "AVA_STATE_FOLDER": str(self.state_folder),
                "PORT": str(self.port),
                **settings,
            }
        )
        self._log = folder / "said"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ava_dashboard.launch"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self._log.read_text("utf-8", errors="replace")

    def wait_until_ready(self) -> None:
        until = time.monotonic() + READY_SECONDS
        while "Ready:" not in self.said:
            assert self._process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.05)

    def flask(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """A `flask --app wsgi` command in the environment of this console."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=60
        )

    def execute(self, statement: str, *values: Any) -> Any:
        """Run one statement as somebody beside the console would; gives the first value, if there is one."""
        url = self.database.url()
        assert url is not None, "the database is not running"
        with closing(psycopg2.connect(url.replace("+psycopg2", "", 1))) as connection, connection:
            cursor = connection.cursor()
            cursor.execute(statement, values)
            row = cursor.fetchone() if cursor.description else None
        return row and row[0]

    def end(self) -> None:
        """Stop it as Ctrl-C does, and remove what it kept."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_SECONDS)
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
            self.database.remove()


@contextmanager
def running_console(folder: Path, **settings: str) -> Iterator[ConsoleProcess]:
    console = ConsoleProcess(folder, **settings)
    try:
        console.wait_until_ready()
        yield console
    finally:
        console.end()


def _setting_names() -> list[str]:
    """Every setting is emptied, so that neither the shell's nor a file's .env is tested."""
    example = (ROOT / ".env.example").read_text("utf-8")
    return re.findall(r"^# ?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
