"""What is said in whole conversations, as a physiotherapist would read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversation import FOLDER, replay

CONVERSATIONS = sorted(FOLDER.glob("*.txt"))


def test_there_are_a_dozen_at_least() -> None:
    assert len(CONVERSATIONS) >= 12


@pytest.mark.parametrize("file", CONVERSATIONS, ids=lambda file: file.stem)
def test_goes_as_written(file: Path) -> None:
    written = file.read_text()
    assert replay(written) == written, "if it is meant: make conversations, and read what changed"


@pytest.mark.parametrize("file", CONVERSATIONS, ids=lambda file: file.stem)
def test_tells_what_it_shows(file: Path) -> None:
    assert file.read_text().startswith("# ")


SHORT = """\
# Somebody opens the skill, and has no time for it after all.
(device: screen)

U: open my back routine

# The question is still in the air.
U [0:02]: stop
"""


def test_only_what_is_heard_is_written_by_the_program() -> None:
    played = replay(SHORT)
    by_hand = [line for line in played.splitlines() if not line.startswith(("A:", "   ", "(session ends)"))]
    assert "\n".join(by_hand) + "\n" == SHORT
    assert "A: Welcome" in played


def test_an_answer_that_changed_is_noticed() -> None:
    played = replay(SHORT)
    assert replay(played) == played
    assert replay(played.replace("Welcome", "Hello")) == played


def test_a_line_nobody_can_read_is_named() -> None:
    with pytest.raises(ValueError, match="U wait"):
        replay("# A slip.\n\nU wait\n")
