"""The body of a figure: limbs that are thickest at their root, a trunk, a head that shows where it looks."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, degrees, radians, sin

from skill.figures.outlines import band, capsule, circle, half
from skill.figures.pose import LimbName, Point, Pose
from skill.figures.shapes import Part, Shape
from skill.figures.skeleton import Bones, Skeleton, moved

HIP, WAIST, CHEST, NECK, HEAD = 11.0, 9.6, 10.6, 4.2, 10.2
ARM = (6.0, 4.6, 3.6, 2.6)
"""Half of how thick an arm is at the shoulder, the elbow, the wrist and the fingers."""
LEG = (9.2, 6.4, 4.4, 3.0)
"""The same for the hip, the knee, the ankle and the toes."""
BADGE = 7.5

Dot = tuple[Point, float]
"""A joint and half of how thick the body is there."""


def shown(pose: Pose, name: LimbName) -> bool:
    """Whether it is anywhere else than behind the other side's."""
    return getattr(pose, name) is not None


def part(pose: Pose, name: LimbName) -> Part:
    if name in pose.works:
        return Part.WORKS if name.near else Part.WORKS_FAR
    return Part.BODY if name.near else Part.FAR


def limb(name: LimbName, bones: Skeleton) -> str:
    """An arm with its hand, or a leg with its foot."""
    radii = ARM if name.arm else LEG
    dots = tuple(zip(bones.limbs[name], radii, strict=True))
    path = "".join(capsule(*start, *end) for start, end in pairwise(dots))
    return path if name.arm else path + capsule(*dots[-1], *_heel(bones.limbs[name]))


def trunk(bones: Skeleton) -> tuple[Shape, ...]:
    """Neck, trunk and head, with a nose and with hair: they tell where somebody looks."""
    up = moved(bones.shoulder, bones.face + 90, 3)
    body = capsule(bones.hip, HIP, bones.waist, WAIST) + capsule(bones.waist, WAIST, bones.shoulder, CHEST)
    neck = capsule(up, NECK, bones.head, NECK)
    nose = capsule(bones.head, 4, moved(bones.head, bones.face - 4, HEAD + 1.4), 1.5)
    back = bones.face + 90
    cap = half(bones.head, HEAD + 1.0, back - 62, back + 118)
    return (
        Shape(Part.SKIN, neck, outlined=False),
        Shape(Part.BODY, body),
        Shape(Part.SKIN, circle(bones.head, HEAD) + nose),
        Shape(Part.HAIR, cap, outlined=False),
    )


def cuffs(pose: Pose, bones: Skeleton, *, near: bool) -> tuple[Shape, ...]:
    """Bands above the wrist or the ankle."""
    shapes = []
    for name in (name for name in pose.cuffs if name.near == near):
        limb, radii = bones.limbs[name], ARM if name.arm else LEG
        along = degrees(atan2(limb.middle[1] - limb.end[1], limb.middle[0] - limb.end[0]))
        first, last = moved(limb.end, along, 2), moved(limb.end, along, 8)
        shapes.append(Shape(Part.GEAR, band(first, last, radii[2] + 2.2)))
    return tuple(shapes)


def badges(pose: Pose, bones: Skeleton) -> tuple[Shape, ...]:
    """The side of each limb that works, in a dot beside its end."""
    shapes = []
    for name in pose.works:
        limb = bones.limbs[name]
        along = degrees(atan2(limb.tip[1] - limb.middle[1], limb.tip[0] - limb.middle[0]))
        high = 17.0 if name.arm else 19.0
        aside = max(along + 90, along - 90, key=lambda angle: sin(radians(angle)))
        x, y = moved(limb.end, aside, high)
        shapes += [
            Shape(Part.WORKS, circle((x, y), BADGE), outlined=False),
            Shape(Part.WRITING, _letter(name, (x, y)), outlined=False),
        ]
    return tuple(shapes)


def joints(bones: Skeleton) -> dict[str, Dot]:
    """Every joint by its name."""
    found: dict[str, Dot] = {
        "hip": (bones.hip, HIP),
        "waist": (bones.waist, WAIST),
        "shoulder": (bones.shoulder, CHEST),
        "head": (bones.head, HEAD),
    }
    for name, each in bones.limbs.items():
        side = name.partition("_")[0]
        names = ("elbow", "wrist", "hand") if name.arm else ("knee", "ankle", "toes")
        radii = ARM if name.arm else LEG
        for joint, at, radius in zip(names, each[1:], radii[1:], strict=True):
            found[f"{side}_{joint}"] = (at, radius)
    return found


def outline(pose: Pose, bones: Skeleton) -> list[Dot]:
    """The joints that can be seen."""
    arm, leg = shown(pose, LimbName.LEFT_ARM), shown(pose, LimbName.LEFT_LEG)
    hidden = {*(() if arm else ("left_elbow", "left_wrist", "left_hand"))}
    hidden |= {*(() if leg else ("left_knee", "left_ankle", "left_toes"))}
    return [dot for joint, dot in joints(bones).items() if joint not in hidden]


def _heel(leg: Bones) -> Dot:
    """Behind the ankle, in line with the foot."""
    across, up = leg.tip[0] - leg.end[0], leg.tip[1] - leg.end[1]
    return (leg.end[0] - 0.22 * across, leg.end[1] - 0.22 * up), 3.6


def _letter(name: LimbName, at: Point) -> str:
    """L or R, as an outline."""
    x, y = at[0], -at[1]
    if not name.near:
        return f"M{x - 2.4:.1f} {y - 4:.1f}h1.8v6.2h3.6v1.8h-5.4z"
    left = x - 2.7
    return (
        f"M{left:.1f} {y - 4:.1f}h3.4a2.5 2.5 0 0 1 .7 4.9l1.9 3.1h-2l-1.7-2.9h-.6v2.9h-1.7z"
        f"m1.7 1.5v2h1.5a1 1 0 0 0 0-2z"
    )
