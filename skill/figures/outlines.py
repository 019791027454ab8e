"""Outlines as the path data that SVG and Alexa's vector graphics share; y goes down in them."""

from __future__ import annotations

from math import acos, atan2, degrees, hypot

from skill.figures.pose import Arrow, Point
from skill.figures.skeleton import moved


def capsule(start: Point, wide: float, end: Point, narrow: float) -> str:
    """Two circles and what is between them."""
    across, up = end[0] - start[0], end[1] - start[1]
    far = hypot(across, up)
    if far <= abs(wide - narrow):
        return circle(*max(((start, wide), (end, narrow)), key=lambda each: each[1]))
    along = degrees(atan2(up, across))
    turn = degrees(acos((wide - narrow) / far))
    one, two = moved(start, along + turn, wide), moved(end, along + turn, narrow)
    three, four = moved(end, along - turn, narrow), moved(start, along - turn, wide)
    return (
        f"M{written(one)}L{written(two)}A{narrow:g} {narrow:g} 0 {int(turn > 90)} 1 {written(three)}"
        f"L{written(four)}A{wide:g} {wide:g} 0 {int(turn < 90)} 1 {written(one)}z"
    )


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
    left, right = middle - 22, middle + 20
    return (
        bar((left, 45.0), (right, 45.0), 2.5)
        + bar((left, 0.0), (left - 2, 90.0), 2.2)
        + bar((right, 45.0), (right, 0.0), 2.2)
    )


def bed(left: float, right: float) -> str:
    """Two legs, and a board at the head end."""
    return bar((left - 5, -26.0), (left - 5, 16.0), 2.4) + bar((right - 8, -26.0), (right - 8, -18.0), 2.4)


def arrow(drawn: Arrow) -> str:
    """A band with a head."""
    across, up = drawn.end[0] - drawn.start[0], drawn.end[1] - drawn.start[1]
    along = degrees(atan2(up, across))
    neck = moved(drawn.end, along, -7)
    corners = (
        moved(drawn.start, along + 90, 1.7),
        moved(neck, along + 90, 1.7),
        moved(neck, along + 90, 5.5),
        drawn.end,
        moved(neck, along - 90, 5.5),
        moved(neck, along - 90, 1.7),
        moved(drawn.start, along - 90, 1.7),
    )
    return "M" + "L".join(map(written, corners)) + "z"


def written(point: Point) -> str:
    """A point as it stands in a path, where y goes down."""
    return f"{number(point[0])} {number(-point[1])}"


def number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
