"""Where the person is, how much is left, how long it takes, what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from skill.coaching.cue import Place
from skill.coaching.workout import Stint
from skill.dialogue import introduction, situation
from skill.dialogue.answer import Answer, ask
from skill.dialogue.likeliest import at_likeliest
from skill.dialogue.memory import Question
from skill.dialogue.moment import moment
from skill.dialogue.phrases import (
    MOST_IN_A_ROW,
    Ordinal,
    Phrase,
    Together,
    name_of,
    names_of,
    say,
    together,
)
from skill.dialogue.situation import place, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import counted, nothing_ahead, todays
from skill.handlers import explain

LIMBS = {"arm", "leg", "side"}
"""What "which" asks the side of; "which one" asks the exercise."""


def where_am_i(turn: Turn) -> Answer:
    """The exercise, its number in the routine, the reps done, the side that is next."""
    turn = at_likeliest(turn)
    stint = turn.stint
    if stint is None:
        return nothing_ahead(turn)
    done = _held_side(turn) or place(turn, stint)
    if turn.slots.limb in LIMBS and turn.work(stint).sides:  # "which leg is it"
        side = situation.side_called(turn, stint, stint.place.sides)
        return ask(turn, [say("place.this_side", side=side)], question_of_place(turn))
    # Who does one exercise alone knows which; what they ask is the number or the side.
    exercise = None if turn.person.aside is not None and done is not None else _exercise(turn, stint)
    talk = [_just_done(turn), exercise, _first_set(turn, stint), done or _first_one(turn, stint)]
    return ask(turn, talk, question_of_place(turn))


def _held_side(turn: Turn) -> Phrase | None:
    """In a hold: what is done, and the side that is up."""
    now, stint = moment(turn), turn.stint
    if now is None or stint is None or not now.holds:
        return None
    if not turn.work(stint).sides or now.stint.place.at_rest != stint.place.at_rest:
        return None
    reps = stint.place.reps
    done = say("place.each_side_done", n=reps) if reps else None
    return together(done, say("place.side_now", side=situation.side_called(turn, stint, stint.place.sides)))


def _just_done(turn: Turn) -> Phrase | None:
    """In a rest: the exercise that is over."""
    workout = turn.workout
    resting = turn.person.aside is None and not turn.under_way and workout is not None and workout.at
    if not resting or workout is None or workout.place != Place():
        return None
    name = workout.exercises[workout.at - 1]
    return say("next.that_was", name=name_of(name)) if name in workout.done else None


def _first_one(turn: Turn, stint: Stint) -> Phrase | None:
    """In the first rep, of an exercise that is counted; and its side, also before it."""
    work = turn.work(stint)
    key = "place.side_next" if turn.under_way else "place.side_first"
    side = say(key, side=situation.side_called(turn, stint, 0)) if work.sides else None
    if not turn.under_way or work.breaths or work.dose.reps * work.dose.sets == 1:
        return side
    return together(say("place.first"), side)


def how_many_left(turn: Turn) -> Answer:
    """Reps left in this exercise, exercises left after it."""
    turn = at_likeliest(turn)
    stint = turn.stint
    if stint is None:
        return nothing_ahead(turn)
    ahead = not (stint.begun or turn.under_way) and bool(stint.exercise)
    talk = [*_exercises_left(turn, stint)] if ahead else [reps_left(turn, stint)]
    if turn.person.aside is None and turn.workout is not None:
        after = len(counted(turn, turn.workout.left[1:]))
        if not after:
            talk.append(last_one(turn))
        elif not ahead:
            talk.append(say("left.exercises", n=after))
    return ask(turn, talk, question_of_place(turn))


def _exercises_left(turn: Turn, stint: Stint) -> Iterator[Phrase]:
    """Before an exercise: how many there are with it, and how much of it."""
    there_are = len(counted(turn, turn.workout.left)) if turn.workout is not None else 0
    if there_are:
        yield say("left.exercises_ahead", n=there_are)
    yield say("next.announced", name=name_of(stint.exercise))
    yield introduction.dose(turn.work(stint))


def last_one(turn: Turn) -> Phrase:
    """What is said where no exercise follows: the easy movement that does, or that the routine ends here."""
    here, *easy = turn.workout.left if turn.workout is not None else ("",)
    if easy:
        names = names_of(easy[:MOST_IN_A_ROW])
        return say("left.then_easing", names=names)
    return say("left.then_done" if turn.is_easy_movement(here) else "left.is_last")


def whats_next(turn: Turn) -> Answer:
    """ "What comes next": the side, the exercise; the place does not change.

    "And then what", behind the first sentence of an explanation: the rest of it.
    """
    if explain.told_in_part(turn):
        return explain.all_steps(turn)
    turn = at_likeliest(turn)
    stint = turn.stint
    if stint is None:
        return nothing_ahead(turn) if turn.workout is not None else _first_of_all(turn)
    return ask(turn, _next(turn, stint), question_of_place(turn))


def _exercise(turn: Turn, stint: Stint) -> Phrase | None:
    """Which exercise it is; a free count has no name."""
    if stint.dose is not None:
        return None
    name = name_of(stint.exercise)
    if turn.person.aside is not None or turn.workout is None:
        return say("where.alone", name=name)
    if turn.is_easy_movement(stint.exercise):
        return say("where.easing", name=name)
    exercises = counted(turn, turn.workout.exercises)
    nth = Ordinal(exercises.index(stint.exercise) + 1)
    if len(exercises) == 1:
        return say("where.alone", name=name)
    at_it = turn.under_way or stint.begun
    return say("where.exercise" if at_it else "where.next", name=name, nth=nth, total=len(exercises))


def _first_set(turn: Turn, stint: Stint) -> Phrase | None:
    """Of several sets, the first has no place that tells it."""
    sets = turn.work(stint).dose.sets
    if sets == 1 or stint.place.sets or turn.work(stint).dose.each_side:
        return None
    return say("where.first_set", n=sets)


def _next(turn: Turn, stint: Stint) -> Iterator[Phrase]:
    if stint.begun and turn.calls(stint).sides:
        yield say("place.side_next", side=situation.side_called(turn, stint, stint.place.sides))
    here, following = _names_ahead(turn)
    if turn.person.aside is not None:
        yield say("next.routine", name=here) if here else say("next.nothing")
    elif not turn.under_way:
        if here:
            yield say("next.announced", name=here)
        yield say("next.after_it", name=following) if following else last_one(turn)
    else:
        yield say("next.after_this", name=following) if following else last_one(turn)


def _names_ahead(turn: Turn) -> tuple[Phrase | None, Phrase | None]:
    """The exercise the routine is at, and the one behind it; None where there is none."""
    left = turn.workout.left[:2] if turn.workout is not None else ()
    here, following, *_ = *map(name_of, left), None, None
    return here, following


def _first_of_all(turn: Turn) -> Answer:
    """Nothing is under way: what the routine begins with."""
    return ask(turn, [say("next.first", name=name_of(todays(turn)[0]))], Question.START)


def _sides_left(turn: Turn, stint: Stint) -> Phrase:
    """One side of a rep is done: the other one, and then so many on each side."""
    side = say("place.side_next", side=situation.side_called(turn, stint, stint.place.sides))
    further = turn.work(stint).dose.reps - stint.place.reps - 1
    if not further:
        return Together((side, say("left.was_last")))
    return Together((side, say("left.then_each_side", n=further)))


def reps_left(turn: Turn, stint: Stint) -> Phrase:
    """How many reps are left, or which side of the one that is half done."""
    work, held = turn.work(stint), situation.is_held(turn.work(stint))
    if stint.place.sides:
        return _sides_left(turn, stint)
    sets, reps = work.dose.sets - stint.place.sets, work.dose.reps - stint.place.reps
    if sets > 1 and stint.place.reps and not work.dose.each_side:
        key = "left.holds_in_set" if held else "left.reps_in_set"
        return Together((say(key, n=reps), say("left.then_sets", n=sets - 1)))
    if sets > 1 and work.dose.each_side:
        return Together((say("left.holds" if held else "left.reps", n=reps), say("rest.then_other_side")))
    if sets > 1:
        return say("left.sets", n=sets)
    if turn.is_easy_movement(stint.exercise):
        return say("left.breaths", n=reps)
    if work.sides:
        return say("left.holds_each_side" if held else "left.each_side", n=reps)
    return say("left.holds" if held else "left.reps", n=reps)
