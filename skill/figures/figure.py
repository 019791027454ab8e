"""Joints become shapes, in the order in which they are drawn."""

from __future__ import annotations

from skill.figures import body, gear, outlines
from skill.figures.pose import LimbName, Pose
from skill.figures.shapes import Box, Figure, Part, Shape
from skill.figures.skeleton import Skeleton, skeleton

MARGIN = 7.0
"""Air around a figure."""


def figure(pose: Pose) -> Figure:
    """The shapes of a pose; raises UnreachableError."""
    bones = skeleton(pose)
    box = _box(pose, bones)
    near_arm = _limb(LimbName.RIGHT_ARM, pose, bones)
    far = [name for name in (LimbName.LEFT_LEG, LimbName.LEFT_ARM) if body.shown(pose, name)]
    shapes = (
        *gear.behind(pose, box),
        *(_limb(name, pose, bones) for name in far),
        *body.cuffs(pose, bones, near=False),
        *(() if pose.hands_in_front else (near_arm,)),
        *body.trunk(bones),
        _limb(LimbName.RIGHT_LEG, pose, bones),
        *((near_arm,) if pose.hands_in_front else ()),
        *gear.in_front(pose),
        *body.cuffs(pose, bones, near=True),
        *(Shape(Part.WORKS, outlines.arrow(each), outlined=False) for each in pose.arrows),
        *body.badges(pose, bones),
    )
    return Figure(shapes, box)


def lowest(pose: Pose) -> float:
    """How high the lowest point of the body is."""
    return min(at[1] - radius for at, radius in body.outline(pose, skeleton(pose)))


def height_of(pose: Pose, joint: str) -> float:
    """How high the underside of a joint is."""
    at, radius = body.joints(skeleton(pose))[joint]
    return at[1] - radius


def _limb(name: LimbName, pose: Pose, bones: Skeleton) -> Shape:
    return Shape(body.part(pose, name), body.limb(name, bones))


def _box(pose: Pose, bones: Skeleton) -> Box:
    """All of the picture, and some air around it."""
    badges = [((bones.limbs[name].end[0], bones.limbs[name].end[1] + 19), 8.0) for name in pose.works]
    dots = [*body.outline(pose, bones), *gear.dots(pose), *badges]
    left, right = min(at[0] - r for at, r in dots), max(at[0] + r for at, r in dots)
    top = max(at[1] + r for at, r in dots)
    return Box(left - MARGIN, -MARGIN - gear.depth(pose), right + MARGIN, top + MARGIN)
