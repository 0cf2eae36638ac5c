"""The mutator itself: it changes what it says, notices what is not tested, and leaves the tree alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ava_dashboard.core.measured import Measured
from tests import mutate
from tests.mutant_constants import NOTHING, SOMETHING, constant
from tests.mutate import Query, Verdict, find_queries, judge, mutated

MODULE = '''"""Two queries."""


def count_cows(connection: list[int], *, least: int = 0) -> int:
    """How many cows weigh that much."""
    heavy = [cow for cow in connection if cow >= least]
    return len(heavy)


def count_sheep(connection: list[int]) -> int:
    return len(connection)


def name(connection: list[int]) -> str | None:
    return "none" if not connection else "some"


def _private(connection: list[int]) -> int:
    return 1


def about_cows(weight: int) -> int:
    return weight
'''
TESTS = """
from ava_dashboard.zoo.queries import count_cows, name

def test_cows_are_counted():
    assert count_cows([5, 7], least=6) == 1
    assert count_cows([5, 7]) == 2

def test_nothing_has_no_name():
    assert name([]) != "x"
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project with one module of queries: one tested, one not, one half."""
    zoo = tmp_path / "project" / "ava_dashboard" / "zoo"
    zoo.mkdir(parents=True)
    (zoo / "queries.py").write_text(MODULE)
    tests = tmp_path / "project" / "tests" / "zoo"
    tests.mkdir(parents=True)
    (tests / "test_queries.py").write_text(TESTS)
    (tmp_path / "project" / "pytest.ini").write_text("[pytest]\nmarkers = slow\n    browser\n")
    return mutate.copy_tree(tmp_path / "project", tmp_path / "copy")


def verdict(tree: Path, name: str, which: str) -> Verdict:
    return judge(tree, Query(Path("ava_dashboard/zoo/queries.py"), name), which).verdict


def test_public_functions_that_ask_a_connection_are_queries(tree: Path) -> None:
    assert [query.name for query in find_queries(tree)] == ["count_cows", "count_sheep", "name"]


def test_every_area_with_queries_is_found() -> None:
    modules = {query.module.parts[1] for query in find_queries(mutate.ROOT)}
    assert modules == {"agronomic", "auth", "business", "farms", "health"}


def test_only_the_body_of_the_one_function_changes() -> None:
    changed = mutated(MODULE, "count_cows", NOTHING)
    assert "returned(count_cows, 'nothing')" in changed
    assert "heavy" not in changed
    assert changed.endswith(MODULE[MODULE.index("def count_sheep") :])


def test_a_function_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError):
        mutated(MODULE, "count_goats", NOTHING)


def test_a_tested_query_is_noticed_and_the_test_is_named(tree: Path) -> None:
    outcome = judge(tree, Query(Path("ava_dashboard/zoo/queries.py"), "count_cows"), SOMETHING)
    assert outcome.verdict is Verdict.KILLED
    assert outcome.noticed_by == "tests/zoo/test_queries.py::test_cows_are_counted"


def test_a_query_that_nothing_tests_survives(tree: Path) -> None:
    assert verdict(tree, "count_sheep", NOTHING) is Verdict.SURVIVED
    assert verdict(tree, "count_sheep", SOMETHING) is Verdict.SURVIVED


def test_a_query_whose_test_knows_one_answer_survives_the_other(tree: Path) -> None:
    assert verdict(tree, "name", NOTHING) is Verdict.SURVIVED
    assert verdict(tree, "name", SOMETHING) is Verdict.KILLED


def test_a_query_without_any_tests_is_reported(tree: Path) -> None:
    (tree / "tests" / "zoo" / "test_queries.py").unlink()
    assert verdict(tree, "count_cows", NOTHING) is Verdict.UNTESTED


def test_tests_that_do_not_even_load_are_not_taken_for_a_success(tree: Path) -> None:
    (tree / "tests" / "zoo" / "test_queries.py").write_text("import nonsense_that_is_not_there\n")
    assert verdict(tree, "count_cows", NOTHING) is Verdict.BROKEN


def test_a_mutant_that_can_not_be_made_is_not_taken_for_a_success(tree: Path) -> None:
    module = tree / "ava_dashboard" / "zoo" / "queries.py"
    module.write_text(MODULE.replace("least: int = 0) -> int:", "least: int = 0) -> range:"))
    assert verdict(tree, "count_cows", NOTHING) is Verdict.BROKEN


def test_the_copy_is_as_before_afterwards(tree: Path) -> None:
    verdict(tree, "count_cows", NOTHING)
    assert (tree / "ava_dashboard" / "zoo" / "queries.py").read_text() == MODULE


@dataclass(frozen=True)
class Cow:
    name: str
    weight: Decimal | None
    calves: tuple[str, ...]


@pytest.mark.parametrize(
    ("annotation", "nothing", "something"),
    [
        (int, 0, 1),
        (bool, False, True),
        (str | None, None, "x"),
        (tuple[int, str | None], (0, None), (1, "x")),
        (tuple[int, ...], (), (1,)),
        (Mapping[int, str], {}, {1: "x"}),
        (Mapping[str | None, int], {None: 0}, {None: 1}),
        (Cow, Cow("", None, ()), Cow("x", Decimal(1), ("x",))),
        (tuple[Cow, ...], (), (Cow("x", Decimal(1), ("x",)),)),
    ],
)
def test_constants_have_the_shape_of_the_annotation(
    annotation: object, nothing: object, something: object
) -> None:
    assert constant(annotation, NOTHING) == nothing
    assert constant(annotation, SOMETHING) == something


def test_a_measurement_is_a_live_one() -> None:
    measured: Measured[int] = constant(Measured[int], NOTHING)
    assert measured.value == 0
    assert isinstance(measured.as_of, datetime)


def test_an_annotation_that_nobody_thought_of_is_an_error() -> None:
    with pytest.raises(TypeError):
        constant(Path, NOTHING)
