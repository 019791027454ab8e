"""What every test shares: how hard the property tests look."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.store_contract")

# A deadline would be a timed test: this machine may be busy.
settings.register_profile("quick", max_examples=60, deadline=None)
settings.register_profile("long", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True, scope="module")
def _quiet_log() -> Iterator[None]:
    """A service that is started here sets up the log of the whole process: each module begins without."""
    logger = logging.getLogger("skill")
    before = logger.handlers[:], logger.propagate, logger.level
    yield
    logger.handlers[:], logger.propagate, level = before
    logger.setLevel(level)
