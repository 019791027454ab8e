"""What ask-cli uploads: its shape by Amazon's own classes, the invocation name, the store page."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model.fallback_intent_sensitivity_level import (
    FallbackIntentSensitivityLevel,
)
from ask_smapi_model.v1.skill.interaction_model.interaction_model_data import InteractionModelData
from ask_smapi_model.v1.skill.manifest.event_name_type import EventNameType
from ask_smapi_model.v1.skill.manifest.skill_manifest_envelope import SkillManifestEnvelope
from ask_smapi_model.v1.skill.manifest.ssl_certificate_type import SSLCertificateType

from skill.sentences.invocation_name import LAUNCH_WORDS, faults_of

Json = dict[str, Any]

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "interaction_model"
MODEL: Json = json.loads((PACKAGE / "interactionModels" / "custom" / "en-US.json").read_text("utf-8"))
MANIFEST: Json = json.loads((PACKAGE / "skill.json").read_text("utf-8"))
LANGUAGE_MODEL: Json = MODEL["interactionModel"]["languageModel"]
INVOCATION_NAME: str = LANGUAGE_MODEL["invocationName"]
LISTING: Json = MANIFEST["manifest"]["publishingInformation"]["locales"]["en-US"]


def through_amazons_classes(document: Json, kind: type) -> object:
    """What they do not know is lost on the way."""
    serializer = DefaultSerializer()
    return serializer.serialize(serializer.deserialize(json.dumps(document), kind))


def test_the_model_is_whole_after_a_way_through_amazons_classes() -> None:
    assert through_amazons_classes(MODEL, InteractionModelData) == MODEL


def test_the_manifest_is_whole_after_a_way_through_amazons_classes() -> None:
    assert through_amazons_classes(MANIFEST, SkillManifestEnvelope) == MANIFEST


@pytest.mark.parametrize("key", ["invocationName", "intents", "types", "modelConfiguration"])
def test_a_misspelt_key_of_the_model_would_be_lost(key: str) -> None:
    wrong = copy.deepcopy(MODEL)
    language_model = wrong["interactionModel"]["languageModel"]
    language_model[key + "s"] = language_model.pop(key)
    assert through_amazons_classes(wrong, InteractionModelData) != wrong


@pytest.mark.parametrize("key", ["apis", "events", "publishingInformation", "privacyAndCompliance"])
def test_a_misspelt_key_of_the_manifest_would_be_lost(key: str) -> None:
    wrong = copy.deepcopy(MANIFEST)
    wrong["manifest"][key + "s"] = wrong["manifest"].pop(key)
    assert through_amazons_classes(wrong, SkillManifestEnvelope) != wrong


def test_values_that_the_classes_do_not_check_are_among_theirs() -> None:
    manifest = MANIFEST["manifest"]
    assert LANGUAGE_MODEL["modelConfiguration"]["fallbackIntentSensitivity"]["level"] in {
        level.value for level in FallbackIntentSensitivityLevel
    }
    for endpoint in (manifest["apis"]["custom"]["endpoint"], manifest["events"]["endpoint"]):
        assert endpoint["sslCertificateType"] in {kind.value for kind in SSLCertificateType}
        assert endpoint["uri"].startswith("https://")
    assert [event["eventName"] for event in manifest["events"]["subscriptions"]] == [
        EventNameType.SKILL_DISABLED.value
    ]


def test_ask_cli_finds_the_package_where_it_looks() -> None:
    resources = json.loads((ROOT / "ask-resources.json").read_text("utf-8"))
    package = ROOT / resources["profiles"]["default"]["skillMetadata"]["src"]
    assert (package / "skill.json").is_file()
    locales = {model.stem for model in (package / "interactionModels" / "custom").glob("*.json")}
    assert locales == set(MANIFEST["manifest"]["publishingInformation"]["locales"])


def test_the_invocation_name_is_one_that_amazon_takes() -> None:
    assert faults_of(INVOCATION_NAME) == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("x", "is 2 to 50 characters long"),
        ("my " + "very " * 10 + "own routine", "is 2 to 50 characters long"),
        ("My Back Routine", "has lower-case letters, spaces, apostrophes and periods"),
        ("back routine 2", "has lower-case letters, spaces, apostrophes and periods"),
        ("back  routine", "has lower-case letters, spaces, apostrophes and periods"),
        ("routine", "has two words or more"),
        ("start my back", "has no launch word"),
        ("back with me", "has no connecting word"),
        ("back routine skill", "has no wake word"),
        ("the routine", "has no article or preposition beside a single word"),
    ],
)
def test_a_bad_invocation_name_is_found_out(name: str, fault: str) -> None:
    assert fault in faults_of(name)


def test_the_first_example_phrase_opens_the_skill() -> None:
    assert LISTING["examplePhrases"][0] == f"Alexa, open {INVOCATION_NAME}"


@pytest.mark.parametrize("phrase", LISTING["examplePhrases"][1:])
def test_the_other_example_phrases_are_samples_word_for_word(phrase: str) -> None:
    exercises = [value["name"] for value in LANGUAGE_MODEL["types"][0]["values"]]
    names = "|".join(re.escape(name) for each in exercises for name in (each["value"], *each["synonyms"]))
    with_a_slot = re.sub(rf"\b(?:{names})\b", "{exercise}", phrase)
    assert with_a_slot in {sample for intent in LANGUAGE_MODEL["intents"] for sample in intent["samples"]}
    assert phrase.split()[0].casefold() not in LAUNCH_WORDS


def test_the_listing_stays_inside_amazons_limits() -> None:
    """Alexa Skills Kit, "Skill Manifest Schema": name, summary, description, example phrases, keywords."""
    assert 2 <= len(LISTING["name"]) <= 50
    assert len(LISTING["summary"]) <= 160
    assert len(LISTING["description"]) <= 4000
    assert len(LISTING["examplePhrases"]) <= 3
    assert len(LISTING["keywords"]) <= 30


def test_the_description_says_what_the_skill_is_not() -> None:
    assert "no medical advice" in LISTING["description"]
    assert "no substitute for a professional" in LISTING["description"]
