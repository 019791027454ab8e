"""Questions of the moment: breath, hands, feet, head, how far, how heavy, how many, and getting up."""

from __future__ import annotations

from typing import Literal

from skill.coaching.exercise import BodyPart
from skill.dialogue import moving
from skill.dialogue.answer import Answer, close, tell
from skill.dialogue.phrases import AnswerKind, ExerciseAnswer, ExerciseText, Part, Phrase, say
from skill.dialogue.turn import Turn
from skill.dialogue.workout import closed_today
from skill.handlers import explain

Limb = Literal["arms", "legs", "hips", "head"]

LIMBS: dict[BodyPart, Limb] = {
    BodyPart.SHOULDER: "arms",
    BodyPart.ELBOW: "arms",
    BodyPart.WRIST: "arms",
    BodyPart.HIP: "hips",
    BodyPart.BACK: "hips",
    BodyPart.KNEE: "legs",
    BodyPart.ANKLE: "legs",
    BodyPart.LEG: "legs",
    BodyPart.NECK: "head",
    BodyPart.HEAD: "head",
}

NEVER_FELT = {BodyPart.NECK, BodyPart.HEAD, BodyPart.KNEE, BodyPart.ANKLE, BodyPart.ELBOW, BodyPart.WRIST}
"""Joints and the neck: what an exercise works are muscles, as each one's `feel` in the content says."""


def breathe(turn: Turn) -> Answer:
    """ "Do I breathe in or out"."""
    if explain.meant(turn) is None:
        return tell(turn, say("moment.breathe"))
    return _answer(turn, "breathe")


def losing_form(turn: Turn) -> Answer:
    """ "My hips keep dropping", "I'm wobbling": what to keep in this exercise, and what makes it steadier."""
    name = explain.meant(turn)
    if name is None or name not in turn.library.exercises:
        return tell(turn, say("moment.losing_form"))
    keep, steadier = ExerciseText(name, "warning", turn.level(name)), ExerciseAnswer(name, "balance")
    return tell(turn, keep, steadier, say("moment.or_rest"))


def where_does_it_go(turn: Turn) -> Answer:
    """ "Where do my hands go"; any other part gets what to watch, and no part at all the position."""
    part = turn.slots.body_part
    if part is None and not turn.slots.other_part:
        return explain.position(turn)
    limb = LIMBS.get(part) if part else None
    return explain.what_to_watch(turn) if limb is None else _answer(turn, limb)


def how_far(turn: Turn) -> Answer:
    """ "How high do I lift"."""
    return _answer(turn, "how_far")


def how_heavy(turn: Turn) -> Answer:
    """ "How much weight"."""
    return _answer(turn, "how_heavy")


def where_to_feel_it(turn: Turn) -> Answer:
    """ "Should I feel this in my back"."""
    part = turn.slots.body_part
    first = None
    if part in NEVER_FELT:
        first = say("moment.not_there", part=Part(part))
    elif part is BodyPart.BACK:
        first = say("moment.dull_or_sharp")
    return _answer(turn, "feel", first)


def goal(turn: Turn) -> Answer:
    """ "How many should I work up to"."""
    return _answer(turn, "goal")


def best_time(turn: Turn) -> Answer:
    """ "When's the best time of day"."""
    return tell(turn, say("moment.best_time"))


def clothes(turn: Turn) -> Answer:
    """ "Can I take my shoes off"."""
    return tell(turn, say("moment.clothes"))


def glutes(turn: Turn) -> Answer:
    """ "What are glutes"."""
    return tell(turn, say("moment.glutes"))


def weaker_side(turn: Turn) -> Answer:
    """ "My right side is weaker"."""
    return tell(turn, say("moment.weaker_side"))


def how_often(turn: Turn) -> Answer:
    """ "How often should I do this"."""
    return tell(turn, say("moment.how_often"))


def get_up(turn: Turn) -> Answer:
    """ "How do I get up"; off a ball at the wall, one is on one's feet."""
    at_it = turn.under_way or (turn.stint is not None and turn.stint.begun)
    if at_it and moving.leans_on_ball(turn):
        return tell(turn, say("moment.off_ball"))
    if turn.stint is None and turn.workout is None and closed_today(turn):
        return close(turn, say("moment.get_up"), say("finish.goodbye"))
    return tell(turn, moving.up(turn, turn.memory.body, first=True) or say("moment.get_up"))


def get_down(turn: Turn) -> Answer:
    """ "How do I get down to the floor": into the exercise that is being done, or is next."""
    stint = turn.stint
    into = moving.down(turn, stint.exercise) if stint is not None and stint.exercise else None
    return tell(turn, into or say("moment.get_down"))


def paraspinals(turn: Turn) -> Answer:
    """ "What are the paraspinal muscles, and why do they matter"."""
    return tell(turn, say("moment.paraspinals"))


def warm_up(turn: Turn) -> Answer:
    """ "Should I warm up first"."""
    return tell(turn, say("moment.warm_up"))


def how_fast(turn: Turn) -> Answer:
    """ "Do I do it fast or slowly"."""
    return tell(turn, say("moment.how_fast"))


def where_to_look(turn: Turn) -> Answer:
    """ "Where do I look"."""
    return _answer(turn, "head")


def _answer(
    turn: Turn,
    question: AnswerKind,
    first: Phrase | None = None,
) -> Answer:
    """Of the exercise named, else of the one the person is at; `first` before it."""
    return explain.about_one(
        turn, lambda turn, name: explain.back_to_place(turn, [first, ExerciseAnswer(name, question)], name)
    )
