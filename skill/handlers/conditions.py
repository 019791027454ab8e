"""Who should ask a clinician first. The choice is theirs; nothing of it is kept beyond the session."""

from __future__ import annotations

from skill.coaching.cue import Place
from skill.dialogue import workout
from skill.dialogue.answer import Answer, ask, close
from skill.dialogue.memory import Question
from skill.dialogue.phrases import MOST_IN_A_ROW, ConditionText, Part, Phrase, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.sparing import dropped, leaving_out, strained_by, with_hurt
from skill.dialogue.turn import Turn
from skill.handlers.emergency import emergency
from skill.handlers.resting_first import unwell

BACK_TROUBLE = "back_trouble"
VERTIGO = "vertigo"
"""Named in an exercise, it may be there now."""


def condition(turn: Turn) -> Answer:
    """ "I have osteoporosis": ask a clinician first; and what may be left out until then is offered."""
    name = turn.slots.condition
    if name is None:
        return _told_to_ask(turn, say("condition.unnamed"))
    if name == VERTIGO and turn.under_way:
        return unwell(turn)
    if name not in turn.library.conditions:
        return _told_to_ask(turn, say("condition.unknown"))
    return _told(turn, name)


def back_trouble(turn: Turn) -> Answer:
    """ "I have a bad back": what brings people here; no pain of today's."""
    return _told(turn, BACK_TROUBLE)


def broken_bone(turn: Turn) -> Answer:
    """ "I broke my wrist": an emergency in the middle of an exercise, else it may have healed long ago."""
    if turn.under_way:
        return emergency(turn)
    return _told_to_ask(turn, say("condition.broken_bone"))


def drinking(turn: Turn) -> Answer:
    """ "I've been drinking": not today."""
    return close(workout.closed(turn.with_person(aside=None)), say("condition.drinking"))


def _told(turn: Turn, name: str) -> Answer:
    turn = turn.but(unsure=False)
    known = turn.library.conditions[name]
    if known.leaves_out or known.no_bending:
        turn = turn.with_memory(condition=name)
    if _risky(turn):
        advice = say("condition.cleared") if turn.slots.cleared else ConditionText(name)
        return ask(turn, [advice], Question.LEAVE_OUT)
    return _told_to_ask(turn, ConditionText(name))


def _told_to_ask(turn: Turn, advice: Phrase) -> Answer:
    """Whether to go on before they have asked is up to them: that is said, and how to leave it."""
    if turn.slots.cleared:
        return ask(turn, [say("condition.cleared")], question_of_place(turn))
    return ask(turn, [advice, say("condition.or_wait")], question_of_place(turn))


def doctor_first(turn: Turn) -> Answer:
    """ "Do I need a doctor?": who does, and with which pain; of one exercise, whether it is kind."""
    if (kind := _kind_to(turn)) is not None:
        return ask(turn, [kind], question_of_place(turn))
    if turn.memory.pains or turn.memory.sore:
        return ask(turn, [say("worry.see_doctor")], question_of_place(turn))
    return _told_to_ask(turn, say("condition.doctor_first"))


def _kind_to(turn: Turn) -> Phrase | None:
    """ "Is the plank okay with a sore knee"; None where no exercise and part are named."""
    name, part = turn.slots.exercise, turn.slots.body_part
    if name is None or name not in turn.library.exercises or part is None:
        return None
    key = "pain.spares" if strained_by(turn, name, (part,)) is None else "pain.would_strain"
    return say(key, part=Part(part))


def leave_out(turn: Turn) -> Answer:
    """Yes, leave them out: for this session, and in the workout under way."""
    turn, chosen = turn.with_memory(asked=None), turn.workout is not None or not turn.unmet
    if turn.workout is None and chosen:
        turn = workout.begun(turn)
    risky = _risky(turn)
    for name in risky:
        turn = dropped(with_hurt(turn, name), name)
    talk: list[Phrase | None] = [*leaving_out(turn, risky)] if len(risky) <= MOST_IN_A_ROW else []
    if chosen:  # somebody new has not chosen their routine, and hears its size when they have
        number = len(workout.counted(turn, workout.todays(turn)))
        talk.append(say("condition.leaves" if talk else "condition.left_out", n=number))
    talk = talk or [say("condition.out")]
    if turn.workout is None or turn.person.aside is not None or turn.workout.place != Place():
        return ask(turn, talk, question_of_place(turn))
    return workout.announce(turn, *talk)


def _risky(turn: Turn) -> list[str]:
    """The exercises ahead that the condition named last may rule out."""
    if not turn.memory.condition:
        return []
    condition = turn.library.conditions[turn.memory.condition]
    ahead = workout.planned(turn) if turn.workout is None else turn.workout.left
    alone = turn.person.aside.exercise if turn.person.aside is not None else ""
    names = dict.fromkeys((*([alone] if alone else ()), *ahead))
    return [
        name
        for name in names
        if condition.rules_out(turn.exercise(name), turn.level(name)) and name not in turn.memory.hurts
    ]
