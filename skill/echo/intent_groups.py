"""Intents for which it takes more, or less, than usual to be meant."""

from __future__ import annotations

ALARMS = frozenset({"EmergencyIntent", "OtherInDangerIntent", "FireIntent", "CrisisIntent", "LaborIntent"})
"""Intents that an alarming word ("ambulance") is enough for, in a statement."""
FOR_SURE = ALARMS | {
    *("LeaveIntent", "NotTodayIntent", "NotNowIntent", "SkipIntent", "SkipNextIntent", "SideDoneIntent"),
    *("NeverExerciseIntent", "StartAgainIntent"),
    *("NewHereIntent", "ForgetMeIntent"),
}
"""Intents that give something up, or alarm people: never on weak evidence."""
HEALTH = ALARMS | {
    *("PainIntent", "CrampIntent", "SharpPainIntent", "LegPainIntent", "BrokenBoneIntent", "UnwellIntent"),
    *("WarningSignIntent", "BetterIntent", "StillHurtsIntent", "WorseIntent", "EffortIntent"),
    *("ShouldIStopIntent", "ClickingIntent", "SoreTomorrowIntent"),
    *("ConditionIntent", "BackTroubleIntent", "DrinkingIntent", "DoINeedADoctorIntent"),
}
"""Intents about health: nothing else is meant in other words where a word of pain is said."""
BARE = frozenset({"NameNumberIntent", "NameExerciseIntent", "DidRepsIntent"})
"""Intents that are little more than a slot: a number, or a name, may be about anything."""
