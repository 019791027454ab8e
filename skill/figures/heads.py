"""A head: nose, eyes and hair tell where somebody looks."""

from __future__ import annotations

from math import radians, sin

from skill.figures.outlines import circle, half, stem
from skill.figures.pose import Point, Pose, View
from skill.figures.shapes import Part, Shape
from skill.figures.skeleton import Skeleton, moved

HEAD = 10.2
HAIR = HEAD + 1.0
EYE = 1.2
FACE = 9.0
"""From the middle of the head to an eye."""
EYES = (-25.0, 25.0)
"""Degrees by which each is beside the nose."""
PROFILE = 35.0
"""Degrees of a turn from which a head is seen from its side."""


def head(pose: Pose, bones: Skeleton) -> tuple[Shape, ...]:
    if pose.view is View.BACK:
        return _from_behind(bones.head)
    if pose.view.front and abs(pose.turn) < PROFILE:
        return _from_the_front(bones.head, pose.turn)
    if pose.view.front:
        return _profile(bones.head, 0.0 if pose.turn > 0 else 180.0, 1 if pose.turn > 0 else -1)
    return _profile(bones.head, bones.face, 1)


def _profile(at: Point, face: float, crown: int) -> tuple[Shape, ...]:
    """`crown`: 1 where it is to the left of the way the face looks, -1 to the right."""
    nose = stem(at, 4, moved(at, face - 4 * crown, HEAD + 1.4), 1.5)
    back = face + 90 * crown
    first, last = sorted((back - 62 * crown, back + 118 * crown))
    return (
        Shape(Part.SKIN, circle(at, HEAD) + nose),
        Shape(Part.HAIR, half(at, HAIR, first, last), outlined=False),
        Shape(Part.HAIR, circle(moved(at, face + 16 * crown, 6.8), EYE), outlined=False),
    )


def _from_the_front(at: Point, turn: float) -> tuple[Shape, ...]:
    eyes = "".join(circle((at[0] + FACE * sin(radians(turn + side)), at[1] + 0.5), EYE) for side in EYES)
    return (
        Shape(Part.SKIN, circle(at, HEAD)),
        Shape(Part.HAIR, half(at, HAIR, 18 + turn / 4, 162 + turn / 4), outlined=False),
        Shape(Part.HAIR, eyes, outlined=False),
    )


def _from_behind(at: Point) -> tuple[Shape, ...]:
    ears = "".join(circle((at[0] + side, at[1] - 1.5), 2.4) for side in (-HEAD, HEAD))
    return Shape(Part.SKIN, ears), Shape(Part.HAIR, circle(at, HEAD))
