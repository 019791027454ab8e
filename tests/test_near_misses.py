"""Wishes in words that are no sample: how many are understood, and that no wrong guess does harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.echo.evidence import said_elsewhere
from skill.echo.hearing import Hearing
from skill.echo.intent_groups import ALARMS, FOR_SURE, HEALTH
from tests.test_interaction_model import MODEL

HERE = Path(__file__).parent
FALLBACK = "AMAZON.FallbackIntent"
INTENTS = MODEL["interactionModel"]["languageModel"]["intents"]
EVERY = 2
"""Every other paraphrase is heard here: all of them take half a minute."""


def sentences(file: str) -> Iterator[tuple[str, str]]:
    """What is said, with the intent it is meant for."""
    intent = ""
    for line in (HERE / file).read_text("utf-8").splitlines():
        if line.startswith("["):
            intent = line.strip("[]")
        elif line and not line.startswith("#"):
            yield line, intent


SAME = [
    {"StartRoutineIntent", "BackRoutineIntent"},  # the second one calls it by the skill's own name
    {"MoreRestIntent", "MoreTimeIntent"},  # in a rest, more time is more rest
    {"MoreRestIntent", "AddToRestIntent"},
    {"MusclesIntent", "WhereToFeelItIntent"},  # both name the muscles
    {"DoExerciseIntent", "NameExerciseIntent"},
    {"EasierIntent", "EasierWayIntent"},
    {"HarderIntent", "HarderWayIntent"},
    {"EasierIntent", "WasHardIntent"},
    {"HarderIntent", "WasEasyIntent"},
    {FALLBACK, "CannotIntent"},  # what this skill cannot do is answered as such
]
"""Intents that are answered alike where such words are said."""


@pytest.fixture(scope="module")
def hearing() -> Hearing:
    return Hearing(MODEL)


@pytest.fixture(scope="module")
def heard(hearing: Hearing) -> list[tuple[str, str, str]]:
    """A paraphrase, the intent it is meant for, the intent that is heard."""
    return [
        (said, meant, hearing.understand(said, in_session=True).intent)
        for said, meant in list(sentences("paraphrases.txt"))[::EVERY]
    ]


def test_the_second_best_match_of_a_sample_is_well_behind(hearing: Hearing) -> None:
    samples = [
        (intent["name"], sample.casefold())
        for intent in INTENTS
        for sample in intent["samples"][::120]
        if "{" not in sample
    ]
    close = []
    for intent, sample in samples:
        likeness = {name: alike.likeness for name, alike in hearing._near_misses.alike(sample).items()}
        if max((other for name, other in likeness.items() if name != intent), default=0.0) > 0.98:
            close.append((intent, sample))
    assert len(close) / len(samples) < 0.05, close


def test_the_paraphrases_are_no_samples() -> None:
    samples = {sample.casefold() for intent in INTENTS for sample in intent["samples"]}
    assert [said for said, _ in sentences("paraphrases.txt") if said.casefold() in samples] == []


def test_most_wishes_are_understood_in_other_words(heard: list[tuple[str, str, str]]) -> None:
    """Comparing letters alone understood fewer than half of them."""
    wishes = [(meant, got) for _, meant, got in heard if meant != FALLBACK]
    assert sum(meant == got or {meant, got} in SAME for meant, got in wishes) / len(wishes) >= 0.93


def test_few_are_taken_for_something_else(heard: list[tuple[str, str, str]]) -> None:
    wrong = [row for row in heard if row[2] not in (row[1], FALLBACK) and set(row[1:]) not in SAME]
    assert len(wrong) / len(heard) < 0.04, wrong


def test_what_is_said_elsewhere_is_no_sample_and_not_what_it_is_tested_with() -> None:
    elsewhere = list(said_elsewhere())
    in_the_room = {said.casefold() for said, _ in sentences("out_of_domain.txt")}
    samples = {sample.casefold() for intent in INTENTS for sample in intent["samples"]}
    assert not samples.union(in_the_room).intersection(elsewhere)
    assert len(set(elsewhere)) == len(elsewhere) > 2_000


def test_nothing_is_given_up_and_nobody_alarmed_by_a_guess(heard: list[tuple[str, str, str]]) -> None:
    assert [row for row in heard if row[2] in FOR_SURE and row[1] != row[2]] == []


@pytest.mark.parametrize("verb", ["I want", "can we have", "make", "give me", "I need"])
@pytest.mark.parametrize("manner", ["shorter", "slower", "easier", "louder", "in order", "at once"])
def test_no_guess_deletes_or_leaves_out_for_good(hearing: Hearing, verb: str, manner: str) -> None:
    for said in (f"{verb} everything {manner}", f"{verb} it all {manner}", f"{verb} the plank {manner}"):
        heard = hearing.understand(said, in_session=True).intent
        assert heard not in {"ForgetMeIntent", "NeverExerciseIntent", "NewHereIntent"}, said


def test_little_of_what_is_said_in_the_room_is_taken_for_a_wish(hearing: Hearing) -> None:
    """What this skill cannot do is answered as such; anything else would move the routine."""
    said = [line for line in (HERE / "out_of_domain.txt").read_text("utf-8").splitlines() if line[0] != "#"]
    heard = [(line, hearing.understand(line, in_session=True).intent) for line in said]
    taken = [row for row in heard if row[1] not in {FALLBACK, "CannotIntent"}]
    assert len(taken) / len(said) < 0.1, taken


@pytest.mark.parametrize(
    "wish", ["do the plank", "start the routine", "count ten reps", "make it harder", "go"]
)
@pytest.mark.parametrize(
    "pain",
    [
        "my back is terribly sore",
        "this really hurts somehow",
        "there's such a pain here",
        "I'm so dizzy",
        "my poor aching shin",
        "I am bleeding from somewhere",
    ],
)
def test_a_word_of_pain_never_starts_an_exercise(hearing: Hearing, pain: str, wish: str) -> None:
    for said in (f"{pain} {wish}", f"{wish} {pain}", f"{pain} but {wish} anyway"):
        assert hearing.understand(said, in_session=True).intent in HEALTH | {FALLBACK}, said


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("I hate the plank can we skip it", "SkipIntent"),
        ("hello there can we start my workout", "StartRoutineIntent"),
        ("that's enough for today thank you", "LeaveIntent"),
        ("hold up hold up I dropped something", "WaitIntent"),
        ("skip it no wait carry on", "GoOnIntent"),
        ("the neighbors came round and left again carry on", "GoOnIntent"),
        ("I don't want to stop now", "GoOnIntent"),
        ("my chest is tight do the bridge", "EmergencyIntent"),
    ],
)
def test_of_two_thoughts_the_one_that_is_wanted_is_heard(hearing: Hearing, said: str, intent: str) -> None:
    assert hearing.understand(said, in_session=True).intent == intent


@pytest.mark.parametrize(("said", "meant"), list(sentences("alarms.txt")))
def test_an_emergency_is_heard_by_its_words(hearing: Hearing, said: str, meant: str) -> None:
    heard = hearing.understand(said, in_session=True)
    part = heard.slots.get("body_part", {}).get("value")
    if meant == FALLBACK:
        assert heard.intent not in ALARMS
    else:
        # A pain in the chest is answered as an emergency, whichever intent it arrives with.
        assert heard.intent == meant or (
            heard.intent in {"PainIntent", "SharpPainIntent"} and part == "chest"
        )


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("could you skip over the plank", "SkipIntent"),
        ("could you skip to the plank for me", "NextExerciseIntent"),
        ("that was way too hard for me", "WasHardIntent"),
        ("start training with me", "StartRoutineIntent"),
        ("I need medical help please", "EmergencyIntent"),
        ("how would I do teh plank", "ExplainExerciseIntent"),
    ],
)
def test_what_was_taken_for_something_else(hearing: Hearing, said: str, intent: str) -> None:
    assert hearing.understand(said, in_session=True).intent == intent
