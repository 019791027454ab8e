"""The table of contents: what Alexa sends → the function that answers it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import RequestEnvelope, Response

from skill import envelope, log
from skill.content import Library, load
from skill.handlers import (
    alone,
    answers,
    corrections,
    documents,
    ending,
    equipment,
    events,
    explain,
    facts,
    levels,
    manner,
    one_word,
    opening,
    pause,
    progress,
    resting,
    routine,
    safety,
)
from skill.handlers.session import Dialogue, Store
from skill.handlers.turn import Turn
from skill.lean_skill import LeanSkill, LeanSkillBuilder
from skill.settings import Timing
from skill.storage import StoreUnavailableError

Answers = Mapping[str, Callable[[Turn], Response]]

SKILL_DISABLED = "AlexaSkillEvent.SkillDisabled"

REQUESTS: Answers = {
    "LaunchRequest": opening.launch,
    "SessionEndedRequest": ending.session_ended,
    "Alexa.Presentation.APLA.RuntimeError": documents.document_failed,
}

INTENTS: Answers = {
    # the routine
    "StartRoutineIntent": routine.start_routine,
    "NextExerciseIntent": one_word.move_on,
    "AMAZON.NextIntent": one_word.move_on,
    "SkipIntent": one_word.skip,
    "PreviousExerciseIntent": routine.previous_exercise,
    "AMAZON.PreviousIntent": routine.previous_exercise,
    "AgainIntent": routine.repeat,
    "AMAZON.RepeatIntent": routine.repeat,
    "RepeatExerciseIntent": routine.repeat_exercise,
    "StartAgainIntent": routine.start_over,
    "AMAZON.StartOverIntent": routine.start_over,
    "DoneIntent": one_word.done,
    # stopping for a moment, and going on
    "ReadyIntent": one_word.ready,
    "WaitIntent": pause.wait,
    "AMAZON.PauseIntent": pause.wait,
    "GoOnIntent": pause.resume,
    "AMAZON.ResumeIntent": pause.resume,
    "MoreRestIntent": resting.more_rest,
    "SkipRestIntent": resting.skip_rest,
    # what one knows better oneself
    "DidRepsIntent": corrections.did_reps,
    "DidNoneIntent": corrections.did_none,
    "StartFromIntent": corrections.start_from,
    "OtherSideIntent": corrections.change_side,
    # one exercise alone, and counting of one's own
    "DoExerciseIntent": alone.do_exercise,
    "NameExerciseIntent": one_word.name,
    "CountRepsIntent": alone.count_reps,
    "HoldForIntent": alone.hold_for,
    "NameNumberIntent": one_word.number,
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
    # how one likes to be led
    "CountLessIntent": manner.count_less,
    "CountEverySecondIntent": manner.count_every_second,
    "CountEveryFiveIntent": manner.count_every_five,
    "CountRepsOnlyIntent": manner.count_reps_only,
    "LeadThroughIntent": manner.lead_straight_through,
    "AskEachTimeIntent": manner.ask_each_time,
    "EasierIntent": levels.easier,
    "HarderIntent": levels.harder,
    "SlowerIntent": manner.slower,
    "FasterIntent": manner.faster,
    # what one has, and what hurts
    "NoBallIntent": equipment.no_ball,
    "HaveBallIntent": equipment.have_ball,
    "PainIntent": safety.hurts,
    "SharpPainIntent": safety.hurts_sharply,
    "LegPainIntent": safety.hurts_down_the_leg,
    "UnwellIntent": safety.unwell,
    "EmergencyIntent": safety.emergency,
    # answers to what was asked
    "AMAZON.YesIntent": answers.yes,
    "AgreeIntent": answers.yes,
    "AMAZON.NoIntent": answers.no,
    "DeclineIntent": answers.no,
    "AMAZON.HelpIntent": answers.help,
    "AMAZON.FallbackIntent": answers.not_understood,
    # leaving
    "LeaveIntent": ending.stop,
    "AMAZON.StopIntent": ending.stop,
    "AMAZON.CancelIntent": ending.stop,
    "AMAZON.NavigateHomeIntent": ending.stop,
}

HEALTH = {"PainIntent", "SharpPainIntent", "LegPainIntent", "UnwellIntent", "EmergencyIntent"}
"""Intents that tell how somebody is: no log names them."""


class Skill:
    """The skill behind every way in: an envelope goes in, an envelope comes out."""

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


def _built(dialogue: Dialogue) -> LeanSkill:
    """The SDK's skill with one handler for each name; the names are unique, so their order cannot matter."""
    builder = LeanSkillBuilder()
    for names in (REQUESTS, INTENTS):
        for name, function in names.items():
            builder.request_handler(_is(name))(dialogue.answering(function))
    builder.request_handler(_is_unknown_intent)(dialogue.answering(answers.not_understood))
    builder.request_handler(_is(SKILL_DISABLED))(events.skill_disabled(dialogue))
    builder.request_handler(_wants_no_answer)(events.silent)
    builder.exception_handler(_can_be_mended)(dialogue.recover)
    return builder.create()


def _name(request_envelope: RequestEnvelope) -> str:
    """The intent's name, or the request's type where it is no intent."""
    intent = envelope.intent_of(request_envelope)
    return str(intent.name if intent is not None else envelope.request_of(request_envelope).object_type)


def _known(name: str) -> str:
    """The name as the log may tell it: one out of few."""
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
    """A request of a type that speech cannot answer, or that is younger than this skill."""
    known = envelope.request_of(handler_input.request_envelope).object_type
    return known != "IntentRequest" and known not in REQUESTS and known != SKILL_DISABLED


def _can_be_mended(handler_input: HandlerInput, fault: Exception) -> bool:
    """Any but one: who could not be forgotten is to be forgotten when Alexa says so again."""
    forgetting = _name(handler_input.request_envelope) == SKILL_DISABLED
    return not (forgetting and isinstance(fault, StoreUnavailableError))
