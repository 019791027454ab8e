"""Leaving: the place is kept, and nothing is asked."""

from __future__ import annotations

from skill.coaching.cue import Place
from skill.dialogue import moving
from skill.dialogue.answer import Answer, close, silence
from skill.dialogue.free_counts import with_what_was_done
from skill.dialogue.logbook import with_corrected
from skill.dialogue.moment import Moment, broken_off
from skill.dialogue.phrases import Phrase, name_of, say
from skill.dialogue.turn import Turn
from skill.dialogue.workout import closed, finish, just_done_alone
from skill.handlers.document_errors import without_lost_count

AS_GOOD_AS_OVER = 4.0
"""Seconds of an exercise that are left when somebody says that they are finished with it."""


def stop(turn: Turn) -> Answer:
    """Goodbye, with the place kept, and how to get up from where one is.

    In the last seconds of an exercise, it is done.
    """
    stint, now = turn.stint, broken_off(turn)
    up = _getting_up(turn, now)
    if stint is not None and now is not None and now.left and now.left.total <= AS_GOOD_AS_OVER:
        turn = with_corrected(turn, stint, Place(turn.work(stint).dose.sets))
        turn = turn.but(person=turn.person.stint_done())
    if turn.workout is not None and turn.workout.over:
        return finish(turn)
    return close(turn, up, _farewell(turn))


def leave(turn: Turn) -> Answer:
    """ "Stop", "that's enough", "I give up": goodbye; of a free count that ran, with what was done."""
    return with_what_was_done(turn, stop(turn))


def let_go(turn: Turn) -> Answer:
    """Understood nothing several times: no more guessing; the place is kept."""
    return close(turn, say("bye.let_go"))


def session_ended(turn: Turn) -> Answer:
    """Alexa ended the session, and takes no answer.

    Behind the last exercise, the workout is closed; so it is where nobody told whether a pain has settled.
    """
    unsettled = turn.memory.may_hurt
    turn = without_lost_count(turn)
    if unsettled or (turn.workout is not None and turn.workout.over):
        turn = closed(turn)
    return silence(turn)


def _getting_up(turn: Turn, now: Moment | None) -> Phrase | None:
    """How to get up: in full behind one exercise alone; in short to somebody who breaks off or pauses."""
    alone = just_done_alone(turn)
    if alone is not None and not turn.interrupted:
        first = turn.person.met.get(alone.exercise, 0) <= moving.FULL_STEPS_TIMES
        return moving.up(turn, turn.memory.body, first=first)
    if not turn.under_way:
        on_the_mat = turn.workout is not None and turn.workout.begun and not turn.new_session
        return moving.up(turn, turn.memory.body, first=False) if on_the_mat else None
    here = moving.here(turn)
    place = turn.library.positions[here]
    if now is not None and now.introduced and (place.on_floor or place.off_the_floor):
        return None  # they may not have moved yet; on the ball, they may be half way
    return moving.up(turn, here, first=False)


def _farewell(turn: Turn) -> Phrase:
    if turn.workout is None or not turn.workout.begun:
        return say("bye.plain")
    return say("bye.place_kept", name=name_of(turn.workout.exercises[turn.workout.at]))
