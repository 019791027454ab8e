"""The stand-in Echo plays, asks and keeps a session as a real one does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill import envelope
from skill.echo import script
from skill.echo.device import RUNTIME_ERROR, Echo, Turn
from skill.echo.hearing import Heard
from skill.echo.house import at_home
from skill.echo.house_clock import HouseClock, SharedClock, clock_of
from skill.echo.player import InvalidResponseError, Played, Spoken, play
from skill.echo.request import Device
from skill.echo.transcript import readable, timed
from skill.settings import Timing

Json = dict[str, Any]

NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
NOON = 1_793_016_000.4


def second_each(_text: str) -> float:
    return 1.0


speak = partial(play, lengths=second_each)


def heard(ssml: str) -> Played:
    return speak(f"<speak>{ssml}</speak>")


class TestPlayer:
    def test_speech_and_breaks_follow_one_another(self) -> None:
        played = heard('Lift. Hold.<break time="500ms"/>two<break time="1.5s"/>')
        assert played == Played((Spoken(0, "Lift.", 1), Spoken(1, "Hold.", 2), Spoken(2.5, "two", 3.5)), 5)

    def test_breaks_in_a_row_add_up(self) -> None:
        assert heard('Rest.<break time="10s"/><break time="10000ms"/>').lasts == 21

    def test_markup_does_not_take_a_sentence_apart(self) -> None:
        played = heard('<p>Lift <prosody rate="slow">both &amp; all</prosody> arms. Now.</p><s>Hold</s>')
        assert [spoken.text for spoken in played.spoken] == ["Lift both & all arms.", "Now.", "Hold"]

    @pytest.mark.parametrize(
        ("ssml", "fault"),
        [
            ("<speak>one & two</speak>", "no XML"),
            ("<speak>one", "no XML"),
            ('<speak version="1.1">one</speak>', "without attributes"),
            ('<speak>one<break time="11s"/></speak>', "10 s at most"),
            ('<speak>one<break time="10001ms"/></speak>', "10 s at most"),
            ('<speak>one<break time="a while"/></speak>', "'a while'"),
            ("<speak>one<break/></speak>", "''"),
        ],
    )
    def test_what_alexa_refuses_is_refused(self, ssml: str, fault: str) -> None:
        with pytest.raises(InvalidResponseError, match=fault):
            speak(ssml)


class TestTranscript:
    def test_a_line_tells_when_it_was_said(self) -> None:
        played = Played(
            (Spoken(3.64, "Hold.", 4), Spoken(59.96, "two", 61), Spoken(754, "And down.", 755)), 755
        )
        assert timed(played) == ["0:03.6  Hold.", "1:00.0  two", "12:34.0  And down."]

    def test_long_pauses_are_noted_and_short_ones_are_not(self) -> None:
        ssml = 'Get set.<break time="5s"/>Lift.<break time="2s"/>Hold.<break time="3s"/>'
        assert readable(heard(ssml)) == "Get set. [5 s] Lift. Hold. [3 s]"

    def test_a_long_count_shows_how_it_begins_and_ends(self) -> None:
        assert readable(heard(". ".join(NUMBERS[1:])), numbers=NUMBERS) == "One. Two. … Nine. Ten."

    def test_five_numbers_are_no_long_count(self) -> None:
        assert (
            readable(heard("one. two. three. four. five"), numbers=NUMBERS) == "One. Two. Three. Four. Five."
        )

    def test_a_word_in_the_middle_of_a_count_stays(self) -> None:
        ssml = "one. two. three. four. five. six, halfway. seven. eight. nine. ten"
        counted = readable(heard(ssml), numbers=NUMBERS)
        assert counted == ("One. Two. Three. Four. Five. Six, halfway. Seven. Eight. Nine. Ten.")

    @pytest.mark.parametrize("between", ['<break time="2s"/>', ". and down. "])
    def test_reps_are_not_seconds(self, between: str) -> None:
        counted = readable(heard(between.join(NUMBERS[1:8])), numbers=NUMBERS)
        assert "…" not in counted
        assert counted.count("Four") == 1

    def test_a_countdown_is_abridged_like_a_count(self) -> None:
        counted = readable(heard(". ".join(reversed(NUMBERS))), numbers=NUMBERS)
        assert counted.startswith("Ten. Nine. … ")

    def test_lines_are_wrapped_and_begin_where_one_breathes(self) -> None:
        long = "Lie on your back with your knees bent and your feet flat, and let both your arms rest."
        lines = readable(heard(f'{long} {long}<break time="1.5s"/>{long}'), width=100).splitlines()
        assert len(lines) == 3
        assert all(len(line) <= 100 for line in lines)
        assert [line.startswith("   ") for line in lines] == [False, True, True]
        assert lines[2].strip() == long


def answer(
    speech: str = "Ready?", *, reprompt: str = "Well?", ends: bool | None = False, **more: Any
) -> Json:
    response = {
        "outputSpeech": {"type": "SSML", "ssml": f"<speak>{speech}</speak>"},
        "reprompt": {"outputSpeech": {"type": "PlainText", "text": reprompt}},
        "shouldEndSession": ends,
    }
    if ends is None:
        del response["shouldEndSession"]
    return {"version": "1.0", "sessionAttributes": {"place": 3}, "response": response | more}


def audio_document(*texts: str, token: str = "set-1") -> Json:
    """A directive that plays these texts, each in a cell of two seconds."""
    cells = [
        {
            "type": "Mixer",
            "items": [{"type": "Silence", "duration": 2000}, {"type": "Speech", "content": text}],
        }
        for text in texts
    ]
    template = {"parameters": ["payload"], "item": {"type": "Sequencer", "items": cells}}
    return {
        "type": "Alexa.Presentation.APLA.RenderDocument",
        "token": token,
        "document": {"type": "APLA", "version": "0.91", "mainTemplate": template},
        "datasources": {},
    }


def counted(*texts: str, ends: bool | None = False) -> Json:
    """An answer without output speech: all that is heard is in its audio document."""
    return answer(ends=ends, outputSpeech=None, directives=[audio_document(*texts)])


def said(turn: Turn) -> list[tuple[float, str]]:
    return [(spoken.begins, spoken.text) for spoken in turn.heard.spoken]


class ScriptedSkill:
    """Gives its answers in turn, and keeps what it was asked."""

    def __init__(self, answers: Iterator[Json]) -> None:
        self._answers = answers
        self.asked: list[Json] = []

    def answer(self, body: bytes) -> bytes:
        envelope.read(body)  # what an Echo sends is a request envelope
        self.asked.append(json.loads(body))
        if self.asked[-1]["request"]["type"] in ("SessionEndedRequest", RUNTIME_ERROR):
            return b'{"version": "1.0", "sessionAttributes": {"noted": true}, "response": {}}'
        return json.dumps(next(self._answers)).encode()


class PlainEar:
    """Understands "open" and "exit"; everything else is an intent of that name."""

    def understand(self, utterance: str, *, in_session: bool) -> Heard:
        if utterance == "exit":
            return Heard("exit")
        return Heard("launch") if utterance == "open" else Heard("intent", f"{utterance.title()}Intent")


def house(*answers: Json, device: Device = "speaker", locale: str = "en-US") -> tuple[Echo, ScriptedSkill]:
    skill = ScriptedSkill(iter(answers) if answers else (answer() for _ in count()))
    clock = HouseClock.standing_at(NOON)
    return Echo(skill.answer, PlainEar(), clock=clock, speak=speak, device=device, locale=locale), skill


def second_of(turn: Turn) -> float:
    """The seconds after NOON that a request's timestamp says."""
    return datetime.fromisoformat(turn.request["request"]["timestamp"]).timestamp() - NOON // 1


class TestRequest:
    def test_it_tells_what_an_echo_tells(self) -> None:
        echo, _ = house(locale="en-GB")
        sent = echo.hear("go").request
        system = sent["context"]["System"]
        assert sent["version"] == "1.0"
        assert sent["request"]["type"] == "IntentRequest"
        assert sent["request"]["intent"] == {"name": "GoIntent", "confirmationStatus": "NONE", "slots": {}}
        assert sent["request"]["locale"] == "en-GB"
        assert sent["request"]["timestamp"].endswith("Z")
        assert sent["session"]["application"] == system["application"]
        assert sent["session"]["user"] == system["user"]
        assert system["device"]["deviceId"]
        assert system["apiEndpoint"].startswith("https://")

    def test_only_a_screen_says_that_it_has_one(self) -> None:
        speaker, screen = (house(device=device)[0].hear("open").request for device in ("speaker", "screen"))
        apl = "Alexa.Presentation.APL"
        assert apl not in speaker["context"]["System"]["device"]["supportedInterfaces"]
        assert "Viewports" not in speaker["context"]
        shown = screen["context"]["System"]["device"]["supportedInterfaces"][apl]
        assert shown == {"runtime": {"maxVersion": "2024.3"}}
        assert screen["context"]["Viewports"][0]["type"] == "APL"
        assert screen["context"]["Viewport"]["shape"] == "RECTANGLE"

    def test_every_request_has_an_id_of_its_own(self) -> None:
        echo, skill = house()
        for _ in range(3):
            echo.hear("go")
        assert len({asked["request"]["requestId"] for asked in skill.asked}) == 3


class TestSession:
    def test_it_goes_on_while_the_microphone_opens(self) -> None:
        echo, skill = house()
        echo.hear("open")
        echo.hear("go")
        first, second = (asked["session"] for asked in skill.asked)
        assert (first["new"], first["attributes"]) == (True, {})
        assert (second["new"], second["attributes"]) == (False, {"place": 3})
        assert first["sessionId"] == second["sessionId"]

    def test_after_an_end_a_new_one_begins(self) -> None:
        echo, skill = house(answer(ends=True), answer())
        assert echo.hear("open").ended
        echo.hear("open")
        first, second = (asked["session"] for asked in skill.asked)
        assert (second["new"], second["attributes"]) == (True, {})
        assert first["sessionId"] != second["sessionId"]

    def test_who_opens_the_skill_inside_a_session_begins_a_new_one(self) -> None:
        echo, skill = house()
        for utterance in ("open", "open", "go"):
            echo.hear(utterance)
        first, second, third = (asked["session"] for asked in skill.asked)
        assert (second["new"], second["attributes"]) == (True, {})
        assert first["sessionId"] != second["sessionId"] == third["sessionId"]

    @pytest.mark.parametrize(
        ("device", "ended"), [("speaker", True), ("plain-speaker", True), ("screen", False)]
    )
    def test_an_answer_that_leaves_it_open_ends_it_on_a_speaker(self, device: Device, ended: bool) -> None:
        echo, _ = house(answer(ends=None), device=device)
        assert echo.hear("open").ended is ended
        assert echo.in_session is not ended

    def test_exit_ends_it_without_a_question_to_the_skill(self) -> None:
        echo, _ = house()
        echo.hear("open")
        turn = echo.hear("exit")
        assert turn.request["request"]["type"] == "SessionEndedRequest"
        assert turn.request["request"]["reason"] == "USER_INITIATED"
        assert turn.heard == Played()
        assert not echo.in_session

    def test_who_leaves_what_is_not_open_asks_nobody(self) -> None:
        echo, skill = house()
        assert echo.hear("exit").request == echo.silence().request == {}
        assert skill.asked == []


class TestTime:
    def test_a_request_is_sent_a_second_after_all_was_heard(self) -> None:
        echo, _ = house(answer('Get set.<break time="5s"/>Ready?'), answer())
        echo.hear("open")
        before = echo.clock.now()
        echo.hear("go")
        assert echo.clock.now() == before + 7 + 1

    def test_an_interruption_comes_when_it_comes(self) -> None:
        echo, _ = house(answer('Lift.<break time="10s"/>' * 10), answer())
        opened = second_of(echo.hear("open"))
        assert second_of(echo.hear("wait", after=40)) == opened + 40

    def test_silence_takes_two_spells_of_listening_and_the_reprompt(self) -> None:
        echo, _ = house(answer("Ready?", reprompt="Say go. Or say stop."))
        opened = second_of(echo.hear("open"))
        turn = echo.silence()
        assert [spoken.text for spoken in turn.heard.spoken] == ["Say go.", "Or say stop."]
        assert turn.request["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
        assert second_of(turn) == opened + 1 + 8 + 2 + 8
        assert not echo.in_session

    def test_a_reprompt_can_be_answered(self) -> None:
        echo, skill = house()
        echo.hear("open")
        echo.hear("go", after=12)
        assert [asked["session"]["new"] for asked in skill.asked] == [True, False]

    def test_who_speaks_when_alexa_has_given_up_opens_a_new_session(self) -> None:
        echo, skill = house()
        opened = second_of(echo.hear("open"))
        late = echo.hear("go", after=60)
        assert [asked["request"]["type"] for asked in skill.asked] == [
            "LaunchRequest",
            "SessionEndedRequest",
            "IntentRequest",
        ]
        assert late.request["session"]["new"]
        assert second_of(late) == opened + 60

    def test_a_screen_keeps_a_closed_microphone_for_half_a_minute_and_reprompts_nobody(self) -> None:
        echo, _ = house(answer(ends=None), device="screen")
        opened = second_of(echo.hear("open"))
        turn = echo.silence()
        assert turn.heard == Played()
        assert second_of(turn) == opened + 1 + 30

    def test_a_day_later_nobody_is_in_a_session_any_more(self) -> None:
        echo, skill = house()
        opened = second_of(echo.hear("open"))
        lost = script.perform(echo, script.read("(a day later)"))
        assert lost is not None
        assert lost.ended
        assert second_of(echo.hear("open")) > opened + 86_400
        assert skill.asked[-1]["session"]["new"]

    def test_another_process_in_the_house_reads_the_same_clock(self, tmp_path: Any) -> None:
        clock = SharedClock(tmp_path)
        elsewhere = clock_of(tmp_path)
        clock.wait(3_600)
        assert elsewhere() == pytest.approx(clock.now(), abs=5)
        clock.turn_to(NOON)
        assert elsewhere() == pytest.approx(NOON, abs=5)


class TestDocument:
    def test_it_is_played_behind_the_output_speech_and_before_the_microphone_opens(self) -> None:
        both = answer("Now the plank.", directives=[audio_document("one", "two")])
        echo, _ = house(both, answer())
        opened = echo.hear("open")
        assert said(opened) == [(0, "Now the plank."), (1, "one"), (3, "two")]
        assert second_of(echo.hear("go")) == second_of(opened) + 5 + 1

    def test_it_can_be_all_that_is_heard(self) -> None:
        echo, _ = house(counted("one", "two"))
        assert said(echo.hear("open")) == [(0, "one"), (2, "two")]

    def test_it_can_be_interrupted(self) -> None:
        echo, _ = house(counted("one", "two"), answer())
        opened = second_of(echo.hear("open"))
        assert second_of(echo.hear("wait", after=3)) == opened + 3

    def test_a_reprompt_may_have_one_too(self) -> None:
        reprompt = {
            "outputSpeech": {"type": "PlainText", "text": "Well?"},
            "directives": [audio_document("Ready?")],
        }
        echo, _ = house(answer() | {"response": answer()["response"] | {"reprompt": reprompt}})
        echo.hear("open")
        assert said(echo.silence()) == [(0, "Well?"), (1, "Ready?")]

    def test_where_none_is_played_the_skill_is_told_and_the_microphone_opens(self) -> None:
        echo, skill = house(counted("one", "two"), answer(), device="plain-speaker")
        opened = echo.hear("open")
        assert opened.heard == Played()
        assert opened.unplayed
        assert not opened.ended
        echo.hear("go")
        launch, error, go = skill.asked
        assert error["request"]["type"] == RUNTIME_ERROR
        assert error["request"]["token"] == "set-1"
        assert [fault["type"] for fault in error["request"]["errors"]] == ["RENDER_ERROR"]
        assert {asked["session"]["sessionId"] for asked in skill.asked} == {launch["session"]["sessionId"]}
        assert (error["session"]["new"], error["session"]["attributes"]) == (False, {"place": 3})
        assert go["session"]["attributes"] == {"noted": True}

    def test_where_none_is_played_its_session_ends_as_it_was_to_end(self) -> None:
        echo, skill = house(counted("Bye.", ends=True), answer(), device="plain-speaker")
        assert echo.hear("open").ended
        echo.hear("open")
        assert [asked["request"]["type"] for asked in skill.asked] == [
            "LaunchRequest",
            RUNTIME_ERROR,
            "LaunchRequest",
        ]
        assert skill.asked[-1]["session"]["new"]

    def test_where_none_is_played_output_speech_and_reprompt_are_heard_all_the_same(self) -> None:
        echo, _ = house(answer("Now.", directives=[audio_document("one")]), device="plain-speaker")
        assert said(echo.hear("open")) == [(0, "Now.")]
        assert said(echo.silence()) == [(0, "Well?")]

    def test_nothing_in_a_request_tells_whether_one_is_played(self) -> None:
        speaker, plain = (
            house(device=device)[0].hear("open").request["context"]["System"]["device"]
            for device in ("speaker", "plain-speaker")
        )
        assert speaker["supportedInterfaces"] == plain["supportedInterfaces"]
        assert speaker["deviceId"] != plain["deviceId"]

    def test_a_plain_speaker_gets_plain_speech_once_the_skill_knows_it(self) -> None:
        with at_home(device="plain-speaker", timing=Timing.APLA, moment=NOON) as echo:
            lost = echo.hear("do the plank")
            again = echo.hear("go")
        assert (lost.unplayed, again.unplayed) == (True, False)
        assert lost.heard == Played()
        assert "fifteen" in " ".join(text for _, text in said(again))

    def test_what_is_counted_is_heard_alike_from_a_document_and_from_speech(self) -> None:
        heard = []
        for timing in Timing:
            with at_home(timing=timing, moment=NOON) as echo:
                heard.append(said(echo.hear("hold for thirty seconds")))
        (document, speech) = heard
        assert [text for _, text in document] == [text for _, text in speech]
        assert [begins for begins, _ in document] == pytest.approx([begins for begins, _ in speech], abs=0.1)


class TestRefusals:
    @pytest.mark.parametrize(
        ("refused", "fault"),
        [
            (answer("x" * 7_985), "8000 characters"),
            (answer("one < two"), "no XML"),
            (answer(reprompt="x" * 8_000), "8000 characters"),
            (answer(card={"type": "Simple", "content": "x" * 123_000}), "122880 bytes"),
            ({"version": "1.0"}, "holds a response"),
            ({"version": "1.0", "response": {}}, "says something"),
            (answer(""), "says something"),
            (answer(directives=[audio_document("one"), audio_document("two")]), "one audio document, not 2"),
            (answer(directives=[audio_document()]), "beside silence"),
        ],
    )
    def test_an_answer_beyond_the_limits_is_refused(self, refused: Json, fault: str) -> None:
        echo, _ = house(refused)
        with pytest.raises(InvalidResponseError, match=fault):
            echo.hear("open")

    def test_an_answer_at_the_limit_is_not(self) -> None:
        echo, _ = house(answer("x" * 7_984))
        assert echo.hear("open").played.lasts == 1

    def test_nothing_answers_the_end_of_a_session(self) -> None:
        echo = Echo(
            lambda _body: json.dumps(answer()).encode(),
            PlainEar(),
            clock=HouseClock.standing_at(NOON),
            speak=speak,
        )
        echo.hear("open")
        with pytest.raises(InvalidResponseError, match="SessionEndedRequest"):
            echo.silence()

    def test_nothing_answers_the_report_of_a_failure(self) -> None:
        echo = Echo(
            lambda _body: json.dumps(counted("one")).encode(),
            PlainEar(),
            clock=HouseClock.standing_at(NOON),
            speak=speak,
            device="plain-speaker",
        )
        with pytest.raises(InvalidResponseError, match="RuntimeError"):
            echo.hear("open")

    def test_an_answer_that_is_no_json_is_refused(self) -> None:
        echo = Echo(lambda _body: b"", PlainEar(), clock=HouseClock.standing_at(NOON), speak=speak)
        with pytest.raises(InvalidResponseError, match="JSON"):
            echo.hear("open")


class TestScript:
    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("wait a second", ("wait a second", None)),
            ("[0:40] wait", ("wait", 40)),
            ("[1:02.5]go", ("go", 62.5)),
        ],
    )
    def test_a_line_tells_what_and_when(self, line: str, said: tuple[str, float | None]) -> None:
        assert script.read(line) == said

    @pytest.mark.parametrize("line", ["[soon] go", "[1:00 wait", "[9:99] wait", "[0:40]"])
    def test_a_line_that_only_begins_like_a_time_is_refused(self, line: str) -> None:
        with pytest.raises(script.LineError, match="write it as"):
            script.read(line)

    def test_a_turn_is_written_with_its_times(self) -> None:
        echo, _ = house(answer("Hi. Go?"), answer("Bye.", ends=True))
        lines = ["open", "", "[0:01.5] stop", "(silence)", "(an hour later)"]
        written = [line for said, turn in script.rehearse(echo, lines) for line in script.written(said, turn)]
        assert written == [
            "You: open",
            "0:00.0  Hi.",
            "0:01.0  Go?",
            "You [0:01.5]: stop",
            "0:00.0  Bye.",
            "(session ends)",
            "You: (silence)",
            "(nobody is listening)",
            "You: (an hour later)",
        ]

    def test_a_document_that_is_not_played_is_noted(self) -> None:
        echo, _ = house(counted("one"), device="plain-speaker")
        (performed,) = script.rehearse(echo, ["open"])
        assert list(script.written(*performed)) == ["You: open", "(the audio document is not played)"]


@given(st.lists(st.tuples(st.sampled_from(["Hold.", "two", "a & b"]), st.integers(1, 10_000)), max_size=20))
def test_what_is_played_lasts_as_long_as_its_words_and_breaks(parts: list[tuple[str, int]]) -> None:
    ssml = "".join(f'{text.replace("&", "&amp;")}<break time="{pause}ms"/>' for text, pause in parts)
    played = heard(ssml)
    assert played.lasts == pytest.approx(len(parts) + sum(pause for _, pause in parts) / 1000)
    assert [spoken.text for spoken in played.spoken] == [text for text, _ in parts]
