"""What a handler makes of a turn: what to say, what to count, what to ask, and what is known afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.person import Person
from skill.coaching.reminder import Outcome, Wanted
from skill.coaching.workout import Stint
from skill.dialogue.errand import Errand
from skill.dialogue.hand_over import AskPermission, OfferRoutine
from skill.dialogue.memory import (
    ABOUT_ONE,
    HAS_SETTLED,
    LEADS_AWAY,
    OFFERED_FOR_A_PAIN,
    Memory,
    Question,
)
from skill.dialogue.phrases import Phrase, Talk, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn

QUIET = 60.0
"""Seconds of silence that a pause gives before it asks; with the reprompt's, a minute and a half in all."""
REPROMPT_QUIET = 20.0
"""Seconds of silence before the reprompt after a pause: silence inside it is the way to give more time."""


class Answer(Struct, frozen=True):
    """An answer as a value; `delivery` words, cuts and renders it for the device that asked.

    One that counts introduces the exercise as far as the person needs it, and asks by itself at the end.
    One that neither counts nor asks ends the session; `silent` says nothing at all.
    """

    person: Person
    """The person afterwards."""
    memory: Memory
    """What is remembered in this session afterwards."""
    say: Talk = ()
    count: Stint | None = None
    """What is counted, from where it stands to its end."""
    rest: int = 0
    """Seconds of rest behind what is said."""
    quiet: float = 0.0
    """Seconds of silence behind what is said."""
    ask: Question | None = None
    about: str = ""
    """Exercise id that the question is about."""
    repeat: Talk | None = None
    """What is said to somebody who asks for it again; None: all that was said."""
    silent: bool = False
    errand: Errand | None = None
    """What has to be known first: then another answer takes the place of this one."""
    hand_over: AskPermission | OfferRoutine | None = None
    """Alexa asks the person herself, and comes back."""
    consent_card: bool = False
    """A card in the Alexa app shows where to give the permission for reminders."""
    card: Talk = ()
    """What can be read in the Alexa app, too."""
    week: bool = False
    """A screen shows the last seven days."""
    forgets: bool = False
    """Everything about the one who speaks is deleted; `person` is what is left of the record."""

    @property
    def explained(self) -> str:
        """The exercise of which this tells how it is done; empty for none."""
        return self.memory.told if self.memory.depth else ""


def ask(
    turn: Turn,
    talk: Iterable[Phrase | None],
    question: Question,
    *,
    about: str = "",
    quiet: float = 0.0,
    rest: int = 0,
    repeat: Talk | None = None,
) -> Answer:
    """Say `talk`, rest or keep quiet for some seconds, and ask.

    As long as nobody knows whether a pain has settled, no question leads on: that one is asked again,
    whatever was asked in between.
    """
    asked = turn.memory.asked
    unsettled = turn.memory.may_hurt or question in HAS_SETTLED
    if question in LEADS_AWAY and unsettled:
        question, about = asked if asked in HAS_SETTLED else Question.STILL_THERE, ""
    if question in ABOUT_ONE and question is turn.memory.asked:
        about = about or turn.memory.about
    said = (*_doubt(turn), *talk)
    memory = replace(turn.memory, asked=question, about=about, misses=0, refused=False, unsettled=unsettled)
    return Answer(turn.person, memory, said, ask=question, about=about, quiet=quiet, rest=rest, repeat=repeat)


def tell(turn: Turn, *talk: Phrase | None) -> Answer:
    """Say `talk`, and ask the question that leads back to what the person is doing."""
    return ask(turn, talk, question_of_place(turn))


def count(turn: Turn, *before: Phrase | None) -> Answer:
    """Say `before`, introduce what the person is doing as far as they need it, and count it to its end."""
    assert turn.stint is not None, "there is something to count"
    if turn.memory.asked in OFFERED_FOR_A_PAIN:
        turn = turn.with_memory(asked=None, about="")
    turn = turn.with_memory(left=None)
    return Answer(turn.person, turn.memory, (*_doubt(turn), *before), turn.stint)


def count_again(turn: Turn, *before: Phrase | None) -> Answer:
    """The same for somebody who wants to hear it again: all of an explanation that was broken off."""
    told = turn.memory.explanation
    return count(turn.with_memory(explanation=told and replace(told, heard=0)), *before)


def close(turn: Turn, *talk: Phrase | None) -> Answer:
    """Say `talk` and end the session."""
    return Answer(turn.person, Memory(), talk)


def find_out(turn: Turn, wanted: Wanted, then: Callable[[Outcome], Answer]) -> Answer:
    """Ask Amazon, and answer by what comes back."""
    return Answer(turn.person, turn.memory, errand=Errand(wanted, then))


def hand_over(turn: Turn, to: AskPermission | OfferRoutine, *talk: Phrase | None) -> Answer:
    """Say `talk`, and let Alexa ask; the question is gone, and the place kept."""
    return Answer(turn.person, replace(turn.memory, asked=None), talk, hand_over=to)


def silence(turn: Turn) -> Answer:
    """Nothing: what Alexa wants to hear after a session has ended."""
    return Answer(turn.person, turn.memory, silent=True)


def greeted(turn: Turn, hello: Phrase | None) -> tuple[Turn, Talk]:
    """The greeting, and behind it what is said first elsewhere: that nobody knows how far somebody got."""
    return turn.but(unsure=False), (hello, *_doubt(turn))


def _doubt(turn: Turn) -> Talk:
    return (say("trouble.unsure"),) if turn.unsure else ()
