"""Anything, in any order: two devices, silences, clocks that jump, a store that fails. All of it holds."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.prescription import prescribed
from skill.coaching.stepping import after, finished
from skill.coaching.workout import Stint, Workout
from skill.echo.device import Turn
from skill.echo.house import echo
from skill.echo.house_clock import HouseClock
from skill.echo.request import Device
from skill.settings import Timing
from skill.skill import INTENTS
from tests.alexa_requests import Json, iso
from tests.sensible import ENGLISH, LIBRARY, check, check_emergency, check_place, person
from tests.stores import FlakyStore
from tests.test_whatever_is_said import EMERGENCIES, UTTERANCES

MOMENT = 1_793_000_000.0
ORDER = LIBRARY.routines["back"].exercises
AN_HOUR, A_DAY, A_YEAR = 3_600.0, 86_400.0, 31_536_000.0

DEVICES: dict[str, Device] = {"kitchen": "speaker", "bedroom": "plain-speaker"}
"""The second one plays no audio documents, and says so."""
NAMES = st.sampled_from(sorted(DEVICES))
MOMENTS = st.one_of(st.none(), st.floats(0, 60), st.floats(0, 400))
"""Seconds from now until somebody speaks; None: once the answer was heard."""
PLACES = st.builds(Place, st.integers(0, 1), st.integers(0, 4), st.integers(0, 1))
GOING_ON = st.sampled_from(["go", "yes", "ready", "go on", "resume", "okay", "skip the rest"])
MOVING = st.sampled_from(
    ["next exercise", "skip it", "previous", "again", "do this exercise again", "start over", "done"]
)
PAUSING = st.sampled_from(
    ["wait", "pause", "more rest", "thirty more seconds", "rest for two minutes", "rest for an hour", "no"]
)
CORRECTING = st.sampled_from(
    [
        "I did {}",
        "that was only {}",
        "start from {}",
        "{}",
        "other side",
        "I did none",
        "no {}",
        "that's wrong",
    ]
)
NUMBERS = st.sampled_from([0, 1, 2, 3, 4, 5, 5, 6, 9, 10, 10, 11, 14, 15, 40])
ASKING = st.sampled_from(
    [
        "where am I",
        "how",
        "more",
        "why",
        "how many are left",
        "how long is left",
        "what's next",
        "help",
        "how long do I hold this",
    ]
)
PREFERRING = st.sampled_from(
    ["easier", "harder", "slower", "faster", "count less", "don't ask me", "ask me each time", "no ball"]
)
HURTING = st.sampled_from(
    ["that hurts", "my knee hurts", "my back hurts", "it hurts down my leg", "I feel dizzy"]
)
ALONE = st.sampled_from(
    [
        "do the plank",
        "superman",
        "count {} reps",
        "hold for {} seconds",
        "do the bird dog",
        "count reps",
        "do {} bridges",
        "{} sets of {}",
        "{} on each side",
        "count down from {}",
        "hold five seconds {} times",
        "restart the timer",
        "stop the timer",
    ]
)
LEAVING = st.sampled_from(["stop", "cancel", "exit", "purple elephant"])
JUMPS = st.sampled_from([0.0, -A_YEAR, -A_DAY, -AN_HOUR, -30.0, -2.0, 2.0, 30.0, AN_HOUR, A_DAY, A_YEAR])
"""Seconds by which our clock is put."""
TIMESTAMPS = st.sampled_from(
    [0.0, 3.0, -3.0, -A_DAY, A_DAY, -A_YEAR, "", "yesterday", None, 0, 10**20, "9999-12-31T23:59:59Z"]
)
"""Seconds by which Alexa's clock is ahead, as a float; anything else stands in place of the time."""


class House(RuleBasedStateMachine):
    """One person with two devices, and whatever may happen to them."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = HouseClock.standing_at(MOMENT)
        self.ahead = 0.0
        """Seconds by which the skill's clock is ahead of the house's."""
        self.timestamp: object = 0.0
        self.store = FlakyStore()
        skill = create_skill(self.store, lambda: self.clock.now() + self.ahead, timing=Timing.APLA)
        way = self._sending(skill.answer)
        self.devices = {name: echo(way, self.clock, device) for name, device in DEVICES.items()}
        self.answered = dict.fromkeys(self.devices, MOMENT)
        self.last: dict[str, Turn] = {}
        """The answer that each device played last."""

    def _sending(self, answer: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
        """The way to the skill, on which Alexa's clock has its say."""

        def ask(body: bytes) -> bytes:
            envelope: Json = json.loads(body)
            envelope["request"]["timestamp"] = self._timestamp()
            return answer(json.dumps(envelope).encode())

        return ask

    def _timestamp(self) -> object:
        """What Alexa writes on a request."""
        skew = self.timestamp
        return iso(self.clock.now() + skew) if isinstance(skew, float) else skew

    @initialize(name=NAMES, number=st.integers(0, len(ORDER) - 1), place=PLACES, wait=st.floats(5, 170))
    def come_back(self, name: str, number: int, place: Place, wait: float) -> None:
        """They were somewhere in the routine when they stopped, and are led on for a while."""
        workout = Workout("back", ORDER, number, place)
        self.store.kept = msgspec.to_builtins(Person(version=1, workout=workout, met={ORDER[number]: 5}))
        self.begin(name)
        self.say(name, "where am I", wait)

    @rule(name=NAMES)
    def begin(self, name: str) -> None:
        self._heard(name, self.devices[name].hear("start my back routine"))

    @rule(name=NAMES, wait=st.floats(5, 170))
    def do_some(self, name: str, wait: float) -> None:
        self.say(name, "go on", None)
        self.say(name, "wait", wait)

    @rule(name=NAMES, utterance=st.sampled_from(UTTERANCES), wait=MOMENTS)
    def say(self, name: str, utterance: str, wait: float | None) -> None:
        since = self.clock.now() - self.answered[name]
        self._heard(name, self.devices[name].hear(utterance, None if wait is None else since + wait))

    @rule(name=NAMES, utterance=GOING_ON, wait=MOMENTS)
    def go_on(self, name: str, utterance: str, wait: float | None) -> None:
        self.say(name, utterance, wait)

    @rule(name=NAMES, utterance=MOVING, wait=MOMENTS)
    def move(self, name: str, utterance: str, wait: float | None) -> None:
        self.say(name, utterance, wait)

    @rule(name=NAMES, utterance=PAUSING, wait=MOMENTS)
    def pause(self, name: str, utterance: str, wait: float | None) -> None:
        self.say(name, utterance, wait)

    @rule(name=NAMES, utterance=CORRECTING, number=NUMBERS, wait=MOMENTS)
    def correct(self, name: str, utterance: str, number: int, wait: float | None) -> None:
        self.say(name, utterance.format(number, number), wait)

    @rule(name=NAMES, wait=MOMENTS)
    def change_side(self, name: str, wait: float | None) -> None:
        self.say(name, "other side", wait)

    @rule(name=NAMES, utterance=ASKING, wait=MOMENTS)
    def ask(self, name: str, utterance: str, wait: float | None) -> None:
        self.say(name, utterance, wait)

    @rule(name=NAMES, utterance=PREFERRING, wait=MOMENTS)
    def prefer(self, name: str, utterance: str, wait: float | None) -> None:
        self.say(name, utterance, wait)

    @rule(name=NAMES, utterance=HURTING, wait=MOMENTS)
    def hurt(self, name: str, utterance: str, wait: float | None) -> None:
        self.say(name, utterance, wait)

    @rule(name=NAMES, utterance=st.sampled_from(EMERGENCIES), wait=MOMENTS)
    def be_in_danger(self, name: str, utterance: str, wait: float | None) -> None:
        self.say(name, utterance, wait)

    @rule(name=NAMES, utterance=ALONE, number=NUMBERS, wait=MOMENTS)
    def do_alone(self, name: str, utterance: str, number: int, wait: float | None) -> None:
        self.say(name, utterance.format(number, number), wait)

    @rule(name=NAMES, utterance=LEAVING, wait=MOMENTS)
    def leave(self, name: str, utterance: str, wait: float | None) -> None:
        self.say(name, utterance, wait)

    @rule(name=NAMES, intent=st.sampled_from(sorted(INTENTS)))
    def misunderstand(self, name: str, intent: str) -> None:
        """Alexa hears any intent, and nothing in its slots."""
        request = {"type": "IntentRequest", "intent": {"name": intent, "slots": {}}}
        self._heard(name, self.devices[name].send(request))

    @rule(name=NAMES)
    def keep_silent(self, name: str) -> None:
        if self.devices[name].in_session:
            self._heard(name, self.devices[name].silence())

    @rule(name=NAMES, seconds=st.sampled_from([600.0, AN_HOUR, A_DAY, 7 * A_DAY]))
    def leave_alone(self, name: str, seconds: float) -> None:
        turn = self.devices[name].leave_alone(seconds)
        self.answered[name] = self.clock.now()
        assert turn is None or turn.ended

    @rule(jump=JUMPS, timestamp=TIMESTAMPS)
    def put_the_clocks(self, jump: float, timestamp: object) -> None:
        self.ahead += jump
        self.timestamp = timestamp

    @rule(down=st.booleans())
    def break_the_store(self, down: bool) -> None:
        self.store.down = down

    def _heard(self, name: str, turn: Turn) -> None:
        self.answered[name] = self.clock.now()
        check_emergency(self.last.get(name), turn, alone=False)
        self.last[name] = turn
        if turn.unplayed:
            return
        check(turn)
        if turn.played.spoken and not turn.ended:
            check_counts(turn)

    @invariant()
    def what_is_kept_is_a_person_at_a_place(self) -> None:
        if self.store.kept:
            check_place(msgspec.convert(self.store.kept, Person))


def check_counts(turn: Turn) -> None:
    """Nothing is counted beyond what is prescribed and not yet done."""
    somebody = person(turn)
    stint = somebody.stint
    if stint is None or somebody.spoken is None or len(somebody.spoken.legs) > 1:
        return  # an answer that leads on to the next exercise counts that one, too
    effort = effort_of(stint, somebody)
    heard = sum(spoken.text == effort for spoken in turn.played.spoken)
    assert heard <= left(stint, somebody)


def effort_of(stint: Stint, somebody: Person) -> str:
    """The word that begins every movement; "hold" of a free count, in which the numbers differ."""
    if not stint.exercise:
        return "Hold."
    return ENGLISH.exercises[stint.exercise].calls_at(somebody.preferences.level(stint.exercise)).lift


def left(stint: Stint, somebody: Person) -> int:
    """Movements that are still to be made."""
    work = prescribed(stint, LIBRARY.exercises, somebody.preferences)
    place, movements = stint.place.at_rest, 0
    while not finished(work, place):
        place, movements = after(work, place), movements + 1
    return movements


TestAnything = House.TestCase
TestAnything.settings = settings(max_examples=settings().max_examples, stateful_step_count=40)
