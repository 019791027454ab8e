"""The interaction model: its rules, what is heard of it, and its agreement with the skill and its content."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skill.echo.hearing import Hearing
from skill.skill import INTENTS

Json = dict[str, Any]

ROOT = Path(__file__).parents[1]
MODEL_FILE = ROOT / "interaction_model" / "interactionModels" / "custom" / "en-US.json"
CONTENT = ROOT / "skill" / "content"

MODEL: Json = json.loads(MODEL_FILE.read_text("utf-8"))
LANGUAGE_MODEL: Json = MODEL["interactionModel"]["languageModel"]
IN_THE_MODEL = {intent["name"]: intent for intent in LANGUAGE_MODEL["intents"]}
OWN = {name: intent for name, intent in IN_THE_MODEL.items() if not name.startswith("AMAZON.")}
EXERCISES = {value["id"]: value["name"] for value in LANGUAGE_MODEL["types"][0]["values"]}
BUILTIN: dict[str, list[str]] = tomllib.loads(
    (ROOT / "skill" / "echo" / "builtin_utterances.toml").read_text("utf-8")
)["intents"]

SAID_FOR = {
    "EXERCISE": "bird dog",
    "ROUTINE": "gentle routine",
    "SIDE": "left arm",
    "BODY_PART": "knee",
    "CONDITION": "osteoporosis",
    "PERSON": "my husband",
    "LONG_AGO": "years ago",
    "NUMBER_SOUND": "ate",
    "NTH": "third",
    "TIMES": "twice",
    "LOG_DAY": "yesterday",
    "AMAZON.NUMBER": "twelve",
    "AMAZON.DURATION": "forty seconds",
    "AMAZON.TIME": "half past eight",
    "AMAZON.DATE": "tomorrow",
    "DAYS": "every Monday",
    "DAY": "Friday",
    "DAY_NAME": "Monday",
    "HABIT": "my coffee",
    "POSITION": "stomach",
    "CANNOT": "a joke",
    "MADE_LITTLE": "nothing bad",
    "FLOOR": "the floor",
    "LIMB": "leg",
    "CLEARED": "it's fine",
    "OPEN_END": "until I say stop",
    "FEW": "a couple",
}
SENT_AS = {
    "EXERCISE": "bird dog",
    "ROUTINE": "gentle routine",
    "SIDE": "left arm",
    "BODY_PART": "knee",
    "CONDITION": "osteoporosis",
    "PERSON": "my husband",
    "LONG_AGO": "years ago",
    "NUMBER_SOUND": "ate",
    "NTH": "third",
    "TIMES": "twice",
    "LOG_DAY": "yesterday",
    "AMAZON.NUMBER": "12",
    "AMAZON.DURATION": "PT40S",
    "AMAZON.TIME": "08:30",
    "AMAZON.DATE": "ahead:1",
    "DAYS": "every monday",
    "DAY": "friday",
    "DAY_NAME": "monday",
    "HABIT": "my coffee",
    "POSITION": "stomach",
    "CANNOT": "a joke",
    "MADE_LITTLE": "nothing bad",
    "FLOOR": "the floor",
    "LIMB": "leg",
    "CLEARED": "it's fine",
    "OPEN_END": "until i say stop",
    "FEW": "a couple",
}

TWINS = {
    "SkipIntent": "AMAZON.NextIntent",
    "PreviousExerciseIntent": "AMAZON.PreviousIntent",
    "AgainIntent": "AMAZON.RepeatIntent",
    "PardonIntent": "AMAZON.RepeatIntent",
    "WhatCanISayIntent": "AMAZON.HelpIntent",
    "WhatCanYouDoIntent": "AMAZON.HelpIntent",
    "StartAgainIntent": "AMAZON.StartOverIntent",
    "GoOnIntent": "AMAZON.ResumeIntent",
    "LeadThroughIntent": "AMAZON.ResumeIntent",
}
"""Own intents that may take an utterance from a built-in one: whoever says it there wants the same."""


@pytest.fixture(scope="module")
def hearing() -> Hearing:
    return Hearing(MODEL)


def samples() -> Iterator[tuple[str, str]]:
    return ((name, sample) for name, intent in IN_THE_MODEL.items() for sample in intent["samples"])


def slot_types(intent: str) -> dict[str, str]:
    return {slot["name"]: slot["type"] for slot in IN_THE_MODEL[intent].get("slots", [])}


def slots_in(sample: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", sample)


@pytest.mark.parametrize("intent", OWN)
def test_every_sample_is_written_as_amazon_wants_it(intent: str) -> None:
    """Letters, spaces, apostrophes, periods, hyphens, and braces round a slot of the intent; no digits."""
    assert OWN[intent]["samples"], "an intent that nobody can reach"
    for sample in OWN[intent]["samples"]:
        assert re.fullmatch(r"(?:[A-Za-z'.-]+|\{\w+\})(?: (?:[A-Za-z'.-]+|\{\w+\}))*", sample), sample
        assert set(slots_in(sample)) <= set(slot_types(intent)), sample


def test_a_sample_stands_in_one_intent_once() -> None:
    counted = Counter(sample.casefold() for _, sample in samples())
    assert [sample for sample, times in counted.items() if times > 1] == []


def test_builtin_intents_have_no_samples_of_ours() -> None:
    assert all(not intent["samples"] for name, intent in IN_THE_MODEL.items() if name not in OWN)


def test_every_slot_is_filled_by_some_sample() -> None:
    for name, intent in OWN.items():
        assert set(slot_types(name)) == {slot for sample in intent["samples"] for slot in slots_in(sample)}


def test_a_slot_has_one_type_wherever_it_stands() -> None:
    types: dict[str, set[str]] = {}
    for name in OWN:
        for slot, type_name in slot_types(name).items():
            types.setdefault(slot, set()).add(type_name)
    assert types == {
        "exercise": {"EXERCISE"},
        "habit": {"HABIT"},
        "position": {"POSITION"},
        "routine": {"ROUTINE"},
        "count": {"AMAZON.NUMBER"},
        "sets": {"AMAZON.NUMBER"},
        "remaining": {"AMAZON.NUMBER"},
        "wrong": {"AMAZON.NUMBER"},
        "other": {"EXERCISE"},
        "second": {"EXERCISE"},
        "third": {"EXERCISE"},
        "length": {"AMAZON.DURATION"},
        "side": {"SIDE"},
        "body_part": {"BODY_PART"},
        "condition": {"CONDITION"},
        "person": {"PERSON"},
        "ago": {"LONG_AGO"},
        "heard": {"NUMBER_SOUND"},
        "days": {"DAYS"},
        "day_one": {"DAY_NAME"},
        "day_two": {"DAY"},
        "day_three": {"DAY"},
        "but": {"DAY"},
        "date": {"AMAZON.DATE"},
        "time": {"AMAZON.TIME"},
        "when": {"LOG_DAY"},
        "did": {"SIDE"},
        "nth": {"NTH"},
        "times": {"TIMES"},
        "thing": {"CANNOT"},
        "sets_heard": {"NUMBER_SOUND"},
        "little": {"MADE_LITTLE"},
        "floor": {"FLOOR"},
        "limb": {"LIMB"},
        "cleared": {"CLEARED"},
        "until": {"OPEN_END"},
        "off": {"AMAZON.NUMBER"},
        "few": {"FEW"},
    }


def test_the_model_stays_inside_amazons_limits() -> None:
    """Alexa Skills Kit, "Create the Interaction Model": 1.5 MB, 250 intents, 140 characters a slot value."""
    assert MODEL_FILE.stat().st_size < 1_500_000
    assert len(IN_THE_MODEL) <= 250
    assert all(
        len(name) <= 140 for names in EXERCISES.values() for name in (names["value"], *names["synonyms"])
    )


@pytest.mark.parametrize("intent", OWN)
def test_every_sample_is_heard_as_its_own_intent(hearing: Hearing, intent: str) -> None:
    types = slot_types(intent)
    for sample in OWN[intent]["samples"]:
        said = re.sub(r"\{(\w+)\}", lambda slot: SAID_FOR[types[slot[1]]], sample)
        heard = hearing.understand(said, in_session=True)
        assert heard.intent == intent, said
        sent = {name: slot["value"] for name, slot in heard.slots.items() if "value" in slot}
        assert sent == {slot: SENT_AS[types[slot]] for slot in slots_in(sample)}, said


@pytest.mark.parametrize("intent", BUILTIN)
def test_a_builtin_intent_keeps_what_alexa_knows_it_by(hearing: Hearing, intent: str) -> None:
    heard = [hearing.understand(said, in_session=True).intent for said in BUILTIN[intent]]
    assert intent in heard, "our samples leave nothing of it"
    assert {TWINS.get(name, name) for name in heard} == {intent}


def test_what_means_nothing_falls_back(hearing: Hearing) -> None:
    assert hearing.understand("purple elephant", in_session=True).intent == "AMAZON.FallbackIntent"


def test_the_model_and_the_table_of_contents_hold_the_same_intents() -> None:
    assert set(IN_THE_MODEL) == set(INTENTS)


def test_what_alexa_understands_by_herself_is_written_down_for_every_builtin_intent() -> None:
    assert set(BUILTIN) == set(IN_THE_MODEL) - set(OWN) - {"AMAZON.FallbackIntent"}


def test_the_slot_values_are_the_exercises() -> None:
    assert set(EXERCISES) == {exercise.stem for exercise in (CONTENT / "exercises").glob("*.toml")}


def test_a_part_of_the_body_is_said_as_it_is_heard() -> None:
    [values] = [each["values"] for each in LANGUAGE_MODEL["types"] if each["name"] == "BODY_PART"]
    said = tomllib.loads((CONTENT / "en" / "body_parts.toml").read_text("utf-8"))
    assert {value["id"]: value["name"] for value in values} == {
        part: {"value": words["name"], "synonyms": words["also"]} for part, words in said.items()
    }


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_exercise_goes_by_all_the_names_of_its_content(exercise: str) -> None:
    content = tomllib.loads((CONTENT / "en" / "exercises" / f"{exercise}.toml").read_text("utf-8"))
    assert EXERCISES[exercise]["value"] == content["name"]
    assert {content["plural"], *content["also"]} <= set(EXERCISES[exercise]["synonyms"])


def test_a_name_means_one_exercise() -> None:
    names = [name.casefold() for each in EXERCISES.values() for name in (each["value"], *each["synonyms"])]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_name_of_an_exercise_is_heard(hearing: Hearing, exercise: str) -> None:
    for name in (EXERCISES[exercise]["value"], *EXERCISES[exercise]["synonyms"]):
        for said in (name, f"do the {name}", f"how do I do a {name}", f"count my {name} please"):
            slot = hearing.understand(said, in_session=True).slots["exercise"]
            [authority] = slot["resolutions"]["resolutionsPerAuthority"]
            assert authority["values"][0]["value"]["id"] == exercise, said
