"""Replies to closing questions teach the pace of a device, and its place is found by it."""

from __future__ import annotations

import random
from functools import partial

import msgspec
import pytest

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.device import DEVICES_KEPT
from skill.coaching.exercise import Level
from skill.coaching.pace import REPLIES_KEPT, Pace, Reply, learned
from skill.coaching.person import Person
from skill.coaching.speech import Told
from skill.coaching.workout import Workout
from skill.content import Speaker
from skill.echo.device import Echo
from skill.echo.house import echo as house_echo
from skill.echo.house_clock import HouseClock
from skill.echo.player import play
from skill.settings import Timing
from tests.listener import ENGLISH, LIBRARY, Interruption, interruptions, table_at, usual
from tests.sensible import stint
from tests.stores import OneStore

MOMENT = 1_793_000_000.0
SECONDS, REPLIES_IN = 90.0, 2.5
COUNT = Told(words=40.0, pieces=80.0, talk=4.0)
SLOW = 1.3


def took(pace: float, late: float = 0.0) -> Reply:
    """The reply to a count, in a voice of this pace."""
    return Reply(pace * (COUNT.words + COUNT.talk) + REPLIES_IN + late, *COUNT)


def believed(*replies: Reply) -> tuple[float, float]:
    """Seconds that the words of the count take, and the doubt about them."""
    pace: Pace = learned(replies)
    return pace.seconds(COUNT) + pace.delay, pace.doubt(COUNT)


@pytest.mark.parametrize("pace", [0.85, 1.0, 1.3, 1.6])
def test_a_few_replies_tell_the_pace(pace: float) -> None:
    seconds, doubt = believed(*[took(pace)] * 3)
    assert seconds == pytest.approx(took(pace).took, abs=1.5)
    assert doubt < believed()[1] / 4


@pytest.mark.parametrize("odd", [-25.0, -8.0, 5.0, 7.5])
def test_somebody_who_breaks_in_or_thinks_first_changes_little(odd: float) -> None:
    for at in range(4):
        replies = [took(SLOW)] * 4
        replies[at] = took(SLOW, odd)
        assert believed(*replies)[0] == pytest.approx(took(SLOW).took, abs=1.5)


def test_no_reply_is_believed_that_cannot_follow_the_question() -> None:
    assert took(SLOW).plausible
    assert not took(0.4).plausible
    assert not took(SLOW, 60.0).plausible


AT_HOME = Person(
    version=1,
    workout=Workout("back", ("bridge", "plank", "superman", "bird_dog")),
    met=dict.fromkeys(LIBRARY.exercises, 3),
)


class Home:
    """An Echo with a slow voice that plays no audio documents."""

    def __init__(
        self,
        timing: Timing = Timing.SSML,
        pace: float = SLOW,
        sentences: float | None = None,
        person: Person = AT_HOME,
    ) -> None:
        """`pace` and `sentences`: what the voice takes for a word or two and for more, as multiples."""
        by_length = {False: pace, True: pace if sentences is None else sentences}
        self.store = OneStore(msgspec.to_builtins(person))
        clock = HouseClock.standing_at(MOMENT)
        speak = partial(
            play, lengths=lambda text: by_length[len(text.split()) > 2] * ENGLISH.lengths.of(text)
        )
        skill = create_skill(self.store, clock.now, timing=timing)
        self.echo: Echo = house_echo(skill.answer, clock, speak=speak)

    def replies(self, number: int) -> None:
        """Whole counts, and a reply to each question."""
        turn = self.echo.hear("start my back routine")
        for _ in range(number):
            turn = self.echo.hear("yes", turn.played.lasts + REPLIES_IN)

    @property
    def person(self) -> Person:
        return msgspec.convert(self.store.kept, Person)


@pytest.mark.parametrize("timing", list(Timing))
def test_only_a_few_replies_are_kept(timing: Timing) -> None:
    home = Home(timing)
    home.replies(REPLIES_KEPT + 2)
    (device,) = home.person.devices.values()
    assert len(device.replies) == REPLIES_KEPT
    assert len(msgspec.json.encode(device)) < 40 * REPLIES_KEPT
    assert DEVICES_KEPT <= 8


def test_an_interruption_teaches_nothing() -> None:
    home = Home()
    home.echo.hear("start my back routine")
    home.echo.hear("wait", 40.0)
    home.echo.hear("go")
    assert home.person.devices == {}


def test_the_first_questions_teach_the_pace_before_anything_is_counted() -> None:
    believes = []
    for replies in range(4):
        home = Home(person=Person())
        turn = home.echo.hear("start my back routine")
        for _ in range(replies):
            turn = home.echo.hear("yes", turn.played.lasts + REPLIES_IN)
        devices = home.person.devices.values()
        assert [len(device.replies) for device in devices] == ([replies] if replies else [])
        believes.append(believed(*(reply for device in devices for reply in device.replies)))
    expected = took(SLOW).took
    assert abs(believes[3][0] - expected) < abs(believes[0][0] - expected) / 4
    assert believes[3][1] < believes[0][1]


def test_replies_to_talk_do_not_displace_those_to_counts() -> None:
    home = Home()
    home.replies(REPLIES_KEPT)
    (device,) = home.person.devices.values()
    home.echo.hear("which muscles", 30.0)
    turn = home.echo.hear("who are you")
    home.echo.hear("yes", turn.played.lasts + REPLIES_IN)
    assert list(home.person.devices.values()) == [device]


def test_a_device_that_plays_documents_needs_no_replies_to_talk() -> None:
    home = Home(Timing.APLA, person=Person())
    turn = home.echo.hear("start my back routine")
    home.echo.hear("yes", turn.played.lasts + REPLIES_IN)
    assert home.person.devices == {}


def test_once_the_pace_is_known_a_rep_counts_when_it_is_done() -> None:
    """The last movement but one of a long count, five seconds after its hold was over."""
    credited = []
    for taught in (0, 3):
        home = Home(pace=1.0)
        home.replies(taught)
        home.store.kept["workout"] = msgspec.to_builtins(Workout("back", ("bridge", "plank")))
        home.echo.leave(1.0)
        played = home.echo.hear("do the bridge").played.spoken
        lowering = [one.begins for one in played if one.text == "And lower."]
        credited.append(stint(home.echo.hear("wait", lowering[3] + REPLIES_IN + 3.5)).place)
    assert credited[0] < credited[1] == Place(0, 4)


LEARNT = usual((0.85, 1.5))._replace(
    speak=table_at(0.85, 1.5),
    replies=lambda chance: chance.uniform(1.2, 3.0),
    usual=True,
    taught=4,
)


@pytest.fixture(scope="module")
def learnt() -> list[Interruption]:
    return list(interruptions(300, seed=5, timing=Timing.SSML, conditions=LEARNT))


@pytest.mark.slow
def test_plain_ssml_finds_the_place_in_any_voice_that_it_has_learnt(learnt: list[Interruption]) -> None:
    most = len(learnt) / 100
    assert sum(one.not_begun for one in learnt) <= most
    assert sum(one.not_done for one in learnt) <= most
    assert sum(one.wrong_side for one in learnt) <= most
    assert all(one.within_one for one in learnt)


@pytest.mark.slow
@pytest.mark.parametrize("taught", [0, 4])
def test_documents_that_start_late_are_done_again_rather_than_counted(taught: int) -> None:
    late = usual()._replace(
        starts=lambda chance: chance.uniform(1.5, 3.0),
        says_wait=lambda chance: chance.uniform(0.8, 2.0),
        replies=lambda chance: chance.uniform(1.2, 3.0),
        taught=taught,
    )
    heard = list(interruptions(300, seed=6, conditions=late))
    assert sum(one.not_done for one in heard) <= len(heard) / 100
    assert all(one.within_one for one in heard)


NAMINGS = random.Random(7)
IN_DOUBT = Speaker(ENGLISH).say("correct.side_in_doubt", side="").partition(",")[0]
SIDES = ("Right arm, left leg.", "Left arm, right leg.")


@pytest.mark.parametrize("timing", list(Timing))
@pytest.mark.parametrize("soon", [0.3, 1.5, 3.0])
@pytest.mark.parametrize("number", range(1, 5))
def test_other_side_is_the_one_that_was_not_named(timing: Timing, soon: float, number: int) -> None:
    home = Home(timing, pace=1.15)
    named = [one for one in home.echo.hear("do the bird dog").played.spoken if one.text in SIDES][number]
    sent = NAMINGS.uniform(0.3, 1.3) + NAMINGS.uniform(0.8, 1.5)
    answer = home.echo.hear("other side", named.ends + soon + sent)
    said = next(one.text for one in answer.played.spoken if one.text in SIDES)
    assert said != named.text
    assert timing is Timing.SSML or IN_DOUBT not in answer.played.spoken[0].text


VOICES = {
    "espeak-ng, 140 words a minute": (1.31, 0.86),
    "espeak-ng, 165 words a minute": (1.11, 0.73),
    "flite's slt": (1.16, 0.68),
    "piper's joe": (0.87, 0.66),
}
"""What measured voices take for a word or two of a count, and for more, as multiples of the table."""
SIDED = [name for name in LIBRARY.exercises if ENGLISH.exercises[name].calls_at(Level.USUAL).sides]


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("exercise", SIDED)
def test_the_other_side_is_right_or_said_to_be_in_doubt(exercise: str, voice: str) -> None:
    """It is right in any case once the device has been heard through a routine."""
    words = ENGLISH.exercises[exercise]
    sides = [f"{side[0].upper()}{side[1:]}." for side in words.calls_at(Level.USUAL).sides]
    for number, taught in ((1, 0), (4, 0), (-2, 0), (4, 7)):
        home = Home(Timing.SSML, *VOICES[voice])
        if taught:
            home.replies(taught)
        heard = home.echo.hear(f"do the {words.names[0]}").played.spoken
        named = [one for one in heard if one.text in sides][number]
        sent = NAMINGS.uniform(0.3, 3.0) + NAMINGS.uniform(0.3, 1.3) + NAMINGS.uniform(0.8, 1.5)
        answer = [one.text for one in home.echo.hear("other side", named.ends + sent).played.spoken]
        right = next(text for text in answer if text in sides) != named.text
        in_doubt = IN_DOUBT in answer[0]
        assert (right and not in_doubt) if taught else (right or in_doubt)
