"""What people worry about on the mat: whether to stop, what clicks, who else may, and who can help."""

from __future__ import annotations

from skill.dialogue.answer import Answer, ask
from skill.dialogue.memory import Question
from skill.dialogue.phrases import say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn


def should_i_stop(turn: Turn) -> Answer:
    """Yes, when in doubt."""
    return ask(turn.but(unsure=False), [say("worry.should_i_stop")], Question.STOP_HERE)


def clicking(turn: Turn) -> Answer:
    """ "My neck is cracking": harmless without pain."""
    return ask(turn, [say("worry.clicking")], question_of_place(turn))


def sore_tomorrow(turn: Turn) -> Answer:
    """ "Will my back hurt tomorrow?": which soreness is normal."""
    return ask(turn, [say("worry.sore_tomorrow")], question_of_place(turn))


def children(turn: Turn) -> Answer:
    """ "Can my son do these, too"."""
    return ask(turn, [say("worry.children")], question_of_place(turn))


def falling(turn: Turn) -> Answer:
    """ "My balance isn't good", "I'm worried about falling"."""
    return ask(turn, [say("worry.falling")], question_of_place(turn))


def cold(turn: Turn) -> Answer:
    """ "I've got a cold", "I have a temperature"."""
    return ask(turn.but(unsure=False), [say("worry.cold")], Question.STOP_HERE)


def painkiller(turn: Turn) -> Answer:
    """ "Can I take an ibuprofen and carry on"."""
    return ask(turn, [say("worry.painkiller")], question_of_place(turn))


def no_doctor(turn: Turn) -> Answer:
    """ "Are you a doctor"."""
    return ask(turn, [say("worry.no_doctor")], question_of_place(turn))


def age(turn: Turn) -> Answer:
    """ "Am I too old for this"."""
    return ask(turn, [say("worry.age")], question_of_place(turn))


def make_it_worse(turn: Turn) -> Answer:
    """ "I'm worried I'll make my back worse"; of a pain that is there, when to see a doctor."""
    hurts = turn.memory.pains or turn.memory.sore
    told = say("worry.see_doctor" if hurts else "worry.worse")
    return ask(turn.but(unsure=False), [told], question_of_place(turn))


def eaten(turn: Turn) -> Answer:
    """ "I've just had lunch"."""
    return ask(turn, [say("worry.eaten")], question_of_place(turn))


def heat_or_ice(turn: Turn) -> Answer:
    """ "Should I put some heat on it"."""
    return ask(turn.but(unsure=False), [say("worry.heat")], question_of_place(turn))


def cannot_see(turn: Turn) -> Answer:
    """ "Can you see me"."""
    return ask(turn, [say("worry.cannot_see")], question_of_place(turn))
