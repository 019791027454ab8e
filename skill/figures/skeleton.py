"""A pose becomes joints: bones have one length in every picture; angles that are not given are found."""

from __future__ import annotations

from math import acos, atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

from skill.figures.pose import Limb, LimbName, Point, Pose, Toward, View
from skill.figures.sides import of

SPINE = (26.0, 27.0)
NECK = 19.0
"""From the shoulders to the middle of the head."""
ARM = (28.0, 25.0, 13.0)
LEG = (42.0, 40.0, 15.0)
SHOULDERS, HIPS = 16.0, 8.5
"""Half of how far both are apart, as seen from the front."""
RIGHT_IS = {View.SIDE: 0, View.FRONT: -1, View.BACK: 1, View.ABOVE: -1}
"""On which side of the picture the right limbs are."""
ACROSS = {Toward.UP: (0, 1), Toward.DOWN: (0, -1), Toward.LEFT: (-1, 0), Toward.RIGHT: (1, 0)}


class UnreachableError(ValueError):
    """A hand or a foot is to be where the limb cannot reach."""


class Bones(NamedTuple):
    """An arm from the shoulder to the fingers, or a leg from the hip to the toes."""

    root: Point
    middle: Point
    end: Point
    tip: Point
    depth: tuple[float, float, float, float]
    """How far each joint is in front of the body's middle."""

    @property
    def joints(self) -> tuple[Point, Point, Point, Point]:
        return self.root, self.middle, self.end, self.tip


class Skeleton(NamedTuple):
    hip: Point
    waist: Point
    shoulder: Point
    head: Point
    face: float
    """Direction in which the face looks."""
    limbs: dict[LimbName, Bones]


def skeleton(pose: Pose) -> Skeleton:
    """The joints of a pose; raises UnreachableError."""
    waist = moved(pose.hip, pose.spine[0], SPINE[0])
    shoulder = moved(waist, pose.spine[1], SPINE[1])
    face = pose.head - 90 if pose.face is None else pose.face
    near_first = sorted(LimbName, key=lambda name: not name.near)
    limbs = {name: _limb(name, pose, shoulder if name.arm else pose.hip) for name in near_first}
    return Skeleton(pose.hip, waist, shoulder, moved(shoulder, pose.head, NECK), face, limbs)


def moved(start: Point, angle: float, length: float) -> Point:
    return start[0] + length * cos(radians(angle)), start[1] + length * sin(radians(angle))


def distance(at: Point, start: Point, end: Point) -> float:
    """How far a point is from a line that ends."""
    across, up = end[0] - start[0], end[1] - start[1]
    long = across**2 + up**2
    part = ((at[0] - start[0]) * across + (at[1] - start[1]) * up) / long if long else 0.0
    part = min(1.0, max(0.0, part))
    return hypot(at[0] - start[0] - part * across, at[1] - start[1] - part * up)


def _limb(name: LimbName, pose: Pose, middle: Point) -> Bones:
    aside = RIGHT_IS[pose.view] * (1 if name.near else -1) * (SHOULDERS if name.arm else HIPS)
    bones = _bones(name, (middle[0] + aside, middle[1]), of(pose, name))
    if name.arm:
        return _turned(bones, middle[0], pose.turn) if pose.turn else bones
    return _turned(bones, bones.root[0], pose.roll) if pose.roll else bones


def _bones(name: LimbName, root: Point, limb: Limb) -> Bones:
    lengths = ARM if name.arm else LEG
    seen = [length * cos(radians(out)) for length, out in zip(lengths, limb.out, strict=True)]
    first, second = limb.angles or _reaching(name, root, limb, seen[0], seen[1])
    straight = second if name.arm else second + 90
    points, depth = [root], [0.0]
    for angle, length, whole, out in zip(
        (first, second, straight if limb.tip is None else limb.tip), seen, lengths, limb.out, strict=True
    ):
        points.append(moved(points[-1], angle, length))
        depth.append(depth[-1] + whole * sin(radians(out)))
    return Bones(points[0], points[1], points[2], points[3], (depth[0], depth[1], depth[2], depth[3]))


def _turned(bones: Bones, axis: float, turn: float) -> Bones:
    """A limb that goes round with the chest, or around its own hip."""
    across, toward = cos(radians(turn)), sin(radians(turn))
    points, depth = [], []
    for (x, y), out in zip(bones.joints, bones.depth, strict=True):
        points.append((axis + (x - axis) * across + out * toward, y))
        depth.append(out * across - (x - axis) * toward)
    return Bones(points[0], points[1], points[2], points[3], (depth[0], depth[1], depth[2], depth[3]))


def _reaching(name: LimbName, root: Point, limb: Limb, upper: float, lower: float) -> tuple[float, float]:
    """The two angles with which a limb ends where it should; of both solutions, the one that bends right."""
    assert limb.to is not None
    across, up = limb.to[0] - root[0], limb.to[1] - root[1]
    far = hypot(across, up)
    if not abs(upper - lower) <= far <= upper + lower:
        raise UnreachableError(f"{name} cannot reach {limb.to}: {far:.1f} of {upper + lower:.1f}")
    straight = degrees(atan2(up, across))
    inner = degrees(acos((upper**2 + far**2 - lower**2) / (2 * upper * far)))
    toward = ACROSS[limb.bend]

    def bends(angle: float) -> float:
        return toward[0] * cos(radians(angle)) + toward[1] * sin(radians(angle))

    first = max(straight + inner, straight - inner, key=bends)
    middle = moved(root, first, upper)
    return first, degrees(atan2(limb.to[1] - middle[1], limb.to[0] - middle[0]))
