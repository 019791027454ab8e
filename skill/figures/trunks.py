"""A trunk, from the side as a curve from the hips to the shoulders, from the front and from the back."""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, radians, sin

from skill.figures.outlines import band, bar, capsule, number, written
from skill.figures.pose import Point, Pose, View
from skill.figures.shapes import Part, Shape
from skill.figures.skeleton import HIPS, SHOULDERS, Skeleton, moved

HIP, WAIST, CHEST, NECK = 11.0, 9.6, 10.6, 4.2
"""Half of how thick it is."""
TOP, BELOW = 5.2, 10.4
"""The same of the shoulders and the hips, as seen from the front."""


def trunk(pose: Pose, bones: Skeleton) -> tuple[Shape, ...]:
    """With the neck, on which a head has to be put."""
    if pose.view is View.SIDE:
        up = moved(bones.shoulder, bones.face + 90, 3)
        body = _bent(bones.hip, bones.waist, bones.shoulder)
    else:
        up = bones.shoulder
        body = _broad(pose, bones)
    neck = Shape(Part.SKIN, band(up, bones.head, NECK), outlined=False)
    return neck, Shape(Part.BODY, body), *_back(pose, bones)


def _bent(hip: Point, waist: Point, shoulder: Point) -> str:
    """As a back bends: without a corner."""
    along = _way(hip, shoulder)
    lower, upper = 2 * _way(hip, waist) - along, 2 * _way(waist, shoulder) - along
    left, right = (
        (
            moved(hip, lower + side, HIP),
            moved(waist, along + side, WAIST),
            moved(shoulder, upper + side, CHEST),
        )
        for side in (90, -90)
    )
    return (
        f"M{written(left[0])}Q{written(_control(*left))} {written(left[2])}"
        f"A{CHEST:g} {CHEST:g} 0 0 1 {written(right[2])}"
        f"Q{written(_control(*right))} {written(right[0])}A{HIP:g} {HIP:g} 0 0 1 {written(left[0])}z"
    )


def _control(start: Point, middle: Point, end: Point) -> Point:
    """Where a curve has to be drawn to, to come through its middle."""
    return 2 * middle[0] - (start[0] + end[0]) / 2, 2 * middle[1] - (start[1] + end[1]) / 2


def _way(start: Point, end: Point) -> float:
    return degrees(atan2(end[1] - start[1], end[0] - start[0]))


def _broad(pose: Pose, bones: Skeleton) -> str:
    """Shoulders that look narrower the farther they are turned, waist and hips."""
    (x, top), (_, low) = bones.shoulder, bones.hip
    wide = hypot(SHOULDERS * cos(radians(pose.turn)), 0.7 * CHEST * sin(radians(pose.turn)))
    hips, waist = HIPS + BELOW, HIPS + 1
    middle = (top + low) / 2 - 6
    right = f"Q{written((x + waist, middle))} {written((x + hips - 1, low))}"
    left = f"Q{written((x - waist, middle))} {written((x - wide, top))}"
    return (
        bar((x - wide + 3, top - 2), (x + wide - 3, top - 2), TOP)
        + bar((x - hips + BELOW, low), (x + hips - BELOW, low), BELOW)
        + f"M{written((x - wide, top))}H{number(x + wide)}{right}H{number(x - hips + 1)}{left}z"
    )


def _back(pose: Pose, bones: Skeleton) -> tuple[Shape, ...]:
    """Spine and shoulder blades."""
    if pose.blades is None:
        return ()
    (x, top), apart = bones.shoulder, pose.blades.apart
    blades = "".join(
        capsule((x + side * apart, top - 8), 4.6, (x + side * (apart - 1), top - 21), 2.4) for side in (-1, 1)
    )
    return (
        Shape(Part.FAR, bar((x, top + 1), (x, bones.hip[1] + 4), 0.9), outlined=False),
        Shape(Part.WORKS if pose.blades.work else Part.FAR, blades),
    )
