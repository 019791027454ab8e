"""How long a voice takes: what was measured counts as measured, and sentences are reckoned one by one."""

from __future__ import annotations

import pytest

from skill.coaching.speech import SpeechLengths

VOICE = SpeechLengths(
    voice="even", rate=10.0, comma=0.2, stop=0.5, words={"And lower.": 0.9, "Hold.": 3.0, "seven": 0.4}
)


def test_a_text_that_was_measured_is_one_piece() -> None:
    assert VOICE.told("And lower.") == (0.9, 1.0, 0.0)


def test_sentences_are_reckoned_one_by_one() -> None:
    """What was measured of them is no talk, whose pace may be another."""
    text = "And lower. Breathe out. Rest."
    words, pieces, talk = VOICE.told(text)
    assert (words, pieces) == (0.9, 3.0)
    assert talk == pytest.approx(VOICE.of(text) - 0.9)


def test_at_most_each_sentence_begins_anew() -> None:
    assert VOICE.at_most("Rest. Hold.") == pytest.approx(VOICE.of("Rest.") + 3.0)
    assert VOICE.at_most("Rest. Hold.") > VOICE.of("Rest. Hold.")
    assert VOICE.at_most("Hold.") == 3.0
