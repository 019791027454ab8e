"""Sharp pain and weakness: the body rests first, and the day may be over. Only the session knows of it."""

from __future__ import annotations

from collections.abc import Collection

from skill.coaching.exercise import BodyPart
from skill.dialogue import moving, phrases, workout
from skill.dialogue.answer import Answer, ask, close
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, PositionText, Talk, say
from skill.dialogue.sparing import (
    dropped,
    leaving_out,
    what_is_next,
    with_hurt,
    with_sore,
    without_strain,
)
from skill.dialogue.turn import Turn
from skill.handlers.emergency import emergency

SETTLING = 30.0
"""Seconds of silence in which a pain may settle; the reprompt gives more."""
SETTLING_MORE = 20.0
"""Seconds more, where it has not settled yet but is about to."""
SERIOUS = {BodyPart.BACK, BodyPart.LEG}
"""Where pain may come from the nerves of the spine (NHS trusts, cauda equina leaflets)."""


def hurts_sharply(turn: Turn) -> Answer:
    """ "A sharp pain": the exercise is left, and the body rests before anything else is asked."""
    part = turn.slots.body_part
    if part in {BodyPart.CHEST, BodyPart.HEAD}:
        return emergency(turn)
    return rest_first(turn, part)


def chest_or_head(turn: Turn) -> Answer | None:
    """A pain there is no matter of an exercise: an emergency, or one feels unwell; None anywhere else."""
    part = turn.slots.body_part
    if part is BodyPart.CHEST:
        return emergency(turn)
    return unwell(turn) if part is BodyPart.HEAD else None


def hurts_down_the_leg(turn: Turn) -> Answer:
    """It comes from the back; the signs of an emergency are told however often it is said."""
    return rest_first(turn.with_memory(told_signs=False), BodyPart.BACK)


def unwell(turn: Turn) -> Answer:
    """ "I feel dizzy": rest, and from the second time on no more today."""
    if turn.memory.warning_sign:
        return emergency(turn)
    again, off = turn.memory.unwell, moving.off_ball(turn)
    rest = [off, say("pain.breathe_slowly")] if off is not None else [say("pain.unwell")]
    turn = workout.may_end_here(moving.rested(turn).but(unsure=False).with_memory(unwell=True))
    if again:
        return over_for_today(turn, *rest, say("pain.stop_unwell"))
    return ask(turn, [*rest, say("pain.get_help")], Question.BETTER, quiet=SETTLING)


def warning_sign(turn: Turn) -> Answer:
    """ "My heart is racing", "my jaw hurts": an emergency if rest does not end it, or if it comes again."""
    if turn.memory.warning_sign or turn.memory.unwell:
        return emergency(turn)
    off = moving.off_ball(turn)
    turn = moving.rested(turn).but(unsure=False).with_memory(unwell=True, warning_sign=True)
    return ask(turn, [off, say("pain.warning_sign")], Question.BETTER, quiet=SETTLING)


def fell(turn: Turn) -> Answer:
    """ "I fell over": one that somebody gets up from is no emergency; what was hit is spared from then on."""
    part = turn.slots.body_part
    if part in {BodyPart.CHEST, BodyPart.HEAD}:
        return emergency(turn)
    turn = (moving.rested(turn) if turn.under_way else turn).but(unsure=False)
    talk: Talk = [say("worry.fell")]
    if part is not None:
        turn, gone = without_strain(with_sore(turn, (part,)))
        talk = [*talk, *leaving_out(turn, gone)]
    return ask(workout.may_end_here(turn), talk, Question.STOP_HERE)


def has_settled(turn: Turn) -> Answer:
    """It has settled: continue with the exercises that spare the part that hurt, if any are left."""
    good, left = say("pain.good_slowly" if turn.memory.unwell else "pain.good"), turn.memory.left
    name = left.exercise if left is not None and left.exercise in turn.memory.hurts else ""
    return what_is_next(turn.with_memory(asked=None, unsettled=False), [good], name)


def settles(turn: Turn) -> Answer:
    """ "It's passing", "a bit better": a little more rest, and the question once more; then on, if asked."""
    if turn.memory.asked is Question.BETTER:
        return ask(turn, [say("pain.rest_more")], Question.STILL_THERE, quiet=SETTLING_MORE)
    return emergency(turn) if turn.memory.warning_sign else has_settled(turn)


def still_there(turn: Turn) -> Answer:
    """ "Yes" to "better, or still there" may mean either, and "go" neither: "still there?" is asked."""
    return ask(turn, [], Question.STILL_THERE)


def has_not_settled(turn: Turn) -> Answer:
    """It has not settled, or came again: no more exercise today."""
    if turn.memory.warning_sign:
        return emergency(turn)
    return over_for_today(turn, say("pain.stop_unwell" if turn.memory.unwell else "pain.stop_for_today"))


def agree_to_stop(turn: Turn) -> Answer:
    """Yes, it is enough for today."""
    if turn.workout is not None and turn.workout.over:
        return workout.finish(turn)
    return over_for_today(turn, say("pain.take_care"))


def over_for_today(turn: Turn, *talk: Phrase | None) -> Answer:
    """Nothing goes on by itself later that day."""
    return close(workout.closed(turn.with_person(aside=None)), *talk)


def rest_first(turn: Turn, part: BodyPart | None) -> Answer:
    """The exercise is left and the body put at ease; a second such pain ends the day.

    Whether there was one in an earlier session of the day is not kept: an ended routine stands for it.
    """
    again = turn.memory.sharp_pain or turn.memory.again_today
    strained = (part,) if part is not None else _strained_now(turn)
    off, at_ease = moving.off_ball(turn), _at_ease(turn)
    turn, talk = stop_first(moving.rested(turn), None)
    turn = workout.may_end_here(with_sore(turn.with_memory(sharp_pain=True), strained))
    talk = [*talk, off]
    if part in SERIOUS or (part is None and not turn.slots.other_part):
        turn, signs = emergency_signs(turn)
        talk = [*talk, at_ease, signs]
    elif part is None:
        talk = [*talk, at_ease]
    else:
        talk = [*talk, say("pain.sit_down", part=phrases.Part(part))]
    if again:
        return over_for_today(turn, *talk, say("pain.stop_for_today"))
    name = turn.stint.exercise if turn.stint is not None else ""
    if name and turn.under_way:
        turn = dropped(with_hurt(turn, name), name)
    return ask(turn, [*talk, say("pain.take_a_moment")], Question.BETTER, quiet=SETTLING)


def _at_ease(turn: Turn) -> Phrase:
    """How to rest the back: lying on it; but whoever exercises on a chair stays there."""
    at = turn.stint.exercise if turn.stint is not None else next(iter(workout.todays(turn)), "")
    if at and moving.is_seated(turn, position := turn.position(at)):
        return PositionText(position, "rest")
    return say("pain.lie_down" if turn.under_way else "pain.lie_back")


def stop_first(turn: Turn, part: BodyPart | None) -> tuple[Turn, Talk]:
    """What to do with the body, before anything else is said."""
    turn = turn.but(unsure=False)
    if part is not None and not turn.under_way and (turn.workout is None or not turn.workout.begun):
        return with_sore(turn, (part,)), [say("pain.go_easy", part=phrases.Part(part))]
    first = say("pain.stop" if turn.stint is not None and turn.under_way else "pain.rest")
    if part is None:
        return turn, [first]
    return with_sore(turn, (part,)), [first, say("pain.spare", part=phrases.Part(part))]


def emergency_signs(turn: Turn) -> tuple[Turn, Phrase | None]:
    """The signs of an emergency, once in a session."""
    told = turn.memory.told_signs
    return turn.with_memory(told_signs=True), None if told else say("pain.signs")


def _strained_now(turn: Turn) -> Collection[BodyPart]:
    """What the exercise under way strains: where a pain is not named, it may be any of that."""
    stint = turn.stint
    if stint is None or not stint.exercise:
        return ()
    return turn.exercise(stint.exercise).strains_at(turn.level(stint.exercise))
