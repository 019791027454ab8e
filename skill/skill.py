"""The table of contents: what Alexa sends → the function that answers it."""

from __future__ import annotations

from collections.abc import Mapping

from skill import misheard, questions
from skill.handlers import (
    coaching_style,
    coming_back,
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
    long_break,
    moments,
    opening,
    pain,
    pause,
    people,
    progress,
    rest,
    routine,
    skipping,
    small_talk,
    time_left,
    timers,
)
from skill.questions import Handler

Handlers = Mapping[str, Handler]

SKILL_DISABLED = "AlexaSkillEvent.SkillDisabled"

REQUESTS: Handlers = {
    "LaunchRequest": opening.launch,
    "SessionResumedRequest": coming_back.come_back,
    "Connections.Response": coming_back.come_back,
    "SessionEndedRequest": leaving.session_ended,
    "Alexa.Presentation.APLA.RuntimeError": document_errors.document_failed,
    "System.ExceptionEncountered": document_errors.answer_failed,
}

INTENTS: Handlers = {
    # the routine
    "StartRoutineIntent": questions.say_start,
    "NextExerciseIntent": questions.say_next,
    "AMAZON.NextIntent": questions.say_next,
    "SkipIntent": questions.say_skip,
    "SkipTalkIntent": skipping.skip_talk,
    "SkipSecondsIntent": skipping.skip_seconds,
    "PreviousExerciseIntent": routine.previous_exercise,
    "AMAZON.PreviousIntent": routine.previous_exercise,
    "AgainIntent": routine.repeat,
    "PardonIntent": routine.say_again,
    "AMAZON.RepeatIntent": routine.say_again,
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
    "MoreRestIntent": questions.say_rest,
    "LongBreakIntent": long_break.long_break,
    "SkipRestIntent": rest.skip_rest,
    # corrections
    "DidRepsIntent": corrections.did_reps,
    "DidNoneIntent": questions.say_none,
    "StartFromIntent": corrections.start_from,
    "OtherSideIntent": corrections.change_side,
    # one exercise alone, and free counting
    "DoExerciseIntent": questions.say_exercise,
    "DoCountIntent": questions.say_exercise,
    "NameExerciseIntent": questions.say_name,
    "CountRepsIntent": free_counting.count_reps,
    "HoldForIntent": free_counting.hold_for,
    "NameNumberIntent": questions.say_number,
    "CountDownIntent": free_counting.count_down,
    "SetsIntent": free_counting.count_sets,
    "EachSideIntent": questions.say_each_side,
    "StopTimerIntent": timers.stop_timer,
    "PauseTimerIntent": pause.wait,
    "ResumeTimerIntent": pause.resume,
    "RestartTimerIntent": routine.repeat_exercise,
    # what was misheard
    "CorrectNumberIntent": questions.say_corrected_number,
    "MeantExerciseIntent": questions.say_other_name,
    "ThatsWrongIntent": misheard.thats_wrong,
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
    "HowLongLeftIntent": time_left.how_long_left,
    "HowLongHoldIntent": time_left.how_long_hold,
    "WhatsNextIntent": progress.whats_next,
    "BreatheIntent": moments.breathe,
    "WhereDoesItGoIntent": moments.where_does_it_go,
    "HowFarIntent": moments.how_far,
    "HowHeavyIntent": moments.how_heavy,
    "WhereToFeelItIntent": moments.where_to_feel_it,
    "HowOftenIntent": moments.how_often,
    "HowFastIntent": moments.how_fast,
    "WhereToLookIntent": moments.where_to_look,
    "WarmUpIntent": moments.warm_up,
    "GetUpIntent": moments.get_up,
    "GetDownIntent": moments.get_down,
    "ParaspinalsIntent": moments.paraspinals,
    "ThanksIntent": small_talk.thanks,
    "WhoAreYouIntent": small_talk.who_are_you,
    "GreetingIntent": small_talk.greeting,
    "EncourageIntent": small_talk.encourage,
    "PrivacyIntent": small_talk.privacy,
    "ShortOfTimeIntent": small_talk.short_of_time,
    "NotYouIntent": small_talk.not_you,
    "CannotIntent": small_talk.cannot,
    # coaching style
    "CountLessIntent": coaching_style.count_less,
    "CountEverySecondIntent": coaching_style.count_every_second,
    "CountEveryFiveIntent": coaching_style.count_every_five,
    "CountRepsOnlyIntent": coaching_style.count_reps_only,
    "LeadThroughIntent": coaching_style.lead_straight_through,
    "AskEachTimeIntent": coaching_style.ask_each_time,
    "EasierIntent": questions.say_easier,
    "HarderIntent": difficulty.harder,
    "UsualWayIntent": difficulty.usual,
    "SlowerIntent": coaching_style.slower,
    "FasterIntent": coaching_style.faster,
    # who speaks
    "NewHereIntent": people.new_here,
    "MeAgainIntent": people.me_again,
    "OthersIntent": people.others,
    # equipment and health
    "NoBallIntent": equipment.no_ball,
    "HaveBallIntent": equipment.have_ball,
    "NoMatIntent": equipment.no_mat,
    "NoFloorIntent": equipment.no_floor,
    "PainIntent": pain.hurts,
    "CrampIntent": pain.cramps,
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
    "WhatCanISayIntent": help.help,
    "AMAZON.FallbackIntent": help.not_understood,
    # leaving
    "LeaveIntent": leaving.stop,
    "AMAZON.StopIntent": leaving.stop,
    "AMAZON.CancelIntent": leaving.stop,
    "AMAZON.NavigateHomeIntent": leaving.stop,
}

AFTER_AN_EMERGENCY: Handlers = {
    "AMAZON.YesIntent": emergency.help_is_coming,
    "AgreeIntent": emergency.help_is_coming,
    "LeaveIntent": emergency.leave,
    "AMAZON.StopIntent": emergency.leave,
    "AMAZON.CancelIntent": emergency.leave,
    "AMAZON.NavigateHomeIntent": emergency.leave,
}
"""No exercise follows an emergency: any other intent is answered by the number to call."""

HEALTH = {
    *("PainIntent", "CrampIntent", "SharpPainIntent", "LegPainIntent", "UnwellIntent"),
    *("BetterIntent", "StillHurtsIntent", "EmergencyIntent", "EffortIntent"),
    *("ConditionIntent", "DoINeedADoctorIntent"),
}
"""Intents about health: the log does not name them."""
