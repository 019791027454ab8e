"""What the last answer counted: with the place where it began, it tells where the person is now."""

from __future__ import annotations

from msgspec import Struct

from skill.coaching.cue import Place
from skill.coaching.pace import Extent
from skill.coaching.speech import Told


class Leg(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One count within an answer, and what is said before it."""

    lead: float
    """Seconds from the count before it, or from the answer's beginning."""
    words: float = 0.0
    """Seconds of them that depend on how fast the voice is."""
    until: Place | None = None
    """Where the count was cut; None: it went to its end."""
    rest: float = 0.0
    """Seconds from its end until the rest after it is over."""
    pieces: float = 0.0
    """How many texts are said in `lead`."""
    talk: float = 0.0
    """Seconds of `words` that are estimated from characters."""

    @property
    def told(self) -> Told:
        """What is said in `lead` at the voice's own pace."""
        return Told(self.words - self.talk, self.pieces, self.talk)


class Spoken(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The count in the last answer; with the place where it began, it tells where the person is now."""

    answered: float
    """When the answer left, epoch seconds."""
    legs: tuple[Leg, ...]
    """The current exercise, then the ones that follow it in the answer."""
    plain: bool = False
    """It went out as SSML, where every word takes the voice's own time."""
    device: str = ""
    """Digest of the device that spoke it."""
    session: str = ""
    """Digest of the session that spoke it."""
    extent: Extent = Extent()
    """The whole answer up to the end of its question."""
    after_question: bool = False
    """It began behind a question that nobody answered, for somebody who does not want to be asked."""
    closes: bool = False
    """The session ended with it, so nobody tells how much of it was heard."""
