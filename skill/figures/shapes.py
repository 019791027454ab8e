"""What a figure is made of."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Part(StrEnum):
    """What a shape is: the theme gives it its colour."""

    FLOOR = "floor"
    MAT = "mat"
    GEAR = "gear"
    SHADE = "shade"
    METAL = "metal"
    TOWEL = "towel"
    FAR = "far"
    BODY = "body"
    SKIN = "skin"
    HAIR = "hair"
    WORKS = "works"
    WORKS_FAR = "worksFar"
    WRITING = "writing"


class Shape(NamedTuple):
    part: Part
    path: str
    """As SVG and Alexa's vector graphics write it, with y downwards."""
    outlined: bool = True
    """It stands out from what it covers: its outline is drawn below it in the colour of the ground."""


class Box(NamedTuple):
    """What of the plane is shown; `top` is up."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def around(self, other: Box) -> Box:
        """Both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


class Figure(NamedTuple):
    """Shapes in the order in which they are drawn."""

    shapes: tuple[Shape, ...]
    box: Box
