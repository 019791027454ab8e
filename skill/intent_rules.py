"""What holds for single intents beside their handlers: which read the log, and which are about health."""

from __future__ import annotations

from collections.abc import Mapping

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
