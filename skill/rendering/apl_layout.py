"""A screen's arrangements, as an APL document has them: written once, and filled from the data source.

On a television, keys take the focus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from skill.rendering.apl_parts import (
    FILLS,
    LETTER,
    dial,
    fitting,
    keys,
    picture,
    said,
    shown,
    text,
    units,
    week,
)
from skill.rendering.apl_theme import NO_PICTURE_FROM, ROUND, TALL, Component
from skill.rendering.arrangement import Arrangement

BESIDE = f"(@s < {NO_PICTURE_FROM} && m.picture)"
"""Words have a picture beside them."""


BOLD: Component = {"fontWeight": "700"}
SIDE: Component = {**BOLD, "color": "@works", "textAlign": "center"}
ELSE_SIDE: Component = {"display": shown("!dialled || !m.side")}
"""What does the work is more than what the exercise is called."""
SOFT: Component = {"color": "@soft"}
CENTRED: Component = {"alignItems": "center", "justifyContent": "center"}
APART: Component = {"alignItems": "center", "justifyContent": "spaceBetween"}
WHAT_IS_LEFT: Component = {"grow": 1, "shrink": 1}
SMALL = f"@s < {NO_PICTURE_FROM}"
WIDE = "(viewport.width / @u - 8)"
"""Units from the left to the right, without what is kept free at both sides."""


def lying() -> Component:
    """A screen that is wider than high: the picture on the left, the count on the right."""
    title = text("${scene.title}", 7, fitting("title", f"{WIDE} * 0.6", 7), maxLines=1, **BOLD, **ELSE_SIDE)
    label = text("${m.label}", 6.8, fitting("label", f"{WIDE} * 0.37", 6.8), maxLines=1, **SOFT)
    head = "(answer.letters.side ? 1.2 * @r / @u : 8.8 * @s)"
    high = f"71 - {head}"
    beside = {"height": "100%", "justifyContent": "center"}
    counted = _box(
        [picture(f"{WIDE} - 66", high)],
        **WHAT_IS_LEFT,
        **beside,
        display=shown("dialled"),
    )
    seen = _box(
        [picture(f"{WIDE} * 0.36", high)],
        width="36%",
        **beside,
        display=shown(f"!dialled && {BESIDE}"),
    )
    right = said(f"!dialled && {BESIDE}", width="64%", height="100%", paddingLeft=units(4))
    alone = _box(
        [week(17, 22, 6.6), said()],
        **beside,
        width="100%",
        display=shown(f"!dialled && !({BESIDE})"),
    )
    below = text("${scene.follows}", 6.7, maxLines=2, **SOFT, **WHAT_IS_LEFT, paddingRight=units(2))
    rows = [
        _row([title, _side(f"{WIDE} * 0.74"), label], **APART, height=units(head)),
        _row([counted, dial(56, 33, 13.4), seen, right, alone], alignItems="center", **WHAT_IS_LEFT),
        _row([below, keys(19, 3)], **APART),
    ]
    return _whole(rows, f"!({ROUND}) && !({TALL})", 4)


def standing() -> Component:
    """A telephone, or a screen that hangs upright."""
    soft = {**SOFT, "textAlign": "center"}
    title = {**BOLD, **ELSE_SIDE, "maxLines": 1, "textAlign": "center"}
    column = [
        text("${scene.title}", 6, fitting("title", "56", 6), **title),
        picture("56", f"{SMALL} ? 29 : 20", display=shown(f"m.picture && (dialled || {SMALL})")),
        _side("105"),
        _box([dial(36, 20, 8), week(8, 34, 4.2), said(width="100%")], **WHAT_IS_LEFT, **CENTRED),
        text("${m.label}", 4.6, fitting("label", "56", 4.6), **soft, display=shown("dialled && m.label")),
        text("${scene.follows}", 4.4, **soft, display=shown(f"scene.follows && {SMALL} && !m.side")),
        _box([keys(14, 2.5)], paddingTop=units(2)),
    ]
    return _whole(column, TALL, 3)


def round_hub() -> Component:
    """A small round screen: the ring runs around all of it."""
    over = {"position": "absolute", **FILLS}
    graphic = {"type": "VectorGraphic", "source": "ring", "part": "${part}", "scale": "best-fit"}
    count = [
        picture("37", "33", width=units(37)),
        _in_round("big", 33, "m.shows != 'word'"),
    ]
    read = {**BOLD, "fontSize": "@r", "width": units(82), "textAlign": "center", "lineHeight": 1.1}
    label = {"width": units(82), "textAlign": "center", "maxLines": 1}
    column = [
        picture("60", "27", width=units(60), display=shown("!dialled && m.short && m.picture")),
        _row(count, **CENTRED, height=units(35), display=shown("dialled")),
        text(WORD, 0, **read, display=shown("m.shows == 'word'")),
        text("${m.side}", 0, **read, color="@works", display=shown("dialled && m.side && m.shows != 'word'")),
        text("${m.label}", 8, fitting("label", "82", 8), **SOFT, **label, display=shown(NO_SIDE)),
        week(11.4, 11, 6.6),
        said(width=units(82), shrink=1, paddingTop=units(1), paddingBottom=units(1)),
    ]
    ring = {**graphic, **over, "display": shown("dialled")}
    inside = _box(column, **over, **CENTRED, paddingTop=units(9), paddingBottom=units(23))
    below = _box([keys(14, 1.5)], **over, alignItems="center", justifyContent="end", paddingBottom=units(9))
    return _box([ring, inside, below], when=f"${{{ROUND}}}", width="100vw", height="100vh")


def _side(wide: str) -> Component:
    """Which side works, in lines that are so wide together; it is read from the mat."""
    size = f"${{Math.min(@r, @u * ({wide}) / (Math.max(1, answer.letters.side) * {LETTER}))}}"
    shows = shown("dialled && m.side")
    return text("${m.side}", 0, fontSize=size, lineHeight=1.1, **SIDE, maxLines=2, display=shows)


def _box(items: list[Component], **properties: Any) -> Component:
    return {"type": "Container", **properties, "items": items}


def _row(items: list[Component], **properties: Any) -> Component:
    return _box(items, direction="row", **properties)


NO_SIDE = "dialled && !m.side && m.shows != 'word'"


def _in_round(bound: str, size: float, when: str) -> Component:
    middle = {"textAlign": "center", "textAlignVertical": "center", "width": units(37), "height": "100%"}
    font = {"fontSize": units(size), "fontWeight": "700", "display": shown(when)}
    return {"type": "Text", "style": "said", "text": f"${{{bound}}}", **font, **middle}


def _whole(items: list[Component], when: str, padding: float) -> Component:
    sides = {f"padding{side}": units(padding) for side in ("Left", "Right", "Top", "Bottom")}
    return _box(items, when=f"${{{when}}}", width="100vw", height="100vh", **sides)


WORD = "${m.shows == 'word' ? m.text : ''}"
DIALLED = "m.shows != 'text' && m.shows != 'question' && m.shows != 'week'"
BIG = (
    "${m.shows == 'second' ? (second < m.up ? second + 1 : m.n - second) : m.shows == 'left'"
    " ? Math.max(1, Math.ceil((m.lasts - t) / 1000)) : m.shows == 'number' ? m.n : ''}"
)
PART = (
    "${m.shows == 'second' ? Math.min(1, (m.from * 1000 + t) / (m.n * 1000)) : m.lasts == 0 ? 0"
    " : m.shows == 'left' ? Math.max(0, 1 - t / m.lasts) : Math.min(1, t / m.lasts)}"
)


MADE: Mapping[Arrangement, Callable[[], Component]] = {
    Arrangement.LYING: lying,
    Arrangement.STANDING: standing,
    Arrangement.ROUND: round_hub,
}


def main(arrangements: Sequence[Arrangement]) -> Component:
    """The whole screen; what is shown follows from the moment, and that from `elapsedTime`.

    Of several arrangements, the device takes the one that its screen is made for.

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
        ("over", "boolean", "${m.shows == 'week' && !answer.waits}"),
        ("big", "string", BIG),
        ("part", "number", PART),
        ("textAlign", "string", f"${{{ROUND} || {TALL} ? 'center' : 'left'}}"),
    ]
    arranged = [MADE[each]() for each in arrangements]
    if len(arranged) == 1:
        del arranged[0]["when"]
    return {
        "type": "Frame",
        "id": "screen",
        "width": "100vw",
        "height": "100vh",
        "backgroundColor": "@ground",
        "bind": [{"name": name, "type": kind, "value": value} for name, kind, value in bound],
        "handleTick": [_moves_on(moments) for moments in (64, 16, 4, 1)],
        "item": _box(arranged, width="100vw", height="100vh"),
    }


def _moves_on(moments: int) -> Component:
    """So many moments further, where all of them have begun."""
    last = f"i + {moments}"
    begun = f"{last} < answer.moments.length && elapsedTime - answer.starts >= answer.moments[{last}].at"
    moved = {"type": "SetValue", "property": "i", "value": f"${{{last}}}"}
    return {"minimumDelay": 20, "when": f"${{{begun}}}", "commands": [moved]}
