"""Something soft under what is sore on the floor, before anything is given up for it."""

from __future__ import annotations

from skill.coaching.exercise import BodyPart
from skill.dialogue import moving
from skill.dialogue.answer import Answer, ask
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Part, Talk, say
from skill.dialogue.situation import asked, question_of_place
from skill.dialogue.sparing import taken_up_again
from skill.dialogue.turn import Turn

PUTTING_UNDER = 20.0
"""Seconds to fold a mat or a towel, and to get comfortable on it."""
ON_THE_FLOOR = {BodyPart.KNEE, BodyPart.ELBOW, BodyPart.HIP, BodyPart.WRIST, BodyPart.ANKLE}
"""What presses on the floor; a pain anywhere else has another reason."""


def padded_first(turn: Turn) -> Answer | None:
    """ "My knee's sore on the floor": something soft under it; None the second time, and for others."""
    memory, part = turn.memory, turn.slots.body_part or BodyPart.KNEE
    known = memory.padded or part in memory.sore or memory.sharp_pain
    if known or part not in ON_THE_FLOOR or not turn.slots.on_floor or turn.slots.other_part:
        return None
    talk: Talk = (say("pain.stop"), moving.at_rest(turn)) if turn.under_way else ()
    turn = (moving.rested(turn) if turn.under_way else turn).but(unsure=False).with_memory(padded=part)
    return ask(turn, [*talk, say("pain.pad", part=Part(part))], question_of_place(turn), quiet=PUTTING_UNDER)


def tried_padded(turn: Turn) -> Answer | None:
    """ "I'll put a cushion under it", where an easier way was offered for a pain, or it was left: it is tried
    like that. None where nothing was, and where no cushion helps."""
    memory, left = turn.memory, turn.memory.left
    easier = asked(turn) is Question.EASIER
    if not (easier or (left is not None and left.exercise in memory.hurts)):
        return None
    if not memory.sore or memory.may_hurt or not ON_THE_FLOOR.issuperset(memory.sore):
        return None
    back = turn if easier else taken_up_again(turn)
    stint = back.stint if back is not None else None
    if back is None or stint is None:
        return None
    hurts = tuple(other for other in memory.hurts if other != stint.exercise)
    turn = back.with_memory(hurts=hurts, asked=None, about="", left=None, padded=memory.sore[-1])
    return ask(turn, [say("pain.padded")], Question.DO_IT, about=stint.exercise, quiet=PUTTING_UNDER)
