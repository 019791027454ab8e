"""A timeline as an APL for Audio document: what is counted is a cell that lasts exactly its time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from skill.coaching.cue import Cue, Timeline
from skill.coaching.speech import SpeechLengths

VERSION = "0.91"
"""The newest version (Amazon: APL for Audio reference)."""

BEAT = 1000
"""Milliseconds up to which a cell is a beat: what a slow voice trails behind a number is cut off there, quiet
or not, so that the beat is kept by construction. A longer cell rather waits until its words are said."""

Component = dict[str, Any]


def render(timeline: Timeline) -> Component:
    """The document that plays `timeline`: a `Sequencer` of cells, with plain speech between them.

    A cell is a `Mixer` of silence and speech. It lasts as long as its longest child, so it keeps the beat
    however long the voice takes to say a number, as long as it takes less than the cell. One cell a number
    makes less than 24 kB of three minutes: there is no need to group them.
    """
    sequence = {"type": "Sequencer", "items": list(_items(timeline))}
    return {"type": "APLA", "version": VERSION, "mainTemplate": {"parameters": ["payload"], "item": sequence}}


def lasts(cue: Cue, lengths: SpeechLengths, pace: float) -> float:
    """Seconds `cue` takes in a voice that needs `pace` times what `lengths` says; a beat takes its second."""
    if cue.lasts is not None and (1000 * cue.lasts <= BEAT or not cue.text):
        return cue.lasts
    spoken = pace * lengths.at_most(cue.text)
    return spoken if cue.lasts is None else max(cue.lasts, spoken)


def _items(timeline: Timeline) -> Iterator[Component]:
    """A cell for each timed cue; untimed cues are joined, for natural intonation."""
    for timed, cues in groupby(timeline, lambda cue: cue.lasts is not None):
        if timed:
            yield from (_cell(cue.text, round(1000 * (cue.lasts or 0))) for cue in cues)
        elif text := " ".join(cue.text for cue in cues if cue.text):
            yield {"type": "Speech", "content": text}


@lru_cache(maxsize=4096)
def _cell(text: str, milliseconds: int) -> Component:
    """Cached: the same cells recur in every rep and are never modified."""
    silence = {"type": "Silence", "duration": milliseconds}
    speech = {"type": "Speech", "content": text}
    if milliseconds <= BEAT:
        speech["duration"] = "trimToParent"
    return {"type": "Mixer", "items": [silence, speech]} if text else silence
