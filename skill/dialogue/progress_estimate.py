"""Estimates how far the person got in the count of the last answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from math import isfinite

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.counting import passages
from skill.coaching.cue import Place
from skill.coaching.exercise import Position
from skill.coaching.passage import Placed
from skill.coaching.person import Person
from skill.coaching.placing import Clock, heard, reached
from skill.coaching.spoken import Leg, Spoken
from skill.coaching.stepping import credited, finished
from skill.coaching.workout import Stint
from skill.dialogue import moving
from skill.dialogue.clocks import as_planned, careful, generous, late, soonest, surely_heard
from skill.dialogue.learning import with_reply, with_reply_to_talk
from skill.dialogue.logbook import day_of
from skill.dialogue.turn import A_NIGHT, Turn

CLOCKS_APART = 5.0
"""Seconds by which a request may seem older than the answer before it; beyond, a clock was put back."""
UNSURE_OF_REST = 3.5
"""Seconds by which a rest may have been over though it surely was not; the way told at its end takes more."""
NO_ANSWER_LASTS = 900.0
"""Seconds after which nobody can still be listening to an answer, its reprompt and all."""


class Hearing(Enum):
    """How much of the last answer was heard, as far as the request tells."""

    BROKEN_OFF = "it may have been interrupted anywhere"
    ANSWERED = "the question at its end was answered, if it can have been reached"
    RUN_OUT = "nobody answered it"


class _Followed(Struct, frozen=True):
    """Where the person is after some seconds of an answer."""

    person: Person
    interrupted: bool
    left: float
    """Seconds left over behind the last count that was heard; below zero: one was not over."""
    body: Position | None
    introduced: str
    """Exercise whose introduction was the last to be heard."""
    counting: bool = False
    """The first count had begun."""


def estimated(turn: Turn, hearing: Hearing) -> Turn:
    """The turn with the person as far as they have got in the count that the last answer spoke.

    A question that can have been reached and was answered, was reached. Anybody else is credited with what
    was surely heard. Somebody at another device has neither interrupted the count nor answered its question.
    On another day, a count of which nobody told how it ended is not credited; one with which the session
    ended is, as no request would tell.
    """
    spoken = turn.person.spoken
    if spoken is None:
        answered = hearing is Hearing.ANSWERED and not turn.new_session
        return with_reply_to_talk(turn) if answered else turn
    at_least, at_most = heard(turn.sent.earliest - spoken.answered, turn.sent.latest - spoken.answered)
    own, over = turn.speaking and not turn.new_session, at_least > NO_ANSWER_LASTS
    bystander = not turn.speaking and spoken.device != turn.device and not over
    person = replace(turn.person, spoken=None)
    turn = turn.but(person=person, before=turn.person, bystander=bystander)
    if at_most < -CLOCKS_APART or (over and own):
        return turn.but(unsure=True)
    if at_least > A_NIGHT and not spoken.closes:
        return turn
    elapsed = float("inf") if hearing is Hearing.RUN_OUT else turn.sent.earliest - spoken.answered
    turn, followed = _as_far(turn, spoken, hearing, elapsed)
    under_way = followed.person.stint if followed.interrupted else None
    started = under_way.exercise if under_way else turn.memory.started
    if under_way:
        turn = turn.with_memory(said="", rested_by=0.0)
    now = turn.with_memory(body=followed.body, introduced=followed.introduced, started=started)
    now = _as_far_explained(now, spoken, elapsed, followed, own=own)
    return now.with_memory(ball_away=False, on_the_way=None).but(
        person=followed.person,
        interrupted=followed.interrupted and not bystander,
        in_doubt=_in_doubt(turn, spoken, elapsed, followed),
        elsewhere=followed.left < 0 and bystander,
    )


def _as_far_explained(turn: Turn, spoken: Spoken, elapsed: float, followed: _Followed, *, own: bool) -> Turn:
    """The turn with as much of an explanation as was surely heard when it was broken off."""
    told = turn.memory.explanation
    if told is None or followed.counting or not own:
        return turn.with_memory(explanation=None)
    if not followed.interrupted:
        return turn
    clock = late(turn, spoken)
    warned = told.warned is None or surely_heard(told.warned, clock, elapsed) > 0
    more = told.broken_off(surely_heard(told.told, clock, elapsed), turn.now)
    return turn.with_memory(explanation=more, welcomed=turn.memory.welcomed and warned)


def _as_far(turn: Turn, spoken: Spoken, hearing: Hearing, elapsed: float) -> tuple[Turn, _Followed]:
    """How far the count was heard, and the turn with what a reply to its question teaches."""
    followed = _follow(turn, spoken, elapsed, careful(turn, spoken))
    if hearing is Hearing.ANSWERED and not turn.bystander:
        quick = _follow(turn, spoken, turn.sent.latest - spoken.answered, generous(turn, spoken))
        if quick.left >= 0:
            turn = with_reply(turn, spoken.device, spoken.answered, spoken.extent)
            # In plain SSML "go" may come in a rest, before the way is told: better twice than not at all.
            body = followed.body if spoken.plain else quick.body
            followed = replace(quick, person=replace(quick.person, devices=turn.person.devices), body=body)
    ended = _at_its_end(turn, spoken)
    if ended is not None and _progress(ended.person) > _progress(followed.person):
        followed = replace(ended, person=replace(ended.person, devices=turn.person.devices))
    return turn, followed


def _at_its_end(turn: Turn, spoken: Spoken) -> _Followed | None:
    """All of the count, for a request that comes once a document had the time to be played to its question.

    The closing words and the question stand behind the last rep: even where the request took long, whoever
    has not heard the question to its end was past the count. In plain SSML nobody knows when that is.
    """
    silence, words, _, talk = spoken.extent
    asked_by = silence + words + talk
    if spoken.plain or not asked_by or turn.sent.latest - spoken.answered < asked_by:
        return None
    return _follow(turn, spoken, asked_by, as_planned(turn, spoken))


def _in_doubt(turn: Turn, spoken: Spoken, elapsed: float, surely: _Followed) -> bool:
    """Whether another side may have been named than the one that comes next: a voice takes its own time."""
    stint = surely.person.stint
    if not (spoken.plain and surely.interrupted and stint and turn.work(stint).sides):
        return False
    # The next side is named once a movement is over, lowering and all.
    ahead = _follow(turn, spoken, elapsed - turn.work(stint).tempo.lower, soonest(turn, spoken))
    return _progress(ahead.person) > _progress(surely.person)


def _progress(person: Person) -> tuple[bool, int, Place]:
    """Grows with every movement, also when the aside ends or an exercise of the workout does."""
    at = person.workout.at if person.workout else 0
    return person.aside is None, at, person.stint.place.at_rest if person.stint else Place()


def spared(before: Person, turn: Turn, after: Person) -> Person:
    """The person after a bystander's turn: only what that turn changed, unless it moved the place.

    `turn` has the person as estimated, `before` as stored.
    """
    fields = (name for name in Person.__struct_fields__ if getattr(after, name) != getattr(turn.person, name))
    changed = {name: getattr(after, name) for name in fields}
    return after if {"workout", "aside", "spoken"} & changed.keys() else replace(before, **changed)


def _follow(turn: Turn, spoken: Spoken, elapsed: float, clock: Clock) -> _Followed:
    """From count to count of an answer, as far as it was heard at `elapsed` by a clock.

    All of it was heard at infinity, by any clock.
    """
    at = _Followed(turn.person, False, elapsed, turn.memory.body, turn.memory.introduced)
    for number, leg in enumerate(spoken.legs):
        stint = at.person.stint
        if stint is None:
            break
        clock = clock.passing(leg.lead, leg.told)
        begun = elapsed - clock.now
        if begun < 0:
            # What is said before the count is still being said: behind another one, that was a pause.
            way, body = turn.memory.on_the_way, turn.memory.body
            body = body if way is None else way.body(-begun, to=body)
            return at if number else replace(at, left=begun, interrupted=not spoken.after_question, body=body)
        if number and not stint.begun:
            at = replace(at, person=at.person.introduced(stint.exercise))
        at = replace(at, person=at.person.began(stint.exercise, day_of(turn, spoken.answered)))
        count = counting(turn, at.person, stint, leg.until)
        if isfinite(elapsed):
            place, clock = reached(count, elapsed, clock, stint.place)
        else:
            *_, place = (stint.place, *(placed.ends for placed in count if placed.ends is not None))
        at = replace(at, left=elapsed - clock.now, introduced=stint.exercise, counting=True)
        if spoken.after_question and stint.exercise and not turn.new_session:
            # Nobody answered, and nothing was told before.
            at = replace(at, body=turn.position(stint.exercise))
        at = _placed(turn, at, stint, leg, place)
        if at.left < 0:
            break
    return at


def counting(turn: Turn, person: Person, stint: Stint, until: Place | None) -> Iterator[Placed]:
    """One count of `person`'s, as far as it went."""
    manner = person.manner(stint)
    return up_to(until, passages(turn.work(stint), turn.script, turn.calls(stint), stint.place, manner))


def _placed(turn: Turn, at: _Followed, stint: Stint, leg: Leg, place: Place) -> _Followed:
    """Behind one count, of which `place` was reached."""
    work = turn.work(stint)
    place = credited(work, place)
    at = replace(at, interrupted=place != leg.until)
    if not finished(work, place):
        return replace(at, person=at.person.at(place))
    was_aside, person = at.person.aside is not None, at.person.stint_done()
    following = person.stint
    body = at.body
    if not was_aside and following is not None:
        # The way into the next position is told at the end of the rest.
        moved = at.left >= leg.rest - UNSURE_OF_REST
        body = moving.in_the_rest(turn, stint.exercise, following.exercise, moved=moved)
    return replace(at, person=person, interrupted=False, body=body)


def up_to(until: Place | None, count: Iterable[Placed]) -> Iterator[Placed]:
    """The count as far as the place where it was cut."""
    for placed in count:
        yield placed
        if until is not None and placed.ends == until:
            return
