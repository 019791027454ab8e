"""What is said, as pieces that are read in a glance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.rendering.captions import captions

WORD = st.text("abcdefg,", min_size=1, max_size=30)


@given(st.lists(WORD, max_size=12).map(" ".join), st.integers(8, 42))
def test_every_word_is_shown_in_its_order_and_no_piece_is_too_long(said: str, most: int) -> None:
    shown = captions(said, most)
    assert " ".join(shown).split() == said.split()
    assert all(len(piece) <= most or " " not in piece for piece in shown)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("", ()),
        ("Hold.", ("Hold.",)),
        ("Knees bent, feet flat on the floor.", ("Knees bent,", "feet flat on the floor.")),
        ("Supercalifragilistic hold", ("Supercalifragilistic", "hold")),
        ("Supercalifragilisticexpialidocious", ("Supercalifragilisticexpialidocious",)),
    ],
)
def test_a_sentence_is_divided_where_one_would_pause(said: str, shown: tuple[str, ...]) -> None:
    assert captions(said, 24 if "," in said else 12) == shown
