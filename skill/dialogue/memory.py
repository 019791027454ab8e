"""What the skill remembers within one session only: what it asked, what it said, what it missed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.exercise import BodyPart, Position
from skill.coaching.pace import Extent
from skill.coaching.reminder import Reminder
from skill.coaching.workout import Stint
from skill.dialogue.explanation import Explanation
from skill.dialogue.on_the_way import OnTheWay

CUE, POINTS, STEPS = 1, 2, 3
"""How deeply an exercise is explained: its name and the short cue; the cue and what to watch; everything."""


class Question(StrEnum):
    """What was asked last: it decides what yes, no, a bare name or a bare number means."""

    DONE_BEFORE = "done_before"
    HAVE_BALL = "have_ball"
    LEAVE_ROUTINE = "leave_routine"
    START = "start"
    READY = "ready"
    RESUME = "resume"
    COUNT_ON = "count_on"
    GO_ON = "go_on"
    EASIER = "easier"
    INSTEAD = "instead"
    FINISH = "finish"
    FROM_START = "from_start"
    CARRY_ON = "carry_on"
    DO_IT = "do_it"
    STOP_HERE = "stop_here"
    BETTER = "better"
    STILL_THERE = "still_there"
    HELP_COMING = "help_coming"
    LEAVE_OUT = "leave_out"
    RATHER = "rather"
    EFFORT = "effort"
    HABIT = "habit"
    SKIP_THIS = "skip_this"
    WHICH_TO_DO = "which_to_do"
    WHICH_TO_EXPLAIN = "which_to_explain"
    WHICH_ROUTINE = "which_routine"
    HOW_MANY = "how_many"
    HOW_LONG = "how_long"
    WHAT_TIME = "what_time"
    REMIND = "remind"
    CANCEL_ALL = "cancel_all"
    FORGET = "forget"


class NumberFor(StrEnum):
    """What the last number was said for: it tells what another one in its place means."""

    REPS = "reps"
    HOLD = "hold"
    DOWN = "down"
    SETS = "sets"
    REST = "rest"
    DONE = "done"
    FROM = "from"
    OWN_REPS = "own_reps"
    OWN_HOLD = "own_hold"
    OWN_SETS = "own_sets"


HAS_SETTLED = {Question.BETTER, Question.STILL_THERE}
"""Questions whether a pain is gone; as long as one is open, it may be there."""
LEADS_AWAY = {
    *(Question.DONE_BEFORE, Question.HAVE_BALL, Question.START, Question.READY, Question.RESUME),
    *(Question.COUNT_ON, Question.GO_ON, Question.FINISH, Question.DO_IT, Question.RATHER),
    *(Question.WHICH_TO_DO, Question.WHICH_TO_EXPLAIN, Question.WHICH_ROUTINE),
    *(Question.HOW_MANY, Question.HOW_LONG),
}
"""Questions that lead to an exercise or a count: none is asked as long as a pain may be there."""
OFFERED_FOR_A_PAIN = {Question.EASIER, Question.INSTEAD}
"""Offers of what may hurt less: a count that begins is an answer to them."""
ABOUT_PAIN = {*HAS_SETTLED, *OFFERED_FOR_A_PAIN}
BEFORE_THE_START = {Question.DONE_BEFORE, Question.HAVE_BALL}
STAYS_OPEN = {*ABOUT_PAIN, Question.LEAVE_OUT}
"""Questions about what may do harm: whatever else is asked, they are asked again until they are answered."""
ABOUT_A_ROUTINE = {Question.LEAVE_ROUTINE}
"""Questions that mean nothing without the routine they are about."""
ABOUT_ONE = {Question.EASIER, Question.INSTEAD, Question.RATHER, Question.DO_IT, Question.SKIP_THIS}
"""Questions that mean nothing without the exercise they are about."""


class Memory(Struct, frozen=True, omit_defaults=True):
    """Carried in the session attributes, gone with the session."""

    asked: Question | None = None
    about: str = ""
    """Id of the exercise that the question is about, or of the routine."""
    introduced: str = ""
    """Exercise id whose introduction was the last to be heard: it is not introduced again."""
    started: str = ""
    """Exercise id whose count was interrupted last: it is under way even if no rep of it was done."""
    welcomed: bool = False
    """Somebody new was told in this session what to be careful about."""
    said: str = ""
    """The last answer's talk, to be said again; empty when it led through an exercise."""
    body: Position | None = None
    """The position the person was last told to take; None: on their feet, or nobody knows."""
    alone: Stint | None = None
    """What was begun last beside the routine; it may be over."""
    token: str = ""
    """Of the audio document that was sent last."""
    talked: tuple[float, Extent] | None = None
    """When the last answer left, epoch seconds, and how long it takes; None where it tells nothing."""
    plain: bool = False
    """A document of ours was at fault in this session: what is counted goes without."""
    rest_ends: float = 0.0
    """When the rest ends that was asked for, or that goes on behind an answer, epoch seconds."""
    rested_by: float = 0.0
    """When the rest is over that the last answer had no room for, epoch seconds: nothing begins before."""
    waits: bool = False
    """Time was asked for, and nothing was counted since: silence is no answer."""
    number_for: NumberFor | None = None
    """What the last number was said for."""
    misses: int = 0
    """Utterances in a row that fitted nothing."""
    refused: bool = False
    """No was the last answer to a question whether to go on."""
    told: str = ""
    """Exercise id that was last explained, since a count was last spoken."""
    depth: int = 0
    """How deeply, from CUE to STEPS, or 0 for not at all; each "more" goes one deeper."""
    hurts: tuple[str, ...] = ()
    """Exercise ids that hurt today: they are not offered again. Never stored."""
    sore: tuple[BodyPart, ...] = ()
    """What hurts today. Never stored."""
    padded: BodyPart | None = None
    """Where it was sore on the floor, and something soft went under it. Never stored."""
    left: Stint | None = None
    """What was left last, as far as it was done, since a count was last spoken."""
    on_the_way: OnTheWay | None = None
    """How the body gets to where it is, told in the last answer."""
    explanation: Explanation | None = None
    """How an exercise is done, as far as it was heard; None: nothing was told, or all of it and the count."""
    ball_away: bool = False
    """The ball was taken away from the wall: it has to be put back first."""
    long_away: bool = False
    """A week or more without any activity lay before this session: exercises are explained in full again."""
    again_today: bool = False
    """A routine had ended already, in whatever way, on the day on which the session was opened."""
    told_studies: bool = False
    """The studies behind the routine were told in this session."""
    told_signs: bool = False
    """The signs of an emergency were told in this session."""
    unsettled: bool = False
    """It was asked whether a pain is gone, and nobody said that it is. Never stored."""
    sharp_pain: bool = False
    """A sharp pain was named in this session. Never stored."""
    unwell: bool = False
    """Somebody felt dizzy or sick in this session. Never stored."""
    warning_sign: bool = False
    """It may be the heart or a stroke: an emergency if it does not pass. Never stored."""
    cramped: bool = False
    """The last pain was a cramp. Never stored."""
    pains: int = 0
    """How often something hurt in this session. Never stored."""
    condition: str = ""
    """Condition that was named last in this session. Never stored."""
    reminder: Reminder | None = None
    """The reminder that the question is about."""
    task: bool = False
    """The session was opened for a task, which ends with it."""
    emergency: int = 0
    """How often the emergency number was said in this session. Never stored."""
    for_another: bool = False
    """The emergency is somebody else's, and whoever speaks is the one who helps. Never stored."""
    others: dict[str, Memory] = {}
    """What hurts people who spoke earlier in this session, by who they are. Never stored."""

    def of_another(self, leaving: str = "", coming: str = "") -> Memory:
        """What is left of it when somebody else speaks: nothing about the person before, but what `coming`
        named earlier in this session as hurting; what hurts `leaving` is kept for when they come back."""
        others = {name: memory for name, memory in self.others.items() if name != coming}
        hurting = self.hurting
        if leaving and hurting != Memory():
            others[leaving] = hurting
        return replace(
            self.others.get(coming, Memory()),
            token=self.token,
            plain=self.plain,
            task=self.task,
            emergency=self.emergency,
            for_another=self.for_another,
            others=others,
        )

    @property
    def hurting(self) -> Memory:
        """What hurts, with the question about it that is still open."""
        is_open = self.asked in STAYS_OPEN
        return Memory(
            asked=self.asked if is_open else None,
            about=self.about if is_open else "",
            hurts=self.hurts,
            sore=self.sore,
            told_signs=self.told_signs,
            unsettled=self.may_hurt,
            sharp_pain=self.sharp_pain,
            unwell=self.unwell,
            warning_sign=self.warning_sign,
            cramped=self.cramped,
            pains=self.pains,
            condition=self.condition,
        )

    @property
    def may_hurt(self) -> bool:
        """Whether nobody knows if a pain is gone."""
        return self.unsettled or self.asked in HAS_SETTLED

    @property
    def how_to_wait(self) -> str:
        """The prompt for whoever waits for help."""
        return "emergency.wait_with_them" if self.for_another else "emergency.wait"

    def fits(self, exercises: Collection[str], routines: Collection[str], positions: Collection[str]) -> bool:
        """Whether all it speaks of is there: content may change while a session is open."""
        came_from = self.on_the_way.came_from if self.on_the_way is not None else None
        if not {self.body, came_from} <= {None, *positions}:
            return False
        alone = [stint.exercise for stint in (self.alone, self.left) if stint]
        hurts = [name for memory in (self, *self.others.values()) for name in memory.hurts]
        unknown = {self.told, self.introduced, self.started, *alone, *hurts}.difference(exercises, ("",))
        if self.asked in ABOUT_A_ROUTINE:
            return self.about in routines and not unknown
        about = self.about in exercises if self.about else self.asked not in ABOUT_ONE
        return about and not unknown


def remembered(attributes: object) -> Memory:
    """The memory that a session carries; of one that this version cannot read, the emergency at least."""
    try:
        return msgspec.convert(attributes, Memory)
    except msgspec.ValidationError:
        known = attributes if isinstance(attributes, Mapping) else {}
        return Memory(emergency=int(bool(known.get("emergency"))), for_another=bool(known.get("for_another")))
