"""Golden conversations, readable by a physiotherapist."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversation import FOLDER, replay

CONVERSATIONS = sorted(FOLDER.glob("*.txt"))


def test_there_are_at_least_a_dozen() -> None:
    assert len(CONVERSATIONS) >= 12


@pytest.mark.parametrize("file", CONVERSATIONS, ids=lambda file: file.stem)
def test_the_conversation_is_as_written(file: Path) -> None:
    written = file.read_text()
    assert replay(written) == written, "if it is meant: make conversations, and read what changed"


@pytest.mark.parametrize("file", CONVERSATIONS, ids=lambda file: file.stem)
def test_a_conversation_starts_with_a_description(file: Path) -> None:
    assert file.read_text().startswith("# ")


SHORT = """\
# Somebody opens the skill, and has no time for it after all.
(device: screen)

U: open my back routine

# The question is still in the air.
U [0:02]: stop
"""


def test_only_answers_are_written_by_the_program() -> None:
    played = replay(SHORT)
    by_hand = [line for line in played.splitlines() if not line.startswith(("A:", "   ", "(session ends)"))]
    assert "\n".join(by_hand) + "\n" == SHORT
    assert "A: Welcome" in played


def test_a_changed_answer_is_noticed() -> None:
    played = replay(SHORT)
    assert replay(played) == played
    assert replay(played.replace("Welcome", "Hello")) == played


def test_an_invalid_line_is_reported() -> None:
    with pytest.raises(ValueError, match="U wait"):
        replay("# A slip.\n\nU wait\n")
