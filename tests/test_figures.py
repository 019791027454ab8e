"""The committed pictures are what the data gives: bodies of one size that rest on the floor."""

from __future__ import annotations

import runpy
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from math import dist
from pathlib import Path
from struct import unpack

import pytest
from msgspec.structs import replace

from skill.coaching.exercise import Level
from skill.content import load
from skill.figures import body
from skill.figures.figure import figure, height_of, lowest
from skill.figures.files import drawn, poses, way
from skill.figures.pose import Limb, LimbName, Pose
from skill.figures.shapes import Part
from skill.figures.sides import swapped
from skill.figures.skeleton import ARM, LEG, skeleton
from tests.routines import ALL

SCRIPT = Path(__file__).parents[1] / "scripts" / "draw_figures.py"
SCRIPTED = runpy.run_path(str(SCRIPT))
PICTURES: dict[Path, str] = SCRIPTED["pictures"]()
POSES: dict[str, Pose] = {
    f"{exercise} {level} {name}": getattr(way(found, level), name)
    for exercise in drawn()
    if (found := poses(exercise))
    for level in (-1, 0, 1)
    for name in ("start", "end")
}
NEAR = 1.3
"""Centimetres that a joint may be off the floor: nobody sees it."""


@pytest.mark.parametrize("file", PICTURES, ids=lambda file: file.stem)
def test_a_picture_is_what_the_data_gives(file: Path) -> None:
    assert file.read_text("utf-8") == PICTURES[file], "run `python scripts/draw_figures.py`"
    assert ElementTree.fromstring(PICTURES[file]).tag.endswith("svg")


def test_no_picture_is_left_from_before() -> None:
    assert set(next(iter(PICTURES)).parent.glob("*.svg")) == set(PICTURES)


@pytest.mark.parametrize("routine", ["back", "bed", "chair", "gentle"])
def test_every_exercise_of_our_routines_is_drawn(routine: str) -> None:
    """One that somebody adds may go without: a screen then shows its words."""
    assert set(ALL[routine].order) <= set(drawn())


@pytest.mark.slow
def test_cards_have_their_pictures_in_two_sizes(tmp_path: Path) -> None:
    one = next(iter(PICTURES))
    SCRIPTED["write_png"](tmp_path, {one: PICTURES[one]})
    sizes = {file.stem: unpack(">II", file.read_bytes()[16:24]) for file in tmp_path.glob("*.png")}
    assert sizes == {f"{one.stem}-small": (720, 480), f"{one.stem}-large": (1200, 800)}


@pytest.mark.parametrize("name", POSES)
def test_a_body_rests_on_what_it_is_said_to_touch(name: str) -> None:
    pose = POSES[name]
    assert {
        joint: height_of(pose, joint) for joint in pose.touches if abs(height_of(pose, joint)) > NEAR
    } == {}
    assert pose.touches
    assert abs(lowest(pose)) <= NEAR


@pytest.mark.parametrize("name", POSES)
def test_limbs_have_one_length_in_every_picture(name: str) -> None:
    limbs = skeleton(POSES[name]).limbs
    for limb, bones in limbs.items():
        joints = [(*at, out) for at, out in zip(bones.joints, bones.depth, strict=True)]
        assert [dist(*bone) for bone in pairwise(joints)] == pytest.approx(ARM if limb.arm else LEG)


@pytest.mark.parametrize("exercise", drawn())
def test_the_side_that_works_is_marked(exercise: str) -> None:
    """As the exercise's first side is called; the other one is the same, the other way round."""
    library = load()
    found = poses(exercise)
    assert found is not None
    if exercise not in library.exercises or not library.exercises[exercise].work.sides:
        return
    for level in Level:
        end = way(found, level).end
        first, second = library.language("en-US").exercises[exercise].calls_at(level).sides
        if not set(f"{first}, {second}".replace(" ", "_").split(",_")) <= set(LimbName):
            assert not end.works, "a turn or a side of the body is no limb"
            turned = end.turn or end.roll
            assert turned
            assert (swapped(end).turn or swapped(end).roll) == -turned, "to the other side"
            sides = [body.places(pose, skeleton(pose)) for pose in (end, swapped(end))]
            assert [[left for left, _ in marked] for marked in sides] == [[True], [False]]
            continue
        for pose, called in ((end, first), (swapped(end), second)):
            assert {name.replace("_", " ") for name in pose.works} == set(called.split(", "))
            still = replace(pose, arrows=())
            parts = [shape.part for shape in figure(still).shapes]
            near = sum(name.near for name in pose.works)
            assert parts.count(Part.WRITING) == len(pose.works)
            assert parts.count(Part.WORKS) == len(pose.works) + near
            assert parts.count(Part.WORKS_FAR) == len(pose.works) - near


@pytest.mark.parametrize("level", [-1, 0, 1])
def test_of_two_knees_that_roll_the_upper_one_is_in_front(level: int) -> None:
    left = POSES[f"knee_roll {level} end"]
    for pose, upper in ((left, LimbName.RIGHT_LEG), (swapped(left), LimbName.LEFT_LEG)):
        legs = [shape for name in LimbName if not name.arm for shape in body.limb(name, pose, skeleton(pose))]
        assert [shape for shape in figure(pose).shapes if shape in legs][-1] in body.limb(
            upper, pose, skeleton(pose)
        )


def test_a_limb_cannot_be_longer_than_it_is() -> None:
    pose = POSES["bridge 0 start"]
    with pytest.raises(ValueError, match=f"{LimbName.RIGHT_LEG} cannot reach"):
        figure(replace(pose, right_leg=Limb(to=(200.0, 5.0))))
