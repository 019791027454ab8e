"""Content: it belongs together, what is used exists, and a bad file is refused with file and field."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from skill import content
from skill.coaching.counting import count
from skill.coaching.exercise import STANDING, Level
from skill.coaching.plan import stand_in
from skill.coaching.preferences import Preferences
from skill.content import ContentError, Language, Speaker, compiled, load
from skill.content.library import HERE
from skill.content.prompts import PromptDeclarations, declared_in
from skill.content.reading import read
from skill.dialogue.memory import Question
from skill.handlers.moments import NEVER_FELT
from tests.routines import WHOLE

LIBRARY = load()
DECLARED = declared_in(read(HERE / "prompts.toml", PromptDeclarations))
SOURCES = sorted(HERE.parent.rglob("*.py"))
BY_QUESTION = {"ask", "reprompt", "help", "missed"}
"""Rooms of prompts with one entry for every question."""


def keys_said() -> Iterator[str]:
    """Every key that the code says, read off its source: `say("pain.stop")`, `say("a" if x else "b")`."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def placeholders_filled() -> Iterator[tuple[str, set[str]]]:
    """Every prompt that the code says by a literal key, and the placeholders that it fills.

    `conftest` checks the keys that are chosen while it runs.
    """
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            said = [
                part.value for arg in node.args for part in ast.walk(arg) if isinstance(part, ast.Constant)
            ]
            for key in said if name in {"say", "taking"} else []:
                if isinstance(key, str) and "." in key:
                    yield key, {keyword.arg for keyword in node.keywords if keyword.arg}


def test_the_code_fills_every_placeholder_that_is_declared() -> None:
    filled = list(placeholders_filled())
    assert len(filled) > 100
    assert [(key, names) for key, names in filled if not DECLARED[key] <= names] == []


def test_only_prompts_that_the_code_says_are_declared() -> None:
    fixed = {key for key in DECLARED if key.split(".")[0] not in BY_QUESTION}
    assert fixed <= set(keys_said())
    asked = {key for key in DECLARED if key.split(".")[0] in BY_QUESTION}
    assert asked == {f"{room}.{question}" for room in BY_QUESTION for question in Question}


def languages() -> list[Language]:
    return list(LIBRARY.languages.values())


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
class TestPrompts:
    def test_every_prompt_that_is_used_exists(self, language: Language) -> None:
        rooms = {key.split(".")[0] for key in language.prompts}
        looks_like_one = re.compile(rf"(?:{'|'.join(sorted(rooms))})\.[a-z_]+")
        used = {key for key in keys_said() if looks_like_one.fullmatch(key)}
        assert sorted(used - set(language.prompts)) == []

    def test_what_is_asked_is_a_question_and_the_reprompt_is_another(self, language: Language) -> None:
        for question in Question:
            asked = forms(language.prompts[f"ask.{question}"])
            again = forms(language.prompts[f"reprompt.{question}"])
            assert all(text.endswith("?") for text in [*asked, *again])
            assert not set(asked) & set(again)

    def test_wordings_that_take_turns_begin_with_different_words(self, language: Language) -> None:
        for key in ("lead.opening", "lead.next"):
            beginnings = [text.split()[0] for text in forms(language.prompts[key])]
            assert len(set(beginnings)) == len(beginnings) > 2

    def test_wordings_of_one_prompt_say_the_same_things(self, language: Language) -> None:
        for key, prompt in language.prompts.items():
            values = {frozenset(re.findall(r"{(\w+)}", text)) for text in forms(prompt)}
            assert isinstance(prompt, Mapping) or len(values) == 1, key


def forms(prompt: str | tuple[str, ...] | Mapping[str, str]) -> list[str]:
    if isinstance(prompt, str):
        return [prompt]
    return list(prompt.values()) if isinstance(prompt, Mapping) else list(prompt)


class TestNumbers:
    numbers = LIBRARY.languages["en"].numbers

    def test_no_number_is_said_twice(self) -> None:
        for words in (self.numbers.cardinals, self.numbers.ordinals):
            assert len(set(words)) == len(words)

    def test_a_few_are_what_people_say(self) -> None:
        said = [self.numbers.cardinals[number] for number in (0, 7, 12, 27, 100, 111)]
        assert said == ["zero", "seven", "twelve", "twenty-seven", "one hundred", "one eleven"]
        assert [self.numbers.ordinals[number] for number in (1, 2, 3, 12, 20)] == [
            "first", "second", "third", "twelfth", "twentieth",
        ]  # fmt: skip


class TestRoutine:
    def test_the_back_routine_has_all_seven_and_goes_down_to_the_floor_once(self) -> None:
        assert set(WHOLE.order) <= set(LIBRARY.exercises)
        assert not set(WHOLE.exercises) & set(WHOLE.off_the_floor)
        assert len(WHOLE.exercises) == 7
        order = [LIBRARY.exercises[name].position for name in WHOLE.order if name not in WHOLE.off_the_floor]
        on_floor = [LIBRARY.positions[position].on_floor for position in order]
        down_or_up = sum(before != after for before, after in pairwise(on_floor))
        assert down_or_up == 1

    def test_it_begins_on_ones_feet(self) -> None:
        assert LIBRARY.exercises[WHOLE.order[0]].position == STANDING


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("name", LIBRARY.exercises)
def test_words_that_are_led_with_fit_their_phase_even_in_a_slower_voice(name: str, level: Level) -> None:
    """A call that outlasts its phase makes the next number late."""
    slower = 1.25
    language = LIBRARY.languages["en"]
    calls = language.exercises[name].calls_at(level)
    timeline = count(LIBRARY.exercises[name].work_at(level), Speaker(language), calls)
    for cue in timeline:
        assert language.lengths.of(cue.text) * slower <= (cue.lasts or 0) * 1.3, cue
        assert language.lengths.of(cue.text) <= (cue.lasts or 0) * 1.15, cue


class TestWays:
    plank = LIBRARY.languages["en"].exercises["plank"]

    def test_the_usual_way_is_the_exercise_itself(self) -> None:
        assert self.plank.at(Level.USUAL) is self.plank
        assert self.plank.way(Level.USUAL) == ""

    def test_another_way_says_nothing_of_the_usual_steps(self) -> None:
        easier = self.plank.at(Level.EASIER)
        assert not any("off the floor" in step for step in easier.steps)
        assert easier.calls == self.plank.calls_at(Level.EASIER) != self.plank.calls

    def test_what_a_way_leaves_open_stays_as_it_is(self) -> None:
        harder = self.plank.at(Level.HARDER)
        assert (harder.setup, harder.watch, harder.caution) == (
            self.plank.setup,
            self.plank.watch,
            self.plank.caution,
        )
        assert harder.calls == self.plank.calls


@pytest.mark.parametrize("name", LIBRARY.exercises)
def test_where_a_part_of_the_body_hurts_there_is_something_else_to_do(name: str) -> None:
    """Whatever an exercise strains, an easier way of it or another exercise spares it."""
    exercise = LIBRARY.exercises[name]
    for part in exercise.strains:
        eased = exercise.sparing_level(Level.USUAL, (part,))
        assert eased is not None or stand_in(
            name, LIBRARY.exercises, Preferences(), (part,), LIBRARY.exercises
        ), part


def test_no_exercise_is_felt_in_a_joint_or_the_neck() -> None:
    """`where_to_feel_it` denies it of all of them; the neck and the knees may be named only to be spared."""
    language = LIBRARY.languages["en"]
    names = {name for part in NEVER_FELT for name in language.body_parts[part].names} - {"back"}
    spared = re.compile(r"\b(not|never|shouldn't|hurts?)\b")
    for words in language.exercises.values():
        for clause in re.split(r"[.,]", words.answers.feel):
            named = names & set(clause.casefold().split())
            assert not named or spared.search(clause), (words.name, clause)


def test_the_names_of_exercises_are_told_apart() -> None:
    for language in languages():
        names = [name.lower() for words in language.exercises.values() for name in (words.name, *words.also)]
        assert len(set(names)) == len(names)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(
            HERE, tmp_path / "content", ignore=shutil.ignore_patterns("*.py", "__pycache__", compiled.NAME)
        )
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "exercises/bridge.toml",
            "reps = 5",
            'reps = "five"',
            "work.dose.reps: expected a whole number from 1 to 100, not 'five'",
        ),
        (
            "exercises/bridge.toml",
            "reps = 5",
            "reps = 0",
            "work.dose.reps: expected a whole number from 1 to",
        ),
        (
            "exercises/bridge.toml",
            "reps = 5",
            "repetitions = 5",
            "work.dose.repetitions: there is no such entry",
        ),
        ("exercises/bridge.toml", '"on_back"', '"upside_down"', "position: expected one of face_down, "),
        ("exercises/bridge.toml", "[range]", "[range", "bridge.toml: "),
        ("exercises/bridge.toml", 'id = "bridge"', 'id = "brigde"', "id: expected 'bridge', the name"),
        (
            "exercises/bridge.toml",
            "reps = [3, 5]",
            "reps = [1, 2]",
            "work.dose: expected reps from 1 to 2",
        ),
        (
            "exercises/bridge.toml",
            "reps = [3, 5]",
            "reps = [5, 3]",
            "range: expected the smaller number",
        ),
        ("exercises/bird_dog.toml", '"right_arm", "left_arm"', '"right_arm"', "no sides or at least two"),
        ("exercises/superman.toml", '["bird_dog",', '["birddog",', "instead, item 1: expected one of "),
        ("exercises/superman.toml", '"bridge", ', '"superman", ', "instead, item 2: expected one of "),
        (
            "exercises/superman.toml",
            '["back",',
            '["tail",',
            "strains, item 1: expected one of neck, shoulder, ",
        ),
        ("routines/back.toml", '"plank"', '"blank"', "exercises, item 5: expected one of "),
        (
            "routines/back.toml",
            '"plank"',
            '"bridge"',
            "expected every exercise once in the routine",
        ),
        ("routines/back.toml", '"march"', '"marsh"', "warm_up: expected one of "),
        ("routines/back.toml", '"childs_pose"', '"pose"', "relief_after.prone_extension: expected one of "),
        (
            "routines/back.toml",
            "{ prone_extension",
            "{ crunch",
            "relief_after: expected an exercise of the ",
        ),
        ("routines/gentle.toml", '"least"', '"little"', "dose: expected one of usual, least, not 'little'"),
        (
            "routines/gentle.toml",
            'dose = "least"',
            "doses = { plank = { reps = 2, hold = 5 } }",
            "doses.plank.hold: expected 10 to 60, the range in exercises/plank.toml, not 5",
        ),
        (
            "routines/gentle.toml",
            'dose = "least"',
            "doses = { superman = { reps = 10 } }",
            "doses: expected an exercise of the routine, not ",
        ),
        (
            "routines/gentle.toml",
            '["bird_dog", "plank", "bridge"]',
            '["hip_thrust"]',
            "exercises: expected at least one that needs no ball, as not everybody has one",
        ),
        ("en/routines/gentle.toml", "name = ", "called = ", "called: there is no such entry"),
        (
            "en/routines/gentle.toml",
            '"gentle one"',
            '"whole routine"',
            "expected other names than those in routines/back.toml, not 'whole routine'",
        ),
        (
            "en/exercises/plank.toml",
            '"planking"',
            '"bridges"',
            "expected other names than those in exercises/bridge.toml, not 'bridges'",
        ),
        (
            "conditions.toml",
            '["face_down", "forearms", "on_ball"]',
            '["prone"]',
            "osteoporosis.leaves_out, item 1: expected one of face_down",
        ),
        ("exercises/march.toml", "reps = 8 }", "reps = 8, hold = 5 }", "a breath has no hold and no sides"),
        ("en/exercises/plank.toml", 'lift = "Lift."', "", "calls.lift: is missing; expected a text"),
        ("en/exercises/plank.toml", "breath = ", "# ", "calls.breath: expected at least one cue"),
        (
            "en/exercises/plank.toml",
            '"neck long"]',
            '"keep your neck long"]',
            "calls.form, item 3: expected a cue that is said in 0.69 seconds, not 'keep your neck long'",
        ),
        (
            "en/exercises/prone_extension.toml",
            '"elbows in"]',
            '"elbows in", ""]',
            "easier.calls.form, item 3: expected a cue",
        ),
        ("en/exercises/bird_dog.toml", "sides = ", "# sides = ", "calls.sides: expected 2 sides"),
        (
            "en/exercises/bird_dog.toml",
            'sides = ["left leg", ',
            'sides = ["left leg"] # ',
            "easier.calls.sides: expected 2 sides",
        ),
        ("en/exercises/plank.toml", 'cue = "Knees', "# ", "easier.cue: is missing; expected a text"),
        (
            "en/exercises/plank.toml",
            'way = "Hold',
            '# way = "Hold',
            "harder.way: is missing; expected a text",
        ),
        (
            "en/exercises/plank.toml",
            "warning = ",
            "# warning = ",
            "warning: is missing; expected a text",
        ),
        ("en/exercises/plank.toml", "goal = ", "# ", "answers.goal: is missing; expected a text"),
        ("en/body_parts.toml", '[knee]\nname = "knee"\nalso', "#", "knee: is missing"),
        ("en/positions.toml", "[standing]", "[squatting]", "expected one of standing, "),
        (
            "en/positions.toml",
            'stay = "Stay on your back."\nfrom_floor',
            'stay = "Stay on your back."\n# ',
            "on_back.from_floor: is missing; expected a text",
        ),
        (
            "en/positions.toml",
            'from_up = "On your feet."',
            'from_up = "On your feet."\nleave = "Sit down."',
            "standing.leave: there is no such way in positions.toml",
        ),
        ("positions.toml", "to_floor = ", "# ", "on_ball: expected from_floor and leave (on the floor), "),
        (
            "positions.toml",
            "first = 30",
            "first = 90",
            "on_ball.from_up.first: expected a number from 1 to 60",
        ),
        ("en/equipment.toml", "wall = ", "# wall = ", "wall: is missing"),
        (
            "en/prompts.toml",
            'stop = "Stop there',
            'stop = 5 # "Stop there',
            "pain.stop: expected a text or a list or a table, not 5",
        ),
        (
            "en/prompts.toml",
            "other = ",
            "others = ",
            "meeting.size: expected the plural forms one and other, not ",
        ),
        ("en/prompts.toml", 'aside = "Okay', 'aside = "" # "Okay', "skip.aside: expected a text"),
        ("en/speech.toml", "rate = 15.0", "rate = 0", "rate: expected a number from 5 to 40, not 0"),
        ("en/speech.toml", "comma = ", "comma = -", "comma: expected a number above 0"),
        ("en/speech.toml", '"seventeen" = ', "# ", "words.seventeen: is missing; expected its length"),
        ("en/speech.toml", '"hundred" = ', "# ", "words.hundred: is missing; expected its length"),
        ("en/speech.toml", '"one" = ', '"one" = -', 'words, "one": expected seconds above 0, at most 20'),
        (
            "en/speech.toml",
            '"Hold." = ',
            '"Hold." = nan # ',
            'words, "Hold.": expected seconds above 0, ',
        ),
        ("en/speech.toml", '= "en"', '= "de"', "language: expected 'en', not 'de'"),
        ("en/speech.toml", "language", "# ", "language: is missing"),
        ("en/numbers.toml", '"zero", ', "", "cardinals: expected a list of at least 121, not 120"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_the_field_and_what_was_expected(
    copy: Path, file: str, old: str, new: str, expected: str
) -> None:
    text = (copy / file).read_text()
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1))
    with pytest.raises(ContentError) as refusal:
        load(copy)
    assert str(refusal.value).startswith(str(copy / file))
    assert expected in str(refusal.value)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("en/exercises/plank.toml", "is missing; docs/content.md tells what belongs there"),
        ("exercises", "expected at least one .toml file here"),
    ],
)
def test_a_missing_file_is_refused(copy: Path, path: str, expected: str) -> None:
    gone = copy / path
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    with pytest.raises(ContentError, match=expected):
        load(copy)


def test_a_file_that_is_no_text_is_refused(copy: Path) -> None:
    (copy / "en" / "prompts.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ContentError, match=r"prompts\.toml"):
        load(copy)


def test_a_language_without_plural_rules_is_refused(copy: Path) -> None:
    shutil.copytree(copy / "en", copy / "xx")
    with pytest.raises(ContentError, match="expected a language with plural rules: en"):
        load(copy)


@pytest.mark.parametrize("locale", ["en-XX", "de-DE", "", None, "xx"])
def test_a_locale_without_content_is_answered_in_english(locale: str | None) -> None:
    assert LIBRARY.language(locale) is LIBRARY.languages["en"]


class TestLocales:
    def test_every_locale_of_the_listing_has_its_words(self) -> None:
        manifest = json.loads((HERE.parents[1] / "interaction_model" / "skill.json").read_text("utf-8"))
        listed = manifest["manifest"]["publishingInformation"]["locales"]
        assert set(LIBRARY.locales) == set(listed)

    @pytest.mark.parametrize(
        ("locale", "number"),
        [
            ("en-US", "nine one one"),
            ("en-GB", "nine nine nine"),
            ("en-AU", "triple zero"),
            ("en-CA", "nine one one"),
            ("en-IN", "one one two"),
            ("en-XX", "your local emergency number"),
            ("de-DE", "your local emergency number"),
        ],
    )
    def test_a_prompt_names_the_emergency_number_of_the_country(self, locale: str, number: str) -> None:
        assert f"Call {number} now" in Speaker(LIBRARY.language(locale)).say("emergency.call")

    def test_no_prompt_of_any_locale_is_left_with_a_number_to_fill_in(self) -> None:
        for language in (*LIBRARY.languages.values(), *LIBRARY.locales.values()):
            for prompt in language.prompts.values():
                assert not any("emergency_number" in text for text in forms(prompt))

    def test_a_locale_words_single_things_its_own_way(self, copy: Path) -> None:
        own = copy / "en" / "locales" / "en-GB.toml"
        own.write_text(
            'emergency_number = "nine nine nine"\n'
            '[prompts.place]\nside_next = "On to {side}."\n'
            '[exercises.plank]\ncue = "Straight as a plank."\n'
        )
        library = load(copy)
        british, american = library.language("en-GB"), library.language("en-US")
        assert Speaker(british).say("place.side_next", side="left arm") == "On to left arm."
        assert british.exercises["plank"].cue == "Straight as a plank."
        assert british.exercises["plank"].steps == american.exercises["plank"].steps
        assert american.exercises == library.languages["en"].exercises
        assert "On to" not in Speaker(american).say("place.side_next", side="left arm")

    @pytest.mark.parametrize("locale", ["en-AU", "en-GB", "en-IN"])
    def test_outside_america_measures_are_metric(self, locale: str) -> None:
        american, other = (LIBRARY.language(name).exercises for name in ("en-US", locale))
        for name in LIBRARY.exercises:
            for level in Level:
                whole = str(other[name].at(level)) + other[name].way(level)
                assert re.findall(r"\b(?:pound|inch)\w*", whole) == []
        assert "inches" in american["ball_lean"].setup
        assert "pounds" in american["hip_thrust"].answers.how_heavy
        assert american["bridge"] == other["bridge"]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", "emergency_number: is missing; expected a text"),
            ('[prompts.nowhere]\nhello = "Hi."', "nowhere.hello: there is no such prompt"),
            (
                '[prompts.place]\nside_next = "{x}"',
                "place.side_next: nothing fills {x}; the placeholders here: {side}",
            ),
            ('[prompts.skip]\naside = ["a", "b"]', "skip.aside: expected the same kind of prompt"),
            ('[prompts.skip]\naside = ""', "skip.aside: expected a text"),
            ('[exercises.squat]\ncue = "Down."', "exercises.squat: expected one of"),
            ('[exercises.plank]\nname = "board"', "exercises.plank.name: there is no such entry"),
            (
                '[exercises.plank]\nanswers.arm = "Bent."',
                "exercises.plank.answers.arm: there is no such entry",
            ),
        ],
    )
    def test_a_bad_file_is_refused(self, copy: Path, text: str, expected: str) -> None:
        own = copy / "en" / "locales" / "en-GB.toml"
        own.write_text(f'emergency_number = "nine nine nine"\n{text}' if text else "")
        with pytest.raises(ContentError) as refusal:
            load(copy)
        assert str(refusal.value).startswith(str(own))
        assert expected in str(refusal.value)

    def test_a_language_says_what_it_does_where_it_knows_no_country(self, copy: Path) -> None:
        (copy / "en" / "locales" / "en.toml").unlink()
        with pytest.raises(ContentError, match="is missing"):
            load(copy)


def test_the_package_says_what_it_offers() -> None:
    assert all(hasattr(content, name) for name in content.__all__)
