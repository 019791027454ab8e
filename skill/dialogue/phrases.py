"""Parts of sentences that several answers need: lengths of time, positions, where one is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from skill.coaching.cue import Place
from skill.coaching.exercise import Equipment, Position
from skill.coaching.person import Stint
from skill.coaching.stepping import taken_up
from skill.dialogue.memory import Question
from skill.dialogue.turn import Turn

MOST_IN_A_ROW = 3
"""Items the ear holds: a longer list is told in several sentences."""


def length(turn: Turn, seconds: int) -> str:
    """A length of time as people say it: "fifteen seconds", "one minute and thirty seconds"."""
    minutes, rest = divmod(seconds, 60)
    parts = []
    if minutes:
        parts.append(turn.say.say("time.minutes", n=minutes))
    if rest or not minutes:
        parts.append(turn.say.say("time.seconds", n=rest))
    return joined(turn, parts)


def joined(turn: Turn, parts: Sequence[str]) -> str:
    """At most three parts as a list: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return turn.say.say("list.last", front=", ".join(parts[:-1]), last=parts[-1])


def in_breaths(turn: Turn, parts: Sequence[str]) -> list[str]:
    """A longer list in pieces that the ear can hold."""
    return [
        joined(turn, parts[start : start + MOST_IN_A_ROW]) for start in range(0, len(parts), MOST_IN_A_ROW)
    ]


def into_position(turn: Turn, position: Position) -> str:
    """How to get into `position` from where the person is; nothing where they are in it already."""
    if turn.memory.body == position:
        return ""
    return transition(turn, turn.memory.body, position)


def transition(turn: Turn, here: Position | None, there: Position) -> str:
    """How to get from one position into another; None: from one's feet."""
    words = turn.language.positions[there]
    if here == there:
        return words.stay
    return words.from_floor if here is not None and here.on_floor else words.from_up


def place(turn: Turn, stint: Stint) -> str:
    """What is done of the stint and what comes next, in a phrase."""
    if not stint.begun:
        return ""
    work, at = turn.work(stint), stint.place
    done = _reps_done(turn, stint, at)
    if work.dose.sets > 1 and at.sets:
        done = " ".join(filter(None, (turn.say.say("done.sets_so_far", n=at.sets), done)))
    side = turn.say.say("place.side_next", side=turn.calls(stint).sides[at.sides]) if work.sides else ""
    second = taken_up(work, at).seconds
    hold = turn.say.say("place.hold_from", n=second) if second else ""
    return " ".join(filter(None, (done, side, hold)))


def _reps_done(turn: Turn, stint: Stint, at: Place) -> str:
    if not at.reps:
        return ""
    return turn.say.say("place.each_side_done" if turn.work(stint).sides else "place.done", n=at.reps)


def question_of_place(turn: Turn, *, aside: bool = True) -> Question:
    """The question that leads back to what the person is doing; `aside` False: once the aside is over."""
    if aside and turn.person.aside is not None:
        return Question.RESUME
    workout = turn.workout
    if workout is None:
        return Question.START
    if workout.over:
        return Question.FINISH
    if not aside:
        return Question.GO_ON
    if workout.place != Place():
        return Question.RESUME
    return Question.READY


def equipment(turn: Turn, needs: Iterable[Equipment]) -> str:
    return joined(turn, [turn.language.equipment[item] for item in dict.fromkeys(needs)])
