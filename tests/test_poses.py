"""Every picture is one that a body can be in: joints bend their way, and hands hold what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import atan2, degrees, dist

import pytest

from skill.coaching.exercise import Level
from skill.content import load
from skill.figures import beds, body, gear
from skill.figures.figure import figure, height_of
from skill.figures.files import WAYS, drawn, poses, way
from skill.figures.heads import HEAD
from skill.figures.outlines import BACK_REST, SEAT
from skill.figures.pose import Arrow, LimbName, Point, Pose, View
from skill.figures.shapes import Part
from skill.figures.sides import of
from skill.figures.skeleton import Skeleton, distance, skeleton
from skill.figures.trunks import CHEST

ENDS = ("start", "end")
POSES: dict[str, Pose] = {
    f"{exercise} {name} {end}": getattr(drawing, end)
    for exercise in drawn()
    if (found := poses(exercise))
    for name in WAYS.values()
    if (drawing := getattr(found, name))
    for end in ENDS
}
FROM_THE_SIDE = [name for name, pose in POSES.items() if pose.view is View.SIDE]
NEAR = 1.6
"""Centimetres by which what touches may be apart, or one in the other: nobody sees it."""
STRAIGHT = 12.0
"""Degrees to which an arm may be bent and still look straight."""
SHORTEST = 15.0
"""Centimetres of an arrow that looks like one."""
SEEN = 4.0
"""Centimetres that are seen at a glance."""


OTHERWISE = ("works", "cuffs", "bar", "blades", "turn", "roll", "tight")
"""What else than a joint may make one picture unlike another."""
LIES = {"knee_hug usual start", "knee_hug easier start"}
ON_TOES = {"plank usual end", "march easier end"}


def named(exercise: str) -> list[str]:
    """The pictures of an exercise, or of those whose names begin like that."""
    return [name for name in POSES if name.startswith(exercise)]


def hands(bones: Skeleton) -> Iterator[tuple[Point, Point]]:
    """Each from the wrist to the fingers."""
    for name in LimbName:
        if name.arm:
            yield bones.limbs[name].end, bones.limbs[name].tip


def bent(start: Point, middle: Point, end: Point) -> float:
    """How far a joint bends to the left of its way, in degrees."""
    first = degrees(atan2(middle[1] - start[1], middle[0] - start[0]))
    second = degrees(atan2(end[1] - middle[1], end[0] - middle[0]))
    return (second - first + 180) % 360 - 180


@pytest.mark.parametrize("name", FROM_THE_SIDE)
def test_elbows_bend_forwards_and_knees_backwards(name: str) -> None:
    """The child's pose once had a forearm that pointed back to the knees."""
    pose = POSES[name]
    for limb, bones in skeleton(pose).limbs.items():
        if not any(of(pose, limb).out):
            bends = bent(bones.root, bones.middle, bones.end) * (1 if limb.arm else -1)
            assert -7 <= bends <= 155, limb


@pytest.mark.parametrize("name", FROM_THE_SIDE)
def test_a_back_is_not_broken_and_a_head_sits_on_it(name: str) -> None:
    pose = POSES[name]
    bones = skeleton(pose)
    assert abs(bent(bones.hip, bones.waist, bones.shoulder)) <= 42
    assert abs(bent(bones.waist, bones.shoulder, bones.head)) <= 42
    assert 40 <= (pose.head - bones.face) % 360 <= 135, "the face is at the front of the head"


@pytest.mark.parametrize("name", POSES)
def test_no_arm_covers_a_face(name: str) -> None:
    parts = [shape.part for shape in figure(POSES[name]).shapes]
    last_limb = max(index for index, part in enumerate(parts) if part in {Part.BODY, Part.FAR})
    assert parts.index(Part.HAIR) > last_limb


@pytest.mark.parametrize(
    "name", [name for name, pose in POSES.items() if pose.works or pose.turn or pose.roll]
)
def test_a_badge_covers_nothing(name: str) -> None:
    pose, bones = POSES[name], skeleton(POSES[name])
    covered = list(body.covered(pose, bones))
    for _, at in body.places(pose, bones):
        assert min(distance(at, start, end) - wide for start, end, wide in covered) > body.BADGE


@pytest.mark.parametrize("name", [name for name in POSES if name.endswith("end")])
def test_an_arrow_says_where_the_movement_goes(name: str) -> None:
    """A shorter one is all head."""
    assert POSES[name].arrows
    assert min(map(long, POSES[name].arrows)) >= SHORTEST


@pytest.mark.parametrize("name", sorted({*FROM_THE_SIDE} - ON_TOES))
def test_feet_that_stand_are_flat(name: str) -> None:
    pose = POSES[name]
    for side in ("right", "left"):
        stands = f"{side}_toes" in pose.touches and f"{side}_ankle" not in pose.touches
        if stands and skeleton(pose).limbs[LimbName(f"{side}_leg")].end[1] < 6:
            assert abs(height_of(pose, f"{side}_heel")) <= NEAR


@pytest.mark.parametrize("name", [name for name in FROM_THE_SIDE if POSES[name].mat])
def test_on_hands_and_knees_the_arms_are_straight_pillars(name: str) -> None:
    pose = POSES[name]
    bones = skeleton(pose)
    for side in ("right", "left"):
        arm = bones.limbs[LimbName(f"{side}_arm")]
        if f"{side}_wrist" in pose.touches and bones.shoulder[1] > 50:
            assert abs(bones.shoulder[0] - arm.end[0]) <= SEEN, "hands under the shoulders"
            assert bent(arm.root, arm.middle, arm.end) <= STRAIGHT


@pytest.mark.parametrize("name", [name for name, pose in POSES.items() if pose.towel])
def test_the_towel_is_under_the_forehead(name: str) -> None:
    towel, bones = POSES[name].towel, skeleton(POSES[name])
    assert towel is not None
    assert towel[1] == gear.TOWEL, "on the floor"
    assert abs(dist(towel, bones.head) - gear.TOWEL - HEAD) <= NEAR
    assert towel[0] > bones.head[0], "nearer the crown than the chin"


@pytest.mark.parametrize("name", [name for name, pose in POSES.items() if pose.ball])
def test_the_ball_is_round_and_leant_on(name: str) -> None:
    pose = POSES[name]
    ball, bones = pose.ball, skeleton(pose)
    assert ball is not None
    assert ball.across >= 0.75 * ball.up, "it gives way, and does not burst"
    if pose.wall is None:
        assert ball.up == ball.across == ball.at[1]
        assert abs(dist(ball.at, bones.head) - ball.up - HEAD) <= NEAR, "the head rests on it"
        assert abs(dist(ball.at, bones.shoulder) - ball.up - CHEST) <= NEAR
    else:
        assert ball.at[0] - ball.across == pose.wall
        assert CHEST - 2.5 <= distance(ball.at, bones.waist, bones.shoulder) - ball.across <= CHEST + 0.5


@pytest.mark.parametrize("name", named("leg_lift"))
def test_hands_are_on_the_back_of_the_chair(name: str) -> None:
    pose = POSES[name]
    assert pose.chair is not None
    top = (pose.chair - 24, BACK_REST)
    for wrist, fingers in hands(skeleton(pose)):
        assert body.ARM[3] <= distance(top, wrist, fingers) <= body.ARM[2] + 3


@pytest.mark.parametrize("name", named("seated_march"))
def test_hands_hold_the_seat(name: str) -> None:
    for _, fingers in hands(skeleton(POSES[name])):
        assert abs(fingers[1] - SEAT) <= 2.5 + body.ARM[3]


@pytest.mark.parametrize("name", named("wall_push_up"))
def test_a_wall_push_up_is_one_straight_line_with_the_palms_on_the_wall(name: str) -> None:
    pose = POSES[name]
    bones = skeleton(pose)
    leg, arm = bones.limbs[LimbName.RIGHT_LEG], bones.limbs[LimbName.RIGHT_ARM]
    assert abs(bent(leg.end, leg.middle, bones.hip)) <= 3
    assert abs(bent(leg.middle, bones.hip, bones.waist)) <= 3
    assert pose.wall is not None
    assert abs(pose.wall - max(arm.end[0] + body.ARM[2], arm.tip[0] + body.ARM[3])) <= NEAR
    if name.endswith("start"):
        assert bent(arm.root, arm.middle, arm.end) <= STRAIGHT


@pytest.mark.parametrize("name", [name for name, pose in POSES.items() if pose.bar])
def test_hands_hold_the_weight(name: str) -> None:
    pose = POSES[name]
    assert pose.bar is not None
    for wrist, fingers in hands(skeleton(pose)):
        assert distance(pose.bar, wrist, fingers) < gear.WEIGHT


@pytest.mark.parametrize("name", [name for name in named("knee_hug") if name not in LIES])
def test_hands_hold_the_leg_that_is_hugged(name: str) -> None:
    bones = skeleton(POSES[name])
    leg, arm = bones.limbs[LimbName.RIGHT_LEG], bones.limbs[LimbName.RIGHT_ARM]
    assert min(distance(arm.tip, *bone) for bone in pairwise(leg.joints[:3])) <= body.LEG[1] + NEAR


@pytest.mark.parametrize("name", sorted({*named("seated"), *named("chest_lift")} & {*FROM_THE_SIDE}))
def test_nobody_goes_through_the_back_of_a_chair(name: str) -> None:
    pose = POSES[name]
    assert pose.chair is not None
    assert all(at[0] - radius > pose.chair - 22 for at, radius in body.outline(pose, skeleton(pose)))


@pytest.mark.parametrize("name", [name for name, pose in POSES.items() if pose.bed])
def test_who_is_in_bed_has_the_head_on_the_pillow_and_all_of_the_body_on_the_mattress(name: str) -> None:
    pose = POSES[name]
    assert pose.bed is not None
    bones, along = skeleton(pose), int(pose.view is View.ABOVE)
    places = [at[along] for at, _ in body.outline(pose, bones)]
    assert pose.bed[0] < min(places) < max(places) < pose.bed[1]
    from_the_head = pose.bed[1] - bones.head[1] if along else bones.head[0] - pose.bed[0]
    assert 9 < from_the_head < 9 + beds.LONG


@pytest.mark.parametrize("exercise", load().exercises)
def test_each_way_has_its_own_picture_or_looks_the_same_for_a_reason(exercise: str) -> None:
    found = poses(exercise)
    assert found is not None
    assert all(found.same.values())
    for level in (Level.EASIER, Level.HARDER):
        assert (getattr(found, WAYS[level]) is not None) != (WAYS[level] in found.same), WAYS[level]


@pytest.mark.parametrize(
    ("exercise", "level"),
    [(each, level) for each in drawn() for level in (-1, 1) if getattr(poses(each), WAYS[level])],
)
def test_a_way_of_its_own_is_seen_to_be_another(exercise: str, level: int) -> None:
    found = poses(exercise)
    assert found is not None
    usual, other = found.usual.end, way(found, level).end
    if any(getattr(usual, what) != getattr(other, what) for what in OTHERWISE):
        return
    before, after = body.joints(skeleton(usual)), body.joints(skeleton(other))
    assert max(dist(before[joint][0], after[joint][0]) for joint in before) >= SEEN
    if usual.arrows and other.arrows and dist(usual.arrows[0].end, other.arrows[0].end) < 2 * SEEN:
        assert abs(long(usual.arrows[0]) - long(other.arrows[0])) >= SEEN


def long(arrow: Arrow) -> float:
    return dist(arrow.start, arrow.end)
