"""The table of contents: what Alexa sends → the function that answers it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import RequestEnvelope, Response

from skill import envelope, log, questions
from skill.content import Library, load
from skill.dialogue.session import Dialogue, Store, no_answer
from skill.envelope.dispatch import Dispatcher, DispatcherBuilder
from skill.handlers import (
    coaching_style,
    conditions,
    corrections,
    difficulty,
    document_errors,
    effort,
    emergency,
    equipment,
    explain,
    facts,
    free_counting,
    help,
    leaving,
    opening,
    pain,
    pause,
    progress,
    rest,
    routine,
    single_exercise,
)
from skill.questions import Handler
from skill.settings import Timing
from skill.storage import StoreUnavailableError

Handlers = Mapping[str, Handler]

SKILL_DISABLED = "AlexaSkillEvent.SkillDisabled"

REQUESTS: Handlers = {
    "LaunchRequest": opening.launch,
    "SessionEndedRequest": leaving.session_ended,
    "Alexa.Presentation.APLA.RuntimeError": document_errors.document_failed,
}

INTENTS: Handlers = {
    # the routine
    "StartRoutineIntent": routine.start_routine,
    "NextExerciseIntent": questions.say_next,
    "AMAZON.NextIntent": questions.say_next,
    "SkipIntent": questions.say_skip,
    "PreviousExerciseIntent": routine.previous_exercise,
    "AMAZON.PreviousIntent": routine.previous_exercise,
    "AgainIntent": routine.repeat,
    "AMAZON.RepeatIntent": routine.repeat,
    "RepeatExerciseIntent": routine.repeat_exercise,
    "StartAgainIntent": routine.start_over,
    "AMAZON.StartOverIntent": routine.start_over,
    "DoneIntent": questions.say_done,
    # pausing and resuming
    "ReadyIntent": questions.say_go,
    "WaitIntent": pause.wait,
    "AMAZON.PauseIntent": pause.wait,
    "GoOnIntent": pause.resume,
    "AMAZON.ResumeIntent": pause.resume,
    "MoreRestIntent": rest.more_rest,
    "SkipRestIntent": rest.skip_rest,
    # corrections
    "DidRepsIntent": corrections.did_reps,
    "DidNoneIntent": corrections.did_none,
    "StartFromIntent": corrections.start_from,
    "OtherSideIntent": corrections.change_side,
    # one exercise alone, and free counting
    "DoExerciseIntent": single_exercise.do_exercise,
    "NameExerciseIntent": questions.say_name,
    "CountRepsIntent": free_counting.count_reps,
    "HoldForIntent": free_counting.hold_for,
    "NameNumberIntent": questions.say_number,
    # questions
    "ExplainExerciseIntent": explain.explain_exercise,
    "MoreIntent": explain.more,
    "AllStepsIntent": explain.all_steps,
    "FormIntent": explain.what_to_watch,
    "WhyExerciseIntent": facts.why_exercise,
    "MusclesIntent": facts.which_muscles,
    "WhatDoINeedIntent": facts.what_do_i_need,
    "ListExercisesIntent": facts.list_exercises,
    "WhereAmIIntent": progress.where_am_i,
    "HowManyLeftIntent": progress.how_many_left,
    "HowLongLeftIntent": progress.how_long_left,
    "WhatsNextIntent": progress.whats_next,
    # coaching style
    "CountLessIntent": coaching_style.count_less,
    "CountEverySecondIntent": coaching_style.count_every_second,
    "CountEveryFiveIntent": coaching_style.count_every_five,
    "CountRepsOnlyIntent": coaching_style.count_reps_only,
    "LeadThroughIntent": coaching_style.lead_straight_through,
    "AskEachTimeIntent": coaching_style.ask_each_time,
    "EasierIntent": difficulty.easier,
    "HarderIntent": difficulty.harder,
    "SlowerIntent": coaching_style.slower,
    "FasterIntent": coaching_style.faster,
    # equipment and health
    "NoBallIntent": equipment.no_ball,
    "HaveBallIntent": equipment.have_ball,
    "PainIntent": pain.hurts,
    "SharpPainIntent": pain.hurts_sharply,
    "LegPainIntent": pain.hurts_down_the_leg,
    "UnwellIntent": pain.unwell,
    "BetterIntent": questions.say_better,
    "StillHurtsIntent": questions.say_still_hurts,
    "EmergencyIntent": emergency.emergency,
    "EffortIntent": effort.effort,
    "ConditionIntent": conditions.condition,
    "DoINeedADoctorIntent": conditions.doctor_first,
    # answers to questions
    "AMAZON.YesIntent": questions.say_yes,
    "AgreeIntent": questions.say_yes,
    "AMAZON.NoIntent": questions.say_no,
    "DeclineIntent": questions.say_no,
    "AMAZON.HelpIntent": help.help,
    "AMAZON.FallbackIntent": help.not_understood,
    # leaving
    "AMAZON.StopIntent": leaving.stop,
    "AMAZON.CancelIntent": leaving.stop,
    "AMAZON.NavigateHomeIntent": leaving.stop,
}

AFTER_AN_EMERGENCY: Handlers = {
    "AMAZON.YesIntent": emergency.help_is_coming,
    "AgreeIntent": emergency.help_is_coming,
    "AMAZON.StopIntent": emergency.leave,
    "AMAZON.CancelIntent": emergency.leave,
    "AMAZON.NavigateHomeIntent": emergency.leave,
}
"""No exercise follows an emergency: any other intent is answered by the number to call."""

HEALTH = {
    *("PainIntent", "SharpPainIntent", "LegPainIntent", "UnwellIntent", "BetterIntent", "StillHurtsIntent"),
    *("EmergencyIntent", "EffortIntent", "ConditionIntent", "DoINeedADoctorIntent"),
}
"""Intents about health: the log does not name them."""


class Skill:
    """The skill behind every entry point: a request envelope goes in, a response envelope comes out."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self._skill = _built(dialogue)

    def answer(self, body: bytes) -> bytes:
        """The response envelope to a request envelope, both as JSON in UTF-8.

        Raises:
            MalformedRequestError: `body` is no request envelope.
        """
        with log.Turn() as turn:
            request_envelope = envelope.read(body)
            turn.intent = _known(_name(request_envelope))
            turn.locale = envelope.request_of(request_envelope).locale or ""
            answer = self._skill.invoke(request_envelope)
            turn.outcome = _outcome(answer.response)
            return envelope.write(answer)


def create_skill(
    store: Store,
    clock: Callable[[], float] = time.time,
    library: Library | None = None,
    timing: Timing = Timing.APLA,
) -> Skill:
    """The skill over a store of people's state; `clock` gives epoch seconds.

    Raises:
        ContentError: a content file is bad.
    """
    return Skill(Dialogue(library or load(), store, clock, timing))


def _built(dialogue: Dialogue) -> Dispatcher:
    """The SDK's skill with one handler for each name; the names are unique, so their order cannot matter."""
    builder = DispatcherBuilder()
    intents = {name: _safely(name, handler) for name, handler in INTENTS.items()}
    for name, handler in {**REQUESTS, **intents}.items():
        builder.request_handler(_is(name))(dialogue.answering(handler))
    unknown = _safely("", help.not_understood)
    builder.request_handler(_is_unknown_intent)(dialogue.answering(unknown))
    builder.request_handler(_is(SKILL_DISABLED))(dialogue.skill_disabled)
    builder.request_handler(_wants_no_answer)(no_answer)
    builder.exception_handler(_can_be_mended)(dialogue.recover)
    return builder.create()


def _safely(name: str, handler: Handler) -> Handler:
    """The handler, unless there was an emergency in this session."""
    urgent = AFTER_AN_EMERGENCY.get(name, emergency.stay)
    return lambda turn: urgent(turn) if turn.memory.emergency else handler(turn)


def _name(request_envelope: RequestEnvelope) -> str:
    """The intent's name, or the request's type where it is no intent."""
    intent = envelope.intent_of(request_envelope)
    return str(intent.name if intent is not None else envelope.request_of(request_envelope).object_type)


def _known(name: str) -> str:
    """The name as it may be logged: only known, harmless ones."""
    known = name in INTENTS or name in REQUESTS or name == SKILL_DISABLED
    return name if known and name not in HEALTH else log.OTHER


def _outcome(response: Response | None) -> log.Outcome:
    ends = response and response.should_end_session
    if ends is None:
        return log.Outcome.ANSWERED
    return log.Outcome.ENDED if ends else log.Outcome.ASKED


def _is(name: str) -> Callable[[HandlerInput], bool]:
    return lambda handler_input: _name(handler_input.request_envelope) == name


def _is_unknown_intent(handler_input: HandlerInput) -> bool:
    is_intent = envelope.request_of(handler_input.request_envelope).object_type == "IntentRequest"
    return is_intent and _name(handler_input.request_envelope) not in INTENTS


def _wants_no_answer(handler_input: HandlerInput) -> bool:
    """A request type that takes no spoken answer, or that is newer than this skill."""
    known = envelope.request_of(handler_input.request_envelope).object_type
    return known != "IntentRequest" and known not in REQUESTS and known != SKILL_DISABLED


def _can_be_mended(handler_input: HandlerInput, fault: Exception) -> bool:
    """Every fault but one: a deletion that failed must be reported, so that Alexa sends the event again."""
    forgetting = _name(handler_input.request_envelope) == SKILL_DISABLED
    return not (forgetting and isinstance(fault, StoreUnavailableError))
