"""A timeline as an APL for Audio document: what is counted is a cell that lasts exactly its time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from skill.coaching.cue import Cue, Timeline

VERSION = "0.91"
"""The newest version (Amazon: APL for Audio reference)."""

Component = dict[str, Any]


def render(timeline: Timeline) -> Component:
    """The document that plays `timeline`: a `Sequencer` of cells, with plain speech between them.

    A cell is a `Mixer` of silence and speech. It lasts as long as its longest child, so it keeps the beat
    however long the voice takes to say a number, as long as it takes less than the cell.
    """
    items = [component for cell in _cells(timeline) for component in _components(cell)]
    sequence = {"type": "Sequencer", "items": items}
    return {"type": "APLA", "version": VERSION, "mainTemplate": {"parameters": ["payload"], "item": sequence}}


def room(cue: Cue) -> int:
    """Bytes that `cue` takes in the document, at the most."""
    return sum(len(json.dumps(component)) + 2 for component in _components((cue,)))


def _cells(timeline: Timeline) -> Iterator[Timeline]:
    """Each timed cue by itself, and what is just said in one breath: Alexa then minds its melody."""
    for timed, cues in groupby(timeline, lambda cue: cue.lasts is not None):
        if timed:
            yield from ((cue,) for cue in cues)
        else:
            yield tuple(cues)


def _components(cell: Timeline) -> Iterator[Component]:
    text = " ".join(cue.text for cue in cell if cue.text)
    speech = {"type": "Speech", "content": text}
    lasts = cell[0].lasts
    if lasts is None:
        yield from [speech] if text else []
        return
    silence = {"type": "Silence", "duration": round(lasts * 1000)}
    yield {"type": "Mixer", "items": [silence, speech]} if text else silence
