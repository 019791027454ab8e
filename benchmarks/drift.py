"""How far a one-minute hold drifts from the clock, as a table and drawn in docs/drift.svg."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from benchmarks import ROOT, voices
from benchmarks.beginnings import lateness
from benchmarks.counted import as_document, as_ssml, as_usual, held
from benchmarks.report import Report

PICTURE = ROOT / "docs" / "drift.svg"
HOLD = 60
"""Seconds."""
EVERY = 10
"""Seconds between two columns of the table, and between two marks of the drawing."""
USUAL, SSML, DOCUMENT = "number plus one second", "plain SSML", "audio document"
WAYS = {USUAL: as_usual, SSML: as_ssml, DOCUMENT: as_document}
COLOURS = {USUAL: "#c4552d", SSML: "#8a6fd1", DOCUMENT: "#2b8a74"}
"""With enough contrast on white and on black."""

LEFT, TOP, WIDTH, HEIGHT = 56, 40, 480, 240
"""The plot's position and size in pixels."""
STEP = 5
"""Seconds late between two lines of the grid."""


def report() -> Report:
    """Measured with the voice whose pace differs most from the one that SSML is timed for."""
    voice = voices.slt()
    late = {way: _late(way, voice) for way in WAYS}
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(draw(late, voice.name))
    marks = range(EVERY, HOLD + 1, EVERY)
    return Report(
        f"Seconds late after so many seconds of a {HOLD}-second hold, spoken by {voice.name}",
        ("method", *map(str, marks)),
        [(way, *(f"{seconds[mark]:+.2f}" for mark in marks)) for way, seconds in late.items()],
    )


def _late(way: str, voice: voices.Voice) -> list[float]:
    """Seconds late at each second of the hold, from the first number; a quiet one is as late as the last."""
    timeline = held(HOLD)
    late = lateness(WAYS[way](timeline, voice), timeline, voice)
    lasting = (int(cue.lasts or 0) for cue in timeline[:-1])
    by_second = [seconds for seconds, lasts in zip(late, lasting, strict=False) for _ in range(lasts)]
    return [seconds - late[0] for seconds in (*by_second, late[-1])]


def draw(late: Mapping[str, Sequence[float]], voice: str) -> str:
    """The drawing: seconds of the hold on the x axis, seconds late on the y axis."""
    most = STEP * max(1, ceil(max(map(max, late.values())) / STEP))
    lines = "\n".join((*_grid(most), *_curves(late, most)))
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 750 340" font-family="sans-serif" font-size="13">
<title>A hold of {HOLD} seconds, spoken by {voice}: how late each second is counted</title>
<style>
  text {{ fill: #57606a }} .grid {{ stroke: #57606a; stroke-opacity: 0.25 }}
  .curve {{ fill: none; stroke-width: 2.5; stroke-linejoin: round }}
  @media (prefers-color-scheme: dark) {{ text {{ fill: #b1bac4 }} .grid {{ stroke: #b1bac4 }} }}
</style>
<text x="{LEFT}" y="20">seconds late</text>
<text x="{LEFT + WIDTH / 2}" y="{TOP + HEIGHT + 44}" text-anchor="middle">second of the hold</text>
{lines}
</svg>
"""


def _grid(most: int) -> Iterator[str]:
    for seconds in range(0, most + 1, STEP):
        y = _y(seconds, most)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}h{WIDTH}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{seconds}</text>'
    for second in range(0, HOLD + 1, EVERY):
        yield f'<text x="{_x(second):.1f}" y="{TOP + HEIGHT + 20}" text-anchor="middle">{second}</text>'


def _curves(late: Mapping[str, Sequence[float]], most: int) -> Iterator[str]:
    for way, seconds in late.items():
        points = " ".join(f"{_x(at):.1f},{_y(value, most):.1f}" for at, value in enumerate(seconds))
        yield f'<polyline class="curve" stroke="{COLOURS[way]}" points="{points}"/>'
        end = _y(seconds[-1], most) + 4
        yield f'<text x="{LEFT + WIDTH + 8}" y="{end:.1f}" style="fill: {COLOURS[way]}">{way}</text>'


def _x(second: float) -> float:
    return LEFT + WIDTH * second / HOLD


def _y(late: float, most: int) -> float:
    return TOP + HEIGHT * (1 - late / most)
