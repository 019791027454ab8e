"""What a data file says of a picture: angles, places of hands and feet, and what is used.

Lengths are in centimetres of a person of about 1.70 m, with the floor at 0 and up positive. Angles are in
degrees: 0 points to the right, 90 up. A figure shows its right side unless a view says otherwise: it faces
right when it stands, and its head is on the right when it is face down, and on the left when on its back.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

Point: TypeAlias = tuple[float, float]
Angle: TypeAlias = Annotated[float, Meta(ge=-360, le=360)]


class Toward(StrEnum):
    """To which side in the picture an elbow or a knee bends."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"


class View(StrEnum):
    """From where a figure is seen."""

    SIDE = "side"
    FRONT = "front"
    BACK = "back"
    ABOVE = "above"
    """Of who lies on the back, with the head at the top: up in the picture is along the bed."""

    @property
    def front(self) -> bool:
        """Whether the front of the body is seen."""
        return self in {View.FRONT, View.ABOVE}


class Limb(Struct, frozen=True, forbid_unknown_fields=True):
    """An arm or a leg: its angles, or where it ends."""

    angles: tuple[Angle, Angle] | None = None
    """Of the upper arm and the forearm, or the thigh and the shin."""
    to: Point | None = None
    """Where the wrist or the ankle is, in place of the angles."""
    bend: Toward = Toward.UP
    """To which side the elbow or the knee bends, if `to` says where it ends."""
    tip: Angle | None = None
    """Direction of the hand or the foot; None: straight on, and the foot across."""
    out: tuple[Angle, Angle, Angle] = (0, 0, 0)
    """How far each of the three bones points out of the picture, which makes it look shorter."""

    def __post_init__(self) -> None:
        if (self.angles is None) == (self.to is None):
            raise ValueError("a limb has either angles or a place to end")


class LimbName(StrEnum):
    LEFT_ARM = "left_arm"
    LEFT_LEG = "left_leg"
    RIGHT_ARM = "right_arm"
    RIGHT_LEG = "right_leg"

    @property
    def near(self) -> bool:
        return self in {LimbName.RIGHT_ARM, LimbName.RIGHT_LEG}

    @property
    def arm(self) -> bool:
        return self in {LimbName.RIGHT_ARM, LimbName.LEFT_ARM}


class Ball(Struct, frozen=True, forbid_unknown_fields=True):
    """A big ball, which gives way under a body."""

    at: Point
    across: Annotated[float, Meta(ge=5, le=40)]
    """From its middle to its side."""
    up: Annotated[float, Meta(ge=5, le=40)]
    """From its middle to its top."""


class Arrow(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a movement goes."""

    start: Point
    end: Point
    bow: float = 0
    """How far its middle is bent to the left of its way."""


class Blades(Struct, frozen=True, forbid_unknown_fields=True):
    """Shoulder blades, which are seen from the back."""

    apart: Annotated[float, Meta(ge=4, le=12)]
    """From the spine to the middle of each."""
    work: bool = False


class Pose(Struct, frozen=True, forbid_unknown_fields=True):
    """One picture."""

    hip: Point
    spine: tuple[Angle, Angle]
    """From the hips to the waist, and from the waist to the shoulders."""
    head: Angle
    """From the shoulders to the head."""
    right_arm: Limb
    right_leg: Limb
    left_arm: Limb | None = None
    """None: as the right one; hidden by it, or its mirror image as seen from the front or the back."""
    left_leg: Limb | None = None
    view: View = View.SIDE
    face: Angle | None = None
    """Where the face looks; None: across the neck."""
    turn: Angle = 0
    """How far the chest is turned to the left side of the body, as seen from the front."""
    roll: Angle = 0
    """How far the knees are rolled to the left side of the body, as seen from above."""
    blades: Blades | None = None
    tight: Point | None = None
    """The middle of a muscle that is squeezed and moves nothing."""
    works: tuple[LimbName, ...] = ()
    """The limbs that move, of one side: they are marked with their side."""
    touches: tuple[str, ...] = ()
    """Joints on the floor: "right_hand", "left_knee", "hip", "shoulder", "head" and the like."""
    mat: Point | None = None
    """From where to where there is a mat."""
    bed: Point | None = None
    """From where to where there is a bed, in place of a mat; from above, from its foot to its head."""
    wall: float | None = None
    ball: Ball | None = None
    towel: Point | None = None
    """The middle of a rolled towel."""
    cuffs: tuple[LimbName, ...] = ()
    """Limbs with a cuff weight."""
    bar: Point | None = None
    """The middle of a weight that lies across the body."""
    chair: float | None = None
    """The middle of a seat; from the side, its back is on the left."""
    hands_in_front: bool = True
    """The near arm is drawn over the body."""
    arrows: tuple[Arrow, ...] = ()


class Way(Struct, frozen=True, forbid_unknown_fields=True):
    """One way to do an exercise. What the second side has is made by swapping left and right."""

    start: Pose
    end: Pose


class Poses(Struct, frozen=True, forbid_unknown_fields=True):
    """The pictures of one exercise; a way without its own ones has those of the usual way, and says why."""

    usual: Way
    easier: Way | None = None
    harder: Way | None = None
    same: dict[str, str] = {}
    """Why a way looks like the usual one."""
