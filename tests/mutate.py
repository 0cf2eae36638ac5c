"""Is each query tested? `python -m tests.mutate` replaces one after the other by a constant.

Each time the tests beside it must fail; what survives is listed and the exit code is 1. All happens in
copies of the tree. Words given as arguments choose queries by module or name.
"""

import ast
import queue
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.mutant_constants import NOTHING, SOMETHING

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "ava_dashboard"
MODULES = (
    "farms/figures.py",
    "farms/period_activity.py",
    "farms/activity.py",
    "farms/findings.py",
    "*/queries.py",
    "*/queries/*.py",
)
LEFT_OUT = (".*", "__pycache__", "*.pyc")
CONSTANTS = Path(__file__).with_name("mutant_constants.py")
PROCESSES = 2
RUN_SECONDS = 300

FAILED, NOTHING_COLLECTED = 1, 5  # of pytest's exit codes


class Verdict(StrEnum):
    KILLED = "killed"
    SURVIVED = "SURVIVED"
    UNTESTED = "NO TEST"
    BROKEN = "BROKEN"


@dataclass(frozen=True)
class Query:
    """A public function whose first argument is a connection; `module` is its path from the root."""

    module: Path
    name: str

    def __str__(self) -> str:
        return f"{self.module.relative_to(PACKAGE)}:{self.name}"


@dataclass(frozen=True)
class Outcome:
    """What the tests made of one mutant; `noticed_by` is the test that failed, or the end of what was said."""

    query: Query
    which: str
    verdict: Verdict
    seconds: float
    noticed_by: str


def find_queries(root: Path) -> list[Query]:
    """All queries of the tree, by module."""
    paths = sorted({path for pattern in MODULES for path in (root / PACKAGE).glob(pattern)})
    return [
        Query(path.relative_to(root), function.name)
        for path in paths
        for function in ast.parse(path.read_text("utf-8")).body
        if isinstance(function, ast.FunctionDef) and _is_query(function)
    ]


def _is_query(function: ast.FunctionDef) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args]
    return (
        not function.name.startswith("_")
        and bool(arguments)
        and arguments[0].arg == "connection"
        and not (isinstance(function.returns, ast.Constant) and function.returns.value is None)
    )


def mutated(source: str, name: str, which: str) -> str:
    """The module with the function's body replaced by a constant. Raises LookupError without the function."""
    for function in ast.parse(source).body:
        if isinstance(function, ast.FunctionDef) and function.name == name:
            break
    else:
        raise LookupError(name)
    lines = source.splitlines(keepends=True)
    first, last = function.body[0], function.body[-1]
    body = f"{' ' * first.col_offset}return __import__('mutant_constants').returned({name}, {which!r})\n"
    return "".join([*lines[: first.lineno - 1], body, *lines[last.end_lineno or last.lineno :]])


def tests_of(root: Path, query: Query) -> list[str]:
    """Where a test should notice: the module's own file, then everything of its area."""
    mirror = Path("tests", *query.module.parts[1:-1])
    area = Path("tests", query.module.parts[1])
    places = dict.fromkeys((mirror / f"test_{query.module.name}", area))
    return [str(place) for place in places if (root / place).exists()]


def judge(copy: Path, query: Query, which: str) -> Outcome:
    """Mutate the copy, run the tests, and put the copy back."""
    started = time.monotonic()
    module = copy / query.module
    source = module.read_text("utf-8")
    module.write_text(mutated(source, query.name, which), "utf-8")
    try:
        verdict, said = _run_until_noticed(copy, tests_of(copy, query))
    finally:
        module.write_text(source, "utf-8")
    return Outcome(query, which, verdict, time.monotonic() - started, said)


def _run_until_noticed(copy: Path, places: list[str]) -> tuple[Verdict, str]:
    verdict = Verdict.UNTESTED
    for place in places:
        code, output = run_tests(copy, [place])
        if CONSTANTS.stem in output:
            return Verdict.BROKEN, output[-2000:]  # the mutant itself raised: no test has judged it
        if code == FAILED:
            failed = [line for line in output.splitlines() if line.startswith(("FAILED", "ERROR"))]
            return Verdict.KILLED, failed[0].split(" - ")[0].split(" ", 1)[1] if failed else output[-300:]
        if code == 0:
            verdict = Verdict.SURVIVED
        elif code != NOTHING_COLLECTED:
            return Verdict.BROKEN, output[-2000:]
    return verdict, ""


def run_tests(copy: Path, places: Sequence[str]) -> tuple[int, str]:
    """Pytest's exit code and what it said, without chance: only the mutant may make a difference.

    Bytecode is not kept: two mutants may have the same size and second.
    """
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "--tb=short", "-p", "no:cacheprovider"]
    command += ["-p", "no:randomly", "--hypothesis-seed=0", "-m", "not slow and not browser", *places]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=RUN_SECONDS)
    except subprocess.TimeoutExpired:
        return FAILED, f"FAILED {places[0]} - it took longer than {RUN_SECONDS} s"
    return done.returncode, done.stdout + done.stderr


def copy_tree(root: Path, target: Path) -> Path:
    """The tree without environments and caches, with the constants beside it."""
    shutil.copytree(root, target, ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copy(CONSTANTS, target)
    return target


def judge_all(root: Path, queries: Sequence[Query], folder: Path) -> Iterator[Outcome]:
    """Both mutants of each query, in the order given; `folder` takes the copies."""
    copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
    for number in range(PROCESSES):
        copies.put(copy_tree(root, folder / f"copy-{number}"))

    def in_a_copy(query: Query, which: str) -> Outcome:
        copy = copies.get()
        try:
            return judge(copy, query, which)
        finally:
            copies.put(copy)

    with ThreadPoolExecutor(PROCESSES) as pool:
        jobs = [(query, which) for query in queries for which in (NOTHING, SOMETHING)]
        yield from pool.map(in_a_copy, *zip(*jobs, strict=True))


def _remove(folder: Path) -> None:
    """The copies with the database servers that their tests made."""
    from ava_dashboard.core.embedded_postgres import EmbeddedPostgres

    for copy in folder.glob("copy-*"):
        EmbeddedPostgres(copy / ".cache" / "test-postgres").remove()
    shutil.rmtree(folder, ignore_errors=True)


def main(words: Sequence[str]) -> int:
    """0 when every mutant was noticed, 1 when one was not, 2 when there is nothing to judge by."""
    queries = [
        query for query in find_queries(ROOT) if not words or any(word in str(query) for word in words)
    ]
    if not queries:
        print("No query has a name like that.", file=sys.stderr)
        return 2
    folder = Path(tempfile.mkdtemp(prefix="mutants-"))
    folder.chmod(0o755)
    try:
        places = sorted({place for query in queries for place in tests_of(ROOT, query)})
        code, output = run_tests(copy_tree(ROOT, folder / "copy-unchanged"), places)
        if code:
            print(f"The tests fail without any mutant:\n{output[-2000:]}", file=sys.stderr)
            return 2
        return _report(judge_all(ROOT, queries, folder))
    finally:
        _remove(folder)


def _report(outcomes: Iterator[Outcome]) -> int:
    unnoticed, total = 0, 0
    for one in outcomes:
        print(
            f"{one.verdict:9} {str(one.query):58} {one.which:9} {one.seconds:5.1f} s  {one.noticed_by}",
            flush=True,
        )
        total += 1
        unnoticed += one.verdict is not Verdict.KILLED
    print(f"{total} mutants, {unnoticed} unnoticed.")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
