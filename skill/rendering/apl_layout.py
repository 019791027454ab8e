"""The screen's layout, as an APL document has it: written once, and filled by what is in the data source.

`u` is a hundredth of the height of a lying screen, of the width of a round one, and about as much of a
standing one; `s` is how much larger the person wants text. On a television, keys take the focus.
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
FILLS = {"width": "100%", "height": "100%"}
LARGEST = "(viewport.shape == 'round' ? 1.25 : 1.5)"
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


def text(bound: str, size: float | str, **properties: Any) -> Component:
    """A text whose size goes with the screen's and with the person's wish."""
    return {
        "type": "Text",
        "style": "said",
        "text": bound,
        "fontSize": f"${{@u * {size} * @s}}",
        **properties,
    }


def units(number: float | str) -> str:
    return f"${{@u * {number}}}"


def shown(condition: str) -> str:
    return f"${{({condition}) ? 'normal' : 'none'}}"


def picture(**properties: Any) -> Component:
    """The place of the pictures."""
    return {"type": "Container", **properties, "item": {"type": "Pictures"}}


def dial(size: float, number: float, word: float) -> Component:
    return {"type": "Dial", "size": size, "number": number, "word": word}


def keys(size: float, gap: float) -> Component:
    return {"type": "Keys", "size": size, "gap": gap}


def said(size: float, when: str = "!dialled", **properties: Any) -> Component:
    """A question, or what is said, or the steps."""
    around = {"type": "Container", "display": shown(when), "justifyContent": "center"}
    return {**around, **properties, "item": {"type": "Said", "size": size}}


def _pictures() -> Component:
    """All of them at one place; the moment says which one is seen."""
    graphic = {
        "type": "VectorGraphic",
        "source": "${data}",
        "display": shown("m.picture == data"),
        "scale": "best-fit",
        **FILLS,
    }
    return _layout([], {"type": "Container", **FILLS, "data": "${answer.pictures}", "item": graphic})


def _dial() -> Component:
    """The ring, and in it the number or the word."""
    middle = {"position": "absolute", **FILLS, "textAlign": "center", "textAlignVertical": "center"}
    bold = {"fontWeight": "700", **middle}
    word = "${@u * word * Math.min(@s, 1.2)}"
    sides = {f"padding{side}": units("size / 7") for side in ("Left", "Right")}
    items = [
        {"type": "VectorGraphic", "source": "ring", "part": "${part}", "scale": "best-fit", **FILLS},
        {"type": "Text", "style": "said", "text": "${big}", "fontSize": units("number"), **bold},
        {
            "type": "Text",
            "style": "said",
            "text": "${m.shows == 'word' ? m.text : ''}",
            "fontSize": word,
            **sides,
            **bold,
        },
    ]
    size = {"width": units("size"), "height": units("size")}
    whole = {"type": "Container", **size, "display": shown("dialled"), "items": items}
    return _layout(["size", "number", "word"], whole)


def _keys() -> Component:
    """What can be said as well; the first one goes on where something waits, and pauses elsewhere."""
    sign = {"width": units("(size - gap) * 0.46"), "height": units("(size - gap) * 0.46")}
    inner = {"width": units("(size - gap)"), "height": units("(size - gap)")}
    centre = {"alignItems": "center", "justifyContent": "center"}
    graphic = {"type": "VectorGraphic", "source": "${data}", "scale": "best-fit", **sign}
    face = {
        "type": "Frame",
        "inheritParentState": True,
        "style": "key",
        **inner,
        "borderRadius": units("(size - gap) / 2"),
        "item": {"type": "Container", **FILLS, **centre, "item": graphic},
    }
    key = {
        "type": "TouchWrapper",
        "id": "${data}",
        "display": shown("data == 'go' ? waits : data == 'pause' ? !waits : true"),
        "width": units("size"),
        "height": units("size"),
        "accessibilityLabel": "${answer.keys[data]}",
        "onPress": [{"type": "SendEvent", "arguments": ["${data}"]}],
        "item": face,
    }
    row = {
        "type": "Container",
        "direction": "row",
        "justifyContent": "center",
        "data": list(ICONS),
        "item": key,
    }
    return _layout(["size", "gap"], row)


def _said() -> Component:
    aligned = {"textAlign": "${textAlign}"}
    steps = {
        "type": "Container",
        "data": "${scene.steps}",
        "display": shown("!m.text"),
        "item": text("${data}", "size", paddingBottom=units(1.6), **aligned),
    }
    items = [text("${m.text}", "size * 1.12", display=shown("m.text"), **aligned), steps]
    return _layout(["size"], {"type": "Container", "items": items})


def _layout(parameters: list[str], item: Component) -> Component:
    return {"parameters": parameters, "item": item}


def layouts() -> Component:
    """What all arrangements share."""
    return {"Pictures": _pictures(), "Dial": _dial(), "Keys": _keys(), "Said": _said()}


BESIDE = f"(@s < {NO_PICTURE_FROM} && m.picture)"
"""Words have a picture beside them."""


def lying() -> Component:
    """A screen that is wider than high: the picture on the left, the count on the right."""
    head = {
        "type": "Container",
        "direction": "row",
        "alignItems": "center",
        "justifyContent": "spaceBetween",
        "items": [
            text("${scene.title}", 7, fontWeight="700", maxLines=1, shrink=1),
            text("${m.label}", 6, color="@soft", maxLines=1, paddingLeft=units(3)),
        ],
    }
    left = {
        "type": "Container",
        "grow": 1,
        "shrink": 1,
        "height": "100%",
        "display": shown(f"dialled || {BESIDE}"),
        "items": [
            picture(width="100%", grow=1, shrink=1),
            text(
                "${m.side}", 7, color="@works", fontWeight="700", textAlign="center", display=shown("m.side")
            ),
        ],
    }
    right = said(6, f"!dialled && {BESIDE}", width="50%", height="100%", paddingLeft=units(3))
    alone = said(6, f"!dialled && !({BESIDE})", width="100%", height="100%")
    body = {
        "type": "Container",
        "direction": "row",
        "alignItems": "center",
        "grow": 1,
        "shrink": 1,
        "items": [left, dial(62, 34, 11), right, alone],
    }
    foot = {
        "type": "Container",
        "direction": "row",
        "alignItems": "center",
        "justifyContent": "spaceBetween",
        "items": [
            text("${below}", 5.5, color="@soft", maxLines=2, grow=1, shrink=1, paddingRight=units(2)),
            keys(19, 3),
        ],
    }
    return _whole([head, body, foot], "!(" + ROUND + ") && !(" + TALL + ")", 4)


def standing() -> Component:
    """A telephone, or a screen that hangs upright."""
    return _whole(
        [
            text("${scene.title}", 6, fontWeight="700", maxLines=1, textAlign="center"),
            picture(
                width="100%",
                height=f"${{@s < {NO_PICTURE_FROM} ? @u * 27 : @u * 14}}",
                display=shown(f"m.picture && (dialled || @s < {NO_PICTURE_FROM})"),
            ),
            text(
                "${m.side}",
                5.5,
                color="@works",
                fontWeight="700",
                textAlign="center",
                display=shown("m.side"),
            ),
            {
                "type": "Container",
                "grow": 1,
                "shrink": 1,
                "alignItems": "center",
                "justifyContent": "center",
                "items": [dial(42, 23, 7.5), said(4.6, width="100%")],
            },
            text("${m.label}", 4.6, color="@soft", textAlign="center", display=shown("dialled && m.label")),
            text(
                "${below}",
                4.4,
                color="@soft",
                textAlign="center",
                display=shown(f"below && @s < {NO_PICTURE_FROM}"),
            ),
            keys(14, 2.5),
        ],
        TALL,
        3,
    )


def round_hub() -> Component:
    """A small round screen: the ring runs around all of it."""
    ring = {
        "type": "VectorGraphic",
        "source": "ring",
        "part": "${part}",
        "scale": "best-fit",
        "position": "absolute",
        "width": "100%",
        "height": "100%",
        "display": shown("dialled"),
    }
    count = {
        "type": "Container",
        "direction": "row",
        "alignItems": "center",
        "justifyContent": "center",
        "height": units(33),
        "display": shown("dialled"),
        "items": [
            picture(width=units(40), height=units(32)),
            _in_round("big", 29, "m.shows != 'word'"),
            _in_round("m.text", 7.5, "m.shows == 'word'"),
        ],
    }
    column = {
        "type": "Container",
        "position": "absolute",
        "width": "100%",
        "height": "100%",
        "alignItems": "center",
        "justifyContent": "center",
        "paddingTop": units(9),
        "paddingBottom": units(9),
        "items": [
            text("${scene.title}", 6, fontWeight="700", maxLines=1, width=units(64), textAlign="center"),
            picture(width=units(60), height=units(22), display=shown(f"!dialled && {BESIDE}")),
            count,
            said(4.8, width=units(82), shrink=1),
            text(
                "${m.side ? m.side : dialled ? m.label : ''}",
                5.6,
                color="${m.side ? @works : @soft}",
                fontWeight="700",
                maxLines=1,
                width=units(84),
                textAlign="center",
                display=shown("dialled"),
            ),
            keys(15, 1.5),
        ],
    }
    return {
        "type": "Container",
        "when": f"${{{ROUND}}}",
        "width": "100vw",
        "height": "100vh",
        "items": [ring, column],
    }


def _in_round(bound: str, size: float, when: str) -> Component:
    middle = {"textAlign": "center", "textAlignVertical": "center", "width": units(40), "height": "100%"}
    font = {"fontSize": units(size), "fontWeight": "700", "display": shown(when)}
    return {"type": "Text", "style": "said", "text": f"${{{bound}}}", **font, **middle}


def _whole(items: list[Component], when: str, padding: float) -> Component:
    sides = {f"padding{side}": units(padding) for side in ("Left", "Right", "Top", "Bottom")}
    return {
        "type": "Container",
        "when": f"${{{when}}}",
        "width": "100vw",
        "height": "100vh",
        **sides,
        "items": items,
    }


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
        ("below", "string", "${m.follows || scene.follows}"),
        ("textAlign", "string", f"${{{ROUND} || {TALL} ? 'center' : 'left'}}"),
    ]
    over = "i + {0} < answer.moments.length && elapsedTime - answer.starts >= answer.moments[i + {0}].at"
    return {
        "type": "Frame",
        "id": "screen",
        "width": "100vw",
        "height": "100vh",
        "backgroundColor": "@ground",
        "bind": [{"name": name, "type": kind, "value": value} for name, kind, value in bound],
        "handleTick": [
            {
                "minimumDelay": 20,
                "when": f"${{{over.format(step)}}}",
                "commands": [{"type": "SetValue", "property": "i", "value": f"${{i + {step}}}"}],
            }
            for step in (16, 1)
        ],
        "items": [
            {
                "type": "Container",
                "width": "100vw",
                "height": "100vh",
                "items": [lying(), standing(), round_hub()],
            }
        ],
    }
