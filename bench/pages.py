"""How long the business page of a running console takes: p50 and p95 of N requests, one after the other.

Asks this machine only, and ends after a bounded number of requests and seconds.
"""

import argparse
import statistics
import time
from pathlib import Path
from urllib.parse import urlsplit

import requests

from ava_dashboard.config import Config

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST_REQUESTS = 10_000
MOST_SECONDS = 120.0
PAGE = "/business-dashboard"
PATHS = (PAGE, f"{PAGE}?country=BG&category=orchard", "/health/live")


def main(arguments: list[str] | None = None) -> int:
    """Print one line a page. Exit 1 when a page can't be measured, 2 for an address elsewhere."""
    config = Config.from_environ()
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--url", default=f"http://127.0.0.1:{config.port}")
    parser.add_argument("--requests", type=int, default=200, help="for each page")
    given = parser.parse_args(arguments)
    if urlsplit(given.url).hostname not in LOOPBACK:
        print(f"{given.url} is not on this machine.")
        return 2
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {_token(config)}"
    count = max(2, min(given.requests, MOST_REQUESTS))
    print(f"{'page':48}{'requests':>10}{'p50 ms':>10}{'p95 ms':>10}")
    for path in PATHS:
        try:
            seconds = measure(session, given.url.rstrip("/") + path, count)
        except requests.RequestException as error:
            print(f"{path} can't be measured ({error}). Does the console run? make run starts it.")
            return 1
        p50, p95 = percentiles(seconds)
        print(f"{path:48}{len(seconds):>10}{p50 * 1000:>10.1f}{p95 * 1000:>10.1f}")
    return 0


def measure(session: requests.Session, address: str, count: int) -> list[float]:
    """The seconds of each of `count` requests, fewer when the time is up. Raises RequestException."""
    until = time.monotonic() + MOST_SECONDS / len(PATHS)
    taken: list[float] = []
    while len(taken) < 2 or (len(taken) < count and time.monotonic() < until):
        started = time.perf_counter()
        answer = session.get(address, timeout=10, allow_redirects=False)
        taken.append(time.perf_counter() - started)
        answer.raise_for_status()
        if answer.status_code != 200:
            raise requests.HTTPError(f"{address} answers {answer.status_code}")
    return taken


def percentiles(seconds: list[float]) -> tuple[float, float]:
    """The 50th and the 95th percentile."""
    cut = statistics.quantiles(seconds, n=20, method="inclusive")
    return cut[9], cut[18]


def _token(config: Config) -> str:
    kept: Path = config.state_folder / "service-token"
    return config.service_token or (kept.read_text("utf-8").strip() if kept.is_file() else "")
