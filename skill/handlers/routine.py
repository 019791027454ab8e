"""Moving through the routine: start, next, previous, skip, repeat, start over, done."""

from __future__ import annotations

from skill.coaching.cue import Place
from skill.coaching.plan import left_out
from skill.coaching.workout import Workout
from skill.content.known import USUAL_ROUTINE
from skill.dialogue import duration
from skill.dialogue import workout as workouts
from skill.dialogue.answer import Answer, ask, close, count, count_again, greeted
from skill.dialogue.choosing import first_question
from skill.dialogue.following import not_ahead
from skill.dialogue.free_counts import done_early
from skill.dialogue.likeliest import movement_again
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, RoutineName, Talk, Verbatim, name_of, say
from skill.dialogue.situation import asked, place, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import announce, ask_to_start, nothing_ahead


def start_routine(turn: Turn, *, told: Talk = ()) -> Answer:
    """The unfinished routine from where it stood, or today's first exercise.

    `told` is said of the routine before it is counted, in place of what is told where it opens a session.
    """
    if workouts.everything_hurts(turn):
        return close(workouts.closed(turn.with_person(aside=None)), say("pain.all_of_it"))
    if turn.unmet:
        return first_question(turn)
    if turn.elsewhere and turn.person.aside is not None:
        turn, moved = greeted(turn, say("greet.moved"))
        return count(turn, *moved)
    unfinished = workouts.half_done(turn)
    turn = workouts.begun(turn).with_person(aside=None)
    greeting = None
    if turn.new_session:
        greeting = say("greet.back_again" if unfinished else "greet.again")
    if turn.elsewhere:
        greeting = say("greet.moved")
    turn, hello = greeted(turn, greeting)
    if turn.new_session and turn.another_day and workouts.half_done(turn):
        return ask(turn, [*hello, workouts.stopped_at(turn)], Question.CARRY_ON)
    said: list[Phrase | None] = [*hello]
    if not unfinished and turn.workout is not None and turn.workout.part is None:
        opened = turn.new_session
        turn, takes = duration.announced(turn, turn.workout)
        said += [unusual_routine(turn), takes] if opened and not told else []
    return count(turn, *said, *told)


def next_exercise(turn: Turn) -> Answer:
    """On to the next exercise; to the one just announced, if one was."""
    if turn.person.aside is not None or turn.workout is None:
        return workouts.all_done(turn) or start_routine(turn)
    if turn.under_way:
        turn = turn.with_person(workout=turn.workout.moved(turn.workout.at + 1))
        return lead_on(turn) if turn.stint is not None else nothing_ahead(turn)
    return lead_on(turn)


def skip(turn: Turn) -> Answer:
    """Leave this exercise out today, or a later one that is named; name the next one and ask."""
    named, workout = turn.slots.exercise, turn.workout
    this_one = turn.stint.exercise if turn.stint is not None else ""
    if named is not None and named != (this_one or None):
        return _skip_ahead(turn, named)
    turn = turn.with_memory(left=turn.stint)
    if turn.person.aside is not None:
        return _leave_aside(turn)
    if workout is None:
        return ask_to_start(turn)
    if workout.over:
        return workouts.finish(turn)
    name = workout.exercises[workout.at]
    skipped = left_out(workout, name) if turn.is_easy_movement(name) else workout.moved(workout.at + 1)
    return announce(turn.with_person(workout=skipped), say("skip.left_out", name=name_of(name)))


def previous_exercise(turn: Turn) -> Answer:
    """Back to the exercise before, from its first rep; one exercise alone has only reps before it."""
    if turn.person.aside is not None:
        return repeat(turn) if turn.person.aside.begun else _leave_aside(turn)
    if turn.workout is None:
        return ask_to_start(turn)
    before = _before(turn, turn.workout)
    if before is None:
        return ask(turn, [say("previous.is_first")], question_of_place(turn))
    workout = turn.workout.moved(before)
    back = say("previous.back", name=name_of(workout.exercises[workout.at]))
    return announce(turn.with_person(workout=workout), back, named=True)


def say_again(turn: Turn) -> Answer:
    """ "Pardon", "repeat": what was said, with its question; behind a count, what comes next."""
    question = turn.memory.asked
    if turn.interrupted and turn.under_way and not (turn.memory.said and question):
        return count_again(turn, say("again.once_more"))
    if turn.interrupted or turn.memory.said or question is None:
        return repeat(turn)
    if question is Question.READY:
        return announce(_where_they_were(turn))
    return ask(turn, [place(turn, turn.stint)], question, about=turn.memory.about)


def repeat(turn: Turn) -> Answer:
    """ "Again": what was last said; in a count, the rep under way, or the last one if none is."""
    if turn.memory.said and turn.memory.asked:
        return ask(turn, [Verbatim(turn.memory.said)], turn.memory.asked, about=turn.memory.about)
    stint = turn.stint
    if stint is None or not turn.under_way:
        return repeat_exercise(turn)
    return count_again(movement_again(turn, stint), say("again.once_more"))


def repeat_exercise(turn: Turn) -> Answer:
    """The exercise under way from its first rep; where none is, the one before."""
    alone = workouts.just_done_alone(turn)
    if alone is not None:
        return count_again(turn.with_person(aside=alone), say("again.once_more"))
    if turn.workout is None and turn.person.aside is None:
        return ask_to_start(turn)
    if turn.under_way:
        return restart_exercise(turn)
    if turn.person.aside is None and turn.workout is not None and turn.workout.at:
        before = _before(turn, turn.workout)
        if before is None:
            return lead_on(turn)
        turn = turn.with_person(workout=turn.workout.moved(before))
    return count_again(turn, say("again.once_more"))


def start_over(turn: Turn) -> Answer:
    """From the beginning: of the exercise or of the routine, whichever the person means."""
    if asked(turn) is Question.CARRY_ON:
        return restart_routine(turn)
    if turn.person.aside is not None or turn.workout is None or turn.workout.at == 0:
        return restart_exercise(turn)
    return ask(turn, [], Question.FROM_START)


def restart_exercise(turn: Turn) -> Answer:
    """The exercise the person is at, from its first rep."""
    if turn.stint is None:
        return nothing_ahead(turn)
    dose = turn.work(turn.stint).dose
    only_one = dose.reps * dose.sets == 1
    again = say("again.once_more" if only_one else "again.from_first")
    return count_again(turn.but(person=turn.person.at(Place())), again)


def restart_routine(turn: Turn) -> Answer:
    """The whole routine from its first exercise."""
    if workouts.everything_hurts(turn):
        return close(workouts.closed(turn.with_person(aside=None)), say("pain.all_of_it"))
    return count_again(workouts.from_start(turn), say("again.from_start"))


def done(turn: Turn) -> Answer:
    """ "Done": the exercise is finished, whatever was counted; one that was only announced begins."""
    if turn.workout is not None and turn.workout.over and turn.person.aside is None:
        return workouts.finish(turn)
    if turn.stint is None or not turn.under_way:
        return lead_on(turn)
    return done_early(turn) or workouts.tick_off(turn, say("done.well"))


def lead_on(turn: Turn) -> Answer:
    """Take up what the person is doing where they stand in it; behind the last exercise, say goodbye."""
    if turn.stint is not None:
        return count(turn)
    if turn.workout is not None:
        return workouts.finish(turn)
    return workouts.all_done(turn) or start_routine(turn)


def unusual_routine(turn: Turn) -> Phrase | None:
    """Which routine it is, where it is not the usual one."""
    name = turn.routine.id
    return None if name == USUAL_ROUTINE else say("meeting.named", name=RoutineName(name))


def _skip_ahead(turn: Turn, name: str) -> Answer:
    """An exercise that is still ahead is left out; where there is no such thing, nothing is."""
    if turn.workout is None and turn.stint is None and not workouts.everything_hurts(turn):
        return _skip_before_the_start(turn, name)
    workout = turn.workout
    if workout is None or name not in workout.left:
        return _skip_this_instead(turn, name)
    return _without(turn, workout, name, question_of_place(turn))


def _skip_before_the_start(turn: Turn, name: str) -> Answer:
    """Somebody new begins gently, and hears that it has fewer exercises to leave out."""
    begun = workouts.begun(turn)
    workout = begun.workout
    assert workout is not None
    gently = (say("fit.gently"), say("meeting.more")) if turn.unmet else ()
    if name not in turn.library.exercises:
        return ask(turn, [say("explain.unknown")], question_of_place(turn))
    if name not in workout.left:
        return ask(begun, [say("skip.not_ahead", name=name_of(name)), *gently], Question.START)
    return _without(begun, workout, name, Question.START, *gently)


def _without(turn: Turn, workout: Workout, name: str, question: Question, *more: Phrase) -> Answer:
    """The workout without an exercise today; the last one that would be done at all is kept."""
    left = workouts.without_today(turn, workout, name)
    if not workouts.counted(turn, (*left.left, *left.done)):
        return ask(turn, [say("choice.nothing_left")], question_of_place(turn))
    said = say("skip.left_out", name=name_of(name))
    return ask(turn.with_person(workout=left), [said, *more], question)


def _skip_this_instead(turn: Turn, name: str) -> Answer:
    """Ask before anything is given up: the name may have been misheard; not for that of easy movement."""
    known = name in turn.library.exercises
    said = not_ahead(turn, name) if known else say("explain.unknown")
    stint = turn.stint
    if stint is None or not stint.exercise:
        return ask(turn, [said], question_of_place(turn))
    if known and any(map(turn.is_easy_movement, (name, stint.exercise))):
        return ask(turn, [said], question_of_place(turn))
    return ask(turn, [said], Question.SKIP_THIS, about=stint.exercise)


def _leave_aside(turn: Turn) -> Answer:
    turn = turn.with_person(aside=None)
    return ask(turn, [say("skip.aside")], question_of_place(turn, aside=False))


def _where_they_were(turn: Turn) -> Turn:
    """Who has not heard what comes next has not moved yet, either."""
    last = turn.memory.introduced
    return turn.with_memory(body=turn.position(last)) if last else turn


def _before(turn: Turn, workout: Workout) -> int | None:
    """The index of the exercise to go back to; exercises that hurt today are passed over."""
    behind = range(workout.at - 1, -1, -1)
    return next((at for at in behind if workout.exercises[at] not in turn.memory.hurts), None)
