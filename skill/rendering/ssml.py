"""A timeline as SSML: the length of each word is subtracted from the break after it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from skill.coaching.cue import Cue
from skill.coaching.passage import Passage, cues
from skill.coaching.speech import SpeechLengths

LONGEST_BREAK = 10.0
"""Seconds a break tag may ask for (Amazon: SSML reference, break); several may follow one another."""
SHORTEST_BREAK = 0.02
"""Seconds between two timed cues even where the first has used up its time: they must not run together."""
ROOM_OF_A_BREAK = len('<break time="10000ms"/>')

_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that cannot stand in XML however they are written: all but those of W3C's XML 1.0, production 2,
Char. The opposite of the ones that can would take ten times as long to compile."""


def render(timeline: Iterable[Cue | Passage], lengths: SpeechLengths) -> str:
    """The inside of a `<speak>` element that speaks `timeline` in the voice that `lengths` describes.

    A cue whose words outlast it delays the next one only: the breaks that follow catch up.
    """
    return "".join(_pieces(timeline, lengths)).strip()


def escape(text: str) -> str:
    """A text as it stands in markup. The standard library's two ways import urllib or all of HTML's entities
    with them, which the first word would wait for."""
    written = _NOT_IN_XML.sub("", text)
    return written.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def room(cue: Cue) -> int:
    """Characters that `cue` takes in SSML, at the most."""
    breaks = math.ceil(cue.lasts / LONGEST_BREAK) if cue.lasts else 0
    return len(escape(cue.text)) + 1 + breaks * ROOM_OF_A_BREAK


def lasts(cue: Cue, lengths: SpeechLengths, pace: float) -> float:
    """Seconds `cue` takes in a voice that needs `pace` times what `lengths` says; the breaks do not know."""
    spoken = lengths.of(cue.text) if cue.text else 0.0
    return lengths.of_cue(cue) + spoken * (pace - 1)


def _pieces(timeline: Iterable[Cue | Passage], lengths: SpeechLengths) -> Iterator[str]:
    owed = 0.0
    for cue in cues(timeline):
        if cue.lasts is None:
            owed = 0.0
            yield f"{escape(cue.text)} "
            continue
        owed += cue.lasts - (lengths.of(cue.text) if cue.text else 0.0)
        silence = round(1000 * max(owed, SHORTEST_BREAK))
        yield _spaced(cue.text, silence)
        owed -= silence / 1000


@lru_cache(maxsize=4096)
def _spaced(text: str, milliseconds: int) -> str:
    """A text and the silence behind it: a count has the same ones rep after rep, for everybody."""
    return escape(text) + "".join(_breaks(milliseconds))


def _breaks(milliseconds: int) -> Iterator[str]:
    """Breaks of at most ten seconds each, in milliseconds: espeak-ng reads "1.5s" as nothing."""
    while milliseconds > 0:
        piece = min(milliseconds, round(LONGEST_BREAK * 1000))
        yield f'<break time="{piece}ms"/>'
        milliseconds -= piece
