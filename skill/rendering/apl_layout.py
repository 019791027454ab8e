"""A screen's arrangements, as an APL document has them: written once, and filled from the data source.

On a television, keys take the focus.
"""

from __future__ import annotations

from typing import Any

from skill.rendering.apl_parts import FILLS, dial, keys, picture, said, shown, text, units
from skill.rendering.apl_theme import NO_PICTURE_FROM, ROUND, TALL, Component

BESIDE = f"(@s < {NO_PICTURE_FROM} && m.picture)"
"""Words have a picture beside them."""


BOLD = {"fontWeight": "700"}
SIDE = {**BOLD, "color": "@works", "textAlign": "center"}
SOFT = {"color": "@soft"}
CENTRED = {"alignItems": "center", "justifyContent": "center"}
APART = {"alignItems": "center", "justifyContent": "spaceBetween"}
TAKES_WHAT_IS_LEFT = {"grow": 1, "shrink": 1}
SMALL = f"@s < {NO_PICTURE_FROM}"


def lying() -> Component:
    """A screen that is wider than high: the picture on the left, the count on the right."""
    title = text("${scene.title}", 7, **BOLD, maxLines=1, shrink=1)
    label = text("${m.label}", 6, **SOFT, maxLines=1, paddingLeft=units(3))
    left = _box(
        [
            picture(width="100%", **TAKES_WHAT_IS_LEFT),
            text("${m.side}", 7, **SIDE, display=shown("m.side")),
        ],
        **TAKES_WHAT_IS_LEFT,
        height="100%",
        display=shown(f"dialled || {BESIDE}"),
    )
    right = said(6, f"!dialled && {BESIDE}", width="50%", height="100%", paddingLeft=units(3))
    alone = said(6, f"!dialled && !({BESIDE})", width="100%", height="100%")
    below = text("${scene.follows}", 5.5, **SOFT, maxLines=2, **TAKES_WHAT_IS_LEFT, paddingRight=units(2))
    rows = [
        _row([title, label], **APART),
        _row([left, dial(62, 34, 11), right, alone], alignItems="center", **TAKES_WHAT_IS_LEFT),
        _row([below, keys(19, 3)], **APART),
    ]
    return _whole(rows, f"!({ROUND}) && !({TALL})", 4)


def standing() -> Component:
    """A telephone, or a screen that hangs upright."""
    seen = {"width": "100%", "height": f"${{{SMALL} ? @u * 27 : @u * 14}}"}
    column = [
        text("${scene.title}", 6, **BOLD, maxLines=1, textAlign="center"),
        picture(**seen, display=shown(f"m.picture && (dialled || {SMALL})")),
        text("${m.side}", 5.5, **SIDE, display=shown("m.side")),
        _box([dial(42, 23, 7.5), said(4.6, width="100%")], **TAKES_WHAT_IS_LEFT, **CENTRED),
        text("${m.label}", 4.6, **SOFT, textAlign="center", display=shown("dialled && m.label")),
        text("${scene.follows}", 4.4, **SOFT, textAlign="center", display=shown(f"scene.follows && {SMALL}")),
        keys(14, 2.5),
    ]
    return _whole(column, TALL, 3)


def round_hub() -> Component:
    """A small round screen: the ring runs around all of it."""
    over = {"position": "absolute", **FILLS}
    graphic = {"type": "VectorGraphic", "source": "ring", "part": "${part}", "scale": "best-fit"}
    count = [
        picture(width=units(40), height=units(32)),
        _in_round("big", 29, "m.shows != 'word'"),
        _in_round("m.text", 7.5, "m.shows == 'word'"),
    ]
    below = {"color": "${m.side ? @works : @soft}", **BOLD, "maxLines": 1, "textAlign": "center"}
    column = [
        text("${scene.title}", 6, **BOLD, maxLines=1, width=units(64), textAlign="center"),
        picture(width=units(60), height=units(22), display=shown(f"!dialled && {BESIDE}")),
        _row(count, **CENTRED, height=units(33), display=shown("dialled")),
        said(4.8, width=units(82), shrink=1),
        text("${m.side ? m.side : m.label}", 5.6, **below, width=units(84), display=shown("dialled")),
        keys(15, 1.5),
    ]
    ring = {**graphic, **over, "display": shown("dialled")}
    inside = _box(column, **over, **CENTRED, paddingTop=units(9), paddingBottom=units(9))
    return _box([ring, inside], when=f"${{{ROUND}}}", width="100vw", height="100vh")


def _box(items: list[Component], **properties: Any) -> Component:
    return {"type": "Container", **properties, "items": items}


def _row(items: list[Component], **properties: Any) -> Component:
    return _box(items, direction="row", **properties)


def _in_round(bound: str, size: float, when: str) -> Component:
    middle = {"textAlign": "center", "textAlignVertical": "center", "width": units(40), "height": "100%"}
    font = {"fontSize": units(size), "fontWeight": "700", "display": shown(when)}
    return {"type": "Text", "style": "said", "text": f"${{{bound}}}", **font, **middle}


def _whole(items: list[Component], when: str, padding: float) -> Component:
    sides = {f"padding{side}": units(padding) for side in ("Left", "Right", "Top", "Bottom")}
    return _box(items, when=f"${{{when}}}", width="100vw", height="100vh", **sides)


DIALLED = "m.shows != 'text' && m.shows != 'question'"
BIG = (
    "${m.shows == 'second' ? (second < m.up ? second + 1 : m.n - second) : m.shows == 'left'"
    " ? Math.max(1, Math.ceil((m.lasts - t) / 1000)) : m.shows == 'number' ? m.n : ''}"
)
PART = (
    "${m.shows == 'second' ? Math.min(1, (m.from * 1000 + t) / (m.n * 1000)) : m.lasts == 0 ? 0"
    " : m.shows == 'left' ? Math.max(0, 1 - t / m.lasts) : Math.min(1, t / m.lasts)}"
)


def main() -> Component:
    """The whole screen; what is shown follows from the moment, and that from `elapsedTime`.

    Ticks come irregularly and are never counted: a late one finds that several moments are over.
    """
    bound = [
        ("i", "number", 0),
        ("m", "any", "${answer.moments[i]}"),
        ("scene", "any", "${answer.scenes[m.scene]}"),
        ("t", "number", "${Math.max(0, elapsedTime - answer.starts - m.at)}"),
        ("second", "number", "${Math.min(m.n - 1, m.from + Math.floor(t / 1000))}"),
        ("dialled", "boolean", f"${{{DIALLED}}}"),
        ("waits", "boolean", "${m.shows == 'question' || answer.waits}"),
        ("big", "string", BIG),
        ("part", "number", PART),
        ("textAlign", "string", f"${{{ROUND} || {TALL} ? 'center' : 'left'}}"),
    ]
    arrangements = [lying(), standing(), round_hub()]
    return {
        "type": "Frame",
        "id": "screen",
        "width": "100vw",
        "height": "100vh",
        "backgroundColor": "@ground",
        "bind": [{"name": name, "type": kind, "value": value} for name, kind, value in bound],
        "handleTick": [_moves_on(16), _moves_on(1)],
        "item": _box(arrangements, width="100vw", height="100vh"),
    }


def _moves_on(moments: int) -> Component:
    """So many moments further, where all of them have begun."""
    last = f"i + {moments}"
    begun = f"{last} < answer.moments.length && elapsedTime - answer.starts >= answer.moments[{last}].at"
    moved = {"type": "SetValue", "property": "i", "value": f"${{{last}}}"}
    return {"minimumDelay": 20, "when": f"${{{begun}}}", "commands": [moved]}
