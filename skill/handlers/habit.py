"""The answer to the question after what, each day, somebody does their routine."""

from __future__ import annotations

from skill.dialogue.answer import Answer, ask
from skill.dialogue.habits import HABITS, OTHER, named
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.situation import asked, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import finish
from skill.handlers.help import not_understood


def after_habit(turn: Turn) -> Answer:
    """ "After my coffee", "when I get up"; something else that they do is an answer to the question, too."""
    habit, is_asked = turn.slots.habit, asked(turn) is Question.HABIT
    if habit in HABITS:
        return _led_on(named(turn, habit), say("habit.then", habit=say(HABITS[habit])), say("habit.bad_day"))
    if not is_asked:
        return not_understood(turn)
    return _led_on(named(turn, OTHER), say("habit.other"), say("habit.bad_day"))


def leave_it(turn: Turn) -> Answer:
    """No, or "skip": it is not asked again."""
    return _led_on(turn, say("pause.fine"))


def _led_on(turn: Turn, *told: Phrase) -> Answer:
    """Goodbye behind a routine, else back to the place."""
    if asked(turn) is Question.HABIT and turn.workout is not None and turn.workout.over:
        return finish(turn, *told)
    return ask(turn, told, question_of_place(turn))
