"""A screen's arrangements, as an APL document has them: written once, and filled from the data source.

On a television, keys take the focus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from skill.rendering.apl_parts import FILLS, dial, fitting, keys, picture, said, shown, text, units, week
from skill.rendering.apl_theme import NO_PICTURE_FROM, ROUND, TALL, Component
from skill.rendering.arrangement import Arrangement

BESIDE = f"(@s < {NO_PICTURE_FROM} && m.picture)"
"""Words have a picture beside them."""


BOLD: Component = {"fontWeight": "700"}
SIDE: Component = {**BOLD, "color": "@works", "textAlign": "center"}
SOFT: Component = {"color": "@soft"}
CENTRED: Component = {"alignItems": "center", "justifyContent": "center"}
APART: Component = {"alignItems": "center", "justifyContent": "spaceBetween"}
WHAT_IS_LEFT: Component = {"grow": 1, "shrink": 1}
SMALL = f"@s < {NO_PICTURE_FROM}"
WIDE = "(viewport.width / @u - 8)"
"""Units from the left to the right, without what is kept free at both sides."""


def lying() -> Component:
    """A screen that is wider than high: the picture on the left, the count on the right."""
    title = text("${scene.title}", 7, fitting("title", f"{WIDE} * 0.6", 7), maxLines=1, **BOLD)
    label = text("${m.label}", 6, fitting("label", f"{WIDE} * 0.37", 6), maxLines=1, **SOFT)
    high = "71 - 8.5 * @s - (answer.letters.side ? 9 * @s : 0)"
    beside = {"height": "100%", "justifyContent": "center"}
    counted = _box(
        [picture(f"{WIDE} - 64", high), _side(7, f"{WIDE} - 64")],
        **WHAT_IS_LEFT,
        **beside,
        display=shown("dialled"),
    )
    seen = _box(
        [picture(f"{WIDE} / 2", high), _side(7, f"{WIDE} / 2")],
        width="50%",
        **beside,
        display=shown(f"!dialled && {BESIDE}"),
    )
    right = said(6, f"!dialled && {BESIDE}", width="50%", height="100%", paddingLeft=units(4))
    alone = _box(
        [week(17, 23, 5.5), said(6)],
        **beside,
        width="100%",
        display=shown(f"!dialled && !({BESIDE})"),
    )
    below = text("${scene.follows}", 5.5, maxLines=2, **SOFT, **WHAT_IS_LEFT, paddingRight=units(2))
    rows = [
        _row([title, label], **APART),
        _row([counted, dial(58, 32, 10), seen, right, alone], alignItems="center", **WHAT_IS_LEFT),
        _row([below, keys(19, 3)], **APART),
    ]
    return _whole(rows, f"!({ROUND}) && !({TALL})", 4)


def standing() -> Component:
    """A telephone, or a screen that hangs upright."""
    soft = {**SOFT, "textAlign": "center"}
    column = [
        text("${scene.title}", 6, fitting("title", "56", 6), **BOLD, maxLines=1, textAlign="center"),
        picture("56", f"{SMALL} ? 29 : 20", display=shown(f"m.picture && (dialled || {SMALL})")),
        _side(5.5, "56"),
        _box([dial(40, 22, 7), week(8, 34, 4.2), said(4.6, width="100%")], **WHAT_IS_LEFT, **CENTRED),
        text("${m.label}", 4.6, fitting("label", "56", 4.6), **soft, display=shown("dialled && m.label")),
        text("${scene.follows}", 4.4, **soft, display=shown(f"scene.follows && {SMALL}")),
        _box([keys(14, 2.5)], paddingTop=units(2)),
    ]
    return _whole(column, TALL, 3)


def round_hub() -> Component:
    """A small round screen: the ring runs around all of it."""
    over = {"position": "absolute", **FILLS}
    graphic = {"type": "VectorGraphic", "source": "ring", "part": "${part}", "scale": "best-fit"}
    count = [
        picture("42", "30", width=units(42)),
        _in_round("big", 29, "m.shows != 'word'"),
        _in_round("m.text", 7.5, "m.shows == 'word'"),
    ]
    below = {"color": "${m.side ? @works : @soft}", **BOLD, "maxLines": 1, **centred(84)}
    room = "Math.min(24, 52 - 6 * answer.lines)"
    below_fits = fitting("side", "80", 5.6)
    column = [
        text("${scene.title}", 6, fitting("title", "62", 6), **BOLD, maxLines=1, **centred(64)),
        picture("60", room, width=units(60), display=shown(f"!dialled && {BESIDE}")),
        _row(count, **CENTRED, height=units(33), display=shown("dialled")),
        week(10, 17, 4.8),
        said(4.6, most=1, width=units(80), shrink=1, paddingTop=units(1.5), paddingBottom=units(1.5)),
        text("${m.side ? m.side : m.label}", 5.6, below_fits, **below, display=shown("dialled")),
        keys(14, 1.5),
    ]
    ring = {**graphic, **over, "display": shown("dialled")}
    inside = _box(column, **over, **CENTRED, paddingTop=units(9), paddingBottom=units(9))
    return _box([ring, inside], when=f"${{{ROUND}}}", width="100vw", height="100vh")


def centred(wide: float) -> Component:
    return {"width": units(wide), "textAlign": "center"}


def _side(size: float, wide: str) -> Component:
    """Which side works, in one line."""
    return text("${m.side}", size, fitting("side", wide, size), **SIDE, maxLines=1, display=shown("m.side"))


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
        ("big", "string", BIG),
        ("part", "number", PART),
        ("size_of_text", "number", f"${{{WIDE} > 180 && !({TALL}) ? m.wide : m.size}}"),
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
        "handleTick": [_moves_on(16), _moves_on(1)],
        "item": _box(arranged, width="100vw", height="100vh"),
    }


def _moves_on(moments: int) -> Component:
    """So many moments further, where all of them have begun."""
    last = f"i + {moments}"
    begun = f"{last} < answer.moments.length && elapsedTime - answer.starts >= answer.moments[{last}].at"
    moved = {"type": "SetValue", "property": "i", "value": f"${{{last}}}"}
    return {"minimumDelay": 20, "when": f"${{{begun}}}", "commands": [moved]}
