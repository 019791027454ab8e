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

from skill.dialogue.hand_over import REMINDERS, TASK
from skill.sentences.invocation_name import LAUNCH_WORDS, faults_of

Json = dict[str, Any]

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "interaction_model"
MODELS: dict[str, Json] = {
    file.stem: json.loads(file.read_text("utf-8"))
    for file in (PACKAGE / "interactionModels" / "custom").glob("*.json")
}
MANIFEST: Json = json.loads((PACKAGE / "skill.json").read_text("utf-8"))
LISTINGS: dict[str, Json] = MANIFEST["manifest"]["publishingInformation"]["locales"]
MODEL = MODELS["en-US"]
EXAMPLES = [(locale, phrase) for locale in LISTINGS for phrase in LISTINGS[locale]["examplePhrases"][1:]]

every_locale = pytest.mark.parametrize("locale", LISTINGS)


def language_model(locale: str) -> Json:
    model: Json = MODELS[locale]["interactionModel"]["languageModel"]
    return model


def through_amazons_classes(document: Json, kind: type) -> object:
    """What they do not know is lost on the way."""
    serializer = DefaultSerializer()
    return serializer.serialize(serializer.deserialize(json.dumps(document), kind))


@every_locale
def test_the_model_is_whole_after_a_way_through_amazons_classes(locale: str) -> None:
    assert through_amazons_classes(MODELS[locale], InteractionModelData) == MODELS[locale]


def test_the_manifest_is_whole_after_a_way_through_amazons_classes() -> None:
    assert through_amazons_classes(MANIFEST, SkillManifestEnvelope) == MANIFEST


@pytest.mark.parametrize("key", ["invocationName", "intents", "types", "modelConfiguration"])
def test_a_misspelt_key_of_the_model_would_be_lost(key: str) -> None:
    wrong = copy.deepcopy(MODEL)
    within = wrong["interactionModel"]["languageModel"]
    within[key + "s"] = within.pop(key)
    assert through_amazons_classes(wrong, InteractionModelData) != wrong


@pytest.mark.parametrize("key", ["apis", "events", "publishingInformation", "privacyAndCompliance"])
def test_a_misspelt_key_of_the_manifest_would_be_lost(key: str) -> None:
    wrong = copy.deepcopy(MANIFEST)
    wrong["manifest"][key + "s"] = wrong["manifest"].pop(key)
    assert through_amazons_classes(wrong, SkillManifestEnvelope) != wrong


def test_values_that_the_classes_do_not_check_are_among_theirs() -> None:
    manifest = MANIFEST["manifest"]
    assert language_model("en-US")["modelConfiguration"]["fallbackIntentSensitivity"]["level"] in {
        level.value for level in FallbackIntentSensitivityLevel
    }
    for endpoint in (manifest["apis"]["custom"]["endpoint"], manifest["events"]["endpoint"]):
        assert endpoint["sslCertificateType"] in {kind.value for kind in SSLCertificateType}
        assert endpoint["uri"].startswith("https://")
    assert [event["eventName"] for event in manifest["events"]["subscriptions"]] == [
        EventNameType.SKILL_DISABLED.value
    ]


def test_it_asks_to_know_who_speaks_and_to_set_reminders() -> None:
    permissions = [permission["name"] for permission in MANIFEST["manifest"]["permissions"]]
    assert permissions == ["alexa::person_id:read", REMINDERS]


def test_the_task_is_written_as_amazon_wants_it() -> None:
    """Amazon: "Implement Custom Tasks in Your Skill"."""
    [declared] = MANIFEST["manifest"]["apis"]["custom"]["tasks"]
    [file] = (PACKAGE / "tasks").glob("*.json")
    assert declared == {"name": TASK, "version": "1"}
    assert file.name == f"{TASK}.1.json"
    task = json.loads(file.read_text("utf-8"))
    assert task["openapi"].startswith("3.")
    assert task["info"]["x-amzn-alexa-access-scope"] == "public"
    assert set(task["info"]["x-amzn-display-details"]) == set(LISTINGS)
    [(path, methods)] = task["paths"].items()
    assert path == f"/{TASK}"
    assert set(methods) == {"summary", "description", "post"}
    body = methods["post"]["requestBody"]["content"]
    assert list(body) == ["application/json"]
    assert list(body["application/json"]["schema"]["properties"]) == ["minutes"]
    assert "$ref" not in file.read_text("utf-8")


def test_ask_cli_finds_the_package_where_it_looks() -> None:
    resources = json.loads((ROOT / "ask-resources.json").read_text("utf-8"))
    package = ROOT / resources["profiles"]["default"]["skillMetadata"]["src"]
    assert (package / "skill.json").is_file()
    assert package == PACKAGE


def test_people_who_speak_english_can_enable_it_wherever_they_are() -> None:
    assert set(LISTINGS) == set(MODELS) == {"en-US", "en-GB", "en-AU", "en-CA", "en-IN"}
    assert MANIFEST["manifest"]["publishingInformation"]["isAvailableWorldwide"] is True


@every_locale
def test_the_invocation_name_is_one_that_amazon_takes(locale: str) -> None:
    assert faults_of(language_model(locale)["invocationName"]) == []


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


@every_locale
def test_the_first_example_phrase_opens_the_skill(locale: str) -> None:
    name = language_model(locale)["invocationName"]
    assert LISTINGS[locale]["examplePhrases"][0] == f"Alexa, open {name}"


@pytest.mark.parametrize(("locale", "phrase"), EXAMPLES)
def test_the_other_example_phrases_are_samples_word_for_word(locale: str, phrase: str) -> None:
    model = language_model(locale)
    [exercises] = [each["values"] for each in model["types"] if each["name"] == "EXERCISE"]
    spoken = [name for each in exercises for name in (each["name"]["value"], *each["name"]["synonyms"])]
    with_a_slot = re.sub(rf"\b(?:{'|'.join(map(re.escape, spoken))})\b", "{exercise}", phrase)
    assert with_a_slot in {sample for intent in model["intents"] for sample in intent["samples"]}
    assert phrase.split()[0].casefold() not in LAUNCH_WORDS


@every_locale
def test_the_listing_stays_inside_amazons_limits(locale: str) -> None:
    """Alexa Skills Kit, "Skill Manifest Schema": name, summary, description, example phrases, keywords."""
    listing = LISTINGS[locale]
    assert 2 <= len(listing["name"]) <= 50
    assert len(listing["summary"]) <= 160
    assert len(listing["description"]) <= 4000
    assert len(listing["examplePhrases"]) <= 3
    assert len(listing["keywords"]) <= 30


@every_locale
def test_the_description_says_what_the_skill_is_not(locale: str) -> None:
    assert "no medical advice" in LISTINGS[locale]["description"]
    assert "no substitute for a professional" in LISTINGS[locale]["description"]


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-US", "call 911 or your local emergency number"),
        ("en-GB", "call 999 or 112"),
        ("en-AU", "call triple zero (000)"),
        ("en-CA", "call 911"),
        ("en-IN", "call 112"),
    ],
)
def test_the_description_names_the_emergency_number_of_the_country(locale: str, said: str) -> None:
    assert said in LISTINGS[locale]["description"]


def test_a_privacy_policy_is_named_for_every_locale() -> None:
    policies = MANIFEST["manifest"]["privacyAndCompliance"]["locales"]
    assert set(policies) == set(LISTINGS)
    assert all(policy["privacyPolicyUrl"].startswith("https://") for policy in policies.values())
