"""The timeline of an exercise: its beginning with an interruption, how it resumes, and its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from scripts.pictures import svg
from skill.coaching.counting import count, passages
from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.placing import PlannedClock, reached
from skill.coaching.resting import REST_WARNING
from skill.coaching.stepping import taken_up
from skill.content import Speaker, load

EXERCISE, ROUTINE = "bird_dog", "back"
INTERRUPTED_AT = 44.0
"""Seconds into the count: in the middle of the second side's hold."""
SHOWN = 54.0
"""Seconds in one row."""
WIDTH, LEFT, RIGHT = 860, 30, 830
SCALE = (RIGHT - LEFT) / SHOWN
HEIGHT = 26
LETTER = 6.0
"""Pixels that a letter of a label takes at the most."""
KINDS = {
    "box": "box edge-line",
    "countdown": "amber-box amber-line",
    "movement": "violet-box violet-line",
    "hold": "teal-box teal-line",
    "ask": "paper teal-line",
}
LEGEND = {
    "box": "said, then quiet",
    "countdown": "counted down",
    "movement": "movement",
    "hold": "hold, every second counted",
    "ask": "question",
}

LIBRARY = load()
LANGUAGE = LIBRARY.language("en-US")
SAY = Speaker(LANGUAGE)
WORK = LIBRARY.exercises[EXERCISE].work
WORDS = LANGUAGE.exercises[EXERCISE]


class Block(NamedTuple):
    """A cue as it is drawn: when it begins, how long it lasts, and what it is."""

    cue: Cue
    begins: float
    lasts: float
    kind: str


def draw() -> str:
    whole = count(WORK, SAY, WORDS.calls)
    beginning = _blocks(whole)
    way = passages(WORK, SAY, WORDS.calls)
    place, _ = reached(way, INTERRUPTED_AT, PlannedClock(lambda cue: cue.lasts or 0.0), Place())
    resumed = taken_up(WORK, place)
    after_go = _blocks(count(WORK, SAY, WORDS.calls, resumed))
    seconds = beginning[-1].begins + beginning[-1].lasts
    dose = f"{WORK.dose.reps} reps on each side, held for {WORK.dose.hold} seconds: {_clock(seconds)} in all"
    ending = _blocks((*_last_movement(whole), *_rest()), _last_start(beginning))
    side = WORDS.calls.sides[resumed.sides]
    elements = [
        svg.text(LEFT, 34, f"The {WORDS.name} as a timeline of cues", "ink head"),
        svg.text(LEFT, 52, f"A cue is something said and the seconds it takes. {dose}.", "soft"),
        *_row(90, "It begins", beginning, heard=INTERRUPTED_AT),
        *_interruption(90, _begins_after(beginning, resumed)),
        *_row(238, f"After a pause, “go” resumes with: {side}", after_go),
        *_row(366, "It ends, and the rest follows", ending),
        *_legend(492),
    ]
    return svg.picture(WIDTH, 514, f"The timeline of the {WORDS.name}, interrupted once", elements)


def _blocks(timeline: Iterable[Cue], start: float = 0.0) -> list[Block]:
    blocks = []
    for cue in timeline:
        lasts = LANGUAGE.lengths.of(cue.text) if cue.lasts is None else cue.lasts
        blocks.append(Block(cue, start, lasts, _kind(cue)))
        start += lasts
    return blocks


def _kind(cue: Cue) -> str:
    calls = WORDS.calls
    if cue.place is not None and cue.place.seconds:
        return "hold"
    if cue.text in {calls.lift, calls.hold, calls.lower}:
        return "movement"
    if cue.lasts is None and cue.text.endswith("?"):
        return "ask"
    return "countdown" if _figure(cue) else "box"


def _figure(cue: Cue) -> str:
    """The number that a cue says, as digits."""
    numbers = LANGUAGE.numbers.cardinals
    return str(numbers.index(cue.text)) if cue.text in numbers else ""


def _last_movement(whole: Timeline) -> Timeline:
    lifts = [number for number, cue in enumerate(whole) if cue.text == WORDS.calls.lift]
    return whole[lifts[-1] :]


def _last_start(blocks: Sequence[Block]) -> float:
    return next(block.begins for block in reversed(blocks) if block.cue.text == WORDS.calls.lift)


def _rest() -> Iterator[Cue]:
    """What the conversation adds behind the count: what is done, the rest, and the question."""
    routine = LIBRARY.routines[ROUTINE]
    following = routine.exercises[routine.exercises.index(EXERCISE) + 1]
    name = LANGUAGE.exercises[following].name
    yield Cue(SAY.say("done.sides", n=WORK.dose.reps))
    begins = SAY.say("rest.begins", seconds=routine.rest)
    yield Cue(f"{begins} {SAY.say('lead.next', name=name)}", float(routine.rest - REST_WARNING))
    yield Cue(SAY.say("count.rest_ends", seconds=REST_WARNING), float(REST_WARNING))
    yield Cue(SAY.say("ask.ready", name=name))


def _begins_after(blocks: Sequence[Block], place: Place) -> float:
    """When that place is reached."""
    return next(block.begins + block.lasts for block in blocks if block.cue.place == place)


def _row(top: float, caption: str, blocks: Sequence[Block], heard: float = float("inf")) -> Iterator[str]:
    """As many cues as a row has room for; from `heard` on they are faded, because nobody heard them."""
    start = blocks[0].begins
    shown = [block for block in blocks if block.begins + block.lasts - start <= SHOWN]
    yield svg.text(LEFT, top, caption, "ink")
    yield from _labels(top, [block for block in shown if block.begins < heard], start)
    for block in shown:
        x, width = LEFT + SCALE * (block.begins - start), SCALE * block.lasts
        faded = ' class="faded"' if block.begins + block.lasts > heard else ""
        yield f"<g{faded}>{svg.box(x, top + 48, width, HEIGHT, KINDS[block.kind], 2)}"
        yield svg.text(x + width / 2, top + 65, _figure(block.cue), "ink figure", "middle") + "</g>"
    yield from _axis(top + 48 + HEIGHT, start)
    if len(shown) < len(blocks):
        last = shown[-1]
        yield svg.text(LEFT + SCALE * (last.begins + last.lasts - start) + 8, top + 65, "…", "soft")


def _labels(top: float, blocks: Sequence[Block], start: float) -> Iterator[str]:
    """The words: sentences above, and below them the short calls and the question."""
    free = 0.0
    for block, following in zip_longest(blocks, blocks[1:]):
        x, end = (LEFT + SCALE * (at - start) for at in (block.begins, block.begins + block.lasts))
        text, calls = block.cue.text, WORDS.calls
        if block.kind == "ask":
            yield svg.text(RIGHT, top + 42, text, "teal small", "end")
        elif text == calls.lift:
            follows = following is not None and following.cue.text == calls.hold
            yield svg.text(x, top + 42, f"{text} {calls.hold}" if follows else text, "violet small")
        elif text == calls.lower:
            yield svg.text(end - 3, top + 42, text, "violet small", "end")
        elif block.kind == "box":
            yield svg.text(max(x, free), top + 24, text, "soft small")
            if x >= free:
                yield svg.line(f"M{x + 0.5:.1f} {top + 29}V{top + 48}", "edge")
            free = max(x, free) + LETTER * (len(text) + 1)


def _axis(top: float, start: float) -> Iterator[str]:
    first = -(-start // 10) * 10
    for second in range(round(first), round(start + SHOWN), 10):
        x = LEFT + SCALE * (second - start)
        yield svg.line(f"M{x:.1f} {top + 3:.1f}v4", "soft")
        yield svg.text(x, top + 18, _clock(second), "soft small", "middle" if x > LEFT else "start")


def _interruption(top: float, resumed: float) -> Iterator[str]:
    """The moment of "Alexa, wait", and the way back to where the count resumes."""
    x, back = LEFT + SCALE * INTERRUPTED_AT, LEFT + SCALE * resumed
    below = top + 48 + HEIGHT
    yield svg.line(f"M{x:.1f} {top + 16}V{below + 28}", "red")
    yield svg.text(x + 6, top + 24, "“Alexa, wait”", "red")
    curve = f"M{x:.1f} {below + 28}q0 10 -10 10H{back + 10:.1f}q-10 0 -10 -10V{below + 9}"
    yield svg.arrow(curve, back, below + 3, "up", "red")
    yield svg.text((x + back) / 2, below + 33, "resumes here: short holds start again", "red small", "middle")


def _legend(y: float) -> Iterator[str]:
    x = float(LEFT)
    for kind, words in LEGEND.items():
        yield svg.box(x, y - 10, 14, 12, KINDS[kind], 2)
        yield svg.text(x + 20, y, words, "soft small")
        x += 44 + LETTER * len(words)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
