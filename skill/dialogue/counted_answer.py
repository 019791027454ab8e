"""One answer that counts: as much of the exercise as fits, cut where a person would pause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from skill.coaching.counting import passages, rest
from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.cutting import cut, fitting
from skill.coaching.passage import Placed, Played, passage
from skill.coaching.person import Leg, Person, Spoken, Stint
from skill.coaching.stepping import finished
from skill.dialogue import introduction, situation, wording
from skill.dialogue.answer import Answer
from skill.dialogue.answer import count as count_stint
from skill.dialogue.delivery import Delivery
from skill.dialogue.extent import extent_of, leg
from skill.dialogue.lead_in import lead_in
from skill.dialogue.memory import Memory, Question
from skill.dialogue.parts import Part
from skill.dialogue.turn import Turn

WORTH_BEGINNING = 40.0
"""Seconds of the next exercise that must fit into the answer; otherwise the answer asks before it."""
LISTENS = 8.0
"""Seconds that Alexa listens before the reprompt (Amazon staff, developer forums)."""


class Counted(NamedTuple):
    """What is played, and what is known of the person once it has been sent."""

    person: Person
    memory: Memory
    played: Played
    """Ends in a question."""
    reprompt: Timeline
    """Said where nobody answers."""
    unasked: Played = ()
    """Played behind the reprompt, to somebody who does not want to be asked."""


class _Begun(NamedTuple):
    """A part, as much of it as there can be room for."""

    lead_in: Timeline
    counting: Sequence[Placed]
    whole: bool
    """That is all of the count."""


class _Piece(NamedTuple):
    """A part as it is played."""

    lead_in: Timeline
    counted: Sequence[Placed]
    behind: Timeline
    asking: Cue
    question: Question
    about: str = ""
    until: Place | None = None
    """Where it was cut."""

    @property
    def played(self) -> Played:
        return (*self.lead_in, *(placed.passage for placed in self.counted), *self.behind)


class _Stretch(NamedTuple):
    """What is played before the microphone opens."""

    pieces: Sequence[_Piece]
    left: Part | None
    """What there was no room for, of the last part or of the one behind it."""

    @property
    def played(self) -> Played:
        return tuple(each for piece in self.pieces for each in piece.played)

    @property
    def asking(self) -> Cue:
        return self.pieces[-1].asking


def counted(turn: Turn, answer: Answer, delivery: Delivery, token: str) -> Counted:
    """Count the parts one behind the other, as many as the answer holds, and ask.

    What does not fit is cut where one would pause; then the question is whether to count on. For somebody
    who does not want to be asked, silence is an answer: the reprompt goes on by itself.
    """
    assert answer.count is not None
    queue = introduction.parts(turn, answer)
    first = _filled(turn, queue, delivery)
    further = None
    if turn.person.preferences.flow:
        further = _filled(turn, chain((first.left,) if first.left else (), queue), delivery)
    if further is not None and not further.pieces:
        further = None
    person = replace(turn.person, spoken=_spoken(turn, first, further, delivery))
    if not introduction.is_known(turn, answer.count):
        person = person.introduced(answer.count.exercise)
    memory, played = _memory(turn, first, token), (*first.played, first.asking)
    if further is None:
        last = first.pieces[-1]
        reprompt = _asking(turn, last.question, last.about, "reprompt")
        return Counted(person, memory, played, (reprompt,))
    going_on, unasked = Cue(turn.speaker.say("flow.on")), (*further.played, further.asking)
    return Counted(person, memory, played, (going_on,), unasked)


def led_on(turn: Turn, asked: Timeline, delivery: Delivery, token: str) -> Counted:
    """Say `asked`, which ends in a question; where nobody answers, count what the person is doing."""
    going_on = Cue(turn.speaker.say("flow.on"))
    further = _filled(turn, introduction.parts(turn, count_stint(turn)), delivery)
    legs = _legs(turn, (*asked, Cue(lasts=LISTENS), going_on), further.pieces, delivery)
    spoken = Spoken(turn.now, legs, delivery.plain, turn.device, turn.session, after_question=True)
    person, memory = replace(turn.person, spoken=spoken), replace(turn.memory, token=token)
    return Counted(person, memory, asked, (going_on,), (*further.played, further.asking))


def _filled(turn: Turn, parts: Iterable[Part], delivery: Delivery) -> _Stretch:
    """As many parts as there is room for."""
    pieces: list[_Piece] = []
    for part in parts:
        room = delivery.budget - sum(delivery.costs(piece.played) for piece in pieces)
        begun = _begun(turn, part, delivery, room)
        piece = _whole(turn, part, begun, delivery, room)
        if piece is None:
            piece = _beginning(turn, part, begun, delivery, room, first=not pieces)
        if piece is None:
            return _Stretch(pieces, part)
        pieces.append(piece)
        if piece.until is not None:
            return _Stretch(pieces, Part(replace(part.stint, place=piece.until), (), part.ending))
    return _Stretch(pieces, None)


def _whole(turn: Turn, part: Part, begun: _Begun, delivery: Delivery, room: float) -> _Piece | None:
    """All of a part, with the first ending that there is room for."""
    if not begun.whole:
        return None
    ending = part.ending
    asking = _asking(turn, ending.question, ending.about)
    piece = _Piece(begun.lead_in, begun.counting, (), asking, ending.question, ending.about)
    left = room - delivery.costs((*piece.played, asking))
    for outro in ending.outros():
        if delivery.costs(Cue(lasts=lasts) for _, lasts in outro) > left:
            continue  # whatever the words
        behind = tuple(Cue(wording.text(turn, (phrase,)), lasts) for phrase, lasts in outro)
        if delivery.costs(behind) <= left:
            return piece._replace(behind=behind)
    return None


def _beginning(
    turn: Turn, part: Part, begun: _Begun, delivery: Delivery, room: float, *, first: bool
) -> _Piece | None:
    """As much of a part as there is room for; None where it would not be worth beginning."""
    lead_in, counting, whole = begun
    asking = _asking(turn, Question.COUNT_ON)
    left = room - delivery.costs((*lead_in, *_so_far(turn, part.stint, Place(1)), asking))
    try:
        counted = cut(counting[:-1] if whole else counting, delivery.cost, left)
    except ValueError:
        if first:
            raise
        return None
    seconds = turn.language.lengths.of_timeline(placed.passage for placed in counted)
    if not first and seconds < WORTH_BEGINNING:
        return None
    until = counted[-1].ends
    assert until is not None, "a count is cut behind a movement"
    behind = _so_far(turn, part.stint, until)
    return _Piece(lead_in, counted, behind, asking, Question.COUNT_ON, until=until)


def _begun(turn: Turn, part: Part, delivery: Delivery, room: float) -> _Begun:
    """What is said before the count, and the count."""
    stint, work = part.stint, turn.work(part.stint)
    manner = turn.person.manner(stint.exercise, introduced=introduction.is_known(turn, stint))
    count = passages(work, turn.speaker, turn.calls(stint), stint.place, manner)
    (ready,) = next(count).passage.cues
    talk = lead_in(turn, part, ready, plain=delivery.plain)
    counting = tuple(fitting(count, delivery.cost, room - delivery.costs(talk)))
    return _Begun(talk, counting, finished(work, (counting[-1].ends if counting else None) or Place()))


def _so_far(turn: Turn, stint: Stint, until: Place) -> Timeline:
    """Where the count was cut: what is done, so that nobody loses track; between sets their rest."""
    dose = turn.work(stint).dose
    if until.between_sets and dose.rest:
        return passage(*rest(dose, turn.speaker, until)).cues
    key = "count.done_each_side" if turn.work(stint).sides else "count.done"
    return (Cue(turn.speaker.say(key, n=until.reps)),) if until.reps else ()


def _asking(turn: Turn, question: Question, about: str = "", room: str = "ask") -> Cue:
    return Cue(wording.text(turn, (situation.question(turn, question, about, room),)))


def _spoken(turn: Turn, first: _Stretch, further: _Stretch | None, delivery: Delivery) -> Spoken:
    """What is being counted, from which the next turn tells where the person is."""
    legs = _legs(turn, (), first.pieces, delivery)
    extent = extent_of(turn, (*first.played, first.asking), delivery)
    if further is not None:
        unasked = (first.asking, Cue(lasts=LISTENS), Cue(turn.speaker.say("flow.on")))
        legs += _legs(turn, (*first.pieces[-1].behind, *unasked), further.pieces, delivery)
    return Spoken(turn.now, legs, delivery.plain, turn.device, turn.session, extent=extent)


def _memory(turn: Turn, first: _Stretch, token: str) -> Memory:
    """What is asked behind the count."""
    last, stint = first.pieces[-1], turn.stint
    body = turn.position(stint.exercise) if stint and stint.exercise else turn.memory.body
    memory = replace(turn.memory, started="", said="", misses=0, rest_ends=0.0, waits=False, told="", depth=0)
    return replace(memory, asked=last.question, about=last.about, body=body, token=token)


def _legs(turn: Turn, before: Timeline, pieces: Sequence[_Piece], delivery: Delivery) -> tuple[Leg, ...]:
    """The counts of a stretch that begins behind `before`."""
    befores = (before, *(piece.behind for piece in pieces))
    return tuple(
        leg(turn, (*said, *piece.lead_in), piece.until, piece.behind, delivery)
        for said, piece in zip(befores, pieces, strict=False)
    )
