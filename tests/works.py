"""Random work for property tests, and a script that says keys instead of words."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec import json

from skill.coaching.cue import Place
from skill.coaching.dose import Dose, Tempo, Work
from skill.coaching.script import Calls
from skill.coaching.stepping import after, finished
from skill.rendering import apla

SIDES = ("right_arm", "left_arm")


class PlainScript:
    """A script without language: numbers as digits, prompts as their keys and values."""

    def say(self, key: str, **values: str | int) -> str:
        return " ".join([key, *map(str, values.values())])

    def number(self, number: int) -> str:
        return str(number)

    def beat(self, number: int) -> str:
        return str(number)

    def ordinal(self, number: int) -> str:
        return f"#{number}"


def calls(work: Work) -> Calls:
    return Calls(
        "lift",
        "hold",
        "lower",
        work.sides,
        breath=("breathe", "breathe_out"),
        form=("back_flat", "hips_up", "neck_long"),
    )


def doses() -> st.SearchStrategy[Dose]:
    reps, hold = st.integers(1, 6), st.integers(0, 45)
    several = st.builds(Dose, reps=reps, hold=hold, sets=st.integers(2, 3), rest=st.integers(15, 90))
    return st.one_of(several, st.builds(Dose, reps=reps, hold=hold))


def works() -> st.SearchStrategy[Work]:
    tempos = st.builds(
        Tempo,
        lift=st.integers(1, 6).map(float),
        lower=st.integers(1, 6).map(float),
        between=st.integers(0, 30).map(float),
    )
    return st.builds(
        Work, dose=doses(), tempo=tempos, sides=st.sampled_from([(), SIDES]), moving=st.booleans()
    )


def places(work: Work) -> list[Place]:
    """All places between two movements, from the start to just before the end."""
    found, place = [], Place()
    while not finished(work, place):
        found.append(place)
        place = after(work, place)
    return found


def written(document: apla.Component) -> apla.Component:
    """An audio document as it is read from its JSON."""
    read: apla.Component = json.decode(json.encode(document))
    return read
