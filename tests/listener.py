"""A simulated person who hears a count, interrupts it, and knows what they have done.

They know it from what they heard, in a voice with its own pace: from the calls "Hold" and "And lower", the
seconds between them and the sides that were named. They do not know the timeline.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, count, islice
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.dose import LONGEST_HOLD, Work
from skill.coaching.exercise import Level
from skill.coaching.person import Person
from skill.coaching.placing import QUICKEST, SLOWEST
from skill.coaching.preferences import Preferences
from skill.coaching.prescription import prescribed
from skill.coaching.script import Calls
from skill.coaching.stepping import RESUMED_FROM
from skill.coaching.style import PACES, CountStyle
from skill.coaching.workout import Stint, Workout
from skill.content import Speaker, load
from skill.dialogue.memory import Question
from skill.echo.device import Turn
from skill.echo.house import echo
from skill.echo.house_clock import HouseClock
from skill.echo.player import Speak, Spoken, play
from skill.settings import Timing
from tests.stores import OneStore
from tests.works import places

LIBRARY = load()
ENGLISH = LIBRARY.languages["en"]
_SECONDS = range(1, LONGEST_HOLD)
_FROM = {Speaker(ENGLISH).say("count.from_second", n=second): second for second in _SECONDS}
_LAST = {Speaker(ENGLISH).say("count.last_seconds", n=second): second for second in _SECONDS}
"""How a hold that resumes in the middle is announced: by what was held of it, or by what is left."""
_IN_DOUBT = Speaker(ENGLISH).say("place.side_in_doubt", side="").rstrip(". ")
"""How it is announced that a side may be done again."""
MOMENT = 1_793_000_000.25
TRAVELS = 0.3
"""Maximum network time of a request in seconds."""
OPENS = "start my back routine"
BREAKS_OFF = 3
"""Interruptions by one listener."""
LISTENS = 7.9
"""Seconds after which a reply would come too late."""


class Conditions(NamedTuple):
    """How answers and requests travel, who speaks them, and what came before; each drawn for itself."""

    starts: Callable[[random.Random], float]
    """Seconds from an answer until it is heard."""
    says_wait: Callable[[random.Random], float]
    """Seconds from when playback stops for "Alexa" until "wait" has been sent."""
    speak: Callable[[random.Random], Speak]
    """The voice."""
    replies: Callable[[random.Random], float] = lambda _chance: 1.0
    """Seconds from the end of a question until the reply has been sent."""
    taught: int = 0
    """Counted answers whose questions were replied to before anything is interrupted."""
    greeted: int = 0
    """First questions of somebody new that were answered before."""
    usual: bool = False
    """The exercise is done the usual way from its first rep; otherwise anyhow, and from anywhere."""


def table_at(slow: float, fast: float) -> Callable[[random.Random], Speak]:
    """A voice that takes the same multiple of the skill's table for everything it says."""

    def speak(chance: random.Random) -> Speak:
        pace = chance.uniform(slow, fast)
        return partial(play, lengths=lambda text: pace * ENGLISH.lengths.of(text))

    return speak


def usual(paces: tuple[float, float] = (QUICKEST, SLOWEST)) -> Conditions:
    """An Echo that starts within one and a half seconds, with a voice in this range of paces."""
    return Conditions(
        starts=lambda chance: chance.uniform(0.2, 1.5),
        says_wait=lambda chance: chance.uniform(0.8, 1.5),
        speak=table_at(*paces),
    )


class Interruption(NamedTuple):
    """One "Alexa, wait": what the listener has done since the answer began, and what the skill credits."""

    exercise: str
    sides: int
    """How many sides it has; 1 for an exercise of both sides at once."""
    done: int
    """Completed movements: reps, or with sides the sides of reps."""
    begun: int
    credited: int
    sides_heard: frozenset[int]
    """Sides that the listener may expect next."""
    side: int
    seconds: float
    """Seconds of the hold that is under way, those before an earlier interruption too; zero for a hold that
    is so short that it starts again."""
    credited_seconds: int
    in_doubt: bool
    """The answer says that the side may be one that was done."""

    @property
    def within_one(self) -> bool:
        return abs(self.done - self.credited) <= 1

    @property
    def not_begun(self) -> bool:
        """A movement was credited before it had begun."""
        return self.credited > self.begun

    @property
    def not_done(self) -> bool:
        """A movement was credited before its hold was over."""
        return self.credited > self.done

    @property
    def done_twice(self) -> bool:
        """More than one movement has to be repeated."""
        return self.done - self.credited > 1

    @property
    def wrong_side(self) -> bool:
        return self.side not in self.sides_heard

    @property
    def wrongly_sure(self) -> bool:
        """A side was named that the listener does not expect, without a word of doubt."""
        return self.wrong_side and not self.in_doubt


class _Movement(NamedTuple):
    """One lift, hold and lowering as heard, in seconds from the start of the answer."""

    begins: float
    hold_begins: float
    taken_up: int
    """Seconds that the hold is not held any more, because they were before."""
    lowers: float
    side: int
    next_side_known: float
    """When the listener has heard the next side; after the last movement there is none."""


class Listener:
    """A listener with a random voice, device, exercise and variant."""

    def __init__(
        self,
        chance: random.Random,
        timing: Timing = Timing.APLA,
        conditions: Conditions | None = None,
    ) -> None:
        self.chance, self.conditions = chance, conditions or usual()
        self.exercise = chance.choice(list(LIBRARY.exercises))
        self._work, person = self._beginning()
        self._store = OneStore(msgspec.to_builtins(person))
        self._clock, self._late = HouseClock.standing_at(MOMENT), 0.0
        skill = create_skill(self._store, lambda: self._clock.now() + self._late, timing=timing)
        self._echo = echo(skill.answer, self._clock, speak=self.conditions.speak(chance))
        if self.conditions.greeted:
            self._teach(person, Person(), self.conditions.greeted)
        if self.conditions.taught:
            whole = Workout("back", tuple(LIBRARY.exercises))
            self._teach(person, replace(person, workout=whole), self.conditions.taught)

    def _beginning(self) -> tuple[Work, Person]:
        """A random place in an exercise, with a random variant and style."""
        preferences = Preferences() if self.conditions.usual else self._preferences()
        work = prescribed(Stint(self.exercise), LIBRARY.exercises, preferences)
        following = next(name for name in LIBRARY.exercises if name != self.exercise)
        place = Place() if self.conditions.usual else self.chance.choice(places(work))
        workout = Workout("back", (self.exercise, following), 0, place)
        met = {self.exercise: self.chance.randrange(4)}
        return work, Person(version=1, preferences=preferences, workout=workout, met=met)

    def _preferences(self) -> Preferences:
        level = self.chance.choice(list(Level))
        return Preferences(
            style=self.chance.choice(list(CountStyle)),
            paces={self.exercise: self.chance.choice(list(PACES))},
            levels={self.exercise: level} if level else {},
        )

    def _teach(self, person: Person, before: Person, replies: int) -> None:
        """So many replies by somebody who was `before`; only what was learnt of the device stays."""
        self._store.kept = msgspec.to_builtins(before)
        turn = self._echo.hear(OPENS)
        for _ in range(replies):
            turn = self._agreed(turn)
        self._echo.leave(1.0)
        devices = self._store.kept.get("devices", {})
        self._store.kept = {**msgspec.to_builtins(person), "devices": devices}

    def _agreed(self, turn: Turn) -> Turn:
        """What follows on a yes to the question at the end of an answer."""
        after = turn.played.lasts + min(self.conditions.replies(self.chance), LISTENS)
        self._late = self.chance.uniform(0, TRAVELS)
        turn = self._echo.hear("yes", max(self.conditions.starts(self.chance) + after, 1.0))
        self._late = 0.0
        return turn

    def begins(self) -> Turn:
        """The first answer that counts, after the question whether to go on where one stopped, if asked."""
        turn = self._echo.hear(OPENS)
        asked = turn.response["sessionAttributes"]["memory"].get("asked")
        return self._agreed(turn) if asked == Question.CARRY_ON else turn

    def interruptions(self) -> Iterator[Interruption]:
        """Listen, interrupt, continue, and interrupt again."""
        turn = self.begins()
        for _ in range(BREAKS_OFF):
            before, place = self._movements_done, self._place
            if place is None:
                return
            movements = list(self._heard(turn.played.spoken, before))
            moment = self.chance.uniform(0.0, turn.played.spoken[-1].ends)
            self._late = self.chance.uniform(0, TRAVELS)
            starts, says_wait = self.conditions.starts(self.chance), self.conditions.says_wait(self.chance)
            said = self._echo.hear("wait", starts + moment + says_wait).played.spoken
            in_doubt = any(_IN_DOUBT in one.text for one in said)
            yield self._compared(before, movements, moment, place.seconds, in_doubt=in_doubt)
            self._late = 0.0
            turn = self._echo.hear("go")

    @property
    def _movements_due(self) -> int:
        return self._work.dose.sets * self._work.dose.reps * self._work.turns

    @property
    def _place(self) -> Place | None:
        """Where the skill thinks the listener is; None: finished with the exercise."""
        workout = msgspec.convert(self._store.kept, Person).workout
        assert workout is not None
        return workout.place if workout.at == 0 else None

    @property
    def _movements_done(self) -> int:
        """What the skill credits, in movements (lift, hold and lower on one side)."""
        if self._place is None:
            return self._movements_due
        sets, reps, sides, _ = self._place
        return (sets * self._work.dose.reps + reps) * self._work.turns + sides

    def _heard(self, spoken: Sequence[Spoken], before: int) -> Iterator[_Movement]:
        """The movements of a count, recognised by its calls; that many were done `before`."""
        calls = ENGLISH.exercises[self.exercise].calls_at(
            msgspec.convert(self._store.kept, Person).preferences.level(self.exercise)
        )
        # A breath has no hold: it is under way from the call to breathe in.
        call, lift = (calls.lift, 0.0) if self._work.breaths else (calls.hold, self._work.tempo.lift)
        holds = [at for at, one in enumerate(spoken) if one.text == call]
        taken_up = next(self._taken_up(spoken), 0)
        for number, at in enumerate(holds, before):
            lowering = next(one for one in spoken[at:] if one.text == calls.lower)
            named = (one.ends for one in spoken if one.begins > lowering.begins and one.text in _named(calls))
            yield _Movement(
                begins=spoken[at].begins - lift,
                hold_begins=spoken[at].ends,
                taken_up=taken_up if number == before else 0,
                lowers=lowering.begins,
                side=number % self._work.turns,
                next_side_known=next(named, float("inf")),
            )

    def _taken_up(self, spoken: Sequence[Spoken]) -> Iterator[int]:
        for one in spoken:
            if one.text in _FROM:
                yield _FROM[one.text]
            elif one.text in _LAST:
                yield self._work.dose.hold - _LAST[one.text]

    def _compared(
        self,
        before: int,
        movements: Sequence[_Movement],
        moment: float,
        held_before: int,
        *,
        in_doubt: bool,
    ) -> Interruption:
        """What the listener has done by `moment`, compared with what is credited."""
        done = sum(moment >= movement.lowers for movement in movements)
        begun = sum(moment >= movement.begins for movement in movements)
        next_one = before + done
        sides = {next_one % self._work.turns}
        if done and moment < movements[done - 1].next_side_known:
            sides.add(movements[done - 1].side)
        under_way = movements[done] if done < len(movements) else None
        place, is_long = self._place, self._work.dose.hold > RESUMED_FROM
        return Interruption(
            exercise=self.exercise,
            sides=self._work.turns,
            done=next_one,
            begun=before + begun,
            credited=self._movements_done,
            sides_heard=frozenset(sides),
            side=place.sides if place else next_one % self._work.turns,
            seconds=_held(moment, under_way, held_before if not done else 0) if is_long else 0.0,
            credited_seconds=place.seconds if place and is_long else 0,
            in_doubt=in_doubt,
        )


def _held(moment: float, under_way: _Movement | None, before: int) -> float:
    """Seconds of the hold that is under way; while one lifts, what was held of it before."""
    if under_way is None or moment < under_way.hold_begins:
        return float(before)
    return max(float(before), moment - under_way.hold_begins + under_way.taken_up)


def _named(calls: Calls) -> set[str]:
    """The names of the sides."""
    return {f"{side[0].upper()}{side[1:]}." for side in calls.sides}


def interruptions(
    number: int,
    seed: int,
    timing: Timing = Timing.APLA,
    conditions: Conditions | None = None,
) -> Iterator[Interruption]:
    """That many interruptions, by as many listeners as it takes."""
    chance = random.Random(seed)
    everybody = (Listener(chance, timing, conditions).interruptions() for _ in count())
    return islice(chain.from_iterable(everybody), number)
