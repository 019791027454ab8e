"""A bed with its pillow, from its side and from above; its head end is on the left, or at the top."""

from __future__ import annotations

from skill.figures.body import Dot
from skill.figures.outlines import bar, capsule, rectangle
from skill.figures.pose import Point, Pose, View
from skill.figures.shapes import Part, Shape

HEIGHT = 30.0
"""From the floor to the top of the mattress."""
MATTRESS = 7.0
"""Half of how thick it is."""
BROAD = 52.0
"""Half of how broad a bed is."""
PILLOW = 24.0
"""From the head end to the middle of the pillow, as seen from above."""
LONG = 30.0
"""How long a pillow is, as seen from its side."""


def behind(pose: Pose) -> tuple[Shape, ...]:
    """What the body covers: all of a bed from above, and the pillow into which the head sinks."""
    if pose.bed is None:
        return ()
    return _from_above(pose.hip[0], pose.bed) if pose.view is View.ABOVE else (_pillow(pose.bed[0]),)


def under(bed: Point) -> tuple[Shape, ...]:
    """Mattress, frame and legs from the side: a body lies on them, and does not sink into them."""
    left, right = bed
    low = -2 * MATTRESS - 3
    frame = (
        bar((left - 4, -HEIGHT + 2), (left - 4, 30.0), 2.6)
        + bar((right + 4, -HEIGHT + 2), (right + 4, -2.0), 2.6)
        + bar((left - 4, low), (right + 4, low), 2.6)
    )
    mattress = rectangle(left, -2 * MATTRESS, right, 0.0)
    return Shape(Part.GEAR, frame, outlined=False), Shape(Part.MAT, mattress, outlined=False)


def dots(pose: Pose) -> list[Dot]:
    """What of it has to be in the picture."""
    if pose.bed is None:
        return []
    first, last = pose.bed
    if pose.view is View.ABOVE:
        x = pose.hip[0]
        return [((x - BROAD, first), 0.0), ((x + BROAD, last + 6), 0.0)]
    return [((first - 7, 30.0), 3.0), ((last + 7, 0.0), 0.0)]


def _pillow(left: float) -> Shape:
    first, last = (left + 9, 8.0), (left + 9 + LONG, 3.0)
    return Shape(Part.FLOOR, capsule(first, 8.0, last, 3.0), outlined=False)


def _from_above(middle: float, bed: Point) -> tuple[Shape, ...]:
    foot, top = bed
    left, right = middle - BROAD, middle + BROAD
    at = top - PILLOW
    return (
        Shape(Part.GEAR, bar((left + 1, top + 2), (right - 1, top + 2), 4.0), outlined=False),
        Shape(Part.MAT, rectangle(left, foot, right, top), outlined=False),
        Shape(Part.FLOOR, bar((middle - 19, at), (middle + 19, at), 15.0)),
    )
