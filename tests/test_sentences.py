"""The sentence templates: what they expand to, what is refused, and that the built models are theirs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.content import ContentError
from skill.echo.hearing import Hearing, language_file
from skill.echo.likeness import Reader
from skill.sentences import __main__ as builder
from skill.sentences import templates
from skill.sentences.model import Json
from tests import twins
from tests.test_interaction_model import MODEL, SAID_FOR

UNDERSTOOD = Path(__file__).parent / "understood.txt"
SENTENCES = templates.load()

UNHEARD = [
    "a",
    "an",
    "the",
    "my",
    "your",
    "some",
    "please",
    "okay",
    "so",
    "well",
    "alright",
    "sorry",
    "thanks",
]
"""Articles and courtesies: nobody means something else by them."""
MOVED = {
    "just keep going", "just keep on going", "keep going", "keep going please", "keep on going",
    "please keep going", "okay keep going", "let's keep going", "keep it going", "don't stop",
    "just count", "explain everything", "how am I doing",
    "do the whole routine", "I want to do the whole routine", "the whole routine", "the whole routine please",
    "not yet", "no not yet",
    "that hurts a lot", "that hurts too much", "this hurts a lot", "this hurts too much", "it hurts a lot",
    "it hurts too much", "everything hurts", "my {body_part} hurts a lot", "my {body_part} is killing me",
    "it's getting worse", "the pain is getting worse", "it's getting worse and worse",
    "my {body_part} is getting worse", "my heart is racing", "I have sciatica", "I broke my leg",
    "should it hurt", "should this hurt", "is it supposed to hurt", "is it meant to hurt", "is pain normal",
    "is some pain normal", "I fell", "I fell down", "I fell over", "I nearly fell",
    "how long is the rest", "how long is the break", "how long do I rest",
    "that was too hard", "that was too easy", "that was easy",
    "where were we", "where did we stop", "where did I stop", "where did we leave off",
    "where did I leave off", "is that it", "not today", "that really hurts", "this really hurts",
    "it really hurts", "what size of ball", "ouch my {body_part}", "ow my {body_part}",
    "ow my left {body_part}", "ow my right {body_part}", "one more", "one more please", "stop counting",
    "this floor is killing my hips", "this floor is killing my knees",
}  # fmt: skip
"""Heard as GoOnIntent now, as Amazon hears "keep going" herself: they set nothing for good. "Just count" is
JustCountIntent, which counts reps where nothing is under way; "explain everything" is for every exercise.
"How am I doing" is told as "where am I" in the middle of an exercise only. "The whole routine" is one of
several by its name; "not yet" answers the first question, too. Strong pain is rested first; what gets worse
hangs on what it was; a heart that races on is an emergency; sciatica is a condition, and a bone may have been
broken long ago. What was too hard or too easy is the exercise that is over. Who asks where they
were is told. "Is that it" is asked of what was just done, too; "not today" may be said of all of it.
"One more" is one on top, and "stop counting" stops a free count. Knees that hurt on the floor are a pain."""
WAYS = {
    "EasierIntent": "EasierWayIntent",
    "HarderIntent": "HarderWayIntent",
    "StartRoutineIntent": "BackRoutineIntent",
    "CountRepsIntent": "SoManyIntent",
    "MoreRestIntent": "AddToRestIntent",
    "DoneIntent": "FinishedIntent",
    "GoOnIntent": "BackToRoutineIntent",
    "SetsIntent": "DidSetsIntent",
    "HowLongHoldIntent": "HowLongHeldIntent",
    "DeclineIntent": "NotNowIntent",
    "SkipIntent": "SkipNextIntent",
    "DoExerciseIntent": "NextExerciseIntent",
    "DidNoneIntent": "NoneOfThemIntent",
    "PauseTimerIntent": "WaitIntent",
    "ResumeTimerIntent": "GoOnIntent",
    "RestartTimerIntent": "RepeatExerciseIntent",
}
"""An easier version is asked for; it is too hard: once one wish, as were the routine and its name, ten reps
of one's own and of the exercise, "done" and "I'm done", going on and back to the routine, sets to do and
done, and how long a hold is and was. A timer waits, goes on and begins again as everything else does. "Skip
the next one" is no longer this one, and "skip to the plank" goes on there, past what lies before it."""
NEIGHBOURS: list[set[str]] = [
    {"EasierIntent", "EasierWayIntent"},  # something easier, an easier one
    {"HarderIntent", "HarderWayIntent"},
    {"HarderIntent", "WaitIntent"},  # easy, easy there
    # want the same, or nearly
    {"DoExerciseIntent", "NameExerciseIntent"},  # just the plank
    {"StartRoutineIntent", "BackRoutineIntent"},  # my back routine now, my back routine please
    {"PainIntent", "SharpPainIntent"},  # I'm hurting, I'm hurt
    {"PainIntent", "SoreTomorrowIntent"},  # should it hurt, will it hurt
    {"EffortIntent", "SoreTomorrowIntent"},  # should I be sore, will I be sore
    {"DidNoneIntent", "NoneOfThemIntent"},  # none yet, none of them
    {"DeclineIntent", "NoneOfThemIntent"},
    {"SkipIntent", "SkipNextIntent"},  # skip this one, skip the next one
    {"DeclineIntent", "SkipIntent"},  # not that, not this
    {"DeclineIntent", "NotNowIntent"},  # no thank you, no thank you not now
    {"NotNowIntent", "NotTodayIntent"},  # not now, not today
    {"DeclineIntent", "NotTodayIntent"},  # I'd rather not, I'd rather not today
    {"EncourageIntent", "LeaveIntent"},  # I don't feel like it, I don't feel like it today
    {"MeantNoIntent", "MeantYesIntent"},
    {"DeclineIntent", "BetterIntent"},  # nah I'm good, nah I'm good again
    {"DeclineIntent", "MeantNoIntent"},  # no I haven't, actually no I haven't
    {"AgreeIntent", "MeantYesIntent"},  # yes I do, oops yes
    {"FellIntent", "EmergencyIntent"},  # I fell over, I fell badly
    {"AgainIntent", "PardonIntent"},  # repeat it, repeat that
    {"AgreeIntent", "ReadyIntent"},  # I am, I'm here
    {"DoneIntent", "LeaveIntent"},  # that's all, thanks that's all
    {"DoneIntent", "FinishedIntent"},  # done, I'm done
    {"FinishedIntent", "LeaveIntent"},  # finish, stop here
    {"NoBallIntent", "YesWithoutBallIntent"},  # no I don't have a ball, yes and I don't have a ball
    {"NoBallIntent", "NeitherIntent"},
    {"NeverExerciseIntent", "SkipIntent"},  # no more planks, no more planks today
    {"EffortIntent", "EmergencyIntent"},  # I'm dying here, I'm dying: what may be an emergency is one
    {"EffortIntent", "LosingFormIntent"},  # I'm shaking all over, I'm wobbling all over
    # told apart by the tense
    {"AgainIntent", "WaitIntent"},  # I wasn't ready, I'm not ready
    {"EasierIntent", "WasHardIntent"},  # that's hard, that was hard
    {"HarderIntent", "WasEasyIntent"},
    {"AgreeIntent", "JustRightIntent"},  # that's fine, that was fine
    {"BetterIntent", "JustRightIntent"},  # it's okay now, it was okay
    {"ExplainExerciseIntent", "PardonIntent"},  # what is that, what was that
    {"PardonIntent", "WhereAmIIntent"},  # what was that, what is this
    # told apart by one small word
    {"CountRepsIntent", "JustCountIntent"},  # count, just count: what is meant hangs on what is under way
    {"CountRepsIntent", "CountRepsOnlyIntent"},  # count my reps, just count the reps
    {"WhatsNextIntent", "WhereAmIIntent"},  # then what, now what
    {"ExplainExerciseIntent", "ListExercisesIntent"},  # what do I do here, what do we do today
    {"ListExercisesIntent", "WhereAmIIntent"},  # what are we doing today, what are we doing now
    {"SkipIntent", "WaitIntent"},  # not today, not now
    {"AllStepsIntent", "StartRoutineIntent"},  # all of it, all of them
    {"DeclineIntent", "DidNoneIntent"},  # not that, not one
    {"DoneBeforeIntent", "HarderIntent"},  # I could do them in my sleep, I could do this in my sleep
    {"AllStepsIntent", "ExplainEverythingIntent"},  # explain all of it, explain all of them
    {"LeaveIntent", "WaitIntent"},  # stop here, stop there
    {"StayHereIntent", "WaitIntent"},  # stay here, stay there
    {"HowLongHeldIntent", "HowLongLeftIntent"},  # how long was that, how long is it
    {"HowLongHoldIntent", "HowLongIsMineIntent"},  # how long is the plank, how long is my plank
    {"AgreeIntent", "GoOnIntent"},  # yes go on then, yes go on
    {"MeantExerciseIntent", "SkipIntent"},  # no, the plank; no plank
    {"AgreeIntent", "BetterIntent"},  # that's fine, that's fine now
    {"NameNumberIntent", "OwnDoseIntent"},  # three, just three
    {"SoManyIntent", "OwnDoseIntent"},  # three reps, just three reps
    {"EachSideIntent", "OwnDoseIntent"},  # five on each side, only five on each side
    {"HoldForIntent", "OwnDoseIntent"},  # hold it for ten seconds, hold them for ten seconds
    {"DidRepsIntent", "OwnDoseIntent"},  # I could only do three, I can only do three
    {"CorrectNumberIntent", "OwnDoseIntent"},  # make that three, make it three
    {"MoreOfItIntent", "MoreAndNoMoreIntent"},  # two more, just two more
    {"PardonIntent", "VolumeIntent"},  # I couldn't hear you, I can't hear you very well
    # misheard
    {"HoldForIntent", "WaitIntent"},  # hold an
    {"GoOnIntent", "ReadyIntent"},  # go an
]
"""Intents with sentences of the same telling words, each pair with its reason; no other pair may have any."""
READER = Reader(language_file("likeness.toml"))
ALLOWED_TWINS = {
    ("no {exercise}", "no the {exercise}"),  # a refusal, and a correction: the article is the difference
    ("that's all", "thanks that's all"),  # of the exercise, and of the day: thanks are the goodbye
    ("hold an", "hold"),  # "hold on", misheard
    ("go an", "go"),  # "go on", misheard
    ("how long is the {exercise}", "how long is my {exercise}"),  # both are told how long it is held
}


def understood_before() -> Iterator[tuple[str, str]]:
    """Every sample of the model that was kept by hand, with its intent."""
    intent = ""
    for line in UNDERSTOOD.read_text("utf-8").splitlines():
        if line.startswith("["):
            intent = line.strip("[]")
        elif line and not line.startswith("#"):
            yield intent, line


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(templates.FOLDER, tmp_path / "sentences"))


@pytest.fixture
def few(copy: Path) -> Path:
    """The sentences of one file, with what they are made of: a model of them is built at once."""
    kept = {*templates.NO_INTENTS, "routine.toml"}
    for file in (copy / "en").glob("*.toml"):
        if file.name not in kept:
            file.unlink()
    return copy


def test_the_built_models_are_those_of_the_sentences() -> None:
    built = builder.built()
    files = {file.stem: file.read_text("utf-8") for file in builder.MODELS.glob("*.json")}
    assert files.keys() == built.keys()
    stale = [locale for locale, text in built.items() if files[locale] != text]
    assert stale == [], "run `make model`"


def test_building_writes_one_file_for_each_locale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(builder, "MODELS", tmp_path)
    assert builder.main() == 0
    assert {file.stem for file in tmp_path.iterdir()} == SENTENCES.locales.keys()
    assert "en-US.json" in capsys.readouterr().out


def test_a_template_stands_for_its_alternatives_options_rules_and_slots(copy: Path) -> None:
    (copy / "en" / "rules.toml").write_text('the = "(the|a)"\n')
    for file in (copy / "en").glob("*.toml"):
        if file.name not in templates.NO_INTENTS:
            file.unlink()
    (copy / "en" / "one.toml").write_text(
        "[OneIntent]\n"
        'slots = { exercise = "EXERCISE" }\n'
        'sentences = ["[please] do <the> {exercise}", "do the {exercise}", "I did (it|that)"]\n'
        'misheard = ["due it"]\n'
    )
    [intent] = templates.load(folder=copy).intents
    assert intent.samples == (
        "please do the {exercise}", "please do a {exercise}", "do the {exercise}", "do a {exercise}",
        "I did it", "I did that", "due it",
    )  # fmt: skip


def test_a_sentence_with_a_courtesy_takes_no_room_where_it_is_one_without(few: Path) -> None:
    (few / "en" / "one.toml").write_text(
        "[OneIntent]\n"
        'slots = { exercise = "EXERCISE" }\n'
        'sentences = ["[please|can you] stand up [please]", "could you sit down", "[please] do {exercise}"]\n'
    )
    intent = next(each for each in templates.load(folder=few).intents if each.name == "OneIntent")
    assert intent.samples == ("stand up", "could you sit down", "please do {exercise}", "do {exercise}")


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("en/new.toml", '[NewIntent]\nsentences = ["count to 10"]', "NewIntent: expected letters"),
        ("en/new.toml", '[NewIntent]\nsentences = ["what?"]', "NewIntent: expected letters"),
        ("en/new.toml", '[NewIntent]\nsentences = ["do the (plank"]', "NewIntent: not a sentence template"),
        ("en/new.toml", '[NewIntent]\nsentences = ["do <nothing>"]', "NewIntent: no such rule in rules.toml"),
        (
            "en/new.toml",
            '[NewIntent]\nsentences = ["do {it}"]',
            "NewIntent: slot it is in a sentence, but not",
        ),
        (
            "en/new.toml",
            '[NewIntent]\nslots = { it = "EXERCISE" }\nsentences = ["do"]',
            "NewIntent: slot it is in no sentence",
        ),
        (
            "en/new.toml",
            '[NewIntent]\nslots = { it = "THING" }\nsentences = ["do {it} at once"]',
            "NewIntent: slot it is of no known type: THING",
        ),
        (
            "en/new.toml",
            '[NewIntent]\nslots = { it = "EXERCISE" }\nsentences = ["do {it} and {it}"]',
            "NewIntent: a slot stands twice in 'do {it} and {it}'",
        ),
        (
            "en/new.toml",
            f'[NewIntent]\nsentences = ["{"very " * 30}much"]',
            "NewIntent: longer than 140 characters",
        ),
        (
            "en/new.toml",
            f'[NewIntent]\nsentences = ["{"(a|b) " * 9}c"]',
            "NewIntent: stands for more than 500 sentences",
        ),
        (
            "en/new.toml",
            '[NewIntent]\nsentences = ["skip it"]',
            "'skip it' is a sentence of ",
        ),
        ("en/new.toml", '[SkipIntent]\nsentences = ["go past it"]', "SkipIntent is in "),
        (
            "en/new.toml",
            '["AMAZON.StopIntent"]\nsentences = ["halt"]',
            "AMAZON.StopIntent: Amazon's own intents get no samples",
        ),
        ("en/new.toml", "[NewIntent]\nsentences = []", "NewIntent.sentences: expected a list of at least 1"),
        (
            "en/new.toml",
            '[NewIntent]\nsentence = ["skip it"]',
            "NewIntent.sentence: there is no such entry; did you mean",
        ),
        (
            "en/new.toml",
            "".join(f'[New{n}]\nsentences = ["a{"b" * (n % 99)} c{"d" * (n // 99)}"]\n' for n in range(251)),
            "250",
        ),
        ("en/rules.toml", 'we = "(let\'s"', "we: not a sentence template"),
        ("en/slot_types.toml", '[SIDE]\nleft = ["left!"]', "SIDE: expected letters and digits"),
        ("en/slot_types.toml", f'[SIDE]\nleft = ["{"l" * 141}"]', "SIDE: expected letters and digits, 140"),
        (
            "en/slot_types.toml",
            '[SIDE]\nleft = ["left"]\nright = ["right", "left"]',
            "SIDE: 'left' means left and right",
        ),
        (
            "en/locales.toml",
            '[en-US]\ninvocation_name = "start my back"',
            "expected an invocation name that has no launch word, not 'start my back' - at `en-US`",
        ),
    ],
)
def test_what_amazon_would_refuse_is_refused_with_file_and_intent(
    few: Path, file: str, text: str, expected: str
) -> None:
    (few / file).write_text(text)
    with pytest.raises(ContentError) as refusal:
        builder.built(few)
    assert expected in str(refusal.value)
    assert str(few) in str(refusal.value)


def test_a_model_that_cannot_be_built_writes_nothing(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "en" / "new.toml").write_text('[SkipIntent]\nsentences = ["skip it"]')
    (tmp_path / "models").mkdir()
    monkeypatch.setattr(builder, "MODELS", tmp_path / "models")
    monkeypatch.setattr(builder, "FOLDER", copy)
    assert builder.main() == 2
    assert list((tmp_path / "models").iterdir()) == []
    assert "SkipIntent is in " in capsys.readouterr().err


def test_a_model_that_is_too_large_is_refused(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skill.sentences.limits.LARGEST_FILE", 100_000)
    with pytest.raises(ContentError, match="more than 100,000"):
        builder.built(copy)


def without_courtesies(said: str) -> list[str]:
    return [word for word in said.split() if word not in UNHEARD]


def by_what_it_tells(said: str) -> list[str]:
    """The words that tell, as the stand-in Echo takes them together: "stop" and "quit" are one."""
    return [word for word in READER.words(said) if word not in READER.light]


def test_no_sentence_is_a_near_twin_of_another_intents() -> None:
    found = {(twin.one, twin.other) for twin in twins.near_twins(SENTENCES.intents, without_courtesies)}
    assert {tuple(sorted(pair)) for pair in found} == {tuple(sorted(pair)) for pair in ALLOWED_TWINS}


def test_only_intents_that_are_told_apart_by_a_word_or_that_want_the_same_are_nearly_alike() -> None:
    found = [
        twin
        for twin in twins.near_twins(SENTENCES.intents, by_what_it_tells)
        if {twin.intent, twin.other_intent} not in NEIGHBOURS
    ]
    assert found == []


def test_a_near_twin_is_found() -> None:
    intents = [
        templates.SpokenIntent("OneIntent", Path("a"), {"n": "AMAZON.NUMBER"}, ("please do the {n}", "stop")),
        templates.SpokenIntent("TwoIntent", Path("b"), {"count": "AMAZON.NUMBER"}, ("do {count}", "please")),
        templates.SpokenIntent("ThreeIntent", Path("c"), {"name": "EXERCISE"}, ("do {name}", "okay", "quit")),
    ]
    [twin] = twins.near_twins(intents, without_courtesies)
    assert twin == ("do {count}", "TwoIntent", "please do the {n}", "OneIntent")
    assert ("quit", "ThreeIntent", "stop", "OneIntent") in [
        tuple(twin) for twin in twins.near_twins(intents, by_what_it_tells)
    ]


def test_nothing_that_was_understood_is_lost() -> None:
    hearing = Hearing(MODEL)
    lost = [
        (intent, sample, heard)
        for intent, sample in understood_before()
        if sample not in MOVED and (heard := _heard(hearing, sample)) not in {intent, WAYS.get(intent)}
    ]
    assert lost == []


def _heard(hearing: Hearing, sample: str) -> str:
    said = re.sub(r"\{(\w+)\}", lambda slot: SAID_FOR[SLOT_TYPES[slot[1]]], sample)
    return hearing.understand(said, in_session=True).intent


def _slot_types(model: Json) -> dict[str, str]:
    intents = model["interactionModel"]["languageModel"]["intents"]
    return {slot["name"]: slot["type"] for intent in intents for slot in intent.get("slots", [])}


SLOT_TYPES = _slot_types(MODEL)
