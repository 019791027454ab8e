"""How accurate the counting is, measured in recordings by a listener that does not know the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from msgspec.structs import replace

from benchmarks import voices
from benchmarks.beginnings import beginnings, lateness
from benchmarks.counted import CUE, Counted, as_document, as_ssml, as_usual, at_limit, held, language
from benchmarks.report import Report
from benchmarks.sound import Sound
from benchmarks.voices import Voice
from benchmarks.words import WordEar, plain
from skill.calibration.espeak import PACE
from skill.coaching.cue import Timeline
from skill.coaching.dose import Work
from skill.content import load

HOLDS = (10, 15, 30, 60)
"""Seconds."""
Row: TypeAlias = tuple[str, ...]
Rendered: TypeAlias = Callable[[Timeline, Voice], Sound]


def report() -> Report:
    table, slow = voices.espeak_at(PACE), voices.espeak_at(voices.SLOW_PACE)
    joe, slt = voices.joe(), voices.slt()
    usual = "number plus one second"
    return Report(
        f"Counts and times in recordings of speech synthesizers; plain SSML is timed for {table.name}",
        ("measurement", "voice", "target", "result"),
        [
            *(_counts(limit, name, slt) for limit, name in enumerate(("smallest", "largest"))),
            *(_beat(voice) for voice in (table, slow, joe, slt)),
            *(_holds("SSML", as_ssml, voice, aim) for voice, aim in ((table, 2), (joe, 8), (slt, 8))),
            *(_holds(usual, as_usual, voice) for voice in (table, joe, slt)),
            *(row for voice in (table, joe, slt) for row in _sides(voice)),
        ],
    )


def _counts(limit: int, name: str, voice: Voice) -> Row:
    """Compares the recognised holds with the dose; a hold that lacks a number does not count."""
    listener, right, total, wrong = WordEar(language()), 0, 0, []
    for counted in at_limit(limit):
        heard, due = holds(listener.words(as_document(counted.timeline, voice))), counted.prescribed
        right += sum(_counted(one) for one, other in zip(due, heard, strict=False) if one == other)
        total += sum(map(_counted, due))
        wrong += [counted.exercise] if heard != due else []
    share = f"{100 * right / total:.0f} %: {right:,} of {total:,}"
    what = f"counts recognised, all exercises at their {name} dose"
    return what, voice.name, "100 %", ", incomplete in ".join((share, *wrong))


def _counted(seconds: Sequence[str]) -> int:
    """The number of counts in one hold: its seconds, or one for a one-second hold."""
    return len(seconds) or 1


def holds(words: Sequence[str]) -> list[list[str]]:
    """For every "hold", what follows it as its seconds, until the call that ends it.

    A second with a cue for breath or form is one in which no number was heard: the recogniser may take its
    words for others.
    """
    ways = [exercise.calls for exercise in language().exercises.values()]
    calls, ends = {plain(way.hold) for way in ways}, {plain(way.lower) for way in ways}
    counts = {
        text for counted in (*at_limit(0), *at_limit(1)) for hold in counted.prescribed for text in hold
    }
    starts = [at for at, word in enumerate(words, 1) if word in calls]
    seconds = [takewhile(lambda word: word not in ends, words[start:]) for start in starts]
    return [[word if word in counts else CUE for word in one] for one in seconds]


def _beat(voice: Voice) -> Row:
    late = lateness(as_document(held(60), voice), held(60), voice)
    furthest, drift = max(map(abs, late)), late[-1] - late[0]
    return (
        "audio document: start of every count in a 60-second hold",
        voice.name,
        "20 ms, no drift",
        f"at most {1000 * furthest:.0f} ms off, drift {1000 * drift:+.0f} ms",
    )


def _holds(name: str, rendered: Rendered, voice: Voice, aim: int = 0) -> Row:
    errors = (100 * _longer(rendered, seconds, voice) / seconds for seconds in HOLDS)
    return (
        f"{name}: length of holds of {', '.join(map(str, HOLDS))} s",
        voice.name,
        f"{aim} %" if aim else "–",
        ", ".join(f"{error:+.1f} %" for error in errors),
    )


def _longer(rendered: Rendered, seconds: int, voice: Voice) -> float:
    """Seconds by which a hold is too long, from its first number to the word that ends it."""
    late = lateness(rendered(held(seconds), voice), held(seconds), voice)
    return late[-1] - late[0]


def _sides(voice: Voice) -> Iterator[Row]:
    """The largest difference between the two sides of an exercise."""
    exercises = load().exercises.items()
    pairs = [Counted(name, _once(exercise.work)) for name, exercise in exercises if exercise.work.sides]
    document = max(_apart(pair, as_document, voice)[0] for pair in pairs)
    speech = max(_apart(pair, as_ssml, voice)[1] for pair in pairs)
    what = "difference between the two sides of an exercise"
    yield f"audio document: {what}", voice.name, "0.1 s", f"{document:.3f} s"
    yield f"SSML: {what}", voice.name, "2 %", f"{100 * speech:.1f} %"


def _once(work: Work) -> Work:
    return replace(work, dose=replace(work.dose, reps=1))


def _apart(pair: Counted, rendered: Rendered, voice: Voice) -> tuple[float, float]:
    """The difference in seconds and relative to the first side, from "hold" to the word that ends it."""
    calls = language().exercises[pair.exercise].calls
    texts = [cue.text for cue in pair.timeline if cue.text]
    begun = beginnings(rendered(pair.timeline, voice), texts, voice)
    held_from, lowered = (
        [at for at, text in zip(begun, texts, strict=True) if text == call]
        for call in (calls.hold, calls.lower)
    )
    first, second = (end - start for start, end in zip(held_from, lowered, strict=True))
    return abs(second - first), abs(second / first - 1)
