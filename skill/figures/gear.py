"""What is around a body: floor, mat, wall, ball, towel, weights."""

from __future__ import annotations

from skill.figures import beds
from skill.figures.body import Dot
from skill.figures.outlines import bar, chair, chair_front, circle, oval, rectangle, ring, shine
from skill.figures.pose import Pose, View
from skill.figures.shapes import Box, Part, Shape

WEIGHT = 11.0
"""Half of how high a weight across the hips is."""
TOWEL = 5.2
"""Half of how thick a rolled towel is."""


def behind(pose: Pose) -> tuple[Shape, ...]:
    """Bed, ball, wall and chair, which cover nothing."""
    shapes = [*beds.behind(pose)]
    if pose.ball is not None:
        shapes += [
            Shape(Part.GEAR, oval(pose.ball.at, pose.ball.across, pose.ball.up), outlined=False),
            Shape(Part.SHADE, shine(pose.ball.at, min(pose.ball.across, pose.ball.up)), outlined=False),
        ]
    if pose.wall is not None:
        shapes.append(Shape(Part.FLOOR, rectangle(pose.wall - 7, -2.4, pose.wall, 178), outlined=False))
    if pose.chair is not None:
        drawn = chair if pose.view is View.SIDE else chair_front
        shapes.append(Shape(Part.GEAR, drawn(pose.chair), outlined=False))
    return tuple(shapes)


def weight(pose: Pose) -> tuple[Shape, ...]:
    """What lies on the body, and under the hands."""
    if pose.bar is None:
        return ()
    return (
        Shape(Part.METAL, circle(pose.bar, WEIGHT)),
        Shape(Part.SHADE, circle(pose.bar, 3.0), outlined=False),
    )


def towel(pose: Pose) -> tuple[Shape, ...]:
    """A roll, seen from its end."""
    if pose.towel is None:
        return ()
    return (
        Shape(Part.TOWEL, circle(pose.towel, TOWEL)),
        Shape(Part.SHADE, ring(pose.towel, 3.4, 2.4), outlined=False),
    )


def ground(pose: Pose, box: Box) -> tuple[Shape, ...]:
    """Floor, mat or bed, drawn last: a body lies on it, and does not sink into it."""
    if pose.view is View.ABOVE:
        return ()
    if pose.bed is not None:
        return beds.under(pose.bed)
    if pose.mat is not None:
        return (Shape(Part.MAT, bar((pose.mat[0], -2.6), (pose.mat[1], -2.6), 2.6), outlined=False),)
    floor = bar((box.left + 4, -1.2), (box.right - 4, -1.2), 1.2)
    return (Shape(Part.FLOOR, floor, outlined=False),)


def depth(pose: Pose) -> float:
    """How far something reaches below what the body lies or stands on."""
    return beds.HEIGHT if pose.bed is not None and pose.view is not View.ABOVE else 0.0


def dots(pose: Pose) -> list[Dot]:
    """What of it has to be in the picture."""
    found: list[Dot] = [(each, 1.0) for arrow in pose.arrows for each in (arrow.start, arrow.end)]
    found += beds.dots(pose)
    if pose.ball is not None:
        found.append((pose.ball.at, max(pose.ball.across, pose.ball.up)))
    if pose.mat is not None:
        found += [((x, 0.0), 1.0) for x in pose.mat]
    if pose.wall is not None:
        found.append(((pose.wall - 6, 0.0), 2.0))
    if pose.bar is not None:
        found.append((pose.bar, WEIGHT))
    if pose.chair is not None:
        found += [((pose.chair - 24, 92.0), 0.0), ((pose.chair + 24, 0.0), 0.0)]
    return found
