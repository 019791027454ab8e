"""What is known of somebody: said in two sentences, and deleted after one question."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.household import forgotten, known
from skill.coaching.person import Person
from skill.dialogue.answer import Answer, ask, close
from skill.dialogue.habits import HABITS
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Items, Phrase, in_breaths, name_of, say
from skill.dialogue.situation import asked, question_of_place
from skill.dialogue.turn import Turn

_MANNERS = ("count_up", "just_count", "explain", "brief", "flow")


def what_do_you_know(turn: Turn) -> Answer:
    """ "What do you know about me": where they are and how they like it, and what is not kept."""
    things, done = _things(turn.person), _done(turn.person)
    if not things and not known(turn.person):
        return ask(turn, [say("know.nothing")], question_of_place(turn))
    also = say("know.no_wishes")
    if things:
        also = say("know.wishes", things=things) if done else say("know.only_wishes", things=things)
    return ask(turn, [done, also], question_of_place(turn))


def forget_me(turn: Turn) -> Answer:
    """ "Forget me": one question first; said again behind it, that is the answer."""
    if asked(turn) is Question.FORGET:
        return forget(turn)
    return ask(turn, [say("forget.what")], Question.FORGET)


def forget(turn: Turn) -> Answer:
    """Yes: everything about the one who speaks is deleted, and the session is over."""
    return replace(close(turn.but(person=forgotten(turn.person)), say("forget.done")), forgets=True)


def keep(turn: Turn) -> Answer:
    """No, or anything else than yes: nothing is deleted."""
    return ask(turn, [say("forget.kept")], question_of_place(turn))


def _done(person: Person) -> Phrase | None:
    """Where they are, or else what they have done."""
    workout, finished = person.workout, person.finished
    if workout is not None and not workout.over:
        name = name_of(workout.exercises[workout.at])
        return say("know.at_and_done", name=name, n=finished) if finished else say("know.at", name=name)
    if finished:
        return say("know.done", n=finished)
    return say("know.met", n=len(person.met)) if person.met else None


def _things(person: Person) -> Items | None:
    """At most three of the things that are kept beside the place, the log first; None where nothing is."""
    preferences = person.preferences
    stated = {
        "know.log": bool(person.logged or person.unlogged),
        "know.equipment": bool(preferences.without),
        "know.routine": bool(preferences.routine),
        "know.doses": bool(preferences.doses or preferences.levels),
        "know.left_out": bool(preferences.never),
        "know.after": preferences.after in HABITS,
        "know.pace": bool(preferences.paces or preferences.rest or preferences.ready or preferences.sides),
        "know.counting": any((preferences.style, *(getattr(preferences, name) for name in _MANNERS))),
    }
    said = [say(key) for key, is_so in stated.items() if is_so]
    return in_breaths(said)[0] if said else None
