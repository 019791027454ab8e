"""An emergency is final: the number to call, what to do until help comes, and no exercise after it."""

from __future__ import annotations

from skill.dialogue.answer import Answer, ask, close
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.turn import Turn
from skill.dialogue.workout import closed

MOST_REPEATS = 3
"""How often the number is said before the session ends: a person who needs the phone needs quiet, too."""


def emergency(turn: Turn) -> Answer:
    """Call for help. The workout is closed, so that no later session counts on; nothing else is stored."""
    return _ask_for_help(_all_over(turn), say("emergency.call"))


def for_another(turn: Turn) -> Answer:
    """ "My husband collapsed": whoever speaks is the one who helps."""
    turn = _all_over(turn).with_memory(for_another=True)
    if turn.memory.emergency >= MOST_REPEATS:
        return leave(turn)
    return _ask_for_help(turn, say("emergency.call_for_them"))


def fire(turn: Turn) -> Answer:
    """Out first; nothing that is asked may keep anybody inside."""
    return close(_all_over(turn), say("emergency.fire"))


def crisis(turn: Turn) -> Answer:
    """Somebody does not want to live: whom to talk to, at once."""
    return close(_all_over(turn), say("emergency.crisis"))


def labor(turn: Turn) -> Answer:
    """A birth begins, or seems to."""
    return close(_all_over(turn), say("emergency.labor"))


def stay(turn: Turn) -> Answer:
    """Whatever else is said after an emergency: the number again, and how to wait."""
    return _told_again(turn, turn.memory.how_to_wait)


def no_help_yet(turn: Turn) -> Answer:
    """ "No", "I can't reach the phone", "help me": what else there is to do."""
    return _told_again(turn, turn.memory.how_to_wait if turn.memory.for_another else "emergency.no_phone")


def false_alarm(turn: Turn) -> Answer:
    """ "I was only joking", "it's gone now": no more exercise all the same."""
    return close(turn, say("emergency.false_alarm"))


def help_is_coming(turn: Turn) -> Answer:
    """Yes, help is on the way."""
    own, others = "emergency.until_help", "emergency.until_help_for_them"
    return close(turn, say(others if turn.memory.for_another else own))


def ambulance_is_coming(turn: Turn) -> Answer:
    """ "I've called an ambulance", before an emergency was named: it is one."""
    return help_is_coming(_all_over(turn))


def leave(turn: Turn) -> Answer:
    """The last word is the number."""
    own, others = "emergency.goodbye", "emergency.goodbye_for_them"
    return close(turn, say(others if turn.memory.for_another else own))


def _all_over(turn: Turn) -> Turn:
    return closed(turn.with_person(aside=None, spoken=None))


def _told_again(turn: Turn, key: str) -> Answer:
    if turn.memory.emergency >= MOST_REPEATS:
        return leave(turn)
    return _ask_for_help(turn, say(key))


def _ask_for_help(turn: Turn, said: Phrase) -> Answer:
    turn = turn.but(unsure=False).with_memory(emergency=turn.memory.emergency + 1)
    return ask(turn, [said], Question.HELP_COMING)
