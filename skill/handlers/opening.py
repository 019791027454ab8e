"""The skill is opened: a welcome to somebody new, straight on with anybody else."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.exercise import Equipment
from skill.coaching.household import last_other
from skill.dialogue import duration, situation
from skill.dialogue.answer import Answer, ask, greeted
from skill.dialogue.choosing import first_question
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.slots import Slots
from skill.dialogue.turn import Turn
from skill.dialogue.workout import begun, closed, counted, fresh, half_done, todays
from skill.handlers.own_time import in_minutes
from skill.handlers.routine import start_routine, unusual_routine


def launch(turn: Turn) -> Answer:
    """ "Alexa, start my back routine": a welcome the first time, later straight on."""
    if turn.task is not None and (turn.person.met or turn.workout is not None):
        return _by_itself(turn, turn.task.minutes)
    if not turn.person.met and turn.workout is None:
        return welcome(turn, say("who.maybe_known") if last_other(turn.person) is not None else None)
    return start_routine(turn)


def _by_itself(turn: Turn, minutes: int | None) -> Answer:
    """An Alexa routine has opened the skill: nothing is counted before the person is on the mat."""
    unfinished, begins = half_done(turn), say("automation.begin")
    if minutes is not None and not turn.elsewhere:
        if unfinished and turn.another_day:  # nobody goes on in mid-set with muscles that are cold
            turn = closed(turn, turn.person.active)
        planned = in_minutes(turn.but(new_session=False, slots=Slots(seconds=60.0 * minutes)))
        return replace(planned, say=(begins, *planned.say))
    if not turn.elsewhere:
        turn = begun(turn).with_person(aside=None)
    carry_on = unfinished and turn.another_day
    turn, said = greeted(turn, begins)
    return ask(turn, said, Question.CARRY_ON if carry_on else situation.question_of_place(turn))


def welcome(turn: Turn, who: Phrase | None = None) -> Answer:
    """For somebody new; `who` tells what to say if they are not. What suits them is asked first."""
    if turn.unmet:
        return first_question(turn)
    exercises = todays(turn)
    minutes = duration.minutes(turn, fresh(turn))
    needs = [item for name in exercises for item in turn.exercise(name).equipment]
    return ask(
        turn.with_memory(welcomed=True),
        [
            say("welcome.hello"),
            unusual_routine(turn),
            say("welcome.size", n=len(counted(turn, exercises)), minutes=minutes),
            say("welcome.needs", things=situation.equipment(needs)) if needs else None,
            say("welcome.no_ball") if Equipment.BALL in needs else None,
            say("welcome.safety"),
            who,
        ],
        Question.START,
        repeat=(),  # it is long: who asks for it again means the question
    )
