"""The body of a figure: limbs that are thickest at their root, hands, feet, and what marks them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import atan2, copysign, cos, degrees, radians

from skill.figures.heads import HEAD
from skill.figures.outlines import band, capsule, circle, stem
from skill.figures.pose import Limb, LimbName, Point, Pose, View
from skill.figures.shapes import Part, Shape
from skill.figures.sides import of
from skill.figures.skeleton import RIGHT_IS, Bones, Skeleton, distance, moved
from skill.figures.trunks import CHEST, HIP, WAIST

ARM = (6.0, 4.6, 3.6, 2.6)
"""Half of how thick an arm is at the shoulder, the elbow, the wrist and the fingers."""
LEG = (11.0, 6.4, 4.4, 3.0)
"""The same for the hip, the knee, the ankle and the toes."""
LEG_IN_FRONT = (8.6, 7.2, 4.4, 3.2)
"""A leg that points at who looks: its knee is the nearest."""
RADII = {True: ARM, False: LEG}
JOINTS = {True: ("elbow", "wrist", "hand"), False: ("knee", "ankle", "toes")}
"""Of an arm, or else of a leg, after its root."""
HEEL = 2.6
LIES = 8.0
"""A hand whose fingers are as low as this lies on the floor: its thumb is not seen."""
BADGE = 7.5
ASIDE = 36.0
"""From the middle of the chest to the badge that names the side to which it turns."""
KNEES = 17.5
"""From the outer knee to the badge that names the side to which both roll."""

MUSCLE = 6.4
"""Half the width of a marked muscle."""
GRIPS = 45
"""Degrees out of the picture from which a hand is seen from its end."""

Dot = tuple[Point, float]
"""A joint and half of how thick the body is there."""
Stretch = tuple[Point, Point, float]
"""A line, and half of how thick the body is along it."""


def shown(pose: Pose, name: LimbName) -> bool:
    """Whether it is anywhere else than behind the other side's."""
    return pose.view is not View.SIDE or getattr(pose, name) is not None


def part(pose: Pose, name: LimbName) -> Part:
    near = name.near or pose.view is not View.SIDE
    if name in pose.works:
        return Part.WORKS if near else Part.WORKS_FAR
    return Part.BODY if near else Part.FAR


def limb(name: LimbName, pose: Pose, bones: Skeleton) -> tuple[Shape, ...]:
    """An arm with its hand, or a leg with its foot."""
    joints = bones.limbs[name].joints
    leg = LEG_IN_FRONT if pose.view.front else LEG
    dots = tuple(zip(joints, ARM if name.arm else leg, strict=True))
    colour = part(pose, name)
    upper, lower, end = capsule(*dots[0], *dots[1]), stem(*dots[1], *dots[2]), stem(*dots[2], *dots[3])
    if name.arm:
        hand = _hand(bones.limbs[name], of(pose, name), _thumb(name, pose.view))
        return Shape(Part.SKIN, hand), Shape(colour, upper + lower)
    if pose.view.front:
        return Shape(colour, capsule(*dots[1], *dots[2]) + end), Shape(colour, upper)
    heel = capsule(_heel(bones.limbs[name]), HEEL, *dots[3]) if pose.view is View.SIDE else ""
    if colour is not Part.BODY:
        return (Shape(colour, upper + lower + end + heel),)
    whole = stem(*dots[0], *dots[1]) + lower + end + heel
    return Shape(colour, whole), Shape(colour, circle(*dots[0]), outlined=False)


def cuffs(pose: Pose, bones: Skeleton, *, near: bool) -> tuple[Shape, ...]:
    """Weights around the wrist or the ankle, with a strap."""
    weights = straps = ""
    for name in (name for name in pose.cuffs if name.near == near):
        limb, radii = bones.limbs[name], RADII[name.arm]
        along = degrees(atan2(limb.middle[1] - limb.end[1], limb.middle[0] - limb.end[0]))
        ends = [moved(limb.end, along, away) for away in (1.5, 5.6, 6.6, 10.5)]
        weights += band(ends[0], ends[3], radii[2] + 2.2)
        straps += band(ends[1], ends[2], radii[2] + 2.2)
    if not weights:
        return ()
    return Shape(Part.METAL, weights), Shape(Part.SHADE, straps, outlined=False)


def badges(pose: Pose, bones: Skeleton) -> tuple[Shape, ...]:
    """The side of each limb that works, in a dot beside its end; or that to which chest or knees turn."""
    shapes = []
    for left, at in places(pose, bones):
        shapes += [
            Shape(Part.WORKS, circle(at, BADGE), outlined=False),
            Shape(Part.WRITING, _letter(at, left=left), outlined=False),
        ]
    return tuple(shapes)


def places(pose: Pose, bones: Skeleton) -> list[tuple[bool, Point]]:
    """Where badges are, and whether for the left side: who is seen from the front has it on the right."""
    taken = list(covered(pose, bones))
    found = [(not name.near, _beside(name, bones.limbs[name], taken)) for name in pose.works]
    if pose.turn:
        x, y = bones.shoulder
        found.append((pose.turn > 0, (x + copysign(ASIDE, pose.turn), y)))
    if pose.roll:
        x, y = bones.limbs[LimbName.LEFT_LEG if pose.roll > 0 else LimbName.RIGHT_LEG].middle
        found.append((pose.roll > 0, (x + copysign(KNEES, pose.roll), y)))
    return found


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
        for joint, at, radius in zip(JOINTS[name.arm], each.joints[1:], RADII[name.arm][1:], strict=True):
            found[f"{side}_{joint}"] = (at, radius)
        if not name.arm:
            found[f"{side}_heel"] = (_heel(each), HEEL)
    return found


def heights(pose: Pose, bones: Skeleton) -> dict[str, float]:
    """How high the underside of each joint is above what the body stands or lies on."""
    if pose.view is not View.ABOVE:
        return {joint: at[1] - radius for joint, (at, radius) in joints(bones).items()}
    found = {"hip": 0.0, "shoulder": HIP - CHEST, "head": HIP - HEAD}
    for name, each in bones.limbs.items():
        side = name.partition("_")[0]
        for joint, depth, radius in zip(JOINTS[name.arm], each.depth[1:], RADII[name.arm][1:], strict=True):
            found[f"{side}_{joint}"] = HIP + depth - radius
    return found


def outline(pose: Pose, bones: Skeleton) -> list[Dot]:
    """The joints that can be seen."""
    hidden = {
        f"{name.partition('_')[0]}_{joint}"
        for name in LimbName
        if not name.near and not shown(pose, name)
        for joint in (*JOINTS[name.arm], *(() if name.arm else ("heel",)))
    }
    return [dot for joint, dot in joints(bones).items() if joint not in hidden]


def _thumb(name: LimbName, view: View) -> int:
    """On which side of a hand its thumb is: 1 for left of the way the fingers point."""
    return (1 if name.near else -1) * RIGHT_IS[view] or 1


def _hand(arm: Bones, limb: Limb, thumb: int) -> str:
    """Fingers, and a thumb where the palm lies on nothing."""
    fingers = stem(arm.end, ARM[2], arm.tip, ARM[3])
    if arm.tip[1] < LIES or abs(limb.out[2]) > GRIPS:
        return fingers
    along = degrees(atan2(arm.tip[1] - arm.end[1], arm.tip[0] - arm.end[0]))
    root = moved(arm.end, along, 3)
    return fingers + stem(root, 2.2, moved(root, along + 48 * thumb, 6.4), 1.6)


def _heel(leg: Bones) -> Point:
    """Behind the ankle, on the line of the sole."""
    along = degrees(atan2(leg.tip[1] - leg.end[1], leg.tip[0] - leg.end[0]))
    return moved(moved(leg.end, along, -4.0), along - 90, 2.2)


def _beside(name: LimbName, limb: Bones, taken: list[Stretch]) -> Point:
    """Where a limb's badge is: off its end, where it covers nothing; best above."""
    along = degrees(atan2(limb.tip[1] - limb.middle[1], limb.tip[0] - limb.middle[0]))
    above = 90 if cos(radians(along)) >= 0 else -90
    away = 17.0 if name.arm else 19.0
    places = [
        moved(joint, along + aside, far * away)
        for far in (1.0, 1.3)
        for joint in (limb.end, limb.middle)
        for aside in (above, above * 0.5, 0, -above, above * 1.5)
    ]
    free = (at for at in places if at[1] > BADGE + 2 and _clear(at, taken) > BADGE + 1.5)
    return next(free, max(places, key=lambda at: _clear(at, taken)))


def covered(pose: Pose, bones: Skeleton) -> Iterator[Stretch]:
    """The lines along which there is body or an arrow."""
    for name in (name for name in LimbName if name.near or shown(pose, name)):
        for (start, end), radius in zip(pairwise(bones.limbs[name].joints), RADII[name.arm][1:], strict=True):
            yield start, end, radius
    yield bones.hip, bones.waist, HIP
    yield bones.waist, bones.shoulder, CHEST
    yield bones.head, bones.head, HEAD
    for arrow in pose.arrows:
        yield arrow.start, arrow.end, 5.0


def _clear(at: Point, taken: list[Stretch]) -> float:
    """How far a point is from all of that."""
    return min(distance(at, start, end) - radius for start, end, radius in taken)


def _letter(at: Point, *, left: bool) -> str:
    """L or R, as an outline."""
    x, y = at[0], -at[1]
    if left:
        return f"M{x - 2.4:.1f} {y - 4:.1f}h1.8v6.2h3.6v1.8h-5.4z"
    edge = x - 2.7
    return (
        f"M{edge:.1f} {y - 4:.1f}h3.4a2.5 2.5 0 0 1 .7 4.9l1.9 3.1h-2l-1.7-2.9h-.6v2.9h-1.7z"
        f"m1.7 1.5v2h1.5a1 1 0 0 0 0-2z"
    )
