"""Colours, sizes and signs of what a screen shows.

`u` is a hundredth of the height of a lying screen, of the width of a round one, and about as much of a
standing one; `s` is how much larger the person wants text.
"""

from __future__ import annotations

from typing import Any

Component = dict[str, Any]

ROUND, TALL = "viewport.shape == 'round'", "viewport.height > viewport.width"
UNIT = (
    "${viewport.shape == 'round' ? viewport.width / 100 : viewport.height > viewport.width"
    " ? Math.min(viewport.width / 62, viewport.height / 116)"
    " : Math.min(viewport.height / 100, viewport.width / 130)}"
)
NO_PICTURE_FROM = 1.25
"""How much larger text is from which on words have the whole screen."""
READ = f"Math.min(13.4 * @u, Math.max(viewport.mode == 'mobile' ? 44 : 64, ({TALL} ? 8 : 12) * @u))"
"""Size of what is read from two metres, in dp: capital letters of ten minutes of arc on a screen of 190 dots
an inch. That is twice what good eyes can just tell apart, and the least that can be used (IBM on ISO 9241-3).
A telephone has 135 dp an inch, so 44 dp are as large there."""
LARGEST = "(viewport.shape == 'round' ? 1.25 : 1.4)"
"""How much larger text can be: beyond it, not all of it would fit."""

DARK = {
    "ground": "#10161d",
    "panel": "#243140",
    "ink": "#ffffff",
    "soft": "#c3ced9",
    "track": "#33414f",
    "floor": "#5a6876",
    "mat": "#4f8570",
    "gear": "#5d93d6",
    "shade": "#e8eef5",
    "metal": "#8a939e",
    "towel": "#c9a227",
    "far": "#6d7f92",
    "body": "#a9c8e6",
    "skin": "#d9a27c",
    "hair": "#5c4433",
    "works": "#ff9a4d",
    "worksFar": "#d97a35",
    "writing": "#10161d",
}
LIGHT = {
    "ground": "#faf8f4",
    "panel": "#e4e8ee",
    "ink": "#14202b",
    "soft": "#43525f",
    "track": "#d9dee4",
    "floor": "#b9c0c8",
    "mat": "#8fb8a6",
    "gear": "#6f9fd8",
    "shade": "#ffffff",
    "metal": "#4a4f57",
    "towel": "#d9a514",
    "far": "#93a0b0",
    "body": "#34546f",
    "skin": "#c68f68",
    "hair": "#2b2420",
    "works": "#c2410c",
    "worksFar": "#e8864f",
    "writing": "#ffffff",
}

RESOURCES: list[Component] = [
    {
        "numbers": {
            "u": UNIT,
            "s": f"${{environment.fontScale > 1 ? Math.min({LARGEST}, environment.fontScale) : 1}}",
        },
        "colors": DARK,
    },
    {"numbers": {"r": f"${{{READ}}}"}},  # behind the one it is made of: members have no order
    {"when": "${viewport.theme == 'light'}", "colors": LIGHT},
]
STYLES: Component = {
    "said": {"values": [{"color": "@ink", "fontFamily": "amazon-ember, sans-serif"}]},
    "key": {
        "values": [
            {"backgroundColor": "@panel", "borderColor": "@panel", "borderWidth": 3},
            {"when": "${state.pressed}", "backgroundColor": "@works"},
            {"when": "${state.focused}", "borderColor": "@ink"},
        ]
    },
}

RING: Component = {
    "type": "AVG",
    "version": "1.1",
    "width": 100,
    "height": 100,
    "parameters": [{"name": "part", "type": "number", "default": 0}],
    "items": [
        {"type": "path", "pathData": "M50 4a46 46 0 1 1-.01 0", "stroke": "@track", "strokeWidth": 6},
        {
            "type": "path",
            "pathData": "M50 4a46 46 0 1 1-.01 0",
            "stroke": "@works",
            "strokeWidth": 6,
            "strokeLineCap": "butt",
            "strokeDashArray": ["${part * 289.03}", 400],
        },
    ],
}


def icon(path: str) -> Component:
    """A sign of 24 by 24."""
    drawn = {"type": "path", "pathData": path, "fill": "@ink"}
    return {"type": "AVG", "version": "1.0", "width": 24, "height": 24, "items": [drawn]}


ICONS = {
    "pause": icon("M6 4h4v16H6zM14 4h4v16h-4z"),
    "go": icon("M7 3.5v17L20.5 12z"),
    "next": icon("M4 4v16l10-8zM15.5 4H19v16h-3.5z"),
    "how": icon(
        "M10.6 17.5h2.8v2.8h-2.8zM12 3.5a5.2 5.2 0 0 0-5.2 5.2h2.6a2.6 2.6 0 1 1 4.5 1.8"
        "c-1.4 1.4-3.2 2.6-3.2 5h2.6c0-1.5 1.2-2.3 2.3-3.4a5.2 5.2 0 0 0-3.6-8.6z"
    ),
    "stop": icon("M5 5h14v14H5z"),
}
