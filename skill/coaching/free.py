"""Free counting: reps or one hold of anything, led without knowing the exercise."""

from __future__ import annotations

from skill.coaching.dose import Dose, Tempo, Work

REPS_TEMPO = Tempo(lift=2, lower=2)
"""Two seconds each way: the slow end of what NASM gives beginners for moving reps."""
HOLD_TEMPO = Tempo(lift=0, lower=2)
"""A free hold starts with the word, because nobody knows how long getting into it takes."""


def free_work(dose: Dose) -> Work:
    """A free dose as work: counted on the effort when it has no hold."""
    return Work(dose, HOLD_TEMPO if dose.hold else REPS_TEMPO, moving=not dose.hold)
