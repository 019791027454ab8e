"""How a count is sent: as an audio document, which is exact, or as SSML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from ask_sdk_model.interfaces.alexa.presentation.apla import RenderDocumentDirective
from msgspec import Struct

from skill.coaching.cue import Cue
from skill.coaching.passage import Passage, Played, Price, total
from skill.coaching.placing import Lasts
from skill.coaching.speech import SpeechLengths
from skill.dialogue.turn import Turn
from skill.rendering import apla, ssml
from skill.settings import Timing

MOST_CHARACTERS = 8000 - len("<speak></speak>") - 85
"""Alexa takes under 8,000 characters of output speech, markup counted (best-practice-text-response); a few
are left free."""
MOST_SECONDS = 240.0 - 4.0
"""Alexa renders 240 s of an audio document (Amazon: APL for Audio). A little is left free for the blanks
between sentences."""
SLOW_VOICE = 4 / 3
"""The slowest voice that a document has room for, as a factor of the table's: every word is assumed to take
that long. What is counted lasts its time in any voice, and needs no allowance."""


class Delivery(Struct, frozen=True):
    """One way to send a timeline: what it costs, how much there is to spend, and what is sent."""

    cost: Price
    budget: float
    render: Callable[[Played], str | RenderDocumentDirective]
    """SSML, or the directive that plays a document."""
    plain: bool
    """As SSML, where every word takes the voice's own time."""

    def costs(self, played: Iterable[Cue | Passage]) -> float:
        return total(played, self.cost)


def as_ssml(lengths: SpeechLengths) -> Delivery:
    """Output speech, which costs characters."""
    return Delivery(ssml.room, MOST_CHARACTERS, partial(ssml.render, lengths=lengths), plain=True)


def as_document(lengths: SpeechLengths, token: str) -> Delivery:
    """An audio document, which costs seconds."""

    def render(played: Played) -> RenderDocumentDirective:
        return RenderDocumentDirective(token, apla.render(played), datasources={})

    return Delivery(lasting(False, lengths, SLOW_VOICE), MOST_SECONDS, render, plain=False)


def chosen(turn: Turn, token: str) -> Delivery:
    """How a count is sent to the device that asks."""
    return as_ssml(turn.language.lengths) if _plain(turn) else as_document(turn.language.lengths, token)


def _plain(turn: Turn) -> bool:
    """The device that asks gets SSML: always, in this session or for a while."""
    person, known = turn.person, turn.person.devices.get(turn.device)
    if turn.timing is Timing.SSML or turn.memory.plain or turn.device in person.no_documents:
        return True
    return known is not None and turn.now < known.plain_until


@lru_cache(maxsize=64)
def lasting(plain: bool, lengths: SpeechLengths, pace: float) -> Lasts:
    """How long a cue lasts that was sent this way, in a voice that needs `pace` times the estimate."""
    return partial(ssml.lasts if plain else apla.lasts, lengths=lengths, pace=pace)
