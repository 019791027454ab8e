"""Thanks, praise and chat: a few warm or plain words, then back to the question."""

from __future__ import annotations

from skill.dialogue.answer import Answer, ask, close
from skill.dialogue.phrases import say
from skill.dialogue.situation import asked, place, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import closed_today
from skill.handlers import progress


def thanks(turn: Turn) -> Answer:
    """ "Thank you", "that feels good"; once the day's routine is over, the last word."""
    if turn.new_session and turn.stint is None and closed_today(turn):
        return close(turn, say("chat.thanks"), say("finish.goodbye"))
    return then_the_question(turn, "chat.thanks")


def who_are_you(turn: Turn) -> Answer:
    return then_the_question(turn, "chat.who")


def what_i_can(turn: Turn) -> Answer:
    """ "What can you do"."""
    return then_the_question(turn, "chat.can")


def volume(turn: Turn) -> Answer:
    """ "Louder"."""
    return then_the_question(turn, "chat.volume")


def sorry(turn: Turn) -> Answer:
    """ "You're annoying", "this is boring": how much is left of it, and how to hear less."""
    left = progress.how_many_left(turn).say if turn.under_way and turn.stint is not None else ()
    about = "" if turn.interrupted else turn.memory.about
    talk = [say("chat.sorry"), *left, say("chat.less_of_me")]
    return ask(turn, talk, asked(turn) or question_of_place(turn), about=about)


def greeting(turn: Turn) -> Answer:
    """ "Hello", "how are you"."""
    return then_the_question(turn, "chat.hello")


def here(turn: Turn) -> Answer:
    """ "Are you still there"."""
    about = "" if turn.interrupted else turn.memory.about
    talk = [say("chat.here"), place(turn, turn.stint)]
    return ask(turn, talk, asked(turn) or question_of_place(turn), about=about)


def encourage(turn: Turn) -> Answer:
    """ "Motivate me", "I hate this", "did I do well": nobody sees how they do."""
    return then_the_question(turn, "chat.encourage")


def privacy(turn: Turn) -> Answer:
    """ "Do you record me"."""
    return then_the_question(turn, "chat.privacy")


def not_you(turn: Turn) -> Answer:
    """ "I wasn't talking to you"."""
    return then_the_question(turn, "pause.fine")


def then_the_question(turn: Turn, key: str) -> Answer:
    """The question that was open is asked again, about the same exercise."""
    about = "" if turn.interrupted else turn.memory.about
    return ask(turn, [say(key)], asked(turn) or question_of_place(turn), about=about)
