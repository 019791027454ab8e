"""What Alexa sends about how much is done and how it is counted → the function that answers it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from skill import numbers_said
from skill.coaching.dose import COUNTED_HOLD
from skill.content.known import GENTLE_ROUTINE
from skill.dialogue.answer import Answer, tell
from skill.dialogue.memory import Question
from skill.dialogue.moment import broken_off
from skill.dialogue.phrases import say
from skill.dialogue.situation import asked
from skill.dialogue.turn import Turn
from skill.dialogue.workout import warms_up
from skill.handlers import coaching_style, counting_style, difficulty, felt, pauses, relative_dose, staying
from skill.handlers.choose_routine import start
from skill.handlers.meeting import never_done
from skill.handlers.pain import accept_easier
from skill.handlers.running_count import given_up
from skill.questions import Handler
from skill.while_it_hurts import not_harder, say_how_it_was


def say_easier(turn: Turn) -> Answer:
    """ "Make it easier": what was just offered, else the gentle routine, else a step easier."""
    return given_up(turn) or _gently(turn) or _after_coming_down(turn, felt.hard(turn))


def say_easier_way(turn: Turn) -> Answer:
    """ "An easier version": what was just offered, else the gentle routine, else the easier way."""
    return _gently(turn) or _after_coming_down(turn, difficulty.easier_way(turn))


def _after_coming_down(turn: Turn, answer: Answer) -> Answer:
    """Said in a hold: nobody has to stay up there while the answer is told."""
    stint, now = turn.stint, broken_off(turn)
    down = now is None or now.rest is not None or now.introduced
    if down or stint is None or not stint.exercise or answer.count is not None:
        return answer
    moves = turn.but(person=answer.person).position(stint.exercise) != turn.position(stint.exercise)
    if moves or turn.work(stint).dose.hold < COUNTED_HOLD:
        return answer
    return replace(answer, say=(say("level.come_down"), *answer.say))


def _gently(turn: Turn) -> Answer | None:
    question = asked(turn)
    if question is Question.DONE_BEFORE:
        return never_done(turn)
    before_it = turn.stint is None and question in {Question.START, None}
    if (before_it or warms_up(turn)) and GENTLE_ROUTINE in turn.library.routines:
        if before_it or turn.routine.id != GENTLE_ROUTINE:
            return start(turn, GENTLE_ROUTINE)
        return tell(turn, say("level.in_each"))
    return accept_easier(turn) if question is Question.EASIER else None


def say_was_hard(turn: Turn) -> Answer:
    """ "That was too hard": of the exercise that is over; where none is, as "too hard"."""
    return felt.was_hard(turn) or say_easier(turn)


_HANDLERS: Mapping[str, Handler] = {
    # how it is counted and told
    "CountLessIntent": coaching_style.count_less,
    "CountEverySecondIntent": coaching_style.count_every_second,
    "CountEveryFiveIntent": coaching_style.count_every_five,
    "CountRepsOnlyIntent": coaching_style.count_reps_only,
    "CountUpIntent": counting_style.count_up,
    "EndCountedDownIntent": counting_style.end_counted_down,
    "JustCountIntent": counting_style.just_count,
    "GiveCuesIntent": counting_style.give_cues,
    "ExplainEverythingIntent": counting_style.explain_everything,
    "SlowerIntent": coaching_style.slower,
    "FasterIntent": coaching_style.faster,
    # how hard it is
    "EasierIntent": say_easier,
    "HarderIntent": felt.easy,
    "WasHardIntent": say_was_hard,
    "WasEasyIntent": felt.was_easy,
    "EasierWayIntent": say_easier_way,
    "HarderWayIntent": difficulty.harder_way,
    "UsualWayIntent": difficulty.usual,
    "JustRightIntent": say_how_it_was,
    # how much is done
    "StayHereIntent": staying.stay_here,
    "GrowAgainIntent": staying.grow_again,
    "OwnDoseIntent": numbers_said.say_own_dose,
    "SetsIntent": numbers_said.say_sets,
    "SoManyIntent": numbers_said.say_so_many,
    "MoreOfItIntent": relative_dose.more,
    "MoreAndNoMoreIntent": relative_dose.more_and_no_more,
    "MoreTimeIntent": numbers_said.say_more_time,
    "FewerOfItIntent": relative_dose.fewer,
    "LongerIntent": numbers_said.say_longer,
    "ShorterIntent": numbers_said.say_shorter,
    # rests and waits
    "RestFromNowIntent": pauses.rest_from_now,
    "LongerRestsIntent": pauses.longer_rests,
    "ShorterRestsIntent": pauses.shorter_rests,
    "NoRestsIntent": pauses.no_rests,
    "MoreTimeToGetReadyIntent": pauses.more_time_to_get_ready,
    "LessTimeToGetReadyIntent": pauses.less_time_to_get_ready,
    "MoreTimeForSidesIntent": pauses.more_time_for_sides,
    "LessTimeForSidesIntent": pauses.less_time_for_sides,
    "LongerCountdownIntent": pauses.longer_countdown,
    "ShorterCountdownIntent": pauses.shorter_countdown,
    "UsualPausesIntent": pauses.usual_pauses,
}

INTENTS: Mapping[str, Handler] = {name: not_harder(handler) for name, handler in _HANDLERS.items()}
