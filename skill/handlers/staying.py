"""Progression stopped and taken up again: for one exercise, or for all."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.progression import EVERYTHING
from skill.dialogue.answer import Answer, tell
from skill.dialogue.memory import Question
from skill.dialogue.phrases import name_of, say
from skill.dialogue.situation import asked
from skill.dialogue.turn import Turn
from skill.dialogue.workout import finish


def stay_here(turn: Turn) -> Answer:
    """ "Stay here": the exercise named or under way does not get harder by itself; else none does."""
    name = _meant(turn)
    stays = (EVERYTHING,) if name == EVERYTHING else (*_others(turn, name), name)
    said = say("growing.all_stay") if name == EVERYTHING else say("growing.stays", name=name_of(name))
    ahead = tuple(other for other in turn.person.ahead if name not in {EVERYTHING, other})
    turn = _with(turn, stays).with_person(ahead=ahead)
    return finish(turn, said) if asked(turn) is Question.EFFORT else tell(turn, said)


def grow_again(turn: Turn) -> Answer:
    """ "You can make it harder again"."""
    name = _meant(turn)
    if name == EVERYTHING or EVERYTHING in turn.person.preferences.stays:
        return tell(_with(turn, ()), say("growing.all_grow"))
    return tell(_with(turn, _others(turn, name)), say("growing.grows", name=name_of(name)))


def _meant(turn: Turn) -> str:
    named, stint = turn.slots.exercise, turn.stint
    if named is not None and named in turn.library.exercises:
        return named
    return stint.exercise if stint is not None and turn.under_way else EVERYTHING


def _others(turn: Turn, name: str) -> tuple[str, ...]:
    return tuple(other for other in turn.person.preferences.stays if other != name)


def _with(turn: Turn, stays: tuple[str, ...]) -> Turn:
    return turn.with_person(preferences=replace(turn.person.preferences, stays=stays))
