"""How well the place is known after "Alexa, wait" at a random moment, for simulated listeners.

In the first rows a listener's voice takes the same multiple of the skill's table for everything. In the
others it is one of four synthesizer voices, each sentence measured in its recording, and the delays are drawn
from other distributions than the ones that the skill assumes.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from benchmarks import voices
from benchmarks.measured import speaking
from benchmarks.report import Report
from skill.echo.player import Speak
from skill.settings import Timing
from tests.listener import Conditions, interruptions, usual

NUMBER = 2_000
SEED = 2026
NEAR = (0.92, 1.08)
"""Paces of two measured voices that plain SSML is not timed for."""
GREETED = 3
"""Replies of somebody new before the first count: they know such exercises, have a ball, and are ready."""
TAUGHT = 7
"""Replies to questions after a count that a device has heard: those of one routine."""
PHRASES = (0.35, 0.9, 1.3)
"""Seconds that it takes to say "wait", "hold on a second" or "how do I do a bird dog"."""
TRAILS = (0.0, 0.1)
"""Seconds of quiet that a voice keeps before a break."""
WAITS, BREAKS_IN = 0.1, 0.08
"""How often somebody thinks before a reply, or does not wait for the question."""


def usually(chance: random.Random) -> float:
    """Seconds until an answer starts: mostly under one, seldom over two."""
    return min(chance.lognormvariate(-0.22, 0.45), 3.0)


def late(chance: random.Random) -> float:
    """Seconds until an answer starts on a slow network."""
    return chance.uniform(1.5, 3.0)


def says_it(chance: random.Random) -> float:
    """Seconds from when playback stops for "Alexa" until the rest has been said, and the quiet after it."""
    return chance.uniform(0.1, 0.3) + chance.choice(PHRASES) + chance.uniform(0.5, 1.3)


def replies(chance: random.Random) -> float:
    """Seconds from a question until the reply has been sent."""
    if chance.random() < BREAKS_IN:
        return -chance.uniform(0.0, 60.0)
    thinks = chance.uniform(2.0, 6.0) if chance.random() < WAITS else 0.0
    return thinks + chance.lognormvariate(-0.4, 0.5) + chance.uniform(0.25, 0.4) + chance.uniform(0.5, 1.3)


def synthesizer(chance: random.Random) -> Speak:
    voice = chance.choice((voices.espeak_at(140), voices.espeak_at(165), voices.slt(), voices.joe()))
    return speaking(voice, chance.choice(TRAILS))


MEASURED = Conditions(usually, says_it, synthesizer, replies, usual=True)
GREETING = MEASURED._replace(greeted=GREETED)
LEARNT = MEASURED._replace(taught=TAUGHT)

KINDS: Sequence[tuple[str, str, Timing, Conditions]] = (
    ("audio document", "table × 0.8–1.25", Timing.APLA, usual()),
    ("plain SSML", "table × 0.8–1.25", Timing.SSML, usual()),
    ("plain SSML", "table × 0.92–1.08", Timing.SSML, usual(NEAR)),
    ("audio document", "measured", Timing.APLA, MEASURED),
    ("audio document, after a routine", "measured", Timing.APLA, LEARNT),
    ("audio document, starts after 1.5–3 s", "measured", Timing.APLA, MEASURED._replace(starts=late)),
    ("the same, after a routine", "measured", Timing.APLA, LEARNT._replace(starts=late)),
    ("plain SSML", "measured", Timing.SSML, MEASURED),
    ("plain SSML, after the first questions", "measured", Timing.SSML, GREETING),
    ("plain SSML, after a routine", "measured", Timing.SSML, LEARNT),
)


def report() -> Report:
    return Report(
        f'"Alexa, wait" at a random moment, {NUMBER:,} times per row; targets: within one rep in 99 %, '
        "and at most 1 % in each column behind it",
        (
            "timing",
            "voice",
            "exact",
            "within one rep",
            "counted before it began",
            "counted before its hold was over",
            "two reps repeated",
            "not the side expected",
            "the same, without a word of doubt",
        ),
        [_row(*kind) for kind in KINDS],
    )


def _row(name: str, voice: str, timing: Timing, conditions: Conditions) -> tuple[str, ...]:
    heard = list(interruptions(NUMBER, SEED, timing, conditions))
    shares = (
        [one.done == one.credited for one in heard],
        [one.within_one for one in heard],
        [one.not_begun for one in heard],
        [one.not_done for one in heard],
        [one.done_twice for one in heard],
        [one.wrong_side for one in heard if one.sides > 1],
        [one.wrongly_sure for one in heard if one.sides > 1],
    )
    return name, voice, *map(_share, shares)


def _share(found: Sequence[bool]) -> str:
    return f"{100 * sum(found) / len(found):.1f} %"
