"""Free counting: reps or one hold of anything, led without knowing the exercise."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.dose import Dose, Tempo, Work

REPS_TEMPO = Tempo(lift=2, lower=2)
"""Two seconds each way: the slow end of what NASM gives beginners for moving reps."""
HOLD_TEMPO = Tempo(lift=0, lower=2)
"""A free hold starts with the word, because nobody knows how long getting into it takes."""
SEVERAL_HOLDS = replace(HOLD_TEMPO, between=8, recover=0.65)
"""Between two free holds is time to breathe and to set up again: as long as in the plank, whose holds are as
long as any."""


def free_work(dose: Dose) -> Work:
    """A free dose as work: counted on the effort when it has no hold."""
    if not dose.hold:
        return Work(dose, REPS_TEMPO, moving=True)
    return Work(dose, SEVERAL_HOLDS if dose.reps > 1 else HOLD_TEMPO)
