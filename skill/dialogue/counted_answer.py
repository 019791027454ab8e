"""One answer that counts: as much of the exercise as fits, cut where a person would pause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from skill.coaching.counting import passages
from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.cutting import cut, fitting
from skill.coaching.passage import Placed, Played
from skill.coaching.person import Person, Stint
from skill.coaching.spoken import Spoken
from skill.coaching.stepping import finished
from skill.dialogue import forced_break, introduction, situation, wording
from skill.dialogue.answer import Answer
from skill.dialogue.answer import count as count_stint
from skill.dialogue.delivery import Delivery
from skill.dialogue.lead_in import lead_in
from skill.dialogue.logbook import day_of
from skill.dialogue.memory import Memory, Question
from skill.dialogue.parts import Part, Piece, Stretch, Timed
from skill.dialogue.spoken_legs import LISTENS, legs, spoken
from skill.dialogue.turn import Turn

_Resting: TypeAlias = Callable[[Turn, Stint, Place], Timeline]
"""What is said at a forced break, and the rest in it."""
WORTH_BEGINNING = 40.0
"""Seconds of the next exercise that must fit into the answer; otherwise the answer asks before it."""


class Counted(NamedTuple):
    """What is played, and what is known of the person once it has been sent."""

    person: Person
    memory: Memory
    played: Played
    """Ends in a question, or with the session."""
    reprompt: Timeline
    """Said where nobody answers; nothing where the session ends."""
    unasked: Played = ()
    """Played behind the reprompt, to somebody who does not want to be asked."""
    pieces: Sequence[Piece] = ()
    """What is counted before the question."""
    later: Sequence[Piece] = ()
    """What is counted behind it."""

    @property
    def asks_later(self) -> str:
        """The question behind that."""
        return " ".join(cue.text for cue in self.later[-1].asks) if self.later else ""


class _Begun(NamedTuple):
    """A part, as much of it as there can be room for."""

    lead_in: Timeline
    counting: Sequence[Placed]
    whole: bool
    """That is all of the count."""


def counted(turn: Turn, answer: Answer, delivery: Delivery, token: str) -> Counted:
    """Count the parts one behind the other, as many as the answer holds, and ask.

    What does not fit is cut where one would pause; then one is asked for a go. For somebody who does not want
    to be asked, silence is an answer: the reprompt goes on by itself. Behind the last exercise of the routine
    nothing is asked, and the session ends.
    """
    assert answer.count is not None
    queue = introduction.parts(turn, answer)
    first = _filled(turn, queue, delivery, _rest_left(turn))
    last, further = first.pieces[-1], None
    if turn.person.preferences.flow and last.question is not None:
        rest_left = last.owes - LISTENS
        further = _filled(turn, chain((first.left,) if first.left else (), queue), delivery, rest_left)
    if further is not None and not further.pieces:
        further = None
    person = replace(turn.person, spoken=spoken(turn, first, further, delivery))
    if not introduction.is_known(turn, answer.count):
        person = person.introduced(answer.count.exercise)
    if last.question is Question.EFFORT:
        person = replace(person, effort_asked=day_of(turn, turn.now))
    memory, played = _memory(turn, first, token), (*first.played, *first.asks)
    if last.question is None:
        return Counted(person, memory, played, (), (), first.pieces)
    if further is None:
        reprompt = _asking(turn, last.question, last.about, "reprompt")
        return Counted(person, memory, played, reprompt, (), first.pieces)
    going_on, unasked = Cue(turn.speaker.say("flow.on")), (*further.played, *further.asks)
    return Counted(person, memory, played, (going_on,), unasked, first.pieces, further.pieces)


def _rest_left(turn: Turn) -> float:
    """Seconds left of the rest for which the last answer had no room."""
    workout, stint, left = turn.workout, turn.stint, turn.memory.rested_by - turn.now
    if stint is None or left <= 0:
        return 0.0
    if stint.begun:
        return min(left, forced_break.prescribed(turn.work(stint), stint.place))
    if workout is None or turn.person.aside is not None:
        return 0.0
    return min(left, turn.person.preferences.rest or turn.library.routines[workout.routine].rest)


def led_on(turn: Turn, asked: Timeline, delivery: Delivery, token: str) -> Counted:
    """Say `asked`, which ends in a question; where nobody answers, count what the person is doing."""
    going_on = Cue(turn.speaker.say("flow.on"))
    further = _filled(turn, introduction.parts(turn, count_stint(turn)), delivery)
    counts = legs(turn, (*asked, Cue(lasts=LISTENS), going_on), further.pieces, delivery)
    behind = Spoken(turn.now, counts, delivery.plain, turn.device, turn.session, after_question=True)
    person, memory = replace(turn.person, spoken=behind), replace(turn.memory, token=token)
    unasked = (*further.played, *further.asks)
    return Counted(person, memory, asked, (going_on,), unasked, (), further.pieces)


def _filled(turn: Turn, parts: Iterable[Part], delivery: Delivery, rest_left: float = 0.0) -> Stretch:
    """As many parts as there is room for; the first waits until what is left of the rest before it is over.

    What ends the session stands alone: a session that ends hears no wish while it plays.
    """
    pieces: list[Piece] = []
    for part in parts:
        if part.closes and pieces:
            return Stretch(pieces, part)
        room = delivery.budget - sum(delivery.costs(piece.played) for piece in pieces)
        begun = _begun(turn, part, delivery, room, 0.0 if pieces else rest_left)
        piece = _whole(turn, part, begun, delivery, room)
        if piece is None and (not pieces or _is_cut_anyway(turn, part, pieces[-1], delivery)):
            piece = _beginning(turn, part, begun, delivery, room, first=not pieces)
        if piece is None:
            return Stretch(pieces, part)
        pieces.append(piece._replace(stint=part.stint))
        if piece.until is not None:
            return Stretch(pieces, Part(replace(part.stint, place=piece.until), (), part.ending))
        if piece.owes:
            break
    return Stretch(pieces, None)


def _whole(turn: Turn, part: Part, begun: _Begun, delivery: Delivery, room: float) -> Piece | None:
    """All of a part, with the rest behind it if there is room for it."""
    if not begun.whole:
        return None
    ending = part.ending
    asks = () if ending.question is None else _asking(turn, ending.question, ending.about)
    piece = Piece(begun.lead_in, begun.counting, (), ending.question, asks, ending.about)
    left = room - delivery.costs((*piece.played, *asks))
    if ending.resting is not None:
        resting = _timeline(turn, ending.resting)
        if delivery.costs(resting) <= left:
            return piece._replace(behind=resting)
    said = _timeline(turn, ending.said)
    return piece._replace(behind=said, owes=ending.rest) if delivery.costs(said) <= left else None


def _is_cut_anyway(turn: Turn, part: Part, before: Piece, delivery: Delivery) -> bool:
    """Whether a part is begun behind another one for which the answer has no room to its end.

    What fits into an answer of its own is not broken off in the middle: it is asked for instead, and led
    through in one. Only the warm-up leads into the first exercise, whatever it is.
    """
    assert before.stint is not None
    if before.stint.exercise == turn.routine.warm_up:
        return True
    alone = _begun(turn, part, delivery, delivery.budget, 0.0)
    return _whole(turn, part, alone, delivery, delivery.budget) is None


def _beginning(
    turn: Turn, part: Part, begun: _Begun, delivery: Delivery, room: float, *, first: bool
) -> Piece | None:
    """As much of a part as there is room for; None where it would not be worth beginning.

    Behind another part, only whole sets are.
    """
    lead_in, counting, whole = begun
    stint, work, owes = part.stint, turn.work(part.stint), 0.0
    counting, left = counting[:-1] if whole else counting, room - delivery.costs(lead_in)
    resting: _Resting = forced_break.rest
    try:
        counted = cut(counting, delivery.cost, left - _break_costs(turn, stint, delivery, resting))
    except ValueError:
        if not first:
            return None
        # A long hold and a long rest are more than an answer holds: the rest follows the question.
        resting = forced_break.rest_first
        counted = cut(counting, delivery.cost, left - _break_costs(turn, stint, delivery, resting))
    until = counted[-1].ends
    assert until is not None, "a count is cut behind a movement"
    if not first:
        seconds = turn.language.lengths.of_timeline(placed.passage for placed in counted)
        if seconds < WORTH_BEGINNING or (work.dose.sets > 1 and not until.between_sets):
            return None
    if resting is forced_break.rest_first:
        owes = forced_break.prescribed(work, until)
    behind, asks = resting(turn, stint, until), forced_break.asking(turn, stint, until)
    return Piece(lead_in, counted, behind, Question.COUNT_ON, (asks,), until=until, owes=owes)


def _break_costs(turn: Turn, stint: Stint, delivery: Delivery, resting: _Resting) -> float:
    """The most that a forced break can cost, with the question behind it."""
    ends = (
        delivery.costs((*resting(turn, stint, end), forced_break.asking(turn, stint, end)))
        for end in forced_break.ends(turn.work(stint))
    )
    return max(ends, default=0.0)


def _begun(turn: Turn, part: Part, delivery: Delivery, room: float, rest_left: float) -> _Begun:
    """What is said before the count, and the count."""
    stint, work = part.stint, turn.work(part.stint)
    manner = turn.person.manner(stint.exercise, introduced=introduction.is_known(turn, stint))
    count = passages(work, turn.speaker, turn.calls(stint), stint.place, manner)
    (ready,) = next(count).passage.cues
    talk = lead_in(turn, part, ready, rest_left - manner.countdown, plain=delivery.plain)
    counting = tuple(fitting(count, delivery.cost, room - delivery.costs(talk)))
    return _Begun(talk, counting, finished(work, (counting[-1].ends if counting else None) or Place()))


def _timeline(turn: Turn, said: Iterable[Timed]) -> Timeline:
    return tuple(Cue(wording.text(turn, (phrase,)), lasts) for phrase, lasts in said)


def _asking(turn: Turn, question: Question, about: str = "", room: str = "ask") -> Timeline:
    return (Cue(wording.text(turn, (situation.question(turn, question, about, room),))),)


def _memory(turn: Turn, first: Stretch, token: str) -> Memory:
    """What is asked behind the count."""
    last, stint = first.pieces[-1], turn.stint
    body = turn.position(stint.exercise) if stint and stint.exercise else turn.memory.body
    return replace(
        turn.memory,
        asked=last.question,
        about=last.about,
        started="",
        said="",
        body=body,
        token=token,
        misses=0,
        rest_ends=0.0,
        rested_by=_over(turn, first) + last.owes if last.owes else 0.0,
        waits=False,
        told="",
        depth=0,
    )


def _over(turn: Turn, first: Stretch) -> float:
    """When the stretch is over."""
    return turn.now + turn.language.lengths.of_timeline(first.played)
