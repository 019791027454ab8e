"""What every test shares: how hard the property tests look."""

from __future__ import annotations

import logging
import os

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.store_contract")

# A deadline would be a timed test: this machine may be busy.
settings.register_profile("quick", max_examples=60, deadline=None)
settings.register_profile("long", max_examples=5000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def _quiet_log() -> None:
    """A service that was started in this process has set up the skill's log for all: each test begins without."""
    logger = logging.getLogger("skill")
    logger.handlers[:], logger.propagate = [logging.NullHandler()], True
    logger.setLevel(logging.NOTSET)
