"""Who speaks, where Alexa does not recognize the voice: somebody new, or whoever was there before."""

from __future__ import annotations

from skill.coaching.household import last_other, newcomer, switched
from skill.coaching.plan import fitting
from skill.dialogue import workout
from skill.dialogue.answer import Answer, ask
from skill.dialogue.memory import Question
from skill.dialogue.phrases import say
from skill.dialogue.situation import place, question_of_place
from skill.dialogue.turn import Turn
from skill.handlers.opening import welcome


def new_here(turn: Turn) -> Answer:
    """ "I'm new here", "that wasn't me": a fresh start, with whoever was here kept for later."""
    # What another device counts for them goes on, and is kept with them.
    before = turn.before if turn.bystander and turn.before is not None else turn.person
    memory = turn.memory.of_another(str(before.number))
    turn = turn.but(person=newcomer(before), memory=memory, unsure=False)
    return welcome(turn, say("who.fresh_start") if last_other(turn.person) is not None else None)


def others(turn: Turn) -> Answer:
    """ "Can my wife do this, too": how somebody else begins."""
    return ask(turn, [say("who.others")], question_of_place(turn))


def me_again(turn: Turn) -> Answer:
    """ "It's me again": back to the person who was here before; once more, to the one before them."""
    other = last_other(turn.person)
    if other is None:
        return ask(turn, [say("who.only_one")], question_of_place(turn))
    person = switched(turn.person, other.number)
    person = fitting(person, turn.library.routines, turn.library.exercises_for)
    memory = turn.memory.of_another(str(turn.person.number), str(person.number))
    turn = turn.but(person=person, memory=memory, interrupted=False, unsure=False)
    if turn.long_away:
        turn = workout.closed(turn.with_person(aside=None), turn.person.active)
    if turn.another_day and workout.half_done(turn):
        return ask(turn, [say("who.back"), workout.stopped_at(turn)], Question.CARRY_ON)
    hurting = turn.memory  # a question about what hurts is still open
    question = hurting.asked or question_of_place(turn)
    return ask(turn, [say("who.back"), place(turn, turn.stint)], question, about=hurting.about)
