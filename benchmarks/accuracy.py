"""How true the time is, by an ear that knows nothing of the timeline: counts, their seconds, holds, sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from msgspec.structs import replace

from benchmarks import voices
from benchmarks.beginnings import beginnings, lateness
from benchmarks.counted import Counted, as_document, as_ssml, as_usual, at_limit, held, language
from benchmarks.report import Report
from benchmarks.sound import Sound
from benchmarks.voices import Voice
from benchmarks.words import WordEar, plain
from skill.calibration.espeak import PACE
from skill.coaching.cue import Timeline
from skill.coaching.dose import Work
from skill.content import Speaker, load

HOLDS = (10, 15, 30, 60)
"""Seconds."""
Row: TypeAlias = tuple[str, ...]
Rendered: TypeAlias = Callable[[Timeline, Voice], Sound]


def report() -> Report:
    table, slow = voices.espeak_at(PACE), voices.espeak_at(voices.SLOW_PACE)
    joe, slt = voices.joe(), voices.slt()
    usual = "each number, then a break of one second"
    return Report(
        "What is counted, spoken by synthesizers and heard again in the sound; "
        f"plain SSML is timed by the pace of {table.name}",
        ("what", "voice", "aim", "heard"),
        [
            *(_counts(limit, name, slt) for limit, name in enumerate(("smallest", "largest"))),
            *(_beat(voice) for voice in (table, slow, joe, slt)),
            *(_holds("SSML", as_ssml, voice, aim) for voice, aim in ((table, 2), (joe, 8), (slt, 8))),
            *(_holds(usual, as_usual, voice) for voice in (table, joe, slt)),
            *(row for voice in (table, joe, slt) for row in _sides(voice)),
        ],
    )


def _counts(limit: int, name: str, voice: Voice) -> Row:
    """Every hold that is heard, against the holds of the dose: one that lacks a number does not count."""
    listener, right, total, wrong = WordEar(language()), 0, 0, []
    for counted in at_limit(limit):
        heard, due = holds(listener.words(as_document(counted.timeline, voice))), counted.prescribed
        right += sum(_counted(one) for one, other in zip(due, heard, strict=False) if one == other)
        total += sum(map(_counted, due))
        wrong += [counted.exercise] if heard != due else []
    share = f"{100 * right / total:.0f} %: {right:,} of {total:,}"
    what = f"counts heard of those prescribed, all exercises at their {name} dose"
    return what, voice.name, "100 %", ", not all in ".join((share, *wrong))


def _counted(seconds: Sequence[str]) -> int:
    """Counts of one hold: its seconds, or the one word of a hold of a second."""
    return len(seconds) or 1


def holds(words: Sequence[str]) -> list[list[str]]:
    """For every "hold" the seconds that follow it, until something else is said."""
    calls = {plain(exercise.calls.hold) for exercise in language().exercises.values()}
    seconds = {*language().numbers.beats, Speaker(language()).say("count.halfway")}
    starts = [at for at, word in enumerate(words, 1) if word in calls]
    return [list(takewhile(seconds.__contains__, words[start:])) for start in starts]


def _beat(voice: Voice) -> Row:
    late = lateness(as_document(held(60), voice), held(60), voice)
    furthest, drift = max(map(abs, late)), late[-1] - late[0]
    return (
        "audio document: start of every count of a 60-s hold against its second",
        voice.name,
        "20 ms, no drift",
        f"{1000 * furthest:.0f} ms at most, {1000 * drift:+.0f} ms from first to last",
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
    """Seconds by which a hold is too long, from its first number to the call that ends it."""
    late = lateness(rendered(held(seconds), voice), held(seconds), voice)
    return late[-1] - late[0]


def _sides(voice: Voice) -> Iterator[Row]:
    """By how much two sides of the same exercise differ, the worst of all that have sides."""
    exercises = load().exercises.items()
    pairs = [Counted(name, _once(exercise.work)) for name, exercise in exercises if exercise.work.sides]
    document = max(_apart(pair, as_document, voice)[0] for pair in pairs)
    speech = max(_apart(pair, as_ssml, voice)[1] for pair in pairs)
    what = "two sides of the same exercise"
    yield f"audio document: {what}", voice.name, "0.1 s", f"{document:.3f} s apart"
    yield f"SSML: {what}", voice.name, "2 %", f"{100 * speech:.1f} % apart"


def _once(work: Work) -> Work:
    return replace(work, dose=replace(work.dose, reps=1))


def _apart(pair: Counted, rendered: Rendered, voice: Voice) -> tuple[float, float]:
    """By how much the second side is longer or shorter, in seconds and as a part of the first; each from
    the call to hold to the one that ends it."""
    calls = language().exercises[pair.exercise].calls
    texts = [cue.text for cue in pair.timeline]
    begun = beginnings(rendered(pair.timeline, voice), texts, voice)
    held_from, lowered = (
        [at for at, text in zip(begun, texts, strict=True) if text == call]
        for call in (calls.hold, calls.lower)
    )
    first, second = (end - start for start, end in zip(held_from, lowered, strict=True))
    return abs(second - first), abs(second / first - 1)
