"""Getting from one position of the body into another, as phrases that take their time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skill.coaching.exercise import STANDING, Equipment, Position
from skill.dialogue.logbook import day_of
from skill.dialogue.phrases import Move, Phrase, PositionText, Way, say, together
from skill.dialogue.turn import Turn

FULL_STEPS_TIMES = 2
"""How often an exercise, and the way into it, is told with all its steps before the short form is used."""
LEFT_OUT_FOR = 14
"""Days without an exercise after which it is told in full again, although others were done: a second week
without it. After a week away from all of them everything is told anyway."""


def is_new(turn: Turn, name: str) -> bool:
    """Whether an exercise needs all its steps: where it is unfamiliar, and when asked for."""
    return turn.person.preferences.explain or is_unfamiliar(turn, name)


def is_unfamiliar(turn: Turn, name: str) -> bool:
    """Whether an exercise has to be learnt: the first times, after a week away, and left out for long."""
    person = turn.person
    times = 1 if person.preferences.brief else FULL_STEPS_TIMES
    if turn.memory.long_away or person.met.get(name, 0) < times:
        return True
    return name in person.met_on and day_of(turn, turn.now) - person.met_on[name] >= LEFT_OUT_FOR


def into(turn: Turn, here: Position | None, name: str, *, briefly: bool = False) -> Sequence[Move]:
    """How to get from a position into an exercise; None means standing. Nothing for one who is there."""
    first = is_new(turn, name) and not briefly
    return tuple(_move(turn, at, way, first=first) for at, way in _ways(turn, here, turn.position(name)))


def before_rest(turn: Turn, moves: Sequence[Move]) -> Sequence[Move]:
    """Those of the moves that come before a rest: off the ball, on which nobody rests."""
    return tuple(
        move for move in moves if move.way in {"leave", "to_floor"} and _is_high(turn, move.position)
    )


def _is_high(turn: Turn, position: Position) -> bool:
    """Whether nobody rests in a position: one that is up on a ball."""
    at = turn.library.positions[position]
    return not (at.on_floor or at.off_the_floor)


def is_seated(turn: Turn, position: Position) -> bool:
    """Whether it is for somebody who does not get down to the floor, and is neither standing nor lying."""
    at = turn.library.positions[position]
    return at.off_the_floor and not at.lying and position != STANDING


def told(turn: Turn, here: Position | None, name: str, *, briefly: bool = False) -> Phrase | None:
    """The same in one breath; who is there already is told to stay, if there is nothing to fetch."""
    there = turn.position(name)
    if here != there:
        return together(*into(turn, here, name, briefly=briefly))
    fetches = there == STANDING and turn.exercise(name).needs
    return None if fetches else PositionText(there, "stay")


def up(turn: Turn, here: Position | None, *, first: bool) -> Move | None:
    """How to get up from a position; nothing from standing, which None means too."""
    if here is None or here == STANDING:
        return None
    return _move(turn, here, "leave", first=first)


def down(turn: Turn, name: str) -> Move | None:
    """How to get down into an exercise, with every step; None for one that is not on the floor."""
    there = turn.position(name)
    return _move(turn, there, "from_up", first=True) if turn.library.positions[there].on_floor else None


def at_rest(turn: Turn) -> Phrase:
    """How to let go of what is being done, and come to rest."""
    if turn.under_way and leans_on_ball(turn):
        return say("moment.off_ball")
    return PositionText(here(turn), "rest")


def off_ball(turn: Turn) -> Phrase | None:
    """How to come down, for somebody who is up on a ball; None for anybody else."""
    position = here(turn)
    return PositionText(position, "rest") if _is_high(turn, position) else None


def rested(turn: Turn) -> Turn:
    """The turn in which the person rests: from there the way back is told, wherever they were."""
    position = here(turn)
    rests = turn.library.positions[position].rests
    return turn.with_memory(body=rests) if rests is not None else turn


def in_the_rest(turn: Turn, behind: str, following: str, *, moved: bool) -> Position:
    """Where the body is between two exercises; from a ball, on which nobody rests, one is off already."""
    there = turn.position(behind)
    return turn.position(following) if moved or _is_high(turn, there) else there


def here(turn: Turn) -> Position:
    """Where the body is: in the exercise under way, else where it was last told to be.

    Whoever breaks off a count may still be on the way into it; a new session does not know.
    """
    stint, on_the_way = turn.stint, turn.interrupted and not turn.new_session
    if stint is not None and stint.exercise and turn.under_way and not on_the_way:
        return turn.position(stint.exercise)
    return turn.memory.body or STANDING


def leans_on_ball(turn: Turn) -> bool:
    """Whether the exercise one is at is done with the back against a ball, standing."""
    stint = turn.stint
    if stint is None or not stint.exercise:
        return False
    return turn.position(stint.exercise) == STANDING and Equipment.BALL in turn.exercise(stint.exercise).needs


def seconds(moves: Sequence[Move]) -> float:
    """How long the moves take."""
    return sum(move.takes for move in moves)


def _ways(turn: Turn, here: Position | None, there: Position) -> Iterator[tuple[Position, Way]]:
    """The ways to take from one position into another, in turn."""
    positions = turn.library.positions
    if here == there:
        return
    if here is None or here == STANDING:
        yield there, "from_up"
    elif positions[there].on_floor:
        if not positions[here].on_floor:
            yield here, "to_floor"
        yield there, "from_floor"
    else:
        yield here, "leave"
        if there != STANDING:
            yield there, "from_up"


def _move(turn: Turn, position: Position, way: Way, *, first: bool) -> Move:
    takes = getattr(turn.library.positions[position], way)
    return Move(position, way, takes.first if first else takes.known, first)
