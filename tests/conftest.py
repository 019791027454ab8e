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
COVERING = {
    *("test_accuracy", "test_any_dose", "test_apla", "test_audio_document", "test_captions", "test_content"),
    *("test_corrections", "test_counting", "test_cutting", "test_difficulty", "test_documents", "test_doses"),
    *("test_easing", "test_flow", "test_free_counting", "test_limits", "test_log", "test_moving"),
    *("test_my_data", "test_own_dose", "test_own_plan", "test_pauses", "test_people", "test_placing"),
    *("test_progression", "test_remarks", "test_remembering", "test_reminders", "test_request_time"),
    *("test_screens", "test_sessions", "test_skipping", "test_ssml", "test_time_left"),
}
"""Modules that between them reach every line of the core: coverage is measured in these only."""
MEASURED = ("skill.coaching.", "skill.rendering.")
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


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Run untraced, with its fixtures, what coverage does not need: traced, a test takes twice as long.

    The marker of pytest-cov for this stops only one of the two tracers that it starts in a process of xdist.
    """
    if item.path.stem in COVERING and not item.get_closest_marker("slow"):
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
def _nothing_remembered(request: pytest.FixtureRequest) -> None:
    """Where coverage is measured the core remembers nothing from a test before, which ran untraced."""
    if request.path.stem not in COVERING:
        return
    for name, module in list(sys.modules.items()):
        if name.startswith(MEASURED):
            for function in vars(module).values():
                if hasattr(function, "cache_clear"):
                    function.cache_clear()


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
