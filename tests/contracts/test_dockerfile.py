"""Every image comes from a registry that a build may pull from, and never from Docker Hub by omission."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALLOWED_HOSTS = {"public.ecr.aws"}


def problems(dockerfile: str) -> list[str]:
    """One line for each FROM or COPY --from that names no allowed host and no earlier stage."""
    joined = re.sub(r"\\\n", " ", dockerfile)
    arguments: dict[str, str] = {}
    stages: set[str] = set()
    found = []
    for line in joined.splitlines():
        line = line.strip()
        if given := re.match(r"ARG\s+(\w+)=(\S+)", line, re.I):
            arguments[given[1]] = given[2].strip("\"'")
        elif given := re.match(r"FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?", line, re.I):
            found += _problem(given[1], arguments, stages)
            if given[2]:
                stages.add(given[2].lower())
        elif (given := re.match(r"(?:COPY|ADD)\s.*?--from=(\S+)", line, re.I)) or (
            given := re.match(r"RUN\s.*?--mount=\S*from=([^,\s]+)", line, re.I)
        ):
            found += _problem(given[1], arguments, stages)
    return found


def _problem(reference: str, arguments: dict[str, str], stages: set[str]) -> list[str]:
    if reference.lower() in stages:
        return []
    image = re.sub(r"\$\{?(\w+)\}?", lambda name: arguments.get(name[1], ""), reference)
    host = image.split("/")[0] if "/" in image else ""
    return [] if host in ALLOWED_HOSTS else [f"{reference} comes from {host or 'Docker Hub'}"]


def test_every_image_comes_from_an_allowed_registry() -> None:
    assert problems((ROOT / "Dockerfile").read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        "FROM python:3.11-slim",
        "FROM docker.io/library/python:3.11-slim",
        "FROM library/python:3.11-slim AS build",
        "FROM --platform=linux/amd64 python:3.11-slim",
        "COPY --from=nginx:latest /etc/nginx /etc/nginx",
        "COPY --from=build /opt /opt",
        "ARG REGISTRY=docker.io\nFROM ${REGISTRY}/python:3.11-slim",
        "FROM ${UNSET}/library/python:3.11-slim",
        "RUN --mount=type=bind,from=busybox,target=/x true",
    ],
)
def test_an_image_from_elsewhere_is_found(line: str) -> None:
    assert problems(line)


def test_an_earlier_stage_is_no_registry() -> None:
    assert problems("FROM public.ecr.aws/a/b:1 AS build\nFROM build\nCOPY --from=build /x /x") == []


def test_the_image_runs_as_nobody_in_particular_and_starts_without_a_shell() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001"]
    assert lines[-1].startswith("CMD [")
