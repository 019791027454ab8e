"""Going through the routine: begin, next, previous, skip, again, from the start, done."""

from __future__ import annotations

from ask_sdk_model import Response
from msgspec.structs import replace

from skill.coaching.correcting import once_more
from skill.coaching.cue import Place
from skill.coaching.person import Stint, Workout
from skill.coaching.plan import left_out, plan
from skill.dialogue import introduction, phrases, reply, slots
from skill.dialogue.memory import Question
from skill.dialogue.turn import Turn

ROUTINE = "back"
BEHIND_AN_ASIDE = {Question.START, Question.GO_ON}
"""What is asked once something was done beside the routine."""


def start_routine(turn: Turn) -> Response:
    """The unfinished routine from where it stood, or today's first exercise."""
    if _all_hurts(turn):
        return reply.close(turn, turn.say.say("pain.all_of_it"))
    unfinished = turn.workout is not None and not turn.workout.over
    _begin(turn)
    greeting = ""
    if turn.new_session:
        begun = unfinished and turn.workout is not None and turn.workout.begun
        greeting = turn.say.say("greet.back_again" if begun else "greet.again")
    if turn.elsewhere:
        greeting = turn.say.say("greet.moved")
    turn.person = replace(turn.person, aside=None)
    return introduction.lead(turn, greeting)


def next_exercise(turn: Turn) -> Response:
    """On to the next exercise; to the one just announced, if one was."""
    if turn.person.aside is not None or turn.workout is None:
        return start_routine(turn)
    if turn.under_way:
        turn.person = replace(turn.person, workout=turn.workout.moved(turn.workout.at + 1))
    return lead_on(turn)


def skip(turn: Turn) -> Response:
    """Leave this exercise out today, or a later one that is named; name the next one and ask."""
    named = slots.exercise(turn.intent)
    if turn.workout is not None and named in turn.workout.left[1:]:
        return _leave_out(turn, turn.workout, named)
    if turn.person.aside is not None:
        turn.person = replace(turn.person, aside=None)
        return reply.ask(turn, [turn.say.say("skip.aside")], phrases.question_of_place(turn, aside=False))
    if turn.workout is None or turn.workout.over:
        return nothing_ahead(turn)
    name = turn.words(turn.workout.exercises[turn.workout.at]).name
    turn.person = replace(turn.person, workout=turn.workout.moved(turn.workout.at + 1))
    return announce(turn, turn.say.say("skip.left_out", name=name))


def _leave_out(turn: Turn, workout: Workout, name: str) -> Response:
    """An exercise that is still ahead is left out; where one is does not change."""
    turn.person = replace(turn.person, workout=left_out(workout, name))
    said = turn.say.say("skip.left_out", name=turn.words(name).name)
    return reply.ask(turn, [said], phrases.question_of_place(turn))


def previous_exercise(turn: Turn) -> Response:
    """Back to the exercise before, from its first rep."""
    if turn.person.aside is not None:
        turn.person = replace(turn.person, aside=None)
        return reply.ask(turn, [turn.say.say("skip.aside")], phrases.question_of_place(turn, aside=False))
    if turn.workout is None:
        return ask_to_start(turn)
    before = _before(turn, turn.workout)
    if before is None:
        return reply.ask(turn, [turn.say.say("previous.is_first")], phrases.question_of_place(turn))
    workout = turn.workout.moved(before)
    turn.person = replace(turn.person, workout=workout)
    back_to = turn.words(workout.exercises[workout.at]).name
    return announce(turn, turn.say.say("previous.back", name=back_to), named=True)


def repeat(turn: Turn) -> Response:
    """What was last said, again; in a count, the rep under way, or the last one if none is."""
    if turn.memory.said and turn.memory.asked:
        return reply.ask(turn, [turn.memory.said], turn.memory.asked, about=turn.memory.about)
    stint = turn.person.stint
    if stint is None or not turn.under_way:
        return repeat_exercise(turn)
    turn.person = turn.person.at(once_more(turn.work(stint), stint.place))
    return introduction.lead(turn, turn.say.say("again.once_more"))


def repeat_exercise(turn: Turn) -> Response:
    """The exercise under way from its first rep; where none is, the one before."""
    alone = just_done_alone(turn)
    if alone is not None:
        turn.person = replace(turn.person, aside=alone)
        return introduction.lead(turn, turn.say.say("again.once_more"))
    if turn.workout is None and turn.person.aside is None:
        return ask_to_start(turn)
    if turn.under_way:
        return restart_exercise(turn)
    if turn.person.aside is None and turn.workout is not None and turn.workout.at:
        before = _before(turn, turn.workout)
        if before is None:
            return lead_on(turn)
        turn.person = replace(turn.person, workout=turn.workout.moved(before))
    return introduction.lead(turn, turn.say.say("again.once_more"))


def just_done_alone(turn: Turn) -> Stint | None:
    """What was done beside the routine, as long as the question behind it is open."""
    over = turn.person.aside is None and turn.memory.asked in BEHIND_AN_ASIDE
    return turn.memory.alone if over else None


def start_over(turn: Turn) -> Response:
    """From the beginning: of the exercise or of the routine, whichever the person means."""
    if turn.person.aside is not None:
        return restart_exercise(turn)
    if turn.workout is None or turn.workout.at == 0:
        return restart_exercise(turn)
    return reply.ask(turn, [], Question.FROM_START)


def restart_exercise(turn: Turn) -> Response:
    """The exercise the person is at, from its first rep."""
    if turn.person.stint is None:
        return nothing_ahead(turn)
    turn.person = turn.person.at(Place())
    return introduction.lead(turn, turn.say.say("again.from_first"))


def restart_routine(turn: Turn) -> Response:
    """The whole routine from its first exercise."""
    if _all_hurts(turn):
        return reply.close(turn, turn.say.say("pain.all_of_it"))
    turn.person = replace(turn.person, workout=None, aside=None)
    _begin(turn)
    return introduction.lead(turn, turn.say.say("again.from_start"))


def done(turn: Turn) -> Response:
    """ "Done": the exercise is finished, whatever was counted; one that was only announced begins."""
    if turn.workout is not None and turn.workout.over and turn.person.aside is None:
        return finish(turn)
    if turn.person.stint is None or not turn.under_way:
        return lead_on(turn)
    return tick_off(turn, turn.say.say("done.well"))


def tick_off(turn: Turn, said: str) -> Response:
    """What one was doing is finished; what comes next is announced."""
    was_aside = turn.person.aside is not None
    turn.person = turn.person.stint_done()
    if was_aside:
        return reply.ask(turn, [said], phrases.question_of_place(turn, aside=False))
    return announce(turn, said)


def lead_on(turn: Turn) -> Response:
    """Take up what the person is doing where they stand in it."""
    if turn.person.stint is not None:
        return introduction.lead(turn)
    return nothing_ahead(turn) if turn.workout is not None else start_routine(turn)


def finish(turn: Turn) -> Response:
    """The routine is over: say what was done, and end."""
    workout = turn.workout
    total = len({*workout.exercises, *workout.done}) if workout else 0
    done_ones = len(workout.done) if workout else 0
    turn.person = replace(turn.person, workout=None, aside=None)
    if not done_ones:
        return reply.close(turn, turn.say.say("finish.none"))
    if done_ones == total:
        turn.person = replace(turn.person, finished=turn.person.finished + 1)
        return reply.close(turn, turn.say.say("finish.all", n=total))
    return reply.close(turn, turn.say.say("finish.some", n=done_ones, total=total))


def ask_to_start(turn: Turn) -> Response:
    """Nothing is under way: offer to begin."""
    return reply.ask(turn, [turn.say.say("place.nothing")], Question.START)


def todays(turn: Turn) -> tuple[str, ...]:
    """The exercises planned for this person, without those that hurt today, unless all of them did."""
    planned = plan(turn.library.routines[ROUTINE], turn.library.exercises, turn.person.preferences)
    return tuple(name for name in planned if name not in turn.memory.hurts) or planned


def nothing_ahead(turn: Turn) -> Response:
    """No exercise is left: none was begun, or all are behind."""
    if turn.workout is None:
        return ask_to_start(turn)
    return reply.ask(turn, [turn.say.say("finish.was_last")], Question.FINISH)


def _begin(turn: Turn) -> None:
    """A workout is under way: the unfinished one without what hurt today, or today's."""
    workout = turn.workout
    for name in turn.memory.hurts:
        workout = workout and left_out(workout, name)
    if workout is None or workout.over:
        workout = Workout(ROUTINE, todays(turn))
    turn.person = replace(turn.person, workout=workout)


def _before(turn: Turn, workout: Workout) -> int | None:
    """Where in the workout the exercise stands that one goes back to; one that hurt today is passed over."""
    behind = range(workout.at - 1, -1, -1)
    return next((at for at in behind if workout.exercises[at] not in turn.memory.hurts), None)


def _all_hurts(turn: Turn) -> bool:
    return set(todays(turn)) <= set(turn.memory.hurts)


def announce(turn: Turn, before: str, *, named: bool = False) -> Response:
    """Name the exercise the workout is at now (unless `before` did), tell how to get into place, and ask."""
    if turn.person.stint is None:
        return reply.ask(turn, [before, turn.say.say("finish.was_last")], Question.FINISH)
    name = turn.person.stint.exercise
    position = turn.position(name)
    announced = "" if named else introduction.announcement(turn, name)
    talk = [before, announced, phrases.transition(turn, turn.memory.body, position)]
    turn.person = replace(turn.person, openings=turn.person.openings + 1)
    turn.memory = replace(turn.memory, body=position, told="", depth=0)
    return reply.ask(turn, talk, Question.READY)
