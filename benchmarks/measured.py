"""What an Echo plays in a voice whose every sentence was measured in a recording."""

from __future__ import annotations

import re
from functools import partial

from benchmarks.voices import Voice, pieces
from skill.echo.player import Played, Speak, Spoken

PAUSE = 0.35
"""Seconds of quiet between two sentences that no break separates."""
END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def speaking(voice: Voice, trails: float) -> Speak:
    """`voice` in the place of an Echo's: each sentence takes as long as in its recording.

    `trails`: seconds of quiet that it keeps before each break.
    """
    return partial(_speak, voice, trails)


def _speak(voice: Voice, trails: float, ssml: str) -> Played:
    now, spoken = 0.0, []
    for piece in pieces(ssml):
        if isinstance(piece, float):
            now += piece
            continue
        for number, sentence in enumerate(END_OF_SENTENCE.split(piece)):
            begins = now + (PAUSE if number else 0.0)
            now = begins + voice.say(sentence).seconds
            spoken.append(Spoken(begins, sentence, now))
        now += trails
    return Played(tuple(spoken), now)
