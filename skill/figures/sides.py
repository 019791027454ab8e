"""Left and right: the same done with the other side."""

from __future__ import annotations

from msgspec.structs import replace

from skill.figures.pose import Arrow, Limb, LimbName, Point, Pose, Toward, View

OTHER = {
    LimbName.LEFT_ARM: LimbName.RIGHT_ARM,
    LimbName.RIGHT_ARM: LimbName.LEFT_ARM,
    LimbName.LEFT_LEG: LimbName.RIGHT_LEG,
    LimbName.RIGHT_LEG: LimbName.LEFT_LEG,
}
ACROSS = {Toward.LEFT: Toward.RIGHT, Toward.RIGHT: Toward.LEFT}


def swapped(pose: Pose) -> Pose:
    """The other side at work: limbs that change places, or a picture seen in a mirror."""
    if pose.view is not View.SIDE:
        return _mirrored(pose)
    return replace(
        pose,
        left_arm=pose.right_arm,
        right_arm=pose.left_arm or pose.right_arm,
        left_leg=pose.right_leg,
        right_leg=pose.left_leg or pose.right_leg,
        works=tuple(OTHER[name] for name in pose.works),
        cuffs=tuple(OTHER[name] for name in pose.cuffs),
    )


def of(pose: Pose, name: LimbName) -> Limb:
    """A limb as the data give it, or as the other side gives it."""
    given: Limb | None = getattr(pose, name)
    if given is not None:
        return given
    other: Limb = getattr(pose, OTHER[name])
    return other if pose.view is View.SIDE else _reflected(other, pose.hip[0])


def _reflected(limb: Limb, middle: float) -> Limb:
    return replace(
        limb,
        angles=limb.angles and (180 - limb.angles[0], 180 - limb.angles[1]),
        to=limb.to and (2 * middle - limb.to[0], limb.to[1]),
        bend=ACROSS.get(limb.bend, limb.bend),
        tip=None if limb.tip is None else 180 - limb.tip,
    )


def _mirrored(pose: Pose) -> Pose:
    middle = pose.hip[0]

    def point(at: Point) -> Point:
        return 2 * middle - at[0], at[1]

    return replace(
        pose,
        spine=(180 - pose.spine[0], 180 - pose.spine[1]),
        head=180 - pose.head,
        turn=-pose.turn,
        roll=-pose.roll,
        **{name: _reflected(of(pose, OTHER[name]), middle) for name in LimbName},
        works=tuple(OTHER[name] for name in pose.works),
        arrows=tuple(Arrow(point(each.start), point(each.end), -each.bow) for each in pose.arrows),
    )
