"""Properties of single intents: which read the log, and which are about health."""

from __future__ import annotations

from collections.abc import Mapping

from skill import health
from skill.handlers import emergency
from skill.questions import Handler

READS_LOG = {
    *("HowAmIDoingIntent", "MyWeekIntent", "WhatDidIDoIntent"),
    *("HowLongIsMineIntent", "HowManyDaysIntent", "DidItIntent"),
}
"""Intents whose answer is in the log, which is read for them alone."""

AFTER_AN_EMERGENCY: Mapping[str, Handler] = {
    "AMAZON.YesIntent": emergency.help_is_coming,
    "AgreeIntent": emergency.help_is_coming,
    "AmbulanceComingIntent": emergency.help_is_coming,
    "SomebodyComingIntent": emergency.help_is_coming,
    "AMAZON.NoIntent": emergency.no_help_yet,
    "DeclineIntent": emergency.no_help_yet,
    "EmergencyIntent": emergency.no_help_yet,
    "BetterIntent": emergency.false_alarm,
    "FineIntent": emergency.false_alarm,
    "OtherInDangerIntent": emergency.for_another,
    "FireIntent": emergency.fire,
    "CrisisIntent": emergency.crisis,
    "LeaveIntent": emergency.leave,
    "AMAZON.StopIntent": emergency.leave,
    "AMAZON.CancelIntent": emergency.leave,
    "AMAZON.NavigateHomeIntent": emergency.leave,
}
"""No exercise follows an emergency: what is not named here is answered by the number to call."""

HEALTH = frozenset(health.INTENTS)
"""Intents about health: the log does not name them."""

ANSWERED_ALIKE = HEALTH - {"BetterIntent"}
"""Intents that answer a request both times if Alexa sends it twice: nobody may hear where in the routine
they are instead of what to do about a danger or a pain. "Better" can begin an easier version, once."""
