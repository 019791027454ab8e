"""What Alexa sends about health and danger → the function that answers it. The log names none of it."""

from __future__ import annotations

from collections.abc import Mapping

from skill import questions
from skill.dialogue.answer import Answer
from skill.dialogue.memory import ABOUT_PAIN, Question
from skill.dialogue.situation import asked
from skill.dialogue.turn import Turn
from skill.handlers import (
    conditions,
    effort,
    emergency,
    padding,
    pain,
    pause,
    resting_first,
    slipping,
    worries,
)
from skill.questions import Handler


def say_hurts(turn: Turn) -> Answer:
    """ "It's in my calf": after a cramp it tells where that is."""
    told_where = turn.memory.cramped and not turn.interrupted
    return pain.cramps(turn) if told_where else padding.padded_first(turn) or pain.hurts(turn)


def say_worse(turn: Turn) -> Answer:
    """ "It's getting worse": an emergency of somebody unwell, the end of the day after any other pain."""
    if turn.memory.unwell:
        return emergency.emergency(turn)
    about_pain = asked(turn) in {*ABOUT_PAIN, Question.STOP_HERE}
    return resting_first.has_not_settled(turn) if about_pain else resting_first.hurts_sharply(turn)


def say_still_hurts(turn: Turn) -> Answer:
    """ "It still hurts": the cautious answer to a question about a pain, else a pain of its own.

    One that does not ease off when the exercise stops rests first, and ends the day if it stays. Before an
    exercise is begun that spares what hurt, it ends the day: nothing spares it enough.
    """
    question = asked(turn)
    spared = not turn.under_way and (turn.memory.sore or turn.memory.hurts)
    if question in {Question.INSTEAD, Question.STOP_HERE, Question.STILL_THERE} or (
        spared and question not in ABOUT_PAIN
    ):
        return resting_first.has_not_settled(turn)
    if question is Question.EASIER:
        return resting_first.hurts_sharply(turn)
    return questions.ROWS[question].no(turn) if question in ABOUT_PAIN else pain.hurts(turn)


def say_somebody_is_coming(turn: Turn) -> Answer:
    """ "My son is calling them": of help after an emergency, else a reason to wait."""
    return pause.wait(turn)


INTENTS: Mapping[str, Handler] = {
    # danger
    "EmergencyIntent": emergency.emergency,
    "OtherInDangerIntent": emergency.for_another,
    "FireIntent": emergency.fire,
    "CrisisIntent": emergency.crisis,
    "LaborIntent": emergency.labor,
    "AmbulanceComingIntent": emergency.ambulance_is_coming,
    "SomebodyComingIntent": say_somebody_is_coming,
    # pain
    "PainIntent": say_hurts,
    "CrampIntent": pain.cramps,
    "SharpPainIntent": resting_first.hurts_sharply,
    "LegPainIntent": resting_first.hurts_down_the_leg,
    "BrokenBoneIntent": conditions.broken_bone,
    "UnwellIntent": resting_first.unwell,
    "WarningSignIntent": resting_first.warning_sign,
    "BetterIntent": questions.say_better,
    "StillHurtsIntent": say_still_hurts,
    "WorseIntent": say_worse,
    # what people worry about
    "EffortIntent": effort.effort,
    "ShouldIStopIntent": worries.should_i_stop,
    "ClickingIntent": worries.clicking,
    "SoreTomorrowIntent": worries.sore_tomorrow,
    "ChildrenIntent": worries.children,
    "FallingIntent": worries.falling,
    "FellIntent": resting_first.fell,
    "SlippingIntent": slipping.slipping,
    "ColdIntent": worries.cold,
    "PainkillerIntent": worries.painkiller,
    "NoDoctorIntent": worries.no_doctor,
    "CannotSeeIntent": worries.cannot_see,
    "AgeIntent": worries.age,
    "MakeItWorseIntent": worries.make_it_worse,
    "EatenIntent": worries.eaten,
    "HeatOrIceIntent": worries.heat_or_ice,
    # conditions
    "ConditionIntent": conditions.condition,
    "BackTroubleIntent": conditions.back_trouble,
    "DrinkingIntent": conditions.drinking,
    "DoINeedADoctorIntent": conditions.doctor_first,
}
