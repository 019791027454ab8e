"""One answer that counts: what is played and asked, and what is known of the person once it has been sent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.cue import Cue, Timeline
from skill.coaching.exercise import STANDING, Position
from skill.coaching.passage import Played
from skill.coaching.person import Person
from skill.coaching.spoken import Spoken
from skill.dialogue import forced_break, introduction, wording
from skill.dialogue.answer import Answer
from skill.dialogue.answer import count as count_stint
from skill.dialogue.delivery import Delivery
from skill.dialogue.explanation import Explanation
from skill.dialogue.filling import asking, filled
from skill.dialogue.lead_in import where_said
from skill.dialogue.logbook import day_of
from skill.dialogue.memory import Memory, Question
from skill.dialogue.on_the_way import OnTheWay
from skill.dialogue.parts import Piece, Stretch
from skill.dialogue.spoken_legs import LISTENS, legs, spoken
from skill.dialogue.turn import Turn


class Counted(Struct, frozen=True):
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
    def parts(self) -> Sequence[Piece]:
        """All that is counted."""
        return (*self.pieces, *self.later)

    @property
    def closes(self) -> bool:
        """The routine ends with it."""
        return self.parts[-1].question is None


def counted(turn: Turn, answer: Answer, delivery: Delivery, token: str) -> Counted:
    """Count the parts one behind the other, as many as the answer holds, and ask.

    What does not fit is cut where one would pause; then one is asked for a go. For somebody who does not want
    to be asked, silence is an answer: the reprompt goes on by itself. Behind the last exercise of the routine
    nothing is asked, and the session ends.
    """
    assert answer.count is not None
    queue = introduction.parts(turn, answer)
    first = filled(turn, queue, delivery, _rest_left(turn))
    last, further = first.pieces[-1], None
    if turn.person.preferences.flow and last.question is not None:
        rest_left = last.owes - LISTENS
        further = filled(turn, chain((first.left,) if first.left else (), queue), delivery, rest_left)
    if further is not None and not further.pieces:
        further = None
    sent = spoken(turn, first, further, delivery)
    person = replace(turn.person, spoken=sent)
    if not introduction.is_known(turn, answer.count):
        person = person.introduced(answer.count.exercise)
    if last.question is Question.EFFORT:
        person = replace(person, effort_asked=day_of(turn, turn.now))
    memory, played = _memory(turn, first, token), (*first.played, *first.asks)
    memory = replace(memory, explanation=_explanation(turn, first.pieces[0]))
    if last.question is None:
        return Counted(person, memory, played, (), (), first.pieces)
    if further is None:
        reprompt = asking(turn, last.question, last.about, "reprompt")
        return Counted(person, memory, played, reprompt, (), first.pieces)
    going_on, unasked = Cue(turn.speaker.say("flow.on")), (*further.played, *further.asks)
    return Counted(person, memory, played, (going_on,), unasked, first.pieces, further.pieces)


def _rest_left(turn: Turn) -> float:
    """Seconds left of the rest for which the last answer had no room."""
    left = turn.memory.rested_by - turn.now
    if left <= 0:
        return 0.0
    workout, stint = turn.workout, turn.stint
    if stint is None:
        return 0.0
    if stint.begun:
        return min(left, forced_break.prescribed(turn.work(stint), stint.place))
    if workout is None or turn.person.aside is not None:
        return 0.0
    return min(left, turn.person.preferences.rest or turn.library.routines[workout.routine].rest)


def led_on(turn: Turn, asked: Timeline, delivery: Delivery, token: str) -> Counted:
    """Say `asked`, which ends in a question; where nobody answers, count what the person is doing."""
    going_on = Cue(turn.speaker.say("flow.on"))
    further = filled(turn, introduction.parts(turn, count_stint(turn)), delivery)
    counts = legs(turn, (*asked, Cue(lasts=LISTENS), going_on), further.pieces, delivery)
    behind = Spoken(turn.now, counts, delivery.plain, turn.device, turn.session, after_question=True)
    person, memory = replace(turn.person, spoken=behind), replace(turn.memory, token=token, talked=None)
    unasked = (*further.played, *further.asks)
    return Counted(person, memory, asked, (going_on,), unasked, (), further.pieces)


def _on_the_way(turn: Turn, first: Stretch, to: Position | None) -> OnTheWay | None:
    """The move that is told before the first count; where somebody may be standing in it, that is safer."""
    came = turn.memory.body
    if (came or STANDING) == (to or STANDING):
        return None
    if to == STANDING and came is not None and turn.library.positions[came].on_floor:
        came = None
    lead = first.pieces[0].lead_in
    moved = max((number for number, cue in enumerate(lead[:-1], 1) if cue.lasts is not None), default=0)
    return OnTheWay(came, turn.language.lengths.of_timeline(lead[moved:]))


def _explanation(turn: Turn, piece: Piece) -> Explanation | None:
    """What is told of an exercise before the first count, and where."""
    stint = piece.stint
    assert stint is not None
    told = None if introduction.is_known(turn, stint) else introduction.explanation(turn, stint)
    if told is None:
        return None
    lengths, careful = turn.language.lengths, wording.texts(turn, [introduction.safety(turn, stint)])
    left = introduction.sentences(turn, stint)[told.heard :]
    warned = where_said(careful, piece.lead_in, lengths) if careful else None
    return replace(told, told=where_said(left, piece.lead_in, lengths), warned=warned)


def _memory(turn: Turn, first: Stretch, token: str) -> Memory:
    """What is asked behind the count."""
    last, stint = first.pieces[-1], turn.stint
    body = turn.position(stint.exercise) if stint and stint.exercise else turn.memory.body
    rested_by = 0.0
    if last.owes:
        rested_by = turn.now + turn.language.lengths.of_timeline(first.played) + last.owes
    return replace(
        turn.memory,
        asked=last.question,
        about=last.about,
        started="",
        said="",
        body=body,
        on_the_way=_on_the_way(turn, first, body),
        token=token,
        misses=0,
        refused=False,
        welcomed=turn.memory.welcomed or (stint is not None and introduction.hears_safety(turn, stint)),
        rest_ends=0.0,
        rested_by=rested_by,
        talked=None,
        waits=False,
        told="",
        depth=0,
    )
