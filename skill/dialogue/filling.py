"""As much of what is counted as an answer holds, cut where a person would pause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from skill.coaching.counting import passages
from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.cutting import cut, fitting
from skill.coaching.passage import Placed
from skill.coaching.stepping import finished
from skill.coaching.workout import Stint
from skill.dialogue import forced_break, introduction, situation, wording
from skill.dialogue.delivery import Delivery
from skill.dialogue.lead_in import lead_in
from skill.dialogue.memory import Question
from skill.dialogue.parts import Part, Piece, Stretch, Timed
from skill.dialogue.turn import Turn

_Resting: TypeAlias = Callable[[Turn, Stint, Place], Timeline]
"""What is said at a forced break, and the rest in it."""
WORTH_BEGINNING = 40.0
"""Seconds of the next exercise that must fit into the answer; otherwise the answer asks before it."""


class _Begun(NamedTuple):
    """A part, as much of it as there can be room for."""

    lead_in: Timeline
    counting: Sequence[Placed]
    whole: bool
    """That is all of the count."""


def filled(turn: Turn, parts: Iterable[Part], delivery: Delivery, rest_left: float = 0.0) -> Stretch:
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
        pieces.append(replace(piece, stint=part.stint))
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
    asks = () if ending.question is None else asking(turn, ending.question, ending.about)
    piece = Piece(begun.lead_in, begun.counting, (), ending.question, asks, ending.about)
    left = room - delivery.costs((*piece.played, *asks))
    if ending.resting is not None:
        resting = _timeline(turn, ending.resting)
        if delivery.costs(resting) <= left:
            return replace(piece, behind=resting)
    said = _timeline(turn, ending.said)
    if delivery.costs(said) > left:
        return None
    return replace(piece, behind=said, owes=ending.rest, goodbye=ending.goodbye)


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
    manner = turn.person.manner(stint, introduced=introduction.is_known(turn, stint))
    count = passages(work, turn.script, turn.calls(stint), stint.place, manner)
    (ready,) = next(count).passage.cues
    talk = lead_in(turn, part, ready, rest_left - manner.countdown, plain=delivery.plain)
    counting = tuple(fitting(count, delivery.cost, room - delivery.costs(talk)))
    return _Begun(talk, counting, finished(work, (counting[-1].ends if counting else None) or Place()))


def _timeline(turn: Turn, said: Iterable[Timed]) -> Timeline:
    return tuple(Cue(wording.text(turn, (phrase,)), lasts) for phrase, lasts in said)


def asking(turn: Turn, question: Question, about: str = "", room: str = "ask") -> Timeline:
    """A question, or what stands in another `room` of it: the reprompt."""
    return (Cue(wording.text(turn, (situation.question(turn, question, about, room),))),)
