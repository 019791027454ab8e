"""What an answer shows: pictures, count and question, from the same pieces that are spoken.

The sound knows nothing of it: a device with a screen gets the same speech and the same audio document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective
from msgspec import Raw
from msgspec.structs import replace

from skill.coaching.cue import Timeline
from skill.coaching.holding import counted_up
from skill.coaching.person import Stint
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
from skill.rendering.moments import Counting, Moment, Scene, Shows, moments

MOST_CHARACTERS = 130
"""Of a text on a screen: it is seen from the mat, and read in a glance."""
HOW = "how"
BEFORE_THE_END = 1.0
"""Seconds before a session would end at which the screen goes on by itself."""


def counted(
    turn: Turn, found: Counted, asks: Timeline, delivery: Delivery, token: str
) -> RenderDocumentDirective:
    """An answer that counts; behind its question, what is counted for somebody who does not answer."""
    lasts = lasting(delivery.plain, turn.language.lengths, 1.0)
    question = " ".join(cue.text for cue in asks)
    first = moments(_countings(turn, found.pieces), question, lasts, turn.speaker)
    shown, ends = list(first), _end(first) + sum(map(lasts, asks)) + LISTENS
    again = sum(map(lasts, found.reprompt))
    scenes = len(found.pieces)
    if found.later:
        further = moments(_countings(turn, found.later), found.asks_later, lasts, turn.speaker, ends + again)
        shown += [_in_scene(moment, scenes) for moment in further]
        ends = _end(further) + LISTENS
    goes_on = ends + (0.0 if found.later else again + LISTENS) - BEFORE_THE_END
    every = [counting.scene for counting in _countings(turn, (*found.pieces, *found.later))]
    over = turn if found.reprompt else _once_over(turn, found)
    week = () if found.reprompt else seven_days.shown(over)
    if week:
        shown, every = _with_week(over, shown, len(every)), [*every, _done(turn)]
    screen = apl.Screen(
        every,
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
    text = "" if told else _brief([cue.text for cue in talk if cue.text], asked)
    shown, seconds = [], 0.0
    week = seven_days.shown(turn) if answer.week else ()
    if week:
        scene = Scene(turn.speaker.say("screen.week")) if asked else _done(turn)
        week_of = Moment(0, 0, Shows.WEEK, 0, text=asked or turn.speaker.say("screen.week"))
        screen = apl.Screen([scene], [week_of], _keys(turn), turn.screen, week, waits=bool(asked))
        return _directive(screen, "talk")
    if answer.rest:
        seconds = float(answer.rest)
        rest = turn.speaker.say("screen.rest")
        shown.append(Moment(0, round(1000 * seconds), Shows.LEFT, 0, text=rest, picture=_first(scene)))
        text = asked
    shows = Shows.QUESTION if text and asked else Shows.TEXT
    shown.append(Moment(round(1000 * seconds), 0, shows, 0, text=text, picture=scene.how))
    return _directive(apl.Screen([scene], shown, _keys(turn), turn.screen, waits=bool(asked)), "talk")


def _untitled(turn: Turn) -> Scene:
    """For what is about no exercise, such as the welcome."""
    return Scene(turn.speaker.say("card.title"))


def _done(turn: Turn) -> Scene:
    return Scene(turn.speaker.say("screen.done"))


def _once_over(turn: Turn, found: Counted) -> Turn:
    """The turn once the last exercise of a routine is done."""
    last = found.pieces[-1].stint
    assert last is not None, "what is counted has a stint"
    return once_done(turn, last)


def _with_week(turn: Turn, shown: Sequence[Moment], scene: int) -> list[Moment]:
    """The last days in place of goodbye, which is heard: it is the last thing said."""
    *before, goodbye = shown
    return [
        *before,
        Moment(goodbye.at, goodbye.lasts, Shows.WEEK, scene, text=turn.speaker.say("screen.week")),
    ]


def _goes_on(turn: Turn, found: Counted) -> bool:
    """Nobody has to be asked: the count was only cut, or the person does not want to be asked."""
    memory = found.memory
    if not found.reprompt or memory.asked not in GOES_ON or memory.waits or memory.hurts or memory.sore:
        return False
    cut = bool(found.pieces) and found.pieces[-1].until is not None
    return cut or turn.person.preferences.flow


def _countings(turn: Turn, pieces: Sequence[Piece]) -> list[Counting]:
    return [_counting(turn, piece) for piece in pieces]


def _counting(turn: Turn, piece: Piece) -> Counting:
    stint = piece.stint
    assert stint is not None, "what is counted has a stint"
    work = turn.work(stint)
    manner = turn.person.manner(stint.exercise, introduced=is_known(turn, stint))
    up = 0 if work.dose.down else counted_up(work.dose.hold, manner)
    return Counting(_scene(turn, stint.exercise, stint), work, up, piece.lead_in, piece.counted, piece.behind)


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
        words.steps,
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


def _in_scene(moment: Moment, further: int) -> Moment:
    return replace(moment, scene=moment.scene + further)


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


def _brief(said: Iterable[str], asked: str) -> str:
    """As many sentences as are read in a glance, and the question."""
    return " ".join((*_fitting(said, MOST_CHARACTERS - len(asked)), asked)).strip()


def _fitting(said: Iterable[str], room: int) -> Iterator[str]:
    for text in said:
        room -= len(text) + 1
        if room < 0:
            return
        yield text


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
