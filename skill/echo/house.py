"""A house to try the skill in: an Echo, with the skill in this process or wherever it is asked."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from skill.application import create_skill
from skill.echo.amazon import StandInAmazon
from skill.echo.device import Echo
from skill.echo.hearing import Hearing
from skill.echo.house_clock import HouseClock
from skill.echo.player import Speak, play
from skill.echo.request import Device
from skill.services.amazon import Amazon
from skill.settings import StartError, Timing
from skill.storage import StoreUnavailableError
from skill.storage.sqlite import SqliteStore
from skill.store_url import USUAL_FILE
from skill.web.server import content

MODELS = Path(__file__).parents[2] / "interaction_model" / "interactionModels" / "custom"
USUAL = "en-US"


def echo(
    ask: Callable[[bytes], bytes],
    clock: HouseClock,
    device: Device = "speaker",
    locale: str = USUAL,
    speak: Speak | None = None,
    amazon: StandInAmazon | None = None,
) -> Echo:
    """An Echo that hears by the interaction model; without `speak`, at the pace that breaks are made for.

    Raises:
        StartError: the skill's content is bad.
    """
    lengths = content().language(locale).lengths.of
    speak = speak or partial(play, lengths=lengths)
    return Echo(ask, hearing(locale), clock=clock, speak=speak, locale=locale, device=device, amazon=amazon)


@contextmanager
def at_home(
    file: Path | None = None,
    device: Device = "speaker",
    locale: str = USUAL,
    moment: float | None = None,
    *,
    timing: Timing = Timing.APLA,
    speak: Speak | None = None,
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
            amazon = StandInAmazon(clock.now)
            skill = create_skill(store, clock.now, timing=timing, services=Amazon(amazon.send))
            yield echo(skill.answer, clock, device, locale, speak, amazon)
        finally:
            store.close()


def memory(file: Path, clock: Callable[[], float]) -> SqliteStore:
    """The store in this file, once it has been tried.

    Raises:
        StartError: nothing can be kept there, or the folder does not exist and is not the usual one's.
    """
    if not file.parent.is_dir() and file != Path(USUAL_FILE):
        raise StartError(f"nothing can be kept in {file}: there is no folder {file.parent}")
    store = SqliteStore(file, clock)
    try:
        store.check()
    except StoreUnavailableError as fault:
        raise StartError(f"nothing can be kept in {file}: {fault}") from None
    return store


@cache
def hearing(locale: str) -> Hearing:
    """An ear for this locale; for the usual one where the skill has no words of its own for it."""
    file = MODELS / f"{locale}.json"
    return Hearing(json.loads((file if file.exists() else MODELS / f"{USUAL}.json").read_text()))
