"""What is kept of what was said, counted and rendered for one user, for the next who does the same."""

from __future__ import annotations

import sys
from functools import _lru_cache_wrapper
from typing import Any

FILLED_BY_WHAT_IS_SAID = ("skill.coaching.", "skill.rendering.", "skill.dialogue.", "skill.content.speaker")


def caches() -> list[_lru_cache_wrapper[Any]]:
    """All of them. Those without a limit keep shapes of the code, and are full once it has run."""
    modules = [module for name, module in sys.modules.items() if name.startswith(FILLED_BY_WHAT_IS_SAID)]
    members = [member for module in modules for member in vars(module).values()]
    wrapped = [member for member in members if isinstance(member, _lru_cache_wrapper)]
    return [cached for cached in wrapped if cached.cache_parameters()["maxsize"] is not None]


def empty(*but: _lru_cache_wrapper[Any]) -> None:
    """As in a process that has not said anything yet, except for what these caches keep."""
    for cached in caches():
        if cached not in but:
            cached.cache_clear()
