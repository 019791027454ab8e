"""Calibration: a voice is measured as it will be heard, the file it writes is one that content takes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from skill.__main__ import main
from skill.calibration.espeak import Espeak
from skill.calibration.fit import fit
from skill.calibration.polly import Polly
from skill.calibration.spoken import counted, sentences
from skill.calibration.voice import BEAT
from skill.coaching.counting import count
from skill.coaching.dose import Work
from skill.coaching.exercise import Exercise
from skill.coaching.speech import SpeechLengths
from skill.coaching.style import PACES, CountStyle, Manner, paced
from skill.content import Speaker, compiled, load, load_unmeasured
from skill.content.language import SpeechTable
from skill.content.library import HERE
from tests import polly

LIBRARY = load()
ENGLISH = LIBRARY.languages["en"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    without_code = shutil.ignore_patterns("*.py", "__pycache__", compiled.NAME)
    return Path(shutil.copytree(HERE, tmp_path / "content", ignore=without_code))


def works(exercise: Exercise) -> st.SearchStrategy[Work]:
    (fewest, most), (shortest, longest) = exercise.range.reps, exercise.range.hold
    reps, hold = st.integers(fewest, most), st.integers(shortest, longest)
    doses = st.builds(lambda reps, hold: replace(exercise.work.dose, reps=reps, hold=hold), reps, hold)
    at_usual_pace = doses.map(lambda dose: replace(exercise.work, dose=dose))
    return st.builds(paced, at_usual_pace, st.sampled_from(sorted(PACES)))


@given(
    work_of=st.sampled_from(sorted(LIBRARY.exercises)).flatmap(
        lambda name: st.tuples(st.just(name), works(LIBRARY.exercises[name]))
    ),
    turn=st.integers(0, 50),
    style=st.sampled_from(CountStyle),
)
def test_nothing_is_counted_that_was_not_measured(
    work_of: tuple[str, Work], turn: int, style: CountStyle
) -> None:
    name, work = work_of
    timeline = count(work, Speaker(ENGLISH, turn), ENGLISH.exercises[name].calls, manner=Manner(style))
    assert {cue.text for cue in timeline if cue.text} <= ENGLISH.lengths.words.keys()


@pytest.fixture(scope="module")
def everything_counted() -> list[str]:
    """Found once: it takes seconds."""
    return counted(LIBRARY, ENGLISH)


@pytest.mark.slow
def test_the_table_that_ships_was_made_for_what_is_counted_today(everything_counted: list[str]) -> None:
    """Where this fails: python -m skill calibrate --add skill/content/en/speech.toml"""
    assert list(ENGLISH.lengths.words) == everything_counted


def test_the_pace_of_sentences_is_found_again() -> None:
    known = SpeechLengths(voice="known", rate=17.5, comma=0.21, stop=0.52, words={})
    assert fit({text: known.of(text) for text in sentences(ENGLISH)}) == pytest.approx((17.5, 0.21, 0.52))


class TestEspeak:
    """Needs espeak-ng, as `scripts/setup` installs it: where it is missing, each says how to get it."""

    def test_the_table_that_ships_is_this_voices(self) -> None:
        some = ["one", "seven", "seventeen", "sixty", "And lower.", "That's two.", "halfway"]
        measured = Espeak("en-us").lengths(some, "Seven.", BEAT)
        shipped = [ENGLISH.lengths.words[text] for text in some]
        assert list(measured) == pytest.approx(shipped, abs=0.03)
        assert ENGLISH.lengths.voice.startswith("espeak-ng ")

    def test_only_what_a_file_lacks_is_measured_and_nothing_else_changes(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        shipped = (HERE / "en" / "speech.toml").read_text("utf-8")
        lines = [
            line for line in shipped.splitlines() if line.startswith(('"Knees down." = ', '"halfway" = '))
        ]
        assert len(lines) == 2
        (file := tmp_path / "speech.toml").write_text(
            "".join(f"{line}\n" for line in shipped.splitlines() if line not in lines) + '"Hop." = 0.5\n'
        )
        assert main(["calibrate", "--add", str(file)]) == 0
        added = file.read_text("utf-8")
        assert [line.partition(" = ")[0] for line in added.splitlines()] == [
            line.partition(" = ")[0] for line in shipped.splitlines()
        ]
        assert len(set(added.splitlines()) - set(shipped.splitlines())) <= len(lines)
        file.write_text(added.replace("voice = ", 'voice = "nobody" # '))
        assert main(["calibrate", "--add", str(file)]) == 2
        assert "that file is of another voice, nobody" in told(capsys)

    def test_what_runs_on_takes_the_pause_at_its_end_along(self) -> None:
        whole, half = Espeak("en-us").lengths(["Stand tall. Stand tall.", "Stand tall."], "Seven.", 0)
        assert whole == pytest.approx(2 * half, abs=0.1)

    def test_a_voice_that_is_not_there_is_told_in_one_line(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))  # or espeak-ng's sound library complains, too
        assert main(["calibrate", "--voice", "nobody"]) == 2
        assert told(capsys) == "skill calibrate: Error: The specified espeak-ng voice does not exist.\n"


def test_without_espeak_it_is_told_how_to_install_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["calibrate"]) == 2
    assert re.search("As root: apt-get install espeak-ng\n$", told(capsys))


@pytest.fixture
def amazon(monkeypatch: pytest.MonkeyPatch, everything_counted: list[str]) -> Iterator[polly.Polly]:
    """Amazon's Polly, and an account there."""
    monkeypatch.setattr("skill.calibration.measuring.counted", lambda *_: everything_counted)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    with polly.at_work() as stand_in:
        monkeypatch.setenv("AWS_ENDPOINT_URL_POLLY", stand_in.address)
        yield stand_in


@pytest.mark.slow
class TestPolly:
    def test_the_stand_in_marks_what_amazon_marks(self) -> None:
        """Amazon's example (Amazon Polly: speech marks with SSML), its word marks."""
        example = (
            b'<speak><prosody volume="+20dB">Mary had <break time="300ms"/>'
            b'a little <mark name="animal"/>lamb</prosody></speak>'
        )
        found = [(mark["start"], mark["end"], mark["value"]) for mark in polly.marks(example)]
        assert found == [
            (31, 35, "Mary"),
            (36, 39, "had"),
            (40, 61, '<break time="300ms"/>'),
            (61, 62, "a"),
            (63, 69, "little"),
            (91, 95, "lamb"),
        ]

    def test_lengths_go_from_word_to_word_less_the_break(self, amazon: polly.Polly) -> None:
        texts = ["one", "seventeen", "Adiós & señor", "And lower."]
        lengths = list(Polly("Joanna", "neural").lengths(texts, "Seven.", BEAT))
        characters = [3, 9, len("Adiós &amp; señor"), 10]
        spoken = [number * polly.CHARACTER + polly.BREAK for number in characters]
        assert lengths == pytest.approx([*spoken[:3], spoken[3] + polly.STOP], abs=0.0015)

    def test_it_is_asked_for_speech_marks_of_ssml(self, amazon: polly.Polly) -> None:
        list(Polly("Matthew", "standard").lengths(["one"], "Seven.", BEAT))
        (asked,) = amazon.asked
        assert asked == {
            "Engine": "standard",
            "OutputFormat": "json",
            "SpeechMarkTypes": ["word"],
            "Text": '<speak>Seven.<break time="1000ms"/>one<break time="1000ms"/>Seven.</speak>',
            "TextType": "ssml",
            "VoiceId": "Matthew",
        }

    def test_its_table_is_one_that_content_takes(
        self, amazon: polly.Polly, content: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = content / "en" / "speech.toml"
        command = ["calibrate", "--engine", "polly", "--rate", "measured", "-o", str(file)]
        assert main(command) == 0
        assert capsys.readouterr() == ("", "")
        lengths = load(content).languages["en"].lengths
        assert lengths.words["twelve"] == pytest.approx(6 * polly.CHARACTER + polly.BREAK, abs=0.0015)
        assert lengths.rate == pytest.approx(1 / polly.CHARACTER, rel=0.02)
        assert (lengths.comma, lengths.stop) == pytest.approx((polly.COMMA, polly.STOP), abs=0.05)
        assert re.fullmatch(
            r"Amazon Polly in \w+ 20\d\d, voice Joanna, neural, at its own pace", lengths.voice
        )
        assert {(request["VoiceId"], request["Engine"]) for request in amazon.asked} == {("Joanna", "neural")}

    def test_sentences_keep_alexas_rate_unless_the_measured_one_is_wanted(
        self, amazon: polly.Polly, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["calibrate", "--engine", "polly-standard"]) == 0
        printed = capsys.readouterr().out
        table = msgspec.toml.decode(printed, type=SpeechTable)
        assert table.rate == 15
        assert "Rate: a working figure for Alexa's own voice" in printed
        assert "python -m skill calibrate --locale en-US --engine polly-standard --rate alexa" in printed

    @pytest.mark.parametrize("missing", ["AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION"])
    def test_what_is_missing_to_ask_it_is_told_in_one_line(
        self,
        amazon: polly.Polly,
        missing: str,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.delenv(missing)
        assert main(["calibrate", "--engine", "polly"]) == 2
        assert re.fullmatch(rf"skill calibrate: Amazon Polly cannot be asked\. .*{missing}.*\n", told(capsys))

    def test_a_refusal_is_told_in_one_line(
        self, amazon: polly.Polly, capsys: pytest.CaptureFixture[str]
    ) -> None:
        amazon.refusal = (403, "AccessDeniedException", "not authorized\nto perform: polly:SynthesizeSpeech")
        assert main(["calibrate", "--engine", "polly"]) == 2
        assert re.fullmatch(
            r"skill calibrate: Amazon Polly cannot be asked\. .*polly:SynthesizeSpeech\n", told(capsys)
        )

    def test_a_word_without_a_mark_is_told_in_one_line(
        self, amazon: polly.Polly, capsys: pytest.CaptureFixture[str]
    ) -> None:
        amazon.deaf_to = "seventeen"
        assert main(["calibrate", "--engine", "polly"]) == 2
        assert told(capsys) == "skill calibrate: Amazon Polly does not tell when it says 'seventeen'\n"

    def test_what_cannot_be_is_not_written(
        self, amazon: polly.Polly, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(polly, "COMMA", -0.2)
        assert main(["calibrate", "--engine", "polly"]) == 2
        assert re.fullmatch(r"skill calibrate: what was measured cannot be\. .*`\$\.comma`\n", told(capsys))

    def test_a_locale_without_a_usual_voice_wants_one_named(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["calibrate", "--engine", "polly", "--locale", "en-GB"]) == 2
        assert re.search("en-GB.*--voice\n$", told(capsys))


def test_a_locale_without_content_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibrate", "--locale", "fr-FR"]) == 2
    assert told(capsys) == "skill calibrate: there is no content for 'fr-FR', but for en\n"


def test_a_file_that_cannot_be_written_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("skill.calibration.command.calibrate", lambda *_: "measured")
    assert main(["calibrate", "-o", str(tmp_path)]) == 2
    assert told(capsys) == f"skill calibrate: {tmp_path} cannot be written: Is a directory\n"


def test_a_language_can_be_measured_before_it_has_a_table(content: Path) -> None:
    (content / "en" / "speech.toml").unlink()
    assert load_unmeasured(content).languages["en"].numbers == ENGLISH.numbers


def told(capsys: pytest.CaptureFixture[str]) -> str:
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err
