"""What is around a body: floor, mat, wall, ball, towel, weights."""

from __future__ import annotations

from skill.figures.body import Dot
from skill.figures.outlines import bar, chair, circle, oval, rectangle, shine
from skill.figures.pose import Pose
from skill.figures.shapes import Box, Part, Shape

WEIGHT = 11.0
"""Half of how high a weight across the hips is."""


def behind(pose: Pose, box: Box) -> tuple[Shape, ...]:
    """Floor, wall, ball and chair."""
    shapes = []
    if pose.mat is None:
        left, right = box.left + 4, box.right - 4
        shapes.append(Shape(Part.FLOOR, bar((left, -1.2), (right, -1.2), 1.2), outlined=False))
    else:
        shapes.append(Shape(Part.MAT, bar((pose.mat[0], -2.6), (pose.mat[1], -2.6), 2.6), outlined=False))
    if pose.wall is not None:
        shapes.append(Shape(Part.FLOOR, rectangle(pose.wall - 7, -2.4, pose.wall, 178), outlined=False))
    if pose.ball is not None:
        shapes += [
            Shape(Part.GEAR, oval(pose.ball.at, pose.ball.across, pose.ball.up)),
            Shape(Part.SHADE, shine(pose.ball.at, min(pose.ball.across, pose.ball.up)), outlined=False),
        ]
    if pose.chair is not None:
        shapes.append(Shape(Part.GEAR, chair(pose.chair)))
    return tuple(shapes)


def in_front(pose: Pose) -> tuple[Shape, ...]:
    """What lies on or under the body."""
    shapes = []
    if pose.towel is not None:
        at = pose.towel
        shapes += [
            Shape(Part.GEAR, oval(at, 8.0, 4.8)),
            Shape(Part.SHADE, oval(at, 4.0, 2.0), outlined=False),
        ]
    if pose.bar is not None:
        shapes += [
            Shape(Part.METAL, circle(pose.bar, WEIGHT)),
            Shape(Part.SHADE, circle(pose.bar, 3.0), outlined=False),
        ]
    return tuple(shapes)


def dots(pose: Pose) -> list[Dot]:
    """What of it has to be in the picture."""
    found: list[Dot] = [(each, 1.0) for arrow in pose.arrows for each in (arrow.start, arrow.end)]
    if pose.ball is not None:
        found.append((pose.ball.at, max(pose.ball.across, pose.ball.up)))
    if pose.mat is not None:
        found += [((x, 0.0), 1.0) for x in pose.mat]
    if pose.wall is not None:
        found.append(((pose.wall - 6, 0.0), 2.0))
    if pose.bar is not None:
        found.append((pose.bar, WEIGHT))
    if pose.chair is not None:
        found += [((pose.chair - 24, 92.0), 0.0), ((pose.chair + 22, 0.0), 0.0)]
    return found
