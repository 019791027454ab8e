"""What an answer shows: pictures, count and question, from the same pieces that are spoken.

The sound knows nothing of it: a device with a screen gets the same speech and the same audio document.
"""

from __future__ import annotations

from collections.abc import Sequence

from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective
from msgspec import Raw

from skill.coaching.cue import Cue, Timeline
from skill.coaching.holding import counted_up
from skill.coaching.workout import Stint
from skill.dialogue import seven_days
from skill.dialogue.answer import Answer
from skill.dialogue.counted_answer import Counted
from skill.dialogue.delivery import Delivery, lasting
from skill.dialogue.introduction import is_known
from skill.dialogue.logbook import once_done
from skill.dialogue.parts import Piece
from skill.dialogue.screens import GOES_ON
from skill.dialogue.spoken_legs import LISTENS
from skill.dialogue.turn import Turn
from skill.figures import avg
from skill.rendering import apl
from skill.rendering.captions import Pace
from skill.rendering.moments import Counting, Moment, Scene, Shows, moments, spoken

HOW = "how"
BEFORE_THE_END = 1.0
"""Seconds before a session would end at which the screen goes on by itself."""


def counted(
    turn: Turn, found: Counted, asks: Timeline, delivery: Delivery, token: str
) -> RenderDocumentDirective:
    """An answer that counts; behind its question, what is counted for somebody who does not answer."""
    pace = _pace(turn, plain=delivery.plain)
    week = seven_days.shown(_once_over(turn, found)) if found.closes else ()
    countings = _countings(turn, found, bool(week))
    first, further = countings[: len(found.pieces)], countings[len(found.pieces) :]
    shown = moments(first, asks, pace, turn.speaker)
    ends, again = _end(shown) + LISTENS, pace.seconds(found.reprompt)
    if further:
        asks_later = found.later[-1].asks
        shown += moments(further, asks_later, pace, turn.speaker, scene=len(first), now=ends + again)
        ends = _end(shown) + LISTENS
    goes_on = ends + (0.0 if further else again + LISTENS) - BEFORE_THE_END
    screen = apl.Screen(
        [*(counting.scene for counting in countings), *([_done(turn)] if week else [])],
        shown,
        _keys(turn),
        turn.screen,
        week,
        goes_on=round(1000 * goes_on) if _goes_on(turn, found) else 0,
    )
    return _directive(screen, token)


def talked(turn: Turn, answer: Answer, talk: Timeline, asked: str) -> RenderDocumentDirective:
    """An answer that only speaks: how an exercise is done, a rest, a question, goodbye."""
    told = answer.explained
    stint = turn.stint
    exercise = told or answer.about or (stint.exercise if stint else "")
    scene = _scene(turn, exercise) if exercise else _done(turn) if answer.week else _untitled(turn)
    week = seven_days.shown(turn) if answer.week else ()
    if week:
        scene = Scene(turn.speaker.say("screen.week")) if asked else _done(turn)
        week_of = Moment(0, 0, Shows.WEEK, 0, text=asked or turn.speaker.say("screen.week"))
        screen = apl.Screen([scene], [week_of], _keys(turn), turn.screen, week, waits=bool(asked))
        return _directive(screen, "talk")
    pace, shown = _pace(turn, plain=True), []
    if answer.rest:
        rest = turn.speaker.say("screen.rest")
        shown.append(Moment(0, 1000 * answer.rest, Shows.LEFT, 0, text=rest, picture=_first(scene)))
    else:
        said = [cue for cue in talk if cue.text]
        shown += spoken(pace, said, Shows.TEXT, 0, scene.how)
    if asked:
        shown += spoken(pace, (Cue(asked),), Shows.QUESTION, 0, scene.how, _end(shown))
    return _directive(apl.Screen([scene], shown, _keys(turn), turn.screen, waits=bool(asked)), "talk")


def _untitled(turn: Turn) -> Scene:
    """For what is about no exercise, such as the welcome."""
    return Scene(turn.speaker.say("card.title"))


def _done(turn: Turn) -> Scene:
    return Scene(turn.speaker.say("screen.done"))


def _once_over(turn: Turn, found: Counted) -> Turn:
    """The turn once all that is counted is done."""
    return once_done(turn, [(piece.stint, piece.until) for piece in found.parts if piece.stint is not None])


def _goes_on(turn: Turn, found: Counted) -> bool:
    """Nobody has to be asked: the count was only cut, or the person does not want to be asked."""
    memory = found.memory
    if found.closes or memory.asked not in GOES_ON or memory.waits or memory.hurts or memory.sore:
        return False
    cut = bool(found.pieces) and found.pieces[-1].until is not None
    return cut or turn.person.preferences.flow


def _pace(turn: Turn, *, plain: bool) -> Pace:
    return Pace(lasting(plain, turn.language.lengths, 1.0), apl.glance(turn.screen))


def _countings(turn: Turn, found: Counted, week: bool) -> list[Counting]:
    scene = len(found.parts) if week else None
    return [_counting(turn, piece, scene) for piece in found.parts]


def _counting(turn: Turn, piece: Piece, week: int | None) -> Counting:
    stint = piece.stint
    assert stint is not None, "what is counted has a stint"
    work = turn.work(stint)
    manner = turn.person.manner(stint, introduced=is_known(turn, stint))
    up = 0 if work.dose.down else counted_up(work.dose.hold, manner)
    scene, last = _scene(turn, stint.exercise, stint), len(piece.behind) - piece.goodbye
    behind, goodbye = piece.behind[:last], piece.behind[last:]
    return Counting(scene, work, up, piece.lead_in, piece.counted, behind, goodbye, week)


def _scene(turn: Turn, exercise: str, stint: Stint | None = None) -> Scene:
    if not exercise:
        return Scene(turn.speaker.say("screen.count"))
    level = turn.level(exercise)
    words = turn.words(exercise).at(level)
    sides = turn.calls(stint or Stint(exercise)).sides
    following = _following(turn, exercise)
    named = turn.speaker.say("screen.follows", name=turn.words(following).name) if following else ""
    return Scene(
        _title(words.name),
        tuple(_name(exercise, level, side) for side in range(max(1, len(sides)))),
        _name(exercise, level, HOW),
        tuple(map(_title, sides)),
        named,
        _name(following, turn.level(following), 0) if following else "",
    )


def _following(turn: Turn, exercise: str) -> str:
    """What comes after an exercise today; empty for nothing."""
    workout = turn.workout
    if workout is None or exercise not in workout.left or turn.person.aside is not None:
        return ""
    behind = workout.left[workout.left.index(exercise) + 1 :]
    return behind[0] if behind else ""


def _end(shown: Sequence[Moment]) -> float:
    return (shown[-1].at + shown[-1].lasts) / 1000 if shown else 0.0


def _first(scene: Scene) -> str:
    return scene.pictures[0] if scene.pictures else ""


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(exercise: str, level: int, which: int | str) -> str:
    """What a picture is called in a document."""
    return f"{exercise}.{int(level)}.{which}"


def _graphic(name: str) -> Raw | None:
    exercise, level, which = name.split(".")
    return avg.both(exercise, int(level)) if which == HOW else avg.end(exercise, int(level), int(which))


def _keys(turn: Turn) -> dict[str, str]:
    say = turn.speaker.say
    return {
        "pause": say("screen.pause"),
        "go": say("screen.go"),
        "next": say("screen.next"),
        "how": say("screen.how"),
        "stop": say("screen.stop"),
    }


def _directive(screen: apl.Screen, token: str) -> RenderDocumentDirective:
    names = {moment.picture for moment in screen.moments if moment.picture}
    document, datasources = apl.render(screen, {name: _graphic(name) for name in names})
    return RenderDocumentDirective(token, document, datasources)
