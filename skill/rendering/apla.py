"""A timeline as an APL for Audio document: what is counted is a cell that lasts exactly its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from msgspec import Raw, json

from skill.coaching.cue import Cue
from skill.coaching.passage import MOST, Passage
from skill.coaching.speech import SpeechLengths

VERSION = "0.91"
"""The newest version (Amazon: APL for Audio reference)."""

BEAT = 1000
"""Milliseconds up to which a cell is a beat: what a slow voice trails behind a number is cut off there, quiet
or not, so that the beat is kept by construction. A longer cell rather waits until its words are said."""

Component = dict[str, Any]


def render(timeline: Iterable[Cue | Passage]) -> Component:
    """The document that plays `timeline`: a `Sequencer` of cells, with plain speech between them.

    A cell is a `Mixer` of silence and speech. It lasts as long as its longest child, so it keeps the beat
    however long the voice takes to say a number, as long as it takes less than the cell. One cell a number
    makes less than 24 kB of four minutes: there is no need to group them. The cells are in it as JSON.
    """
    sequence = {"type": "Sequencer", "items": Raw(b"[" + b",".join(_written(timeline)) + b"]")}
    return {"type": "APLA", "version": VERSION, "mainTemplate": {"parameters": ["payload"], "item": sequence}}


def lasts(cue: Cue, lengths: SpeechLengths, pace: float) -> float:
    """Seconds `cue` takes in a voice that needs `pace` times what `lengths` says; a beat takes its second."""
    if cue.lasts is not None and (1000 * cue.lasts <= BEAT or not cue.text):
        return cue.lasts
    spoken = pace * lengths.at_most(cue.text)
    return spoken if cue.lasts is None else max(cue.lasts, spoken)


def _written(timeline: Iterable[Cue | Passage]) -> Iterator[bytes]:
    """A passage or a cell for each timed cue, as JSON; untimed cues are joined, for natural intonation."""
    said: list[str] = []
    for each in timeline:
        if isinstance(each, Cue) and each.lasts is None:
            said += [each.text] if each.text else []
            continue
        if said:
            yield _speech(said)
            said.clear()
        yield _passage(each) if isinstance(each, Passage) else _cell(each)
    if said:
        yield _speech(said)


def _speech(said: Iterable[str]) -> bytes:
    return json.encode({"type": "Speech", "content": " ".join(said)})


@lru_cache(maxsize=MOST)
def _passage(passage: Passage) -> bytes:
    return b",".join(map(_cell, passage.cues))


def _cell(cue: Cue) -> bytes:
    milliseconds = round(1000 * (cue.lasts or 0))
    silence: Component = {"type": "Silence", "duration": milliseconds}
    speech: Component = {"type": "Speech", "content": cue.text}
    if milliseconds <= BEAT:
        speech["duration"] = "trimToParent"
    return json.encode({"type": "Mixer", "items": [silence, speech]} if cue.text else silence)
