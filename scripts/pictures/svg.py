"""The few SVG elements that the drawings are made of, in colours for light and dark pages."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

SANS = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"
MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace"

LIGHT = {
    "paper": "#ffffff",
    "edge": "#d8dee4",
    "ink": "#1f2328",
    "soft": "#59636e",
    "box": "#f6f8fa",
    "teal": "#1f7a66",
    "teal-box": "#e3f3ee",
    "amber": "#b98324",
    "amber-box": "#fbeeda",
    "violet-box": "#ece7f8",
    "violet": "#6f52c0",
    "red": "#b5451f",
}
DARK = {
    "paper": "#0d1117",
    "edge": "#3d444d",
    "ink": "#e6edf3",
    "soft": "#a3adb8",
    "box": "#161b22",
    "teal": "#5cc8ae",
    "teal-box": "#12332d",
    "amber": "#c9964a",
    "amber-box": "#3a2c14",
    "violet-box": "#282140",
    "violet": "#b6a1f5",
    "red": "#f0855c",
}
"""The same names in both. The drawing has a background of its own, so it stays legible on any page."""


def picture(width: int, height: int, title: str, elements: Iterable[str]) -> str:
    """The whole file."""
    body = "\n".join(elements)
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="{SANS}" font-size="12">
<title>{escape(title)}</title>
<style>
{_rules(LIGHT)}
.mono {{ font-family: {MONO}; font-weight: 600; font-size: 13px }}
.head {{ font-weight: 600; font-size: 14px }}
.small {{ font-size: 11px }}
.figure {{ font-size: 9.5px }}
.line {{ fill: none; stroke-width: 1.4 }}
.faded {{ opacity: 0.35 }}
@media (prefers-color-scheme: dark) {{
{_rules(DARK)}
}}
</style>
<rect class="paper edge-line" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="12"/>
{body}
</svg>
"""


def box(x: float, y: float, width: float, height: float, kind: str, radius: float = 6) -> str:
    corner = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius:g}"'
    return f'<rect class="{kind}" {corner}/>'


def text(x: float, y: float, words: str, kind: str = "ink", anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}"' + ("" if anchor == "start" else f' text-anchor="{anchor}"')
    return f'<text class="{kind}" {place}>{escape(words, quote=False)}</text>'


def line(path: str, colour: str = "soft") -> str:
    return f'<path class="line {colour}-line" d="{path}"/>'


def arrow(path: str, x: float, y: float, direction: str = "down", colour: str = "soft") -> str:
    """A line that ends in a point at (x, y)."""
    points = {"down": "-4 -7 8 0", "right": "-7 -4 0 8", "up": "-4 7 8 0"}[direction].split()
    head = f"M{x:.1f} {y:.1f}l{points[0]} {points[1]}l{points[2]} {points[3]}z"
    return f'{line(path, colour)}\n<path class="{colour}" d="{head}"/>'


def _rules(colours: dict[str, str]) -> str:
    both = (
        f".{name} {{ fill: {value} }} .{name}-line {{ stroke: {value} }}" for name, value in colours.items()
    )
    return "\n".join(both)
