"""A card with the picture, for the app of somebody whose device has no screen and who asks how."""

from __future__ import annotations

from ask_sdk_model.ui import Image, SimpleCard, StandardCard

from skill.dialogue.turn import Turn


def card(turn: Turn, exercise: str) -> SimpleCard | StandardCard:
    """How an exercise is done; with its picture where the pictures are on a server.

    Alexa takes a card's picture from an https address only, and as PNG.
    """
    level = turn.level(exercise)
    words = turn.words(exercise).at(level)
    title, text = words.name[:1].upper() + words.name[1:], "\n".join((words.setup, *words.steps))
    if not turn.pictures:
        return SimpleCard(title, text)
    from skill.figures.files import drawn_way  # here: it reads the poses, and few cards have a picture

    way = drawn_way(exercise, level)
    if not way:
        return SimpleCard(title, text)
    file = f"{turn.pictures}/{exercise}-{way}"
    return StandardCard(title, text, Image(f"{file}-small.png", f"{file}-large.png"))
