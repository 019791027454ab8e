"""Joints become shapes, in the order in which they are drawn."""

from __future__ import annotations

from collections.abc import Iterator

from skill.figures import body, gear, heads, outlines, trunks
from skill.figures.pose import LimbName, Pose, View
from skill.figures.shapes import Box, Figure, Part, Shape
from skill.figures.skeleton import Skeleton, skeleton

MARGIN = 7.0
"""Air around a figure."""


def figure(pose: Pose) -> Figure:
    """The shapes of a pose; raises UnreachableError."""
    bones = skeleton(pose)
    box = _box(pose, bones)
    ordered = _from_the_side if pose.view is View.SIDE else _upright
    shapes = (
        *gear.behind(pose),
        *ordered(pose, bones),
        *gear.ground(pose, box),
        *_arrows(pose),
        *body.badges(pose, bones),
    )
    return Figure(shapes, box)


def _arrows(pose: Pose) -> Iterator[Shape]:
    """All in one shape."""
    if pose.arrows:
        yield Shape(Part.WORKS, "".join(map(outlines.arrow, pose.arrows)), outlined=False)


def _from_the_side(pose: Pose, bones: Skeleton) -> Iterator[Shape]:
    """The far limbs first, and the head last: an arm never covers a face."""
    for name in (LimbName.LEFT_LEG, LimbName.LEFT_ARM):
        if body.shown(pose, name):
            yield from body.limb(name, pose, bones)
    yield from body.cuffs(pose, bones, near=False)
    near_arm = (*body.limb(LimbName.RIGHT_ARM, pose, bones),)
    if not pose.hands_in_front:
        yield from near_arm
    yield from trunks.trunk(pose, bones)
    yield from body.limb(LimbName.RIGHT_LEG, pose, bones)
    if pose.tight is not None:
        yield Shape(Part.WORKS, outlines.circle(pose.tight, body.MUSCLE))
    yield from gear.weight(pose)
    if pose.hands_in_front:
        yield from near_arm
    yield from body.cuffs(pose, bones, near=True)
    yield from gear.towel(pose)
    yield from heads.head(pose, bones)


def _upright(pose: Pose, bones: Skeleton) -> Iterator[Shape]:
    """From the front the limbs are before the trunk; from the back it hides where the arms begin."""
    names = [*LimbName][::-1] if pose.roll < 0 else [*LimbName]
    hidden = [name for name in names if name.arm and pose.view is View.BACK]
    for name in hidden:
        yield from body.limb(name, pose, bones)
    yield from trunks.trunk(pose, bones)
    for name in (name for name in names if name not in hidden):
        yield from body.limb(name, pose, bones)
    yield from heads.head(pose, bones)


def lowest(pose: Pose) -> float:
    """How high the lowest point of the body is."""
    return min(body.heights(pose, skeleton(pose)).values())


def height_of(pose: Pose, joint: str) -> float:
    """How high the underside of a joint is."""
    return body.heights(pose, skeleton(pose))[joint]


def _box(pose: Pose, bones: Skeleton) -> Box:
    """All of the picture, and some air around it."""
    badges = [(at, body.BADGE) for _, at in body.places(pose, bones)]
    dots = [*body.outline(pose, bones), *gear.dots(pose), *badges]
    left, right = min(at[0] - r for at, r in dots), max(at[0] + r for at, r in dots)
    top = max(at[1] + r for at, r in dots)
    return Box(left - MARGIN, -MARGIN - gear.depth(pose), right + MARGIN, top + MARGIN)
