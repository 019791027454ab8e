"""What all arrangements of a screen share: texts, pictures, the ring, the keys."""

from __future__ import annotations

from typing import Any

from skill.rendering.apl_theme import ICONS, ROUND, Component

FILLS = {"width": "100%", "height": "100%"}
LETTER = 0.56
"""Width of a bold letter by its size, on average."""
LARGER = f"({ROUND} ? (data > 1.25 ? 1.25 : 1) : Math.max(data, Math.min(@s, 1.25)))"
"""How much larger few words are. A round screen is full of words of the size that can be read at all."""


def text(bound: str, size: float | str, times: str = "@s", **properties: Any) -> Component:
    """A text whose size goes with the screen's and with the person's wish."""
    return {
        "type": "Text",
        "style": "said",
        "text": bound,
        "fontSize": f"${{@u * {size} * {times}}}",
        **properties,
    }


def fitting(letters: str, wide: str, size: float) -> str:
    """How much larger than usual a line can be in which these letters have to stand."""
    return f"Math.min(@s, ({wide}) / (Math.max(1, answer.letters.{letters}) * {round(LETTER * size, 2)}))"


def units(number: float | str) -> str:
    return f"${{@u * ({number})}}"


def shown(condition: str) -> str:
    return f"${{({condition}) ? 'normal' : 'none'}}"


def picture(wide: str, high: str, **properties: Any) -> Component:
    """The pictures in the middle of a place of this size, in units."""
    place = {"type": "Pictures", "wide": f"${{{wide}}}", "high": f"${{{high}}}"}
    some = "${answer.pictures.length > 0}"  # of none, a renderer would draw one without a name
    return {"type": "Container", "when": some, **properties, "item": place}


def dial(size: float, number: float, word: float) -> Component:
    return {"type": "Dial", "size": size, "number": number, "word": word}


def keys(size: float, gap: float) -> Component:
    return {"type": "Keys", "size": size, "gap": gap}


def week(column: float, high: float, letters: float) -> Component:
    return {"type": "Week", "column": column, "high": high, "letters": letters}


def said(when: str = "!dialled", **properties: Any) -> Component:
    """A question, or what is said."""
    around = {
        "type": "Container",
        "display": shown(f"{when} && m.shows != 'week'"),
        "justifyContent": "center",
    }
    return {**around, **properties, "item": {"type": "Said"}}


def _pictures() -> Component:
    """All of them at one place; the moment says which one is seen.

    Each has the size that it is drawn in: a graphic with room beside it is not put into the middle of it by
    every renderer.
    """
    graphic = {
        "type": "VectorGraphic",
        "source": "${data.name}",
        "display": shown("m.picture == data.name"),
        "scale": "best-fit",
        "width": "${@u * Math.min(wide, high * data.ratio)}",
        "height": "${@u * Math.min(wide / data.ratio, high)}",
    }
    place = {"width": "100%", "height": units("high"), "alignItems": "center", "justifyContent": "center"}
    return _layout(
        ["wide", "high"], {"type": "Container", **place, "data": "${answer.pictures}", "item": graphic}
    )


def _dial() -> Component:
    """The ring, and in it the number or the word."""
    middle = {"position": "absolute", **FILLS, "textAlign": "center", "textAlignVertical": "center"}
    bold = {"fontWeight": "700", **middle}
    # The longest word has to stand in one line.
    room = f"size * 0.84 / ({LETTER} * answer.letters.word + 0.1)"
    word = f"${{@u * Math.min(word * Math.min(@s, 1.2), {room})}}"
    sides = {f"padding{side}": units("size / 14") for side in ("Left", "Right")}
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
    """What can be said as well; the first one goes on where something waits, and pauses elsewhere.

    None at the end of a routine, when nobody listens any more.
    """
    sign = {"width": units("(size - gap) * 0.46"), "height": units("(size - gap) * 0.46")}
    inner = {"width": units("size - gap"), "height": units("size - gap")}
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
        "display": shown("!over && (data == 'go' ? waits : data == 'pause' ? !waits : true)"),
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


def _week() -> Component:
    """A bar for each of the last days, with its minutes; a dot where there were none."""
    letters = {"style": "said", "fontSize": units("letters"), "textAlign": "center"}
    bar = {
        "type": "Frame",
        "width": units("data.minutes ? column * 0.5 : column * 0.16"),
        "height": units("data.minutes ? Math.max(column * 0.3, high * data.part) : column * 0.16"),
        "borderRadius": units("column * 0.12"),
        "backgroundColor": "${data.today ? @works : data.minutes ? @body : @floor}",
    }
    today = {"fontWeight": "${data.today ? '700' : '400'}", "color": "${data.today ? @works : @soft}"}
    items = [
        {"type": "Text", **letters, "fontWeight": "700", "text": "${data.minutes ? data.minutes : ''}"},
        bar,
        {"type": "Text", **letters, **today, "text": "${data.name}", "paddingTop": units("letters * 0.3")},
    ]
    upright = {"width": units("column"), "alignItems": "center", "justifyContent": "end"}
    days = {
        "type": "Container",
        "direction": "row",
        "justifyContent": "center",
        "accessibilityLabel": "${answer.told}",
        "height": units("high + letters * 2.9"),
        "data": "${answer.week}",
        "item": {"type": "Container", "height": "100%", **upright, "items": items},
    }
    caption = {
        "type": "Text",
        **letters,
        "fontSize": units(f"letters * 1.15 * ({ROUND} ? 1 : Math.min(@s, 1.2))"),
        "text": "${m.text}",
        "paddingTop": units("letters * 0.8"),
    }
    whole = {
        "type": "Container",
        "width": "100%",
        "when": "${answer.week.length > 0}",
        "items": [days, caption],
    }
    return _layout(["column", "high", "letters"], {**whole, "display": shown("m.shows == 'week'")})


def _said() -> Component:
    """Few words are larger than many.

    A text of its own for each size that there is, as the size of a font cannot change.
    """
    sides = {f"padding{side}": units(0.5) for side in ("Left", "Right")}  # letters hang over a little
    sized = {
        "type": "Text",
        "style": "said",
        "text": "${m.text}",
        "fontSize": f"${{@r * {LARGER}}}",
        "lineHeight": 1.15,
        "textAlign": "${textAlign}",
        "display": shown("m.size == data"),
        **sides,
    }
    return _layout([], {"type": "Container", "data": "${answer.sizes}", "item": sized})


def _layout(parameters: list[str], item: Component) -> Component:
    return {"parameters": parameters, "item": item}


def layouts() -> Component:
    """What all arrangements share."""
    return {"Pictures": _pictures(), "Dial": _dial(), "Keys": _keys(), "Week": _week(), "Said": _said()}
