"""When each movement of an answer begins, and each second of its holds, also those that nobody says aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from skill.coaching.counting import passages
from skill.coaching.cue import Cue, Place
from skill.coaching.dose import COUNTED_HOLD, Work
from skill.coaching.holding import counted_up
from skill.coaching.passage import Placed
from skill.coaching.person import Person
from skill.coaching.prescription import prescribed
from skill.coaching.script import Calls
from skill.coaching.style import Manner
from skill.coaching.workout import Stint
from skill.content import Language, Speaker, load
from skill.dialogue.state_versions import read_person
from skill.echo.player import END_OF_SENTENCE, Spoken
from skill.echo.request import Json


class Movement(Struct, frozen=True):
    """One movement, where it is heard."""

    begins: float
    ends: float
    """When its hold is over; when it begins, if it has none."""
    where: str
    """ "rep 3 of 5, right arm, left leg"."""
    seconds: tuple[tuple[float, int], ...] = ()
    """The count in its hold: from when on it stands at which number."""


def movements(response: Json, spoken: Sequence[Spoken], language: Language) -> list[Movement]:
    """The movements that an answer leads through. It is known from its state what it counts."""
    person = read_person((response.get("sessionAttributes") or {}).get("person"))
    if person is None or person.spoken is None:
        return []
    # Wordings rotate with the version that the turn read: the one before this, if it changed anything.
    speakers = (Speaker(language, person.version - changed) for changed in (1, 0))
    return max((list(_movements(person, spoken, speaker)) for speaker in speakers), key=len)


def named(work: Work, calls: Calls, place: Place) -> str:
    """A place in a few words."""
    dose = work.dose
    parts = [f"set {place.sets + 1} of {dose.sets}"] if dose.sets > 1 else []
    parts += [f"rep {place.reps + 1} of {dose.reps}"] if dose.reps > 1 else []
    parts += [calls.sides[place.sides]] if work.sides and place.sides < len(calls.sides) else []
    return ", ".join(parts)


def script(person: Person, stint: Stint, speaker: Speaker) -> tuple[Work, Calls]:
    """What is done in a stint, and the words for it."""
    work = prescribed(stint, load().exercises_for(person), person.preferences)
    if stint.dose:
        return work, speaker.free_calls(stint.dose)
    return work, speaker.language.exercises[stint.exercise].calls_at(person.preferences.level(stint.exercise))


def _movements(person: Person, spoken: Sequence[Spoken], speaker: Speaker) -> Iterator[Movement]:
    assert person.spoken is not None
    heard = 0
    for number, leg in enumerate(person.spoken.legs):
        stint = person.stint
        if stint is None:
            return
        if number and not stint.begun:
            person = person.introduced(stint.exercise)
        work, calls = script(person, stint, speaker)
        manner = person.manner(stint)
        for placed in passages(work, speaker, calls, stint.place, manner):
            if placed.ends is None:
                continue
            at = _found(placed.cues, spoken, heard)
            if at is None:
                return
            yield _movement(placed, work, calls, manner, spoken[at:])
            heard = at + 1
            if placed.ends == leg.until:
                break
        person = person.stint_done() if leg.until is None else person.at(leg.until)


def _found(cues: Sequence[Cue], spoken: Sequence[Spoken], start: int) -> int | None:
    """Where all texts of a movement are heard one after the other."""
    texts = [sentence for cue in cues for sentence in _sentences(cue)]
    places = range(start, len(spoken) - len(texts) + 1)
    return next((at for at in places if [one.text for one in spoken[at : at + len(texts)]] == texts), None)


def _movement(placed: Placed, work: Work, calls: Calls, manner: Manner, spoken: Sequence[Spoken]) -> Movement:
    now, said = spoken[0].begins, 0
    second = placed.begins.seconds
    seconds: list[tuple[float, int]] = []
    hold = work.dose.hold
    for cue in placed.cues:
        sentences = _sentences(cue)
        if sentences:
            now = spoken[said].begins
            said += len(sentences)
        lasts = cue.lasts or 0.0
        if hold >= COUNTED_HOLD and second < hold and _held(cue, second, hold, placed):
            seconds += (
                (now + passed, _figure(second + passed + 1, hold, manner)) for passed in range(int(lasts))
            )
            second += int(lasts)
        now += lasts
    ends = seconds[-1][0] + 1 if seconds else spoken[0].begins
    return Movement(spoken[0].begins, ends, named(work, calls, placed.begins), tuple(seconds))


def _held(cue: Cue, second: int, hold: int, placed: Placed) -> bool:
    """Whether a cue is a part of the hold: it leads to a later second of it."""
    return cue.place is not None and cue.place != placed.ends and cue.place.seconds > second <= hold


def _figure(second: int, hold: int, manner: Manner) -> int:
    """The number of a second, as it is counted: up to the middle, then how many are left."""
    return second if second <= counted_up(hold, manner) else hold - second + 1


def _sentences(cue: Cue) -> list[str]:
    return [sentence for sentence in END_OF_SENTENCE.split(" ".join(cue.text.split())) if sentence]
