"""Recognises words with pocketsphinx: everything that a count can say, in any order."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import chain, count, product, takewhile
from typing import Any

from benchmarks import ear
from benchmarks.report import NotMeasuredError
from benchmarks.sound import Samples, Sound, silence
from skill.coaching.dose import LONGEST_HOLD
from skill.content import Language

RATE = 16_000
"""Samples per second that the acoustic model expects."""
QUIET = 0.3
"""Seconds of silence that separate two pieces."""
EDGE = 0.2
"""Seconds of silence around a piece."""
NEW_WORD = 0.01
"""Penalty for another word; with a lower one, words are recognised in noise."""
LEFT = "count.left"
TEN = 10
"""How much is left is told so many seconds apart, as one phrase: "twenty more"; more than half never is."""
MOST_REPS = 30
"""The highest ordinal that is recognised."""


class WordEar:
    """Recognises the words of a language's counts. Results are cached by sound."""

    def __init__(self, language: Language) -> None:
        """
        Raises:
            NotMeasuredError: pocketsphinx is not installed.
        """
        try:
            pocketsphinx = import_module("pocketsphinx")
        except ImportError:
            raise NotMeasuredError("pocketsphinx is not installed: scripts/setup-bench") from None
        settings = pocketsphinx.Config(samprate=RATE, lw=1.0, wip=NEW_WORD, lm=None, loglevel="FATAL")
        self._decoder = pocketsphinx.Decoder(settings)
        self._decoder.add_jsgf_string("count", self._grammar(vocabulary(language)))
        self._decoder.activate_search("count")
        self._heard: dict[bytes, list[str]] = {}

    def words(self, sound: Sound) -> list[str]:
        """All recognised words in order; "and lower" is one."""
        return [word for piece in _pieces(sound) for word in self._listen(piece)]

    def _grammar(self, phrases: Iterable[str]) -> str:
        """A grammar of any number of phrases. Each phrase is one word, so that it is recognised whole."""
        return f"#JSGF V1.0; grammar count; public <said> = ( {' | '.join(map(self._word, phrases))} )+;"

    def _word(self, phrase: str) -> str:
        word, parts = phrase.replace(" ", "_"), phrase.split()
        if len(parts) > 1:
            for number, sounds in enumerate(product(*map(self._pronounced, parts)), start=1):
                name = word if number == 1 else f"{word}({number})"
                self._decoder.add_word(name, " ".join(sounds), False)
        return word

    def _pronounced(self, word: str) -> Iterator[str]:
        """All ways in which the dictionary knows a word to be said."""
        names = chain([word], (f"{word}({number})" for number in count(2)))
        return takewhile(bool, map(self._decoder.lookup_word, names))

    def _listen(self, sound: Sound) -> list[str]:
        key = sound.samples.tobytes()
        if key not in self._heard:
            self._heard[key] = list(self._decoded(sound))
        return self._heard[key]

    def _decoded(self, sound: Sound) -> Iterator[str]:
        quiet = silence(RATE, EDGE).samples
        self._decoder.start_utt()
        self._decoder.process_raw((quiet + _resampled(sound) + quiet).tobytes(), full_utt=True)
        self._decoder.end_utt()
        segments: Iterable[Any] = self._decoder.seg() or ()
        for segment in segments:
            if segment.word[0] not in "<([":
                yield re.sub(r"\(\d\)", "", segment.word).replace("_", " ")


def vocabulary(language: Language) -> list[str]:
    """Numbers, the calls of all exercises, and the parts of the counting prompts."""
    calls = [words.calls for words in language.exercises.values()]
    called = [
        text
        for call in calls
        for text in (call.lift, call.hold, call.lower, *call.sides, *call.breath, *call.form)
    ]
    left = str(language.prompts["count.left"])
    called += [
        left.format(n=number) for number in language.numbers.cardinals[TEN : LONGEST_HOLD // 2 + 1 : TEN]
    ]
    prompts = [prompt for key, prompt in language.prompts.items() if key.startswith("count.") and key != LEFT]
    prompted = [text for prompt in prompts for text in ([prompt] if isinstance(prompt, str) else prompt)]
    phrases = [phrase for text in (*called, *prompted) for phrase in _phrases(text, language)]
    return list(dict.fromkeys((*language.numbers.beats[1:], *phrases)))


def _phrases(text: str, language: Language) -> Iterator[str]:
    """What is said between two pauses, with every ordinal; other values are separate words."""
    ordinals = language.numbers.ordinals[1 : MOST_REPS + 1]
    for clause in re.split(r"[.,?!]", text.lower()):
        for phrase, nth in product(re.split(r"\{(?!nth)\w+\}", clause), ordinals):
            if said := plain(phrase.replace("{nth}", nth)):
                yield said


def plain(text: str) -> str:
    """A text reduced to its words."""
    return " ".join(re.findall(r"[a-z']+", text.lower()))


def _pieces(sound: Sound) -> Iterator[Sound]:
    """The pieces between silences; complete silence at the ends is cut off."""
    rate, samples = sound
    for begins, ends in ear.heard(sound, QUIET):
        piece = samples[max(0, round((begins - EDGE / 2) * rate)) : round((ends + EDGE / 2) * rate)]
        first = next(at for at, sample in enumerate(piece) if sample)
        last = next(at for at, sample in enumerate(reversed(piece)) if sample)
        yield Sound(rate, piece[first : len(piece) - last])


def _resampled(sound: Sound) -> Samples:
    """Resampled to the model's rate by linear interpolation."""
    if sound.rate == RATE:
        return sound.samples
    padded, step = sound.samples + array("h", [0]), sound.rate / RATE
    places = (number * step for number in range(int(len(sound.samples) / step)))
    return array("h", [round(_between(padded, place)) for place in places])


def _between(samples: Samples, place: float) -> float:
    at = int(place)
    return samples[at] + (place - at) * (samples[at + 1] - samples[at])
