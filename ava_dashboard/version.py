"""Which code this is: the version file, the build id over the application's own files, the git commit."""

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD_PARTS = (
    "VERSION",
    "ava_dashboard",
    "gunicorn.conf.py",
    "migrations",
    "requirements.txt",
    "wsgi.py",
)
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Version:
    """What runs. `shown` is what every page and /version say; `mismatch` is one sentence or None."""

    ava_version: str
    build_id: str
    commit: str
    mismatch: str | None

    @property
    def shown(self) -> str:
        return f"{self.ava_version}-{self.build_id}"


def read_version(*, ava_version: str | None, commit: str | None, root: Path = ROOT) -> Version:
    """The version of the code below `root`; the arguments are what the environment says, if anything."""
    in_file = version_in_file(root)
    given = ava_version or in_file or UNKNOWN
    mismatch = None
    if ava_version and in_file and ava_version != in_file:
        mismatch = f"AVA_VERSION says {ava_version}, but the file VERSION says {in_file}."
    return Version(given, build_id(root), commit or _commit_of_checkout(root), mismatch)


def version_in_file(root: Path = ROOT) -> str | None:
    """The first line of the file VERSION, or None where there is no such file."""
    path = root / "VERSION"
    return path.read_text("utf-8").strip() or None if path.exists() else None


def build_id(root: Path = ROOT) -> str:
    """8 hex digits of a SHA-256 over the application's own files: sorted paths and bytes."""
    digest = hashlib.sha256()
    for path in sorted(_application_files(root), key=lambda path: path.relative_to(root).as_posix()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:8]


def _application_files(root: Path) -> list[Path]:
    files: list[Path] = []
    for name in BUILD_PARTS:
        part = root / name
        files += [part] if part.is_file() else [path for path in part.rglob("*") if path.is_file()]
    return [path for path in files if "__pycache__" not in path.parts and path.suffix != ".pyc"]


def _commit_of_checkout(root: Path) -> str:
    if not (root / ".git").exists():
        return UNKNOWN
    # The checkout may belong to another user than the one who runs this.
    git = ["git", "-C", str(root), "-c", f"safe.directory={root}"]
    try:
        head = _output([*git, "rev-parse", "HEAD"])
        changed = _output([*git, "status", "--porcelain", "--untracked-files=no"])
    except (OSError, subprocess.SubprocessError):
        return UNKNOWN
    return f"{head}+dirty" if changed else head


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=5).stdout.strip()
