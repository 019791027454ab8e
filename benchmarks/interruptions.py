"""How well the place is known after "Alexa, wait" at a random moment, for simulated listeners."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.report import Report
from skill.coaching.placing import QUICKEST, SLOWEST
from skill.settings import Timing
from tests.listener import interruptions

NUMBER = 5_000
SEED = 2026
NEAR = (0.92, 1.08)
"""Paces of the two measured voices that plain SSML is not timed for."""
KINDS: Sequence[tuple[str, Timing, tuple[float, float]]] = (
    ("audio document", Timing.APLA, (QUICKEST, SLOWEST)),
    ("plain SSML", Timing.SSML, (QUICKEST, SLOWEST)),
    ("plain SSML", Timing.SSML, NEAR),
)


def report() -> Report:
    return Report(
        f'"Alexa, wait" at a random moment, {NUMBER:,} times per row; targets: within one rep in 99 %, '
        "the last three columns never",
        (
            "timing",
            "pace of the voice",
            "exact",
            "within one rep",
            "counted too early",
            "two reps repeated",
            "wrong side",
        ),
        [_row(*kind) for kind in KINDS],
    )


def _row(name: str, timing: Timing, paces: tuple[float, float]) -> tuple[str, ...]:
    heard = list(interruptions(NUMBER, SEED, timing, paces))
    shares = (
        [one.done == one.credited for one in heard],
        [one.within_one for one in heard],
        [one.not_begun for one in heard],
        [one.done_twice for one in heard],
        [one.wrong_side for one in heard],
    )
    return name, f"{paces[0]:g}–{paces[1]:g}", *(_share(share, len(heard)) for share in shares)


def _share(found: Sequence[bool], number: int) -> str:
    return f"{100 * sum(found) / number:.1f} %"
