"""What all arrangements of a screen share: texts, pictures, the ring, the keys."""

from __future__ import annotations

from typing import Any

from skill.rendering.apl_theme import ICONS, Component

FILLS = {"width": "100%", "height": "100%"}


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
