"""A house to try the skill in: an Echo, with the skill in this process or wherever it is asked."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from skill.echo.device import Echo
from skill.echo.hearing import Hearing
from skill.echo.house_clock import HouseClock
from skill.echo.request import Device
from skill.serving import content
from skill.settings import StartError
from skill.skill import create_skill
from skill.storage import StoreUnavailableError
from skill.storage.sqlite import SqliteStore

MODELS = Path(__file__).parents[2] / "interaction_model" / "interactionModels" / "custom"
USUAL = "en-US"


def echo(
    ask: Callable[[bytes], bytes], clock: HouseClock, device: Device = "speaker", locale: str = USUAL
) -> Echo:
    """An Echo that hears by the interaction model and speaks at the pace that the breaks are made for.

    Raises:
        StartError: the skill's content is bad.
    """
    lengths = content().language(locale).lengths.of
    return Echo(ask, Hearing(_model(locale)), clock=clock, lengths=lengths, locale=locale, device=device)


@contextmanager
def at_home(
    file: Path | None = None, device: Device = "speaker", locale: str = USUAL, moment: float | None = None
) -> Iterator[Echo]:
    """An Echo with the skill in this process, at once and without a server; it forgets without a `file`.

    Its clock begins at `moment`, in epoch seconds; at the real time without.

    Raises:
        StartError: the skill's content is bad, or nothing can be kept in `file`.
    """
    content()
    with TemporaryDirectory() as folder:
        clock = HouseClock.standing_at(time.time() if moment is None else moment)
        store = memory(file or Path(folder) / "people.sqlite", clock.now)
        try:
            yield echo(create_skill(store, clock.now).answer, clock, device, locale)
        finally:
            store.close()


def memory(file: Path, clock: Callable[[], float]) -> SqliteStore:
    """The store in this file, once it has been tried; StartError if nothing can be kept there."""
    store = SqliteStore(file, clock)
    try:
        store.check()
    except StoreUnavailableError as fault:
        raise StartError(f"nothing can be kept in {file}: {fault}") from None
    return store


def _model(locale: str) -> dict[str, Any]:
    """What is said in this locale; in the usual one where the skill has no words of its own for it."""
    file = MODELS / f"{locale}.json"
    model: dict[str, Any] = json.loads((file if file.exists() else MODELS / f"{USUAL}.json").read_text())
    return model
