"""A pose becomes joints: bones have one length in every picture; angles that are not given are found."""

from __future__ import annotations

from math import acos, atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

from skill.figures.pose import Limb, LimbName, Point, Pose, Toward

SPINE = (26.0, 27.0)
NECK = 19.0
"""From the shoulders to the middle of the head."""
ARM = (28.0, 25.0, 13.0)
LEG = (42.0, 40.0, 15.0)
ACROSS = {Toward.UP: (0, 1), Toward.DOWN: (0, -1), Toward.LEFT: (-1, 0), Toward.RIGHT: (1, 0)}


class UnreachableError(ValueError):
    """A hand or a foot is to be where the limb cannot reach."""


class Bones(NamedTuple):
    """An arm from the shoulder to the fingers, or a leg from the hip to the toes."""

    root: Point
    middle: Point
    end: Point
    tip: Point


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
    limbs = {
        LimbName.RIGHT_ARM: _bones(LimbName.RIGHT_ARM, shoulder, pose.right_arm, ARM),
        LimbName.LEFT_ARM: _bones(LimbName.LEFT_ARM, shoulder, pose.left_arm or pose.right_arm, ARM),
        LimbName.RIGHT_LEG: _bones(LimbName.RIGHT_LEG, pose.hip, pose.right_leg, LEG),
        LimbName.LEFT_LEG: _bones(LimbName.LEFT_LEG, pose.hip, pose.left_leg or pose.right_leg, LEG),
    }
    return Skeleton(pose.hip, waist, shoulder, moved(shoulder, pose.head, NECK), pose.head - 90, limbs)


def moved(start: Point, angle: float, length: float) -> Point:
    return start[0] + length * cos(radians(angle)), start[1] + length * sin(radians(angle))


def _bones(name: LimbName, root: Point, limb: Limb, lengths: tuple[float, float, float]) -> Bones:
    first, second = limb.angles or _reaching(name, root, limb, lengths)
    middle = moved(root, first, lengths[0])
    end = moved(middle, second, lengths[1])
    straight = second if name.arm else second + 90
    return Bones(root, middle, end, moved(end, straight if limb.tip is None else limb.tip, lengths[2]))


def _reaching(
    name: LimbName, root: Point, limb: Limb, lengths: tuple[float, float, float]
) -> tuple[float, float]:
    """The two angles with which a limb ends where it should; of both solutions, the one that bends right."""
    assert limb.to is not None
    upper, lower, _ = lengths
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
