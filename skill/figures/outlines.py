"""Outlines as the path data that SVG and Alexa's vector graphics share; y goes down in them."""

from __future__ import annotations

from math import acos, atan2, degrees, hypot

from skill.figures.pose import Arrow, Point
from skill.figures.skeleton import moved

SEAT, BACK_REST = 35.5, 90.0
HIGH_SEAT, HIGH_REST = 50.0, 98.0
"""How high the seat of a chair is and how high its back, from its side and from its front."""
SHAFT = 1.7
"""Half of how thick an arrow is."""


def capsule(start: Point, wide: float, end: Point, narrow: float) -> str:
    """Two circles and what is between them."""
    if hypot(end[0] - start[0], end[1] - start[1]) <= abs(wide - narrow):
        return circle(*max(((start, wide), (end, narrow)), key=lambda each: each[1]))
    first, turn = _stem(start, wide, end, narrow)
    return f"M{first}A{wide:g} {wide:g} 0 {int(turn < 90)} 1 {first.partition('L')[0]}z"


def stem(start: Point, wide: float, end: Point, narrow: float) -> str:
    """The same for a start that lies in another shape: without its circle."""
    if hypot(end[0] - start[0], end[1] - start[1]) <= abs(wide - narrow):
        return circle(end, narrow)
    return f"M{_stem(start, wide, end, narrow)[0]}z"


def _stem(start: Point, wide: float, end: Point, narrow: float) -> tuple[str, float]:
    """Both sides and the circle at the end, and the angle at which the sides touch the circles."""
    across, up = end[0] - start[0], end[1] - start[1]
    along = degrees(atan2(up, across))
    turn = degrees(acos((wide - narrow) / hypot(across, up)))
    one, two = moved(start, along + turn, wide), moved(end, along + turn, narrow)
    three, four = moved(end, along - turn, narrow), moved(start, along - turn, wide)
    arc = f"A{narrow:g} {narrow:g} 0 {int(turn > 90)} 1 {written(three)}"
    return f"{written(one)}L{written(two)}{arc}L{written(four)}", turn


def circle(at: Point, radius: float) -> str:
    return oval(at, radius, radius)


def oval(at: Point, across: float, up: float) -> str:
    left, right = (at[0] - across, at[1]), (at[0] + across, at[1])
    arc = f"A{across:g} {up:g} 0 1 1 "
    return f"M{written(left)}{arc}{written(right)}{arc}{written(left)}z"


def half(at: Point, radius: float, first: float, last: float) -> str:
    """A part of a circle, cut off straight."""
    start, end = moved(at, first, radius), moved(at, last, radius)
    return f"M{written(start)}A{radius:g} {radius:g} 0 {int(last - first > 180)} 0 {written(end)}z"


def shine(at: Point, radius: float) -> str:
    """A light on a ball, so that it looks round."""
    outer, inner = 0.82 * radius, 0.72 * radius
    one, two = moved(at, 160, outer), moved(at, 110, outer)
    three, four = moved(at, 110, inner), moved(at, 160, inner)
    return (
        f"M{written(one)}A{outer:.1f} {outer:.1f} 0 0 1 {written(two)}"
        f"L{written(three)}A{inner:.1f} {inner:.1f} 0 0 0 {written(four)}z"
    )


def ring(at: Point, outer: float, inner: float) -> str:
    """A circle with a hole, which goes round the other way."""
    left, right = (at[0] - inner, at[1]), (at[0] + inner, at[1])
    arc = f"A{inner:g} {inner:g} 0 1 0 "
    return circle(at, outer) + f"M{written(left)}{arc}{written(right)}{arc}{written(left)}z"


def bar(start: Point, end: Point, radius: float) -> str:
    return capsule(start, radius, end, radius)


def band(start: Point, end: Point, wide: float) -> str:
    """A strip across a limb, with square ends."""
    along = degrees(atan2(end[1] - start[1], end[0] - start[0]))
    corners = [
        moved(start, along + 90, wide),
        moved(end, along + 90, wide),
        moved(end, along - 90, wide),
        moved(start, along - 90, wide),
    ]
    return "M" + "L".join(map(written, corners)) + "z"


def rectangle(left: float, bottom: float, right: float, top: float) -> str:
    corners = ((left, bottom), (left, top), (right, top), (right, bottom))
    return "M" + "L".join(map(written, corners)) + "z"


def chair(middle: float) -> str:
    """From its side."""
    left, right = middle - 22, middle + 20
    return (
        band((left - 2, SEAT), (right + 2, SEAT), 2.5)
        + band((left, 0.0), (left - 2, BACK_REST + 2), 2.2)
        + band((right, SEAT), (right, 0.0), 2.2)
    )


def chair_front(middle: float) -> str:
    """From its front, and a little from above: the seat is higher than from its side."""
    left, right = middle - 21, middle + 21
    return (
        band((left, HIGH_REST), (left, 0.0), 2.2)
        + band((right, HIGH_REST), (right, 0.0), 2.2)
        + band((left - 2.2, HIGH_REST), (right + 2.2, HIGH_REST), 2.2)
        + band((left, HIGH_SEAT), (right, HIGH_SEAT), 2.5)
    )


def arrow(drawn: Arrow) -> str:
    """A band with a head, straight or as a bow."""
    across, up = drawn.end[0] - drawn.start[0], drawn.end[1] - drawn.start[1]
    along = degrees(atan2(up, across))
    middle = moved(drawn.start, along, hypot(across, up) / 2)
    control = moved(middle, along + 90, 2 * drawn.bow)
    first = degrees(atan2(control[1] - drawn.start[1], control[0] - drawn.start[0]))
    last = degrees(atan2(drawn.end[1] - control[1], drawn.end[0] - control[0]))
    neck = moved(drawn.end, last, -7)

    def shaft(start: Point, side: float, end: Point) -> str:
        between = f"Q{written(moved(control, along + side, SHAFT))} " if drawn.bow else "L"
        return f"{written(start)}{between}{written(end)}"

    return (
        f"M{shaft(moved(drawn.start, first + 90, SHAFT), 90, moved(neck, last + 90, SHAFT))}"
        f"L{written(moved(neck, last + 90, 5.5))}L{written(drawn.end)}L{written(moved(neck, last - 90, 5.5))}"
        f"L{shaft(moved(neck, last - 90, SHAFT), -90, moved(drawn.start, first - 90, SHAFT))}z"
    )


def written(point: Point) -> str:
    """A point as it stands in a path, where y goes down."""
    return f"{number(point[0])} {number(-point[1])}"


def number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
