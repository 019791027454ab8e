"""What every test shares: how much is tried."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from hypothesis import settings

from skill.content import Speaker
from skill.content.library import HERE
from skill.content.prompts import PromptDeclarations, declared_in
from skill.content.reading import read
from tests.routines import HAVING, lead_through, leading_through

pytest.register_assert_rewrite("tests.store_contract")

# A deadline would be a timed test: this machine may be busy. The usual run tries the same examples every
# time, so what turns it red is a change; HYPOTHESIS_PROFILE=long looks for new ones.
settings.register_profile("few", max_examples=5, deadline=None)
settings.register_profile("usual", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=5000, deadline=None)

# Each stand-in Echo has a database of its own, in a temporary folder: on disk, every test would wait twice
# for it to be synced, 25 to 50 ms. What pytest itself keeps, up to whole environments, stays on disk.
IN_MEMORY = Path("/dev/shm")
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
if os.access(IN_MEMORY, os.W_OK):
    tempfile.tempdir = str(IN_MEMORY)

MARKERS = {"whole": "whole_routine", "all": "all_routines"}
FAR_FROM_THE_CORE = {
    *("test_calibration", "test_conversations", "test_docs", "test_dynamodb_store", "test_faults"),
    *("test_interaction_model", "test_listen", "test_near_misses", "test_out_of_breath", "test_pain"),
    *("test_questions", "test_sentences", "test_setup", "test_state_machine", "test_time_left"),
    *("test_whatever_is_said", "test_wishes"),
}
"""Modules with much to do that no line of the core is reached by alone."""
CASES = 3
"""How many cases of a parametrized test are run with --quick."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--quick", action="store_true", help="run every test that is not slow, with a few of its cases"
    )


def pytest_configure(config: pytest.Config) -> None:
    usual = "few" if config.getoption("quick") else "usual"
    lead_through(HAVING["plain"])  # before tests are collected: some name its exercises
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", usual))


@pytest.fixture(autouse=True)
def routine(request: pytest.FixtureRequest) -> Iterator[None]:
    """Seven exercises in a row; the routine, or all of them, where a test is marked so."""
    marked = {name for name in ("whole", "all") if request.node.get_closest_marker(MARKERS[name])}
    with leading_through(HAVING[min(marked, default="plain")]):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Run untraced what coverage does not need: traced, a test takes two to four times as long.

    The marker of pytest-cov for this stops only one of the two tracers that it starts in a process of xdist.
    """
    if not (item.get_closest_marker("slow") or item.path.stem in FAR_FROM_THE_CORE):
        return (yield)
    tracing = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracing)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("quick"):
        return
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if not item.get_closest_marker("slow"):
            cases[item.nodeid.partition("[")[0]].append(item)
    kept = {item for of_one in cases.values() for item in spread(of_one)}
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]


def spread(cases: list[pytest.Item]) -> list[pytest.Item]:
    """The first case, the last, and some between: neighbours are mostly alike."""
    step = (len(cases) - 1) / (CASES - 1)
    return cases if len(cases) <= CASES else [cases[round(number * step)] for number in range(CASES)]


@pytest.fixture(autouse=True, scope="module")
def _quiet_log() -> Iterator[None]:
    """A service that is started here sets up the log of the whole process: each module begins without."""
    logger = logging.getLogger("skill")
    before = logger.handlers[:], logger.propagate, logger.level
    yield
    logger.handlers[:], logger.propagate, level = before
    logger.setLevel(level)


class _Offline(HTTPSConnection):
    def connect(self) -> None:
        raise ConnectionRefusedError("a test calls nobody")


@pytest.fixture(autouse=True, scope="session")
def _offline() -> Iterator[None]:
    """Amazon's services are out of reach, unless a test stands in for them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("skill.services.http.HTTPSConnection", _Offline)
        yield


@pytest.fixture(autouse=True, scope="module")
def _filled_prompts() -> Iterator[None]:
    """Whatever is said in any test, every placeholder that is declared for it is filled."""
    declared = declared_in(read(HERE / "prompts.toml", PromptDeclarations))
    unfilled: set[tuple[str, frozenset[str]]] = set()
    say = Speaker.say

    def checked(self: Speaker, key: str, **values: str | int) -> str:
        if left := declared[key] - values.keys():
            unfilled.add((key, left))
        return say(self, key, **values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Speaker, "say", checked)
        yield
    assert unfilled == set()
