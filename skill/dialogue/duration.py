"""How long a workout still takes: its answers as they will be spoken, and the time to say "go" after each."""

from __future__ import annotations

from skill.coaching.person import Workout
from skill.dialogue import answer, delivery
from skill.dialogue.counted_answer import LISTENS, Counted, counted
from skill.dialogue.progress_estimate import Hearing, estimated
from skill.dialogue.request_time import Sent
from skill.dialogue.turn import Turn

ANSWERING = 2.0
"""Seconds from the end of a question until the next answer sounds: a word, and Alexa's time to take it in."""
NEARLY_A_MINUTE = 55
"""Seconds from which a length is told in whole minutes; a shorter one in tens of seconds."""


def of_workout(turn: Turn, workout: Workout) -> float:
    """Seconds from where the workout stands to its end, for somebody who goes on whenever they are asked.

    Nothing is estimated: the answers to come are composed as they will be sent, each from now on. When the
    request was sent tells nothing about them, and may lie so far back that it belongs to none.
    """
    turn = turn.but(unsure=False, sent=Sent(turn.now, turn.now))
    turn = turn.with_person(workout=workout, aside=None, spoken=None)
    chosen, total = delivery.chosen(turn, ""), 0.0
    while turn.stint is not None:
        sent = counted(turn, answer.count(turn), chosen, "")
        total += _played(turn, sent) + ANSWERING
        turn = estimated(turn.but(person=sent.person, memory=sent.memory), Hearing.RUN_OUT)
    return total


def minutes(turn: Turn, workout: Workout) -> int:
    """The same in whole minutes."""
    return max(1, round(of_workout(turn, workout) / 60))


def rounded(seconds: float) -> int:
    """To whole minutes, or where it is less than one, to ten seconds."""
    unit = 60 if seconds >= NEARLY_A_MINUTE else 10
    return unit * max(1, round(seconds / unit))


def _played(turn: Turn, sent: Counted) -> float:
    """Seconds of an answer; of one that goes on unasked, the silence in which nobody answered, too."""
    lengths = turn.language.lengths
    played = lengths.of_timeline(sent.played)
    if not sent.unasked:
        return played
    return played + LISTENS + lengths.of_timeline((*sent.reprompt, *sent.unasked))
