"""Which Chromium the browser tests drive; `python -m tests.e2e.chromium` gets one if there is none.

In order: CHROMIUM (environment), what stands on the PATH, playwright's own, Debian's package (root only).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL_SECONDS = 300
HOW_TO = (
    "No Chromium was found, and none could be installed: browser tests are skipped. "
    "Install one (apt-get install chromium, as root) or name one: CHROMIUM=/path/to/chromium"
)


def find_chromium() -> Path | None:
    """The browser that tests use, or None. Installs nothing. Raises FileNotFoundError for a bad CHROMIUM."""
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None:
            raise FileNotFoundError(f"CHROMIUM is {named!r}, and that is no program.")
        return Path(path)
    for name in NAMES:
        path = shutil.which(name)
        if path is not None:
            return Path(path)
    return _playwrights_own()


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() and _starts(path) else None


def _starts(chromium: Path) -> bool:
    """Playwright's build lacks system libraries on a bare machine; then it does not even tell its version."""
    try:
        return subprocess.run([chromium, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install_chromium() -> Path | None:
    """Get one: playwright's build, else, as root, Debian's package."""
    attempts = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        fonts = ["fonts-dejavu-core", "fonts-noto-core"]
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", *fonts]
        attempts.append([["apt-get", "update", "-qq"], install])
    for commands in attempts:
        if all(_runs(command) for command in commands):
            found = find_chromium()
            if found is not None:
                return found
    return None


def _runs(command: list[str]) -> bool:
    print("Trying:", " ".join(command), flush=True)
    try:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=INSTALL_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  {error}")
        return False
    if done.returncode:
        print("  " + (done.stderr.strip() or done.stdout.strip())[-300:].replace("\n", "\n  "))
    return done.returncode == 0


def main() -> int:
    """Exit 1 only in continuous integration, where nothing may be skipped."""
    found = find_chromium() or install_chromium()
    if found is None:
        print(HOW_TO, file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    print(f"Browser tests use {found}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
