"""The tool that compares all answers before and after a change: what it says, and that it can be repeated."""

from __future__ import annotations

import random

import pytest

from skill.content import load
from skill.skill import INTENTS
from tests.answer_hashes import conversations, ids_of, slot, slots, slots_of


def test_every_slot_of_the_model_is_filled_at_times() -> None:
    chance, filled = random.Random(1), set[tuple[str, str]]()
    asked = {(intent, name) for intent in INTENTS for name, _ in slots_of(intent)}
    for intent, _ in sorted(asked):
        for _ in range(20):
            filled |= {(intent, name) for name, told in slots(intent, chance).items() if "value" in told}
    assert len({name for _, name in asked}) > 20
    assert filled == asked


def test_every_exercise_is_named() -> None:
    assert {*ids_of("EXERCISE")} == {*load().exercises}
    chance = random.Random(1)
    named = {slot("exercise", "EXERCISE", chance).get("value") for _ in range(400)}
    assert named == {None, *load().exercises}


@pytest.mark.all_routines
def test_the_same_seed_gives_the_same_hashes() -> None:
    assert list(conversations(2, seed=1)) == list(conversations(2, seed=1))
    assert list(conversations(2, seed=1)) != list(conversations(2, seed=2))
