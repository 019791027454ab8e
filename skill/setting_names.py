"""Finds wrong values and unknown names among the SKILL_ variables."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from skill import settings
from skill.settings import REPLACED, ServerSettings, SettingsError, replaced

_PREFIX = "SKILL_"
READERS: Mapping[str, Callable[[str], object]] = {
    "SKILL_ID": settings.skill_id_of,
    "SKILL_STORE": settings.store_of,
    "SKILL_LOG_LEVEL": settings.log_level_of,
    "SKILL_TIMING": settings.timing_of,
    "SKILL_METRICS": settings.metrics_of,
    "SKILL_KEEP_DAYS": settings.days_of,
    "SKILL_PICTURES": settings.pictures_of,
    "SKILL_BIND": settings.bind_of,
    "SKILL_WORKERS": settings.workers_of,
}
"""The settings there are: name → what reads its value."""


def problems(environment: Mapping[str, str] = os.environ) -> list[str]:
    """A line for every wrong value and every unknown name."""
    found = unknown(environment) + replaced(environment)
    for name, read in READERS.items():
        try:
            if text := environment.get(name):
                read(text)
        except SettingsError as error:
            found.append(str(error))
    return found or _contradictions(environment)


def _contradictions(environment: Mapping[str, str]) -> list[str]:
    """A line for values that are right alone and wrong together."""
    try:
        ServerSettings.from_environment(environment)
    except SettingsError as error:
        return [str(error)]
    return []


def unknown(environment: Mapping[str, str] = os.environ) -> list[str]:
    """A line for every SKILL_ variable that the skill does not read: it may be misspelt."""
    known = {*READERS, *REPLACED}
    strange = sorted(name for name in environment if name.startswith(_PREFIX) and name not in known)
    return [f"{name} is not a setting{_likely(name)}" for name in strange]


def _likely(name: str) -> str:
    from difflib import get_close_matches  # here: it is seldom needed

    own = {known.removeprefix(_PREFIX): known for known in READERS}  # the prefix alone makes all names alike
    near = get_close_matches(name.removeprefix(_PREFIX), own, n=1)
    return f"; did you mean {own[near[0]]}?" if near else f": the settings are {', '.join(READERS)}"
