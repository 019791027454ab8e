"""Where somebody was when they interrupted: elapsed seconds become the last place that was surely reached."""

from __future__ import annotations

from collections.abc import Iterable

from skill.coaching.cue import Cue, Place
from skill.coaching.speech import SpeechLengths


def place_at(timeline: Iterable[Cue], elapsed: float, lengths: SpeechLengths, start: Place) -> Place:
    """The place of the last cue that was over `elapsed` seconds into the timeline; `start` before any."""
    place, over = start, 0.0
    for cue in timeline:
        over += lengths.of_cue(cue)
        if over > elapsed:
            break
        place = cue.place or place
    return place
