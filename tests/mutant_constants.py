"""Constants of the right shape: what a query that asks nobody could return. tests/mutate.py puts them in.

This file is copied beside each mutant, so it imports nothing of ours.
"""

import dataclasses
import enum
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

NOTHING, SOMETHING = "nothing", "something"
MOMENT = {NOTHING: datetime(1970, 1, 1, tzinfo=UTC), SOMETHING: datetime(2026, 11, 24, 13, tzinfo=UTC)}
PLAIN: dict[type, dict[str, Any]] = {
    bool: {NOTHING: False, SOMETHING: True},
    int: {NOTHING: 0, SOMETHING: 1},
    float: {NOTHING: 0.0, SOMETHING: 1.0},
    str: {NOTHING: "", SOMETHING: "x"},
    bytes: {NOTHING: b"", SOMETHING: b"x"},
    Decimal: {NOTHING: Decimal(0), SOMETHING: Decimal(1)},
    datetime: MOMENT,
    date: {which: moment.date() for which, moment in MOMENT.items()},
}


def returned(function: Callable[..., object], which: str) -> Any:
    """A constant for the return annotation of `function`. Raises TypeError for one that nobody thought of."""
    return constant(typing.get_type_hints(function)["return"], which)


def constant(annotation: Any, which: str) -> Any:
    """None, 0, "", () and the like (NOTHING), or one of each (SOMETHING)."""
    kind = typing.get_origin(annotation) or annotation
    if annotation in (None, type(None), Any):
        return None
    if kind in (typing.Union, types.UnionType):
        return _of_union(typing.get_args(annotation), which)
    if kind in PLAIN:
        return PLAIN[kind][which]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return list(kind)[0 if which == NOTHING else -1]
    return _of_parts(annotation, kind, typing.get_args(annotation), which)


def _of_union(members: tuple[Any, ...], which: str) -> Any:
    if type(None) in members and which == NOTHING:
        return None
    return constant(next(one for one in members if one is not type(None)), which)


def _of_parts(annotation: Any, kind: Any, parts: tuple[Any, ...], which: str) -> Any:
    if kind is tuple and not (len(parts) == 2 and parts[1] is Ellipsis):
        return tuple(constant(part, which) for part in parts)
    if kind in (tuple, list, set, frozenset):
        return kind([] if which == NOTHING else [constant(parts[0], which)])
    if isinstance(kind, type) and issubclass(kind, Mapping):
        return _mapping(*parts, which)
    if hasattr(kind, "live"):  # a measurement
        return kind.live(constant(parts[0], which), as_of=MOMENT[which])
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{field.name: constant(hints[field.name], which) for field in dataclasses.fields(kind)})
    raise TypeError(f"no constant for {annotation!r}: teach tests/mutant_constants.py")


def _mapping(key: Any, value: Any, which: str) -> dict[Any, Any]:
    """A mapping with a total under None always has that."""
    if type(None) in typing.get_args(key):
        return {None: constant(value, which)}
    return {} if which == NOTHING else {constant(key, which): constant(value, which)}
