"""What is said before a count, as cues: the talk in its own time, and a move in the time the body takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skill.coaching.cue import Cue, Timeline
from skill.coaching.placing import SLOWEST
from skill.coaching.speech import SpeechLengths, Told
from skill.coaching.style import PACES
from skill.dialogue import wording
from skill.dialogue.explanation import Ends, Sentences
from skill.dialogue.parts import Part
from skill.dialogue.phrases import Move, Talk, Unhurried, say
from skill.dialogue.turn import Turn

ANNOUNCED_FROM, STEP = 15, 5
"""Seconds of silence from which a rest is announced, and the steps in which its length is told."""


def lead_in(turn: Turn, part: Part, ready: Cue, rest_left: float, *, plain: bool) -> Timeline:
    """The talk before a part, and `ready` behind it, together as long as what is left of a rest at the least.

    If that is long, the rest is announced and comes before the instructions: no silence is without a reason.
    In a document it takes as long as it is planned to, however fast the voice: the times that are left for
    the body take up what a slow one needs. So where one is can be told to the second.
    """
    slower = PACES[turn.person.preferences.paces.get(part.stint.exercise, 0)]
    reply = tuple(_talk(turn, part.talk[: part.replies], slower))
    talk = tuple(_talk(turn, part.talk[part.replies :], slower))
    usual = ready.lasts or 0.0
    quiet = 0.0
    if rest_left > 0:
        quiet = rest_left - turn.language.lengths.of_timeline((*reply, *talk)) - usual
    resting = tuple(_resting(turn, quiet))
    left = quiet - sum(cue.lasts or 0.0 for cue in resting)
    cues = (*reply, *resting, *talk, Cue(ready.text, usual + max(0.0, left), ready.place))
    return cues if plain or slower > 1 else tuple(_planned(turn, cues))


def _resting(turn: Turn, quiet: float) -> Iterator[Cue]:
    """What is left of a rest, if there is so much of it beside the talk."""
    seconds = STEP * int(quiet // STEP)
    if seconds >= ANNOUNCED_FROM:
        yield Cue(wording.text(turn, (say("rest.more", seconds=seconds),)), float(seconds))


def _talk(turn: Turn, phrases: Talk, slower: float) -> Iterator[Cue]:
    """The instructions; for somebody who wants it slower, with a pause behind each rather than a drawl."""
    for phrase in phrases:
        for text in wording.texts(turn, (phrase,)):
            lasts = turn.language.lengths.of(text) * slower if slower > 1 else None
            yield Cue(
                text, max(phrase.takes, lasts or 0.0) if isinstance(phrase, Move | Unhurried) else lasts
            )


def _planned(turn: Turn, cues: Timeline) -> Iterator[Cue]:
    """The same with each instruction in one cue with the time that follows it."""
    lengths = turn.language.lengths
    said: list[Cue] = []
    for cue in cues:
        said.append(cue)
        if cue.lasts is not None:
            text = " ".join(each.text for each in said)
            yield Cue(text, max(lengths.of_timeline(tuple(said)), SLOWEST * lengths.of(text)))
            said.clear()


def where_said(sentences: Sequence[str], lead: Timeline, lengths: SpeechLengths) -> Sentences:
    """Where some sentences in a row are over in what is said before a count."""
    ends: list[Ends] = []
    talk, behind, before = "", 0.0, Told()
    for cue in lead:
        talk, read = f"{talk} {cue.text}".lstrip(), 0
        while len(ends) < len(sentences) and (at := talk.find(sentences[len(ends)], read)) >= 0:
            said = sentences[len(ends)]
            since = ends[-1].talk if read else lengths.of(talk[:at])
            ends.append(Ends(round(behind, 1), round(since + lengths.of(said), 1)))
            read = at + len(said)
        if cue.lasts is not None:
            spoken = talk[: len(talk) - len(cue.text)]
            if spoken and ends:  # a breath within them, of a length that nobody knows
                break
            behind += lengths.of(spoken) + cue.lasts
            before, talk = before.and_then(lengths.told(spoken)) if spoken else before, ""
    return Sentences(before, tuple(ends))
