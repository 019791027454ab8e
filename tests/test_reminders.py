"""Reminders through the stand-in Echo: what Amazon says no to, who has to agree, and how long it may take."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from http.client import HTTPException, HTTPSConnection
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from skill.application import create_skill
from skill.coaching.person import Person
from skill.coaching.reminder import Reminder, Weekday
from skill.dialogue.hand_over import REMINDERS
from skill.echo.amazon import StandInAmazon, serving
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home, echo
from skill.echo.house_clock import HouseClock
from skill.echo.request import API_ACCESS
from skill.envelope.serialization import plain
from skill.services import http
from skill.services.amazon import BREATHER, PATIENCE, Amazon
from skill.services.http import Answered, on_this_machine
from skill.services.reminders import read, request
from skill.storage import StoreConflictError
from tests.alexa_requests import Json, as_body, envelope, intent
from tests.sensible import check, stint, words
from tests.stores import ForgetfulStore, OneStore

MOMENT = 1_793_000_000.0
"""A Monday, 3:33 in the morning in New York."""
EVERY_WEEKDAY = "remind me every weekday at seven"


@pytest.fixture
def alexa() -> Iterator[Echo]:
    with at_home(moment=MOMENT) as at:
        at.amazon.allowed = True
        yield at


def set_one(alexa: Echo, wish: str = EVERY_WEEKDAY) -> Turn:
    alexa.hear(wish)
    return alexa.hear("yes")


def rules(alexa: Echo) -> list[str]:
    return [
        rule
        for reminder in alexa.amazon.reminders.values()
        for rule in reminder["trigger"]["recurrence"]["recurrenceRules"]
    ]


class TestWhatIsSet:
    def test_a_reminder_is_what_the_reference_shows(self, alexa: Echo) -> None:
        set_one(alexa, "remind me every Monday and Friday at half past seven in the evening")
        [kept] = alexa.amazon.reminders.values()
        assert kept["requestTime"].startswith("2026-10-26T03:33:2")
        assert kept["trigger"] == {
            "type": "SCHEDULED_ABSOLUTE",
            "timeZoneId": "America/New_York",
            "recurrence": {
                "startDateTime": "2026-10-26T00:00:00.000",
                "recurrenceRules": [
                    "FREQ=WEEKLY;BYDAY=MO;BYHOUR=19;BYMINUTE=30;BYSECOND=0;INTERVAL=1;",
                    "FREQ=WEEKLY;BYDAY=FR;BYHOUR=19;BYMINUTE=30;BYSECOND=0;INTERVAL=1;",
                ],
            },
        }
        assert kept["alertInfo"]["spokenInfo"]["content"] == [
            {"locale": "en-US", "text": "It's time for your back routine. Five minutes will do."}
        ]
        assert kept["pushNotification"] == {"status": "ENABLED"}

    @pytest.mark.parametrize(
        ("wish", "said"),
        [
            ("remind me at seven", "today at seven in the morning"),
            ("remind me at one", "tomorrow at one in the morning"),
            ("remind me in half an hour", "today at four oh three in the morning"),
            ("remind me on Thursday at midday", "on Thursday at noon"),
            ("remind me on Monday at midnight", "in seven days at midnight"),
            ("remind me on weekends at quarter past two pm", "on weekends at two fifteen in the afternoon"),
            ("remind me every day at ten pm", "every day at ten at night"),
            ("remind me every evening at seven", "every day at seven in the evening"),
            ("remind me today at three", "today at three in the afternoon"),
            ("remind me tomorrow morning", "tomorrow at eight in the morning"),
            ("remind me tomorrow night at nine", "tomorrow at nine at night"),
            ("remind me tonight", "today at eight in the evening"),
            ("remind me on Saturday evening", "on Saturday at six in the evening"),
            ("remind me every night", "every day at eight in the evening"),
            (
                "remind me every other day at seven",
                "every Monday, Wednesday and Friday at seven in the morning",
            ),
            ("remind me on Monday and Thursday at six", "every Monday and Thursday at six in the morning"),
            ("remind me every day at nine but not on weekends", "every weekday at nine in the morning"),
            ("remind me every weekday except Friday at nine", "every weekday but Friday at nine"),
            ("remind me every day except Friday at nine", "every day but Friday at nine in the morning"),
            ("remind me on Tuesdays, Thursday and Sunday at eight", "every Tuesday, Thursday and Sunday"),
        ],
    )
    def test_the_reminder_is_said_before_it_is_set(self, alexa: Echo, wish: str, said: str) -> None:
        asked = alexa.hear(wish)
        check(asked)
        assert said.casefold() in words(asked).casefold()
        assert not alexa.amazon.reminders
        assert said in words(alexa.hear("yes"))
        assert len(alexa.amazon.reminders) == 1

    @pytest.mark.parametrize(
        ("slots", "said"),
        [
            ({"date": "2026-10-25", "time": "18:00"}, "That time has passed."),
            ({"date": "2026-10-25"}, "That time has passed."),
            ({"date": "2027-10-25", "time": "18:00"}, "three months ahead"),
            ({"length": "P1Y"}, "When"),
            ({"length": "PT9000H"}, "three months ahead"),
            ({"length": "PT0S"}, "When"),
            ({"date": "2026-W44", "time": "18:00"}, "I need a day for that"),
            ({"date": "PRESENT_REF", "time": "99:99"}, "I need a day for that"),
            ({"time": "?"}, "When"),
        ],
    )
    def test_what_cannot_be_is_told_and_asked_again(self, alexa: Echo, slots: Json, said: str) -> None:
        filled = {name: {"name": name, "value": value} for name, value in slots.items()}
        asked = alexa.send({"type": "IntentRequest", "intent": {"name": "RemindIntent", "slots": filled}})
        check(asked)
        assert said in words(asked)
        assert words(asked).endswith("When shall I remind you?")
        assert "today at eight" in words(alexa.hear("eight")).casefold()
        alexa.hear("no")
        assert not alexa.amazon.reminders

    @pytest.mark.parametrize(
        ("corrections", "rule"),
        [
            (["at eight"], "FREQ=DAILY;BYHOUR=8;BYMINUTE=0"),
            (["make it eight"], "FREQ=DAILY;BYHOUR=8;BYMINUTE=0"),
            (["nine", "in the evening"], "FREQ=DAILY;BYHOUR=21;BYMINUTE=0"),
            (["in the evening", "I mean in the morning"], "FREQ=DAILY;BYHOUR=7;BYMINUTE=0"),
            (["every Sunday"], "FREQ=WEEKLY;BYDAY=SU;BYHOUR=7;BYMINUTE=0"),
            (["every evening", "eight"], "FREQ=DAILY;BYHOUR=20;BYMINUTE=0"),
            (["make it eight instead"], "FREQ=DAILY;BYHOUR=8;BYMINUTE=0"),
            (["on Sundays", "not on Sundays", "every Tuesday"], "FREQ=WEEKLY;BYDAY=TU;BYHOUR=7;BYMINUTE=0"),
        ],
    )
    def test_until_the_yes_it_can_be_corrected(self, alexa: Echo, corrections: list[str], rule: str) -> None:
        alexa.hear("remind me every day at seven")
        for correction in corrections:
            check(alexa.hear(correction))
        alexa.hear("yes")
        [kept] = rules(alexa)
        assert kept.startswith(rule)

    def test_a_time_that_nobody_asked_for_is_no_reminder(self, alexa: Echo) -> None:
        check(alexa.hear("at eight"))
        assert not alexa.amazon.reminders


moments = st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-31"))
reminders = st.builds(
    Reminder,
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    days=st.sets(st.sampled_from(Weekday), min_size=1).map(
        lambda days: tuple(d for d in Weekday if d in days)
    ),
    zone=st.just("Europe/London"),
)


class TestAnyReminder:
    @given(reminders, moments)
    def test_it_rings_within_a_week_on_one_of_its_days(self, reminder: Reminder, now: datetime) -> None:
        first = reminder.first(now)
        assert now < first <= now + timedelta(days=7)
        assert (first.hour, first.minute) == (reminder.hour, reminder.minute)
        assert tuple(Weekday)[first.weekday()] in reminder.days

    @given(reminders, moments)
    def test_what_is_written_is_read_again(self, reminder: Reminder, now: datetime) -> None:
        body = plain(request(reminder, "label", "en-GB", now))
        [(token, again)] = read({"alerts": [{"alertToken": "a token", **body}]})
        assert (token, again) == ("a token", reminder)
        assert again.same_as(reminder)
        assert not again.same_as(replace(reminder, minute=(reminder.minute + 1) % 60))


class TestTheOnesThereAre:
    def test_one_of_several_is_cancelled_by_its_time(self, alexa: Echo) -> None:
        set_one(alexa)
        set_one(alexa, "remind me on weekends at nine in the evening")
        assert "every weekday at seven in the morning and on weekends at nine" in words(
            alexa.hear("what reminders do I have")
        )
        alexa.hear("cancel the reminder at nine")
        assert all("BYHOUR=7" in rule for rule in rules(alexa))

    def test_all_of_several_go_after_a_question(self, alexa: Echo) -> None:
        set_one(alexa)
        set_one(alexa, "remind me on weekends at nine")
        asked = alexa.hear("cancel my reminders")
        assert words(asked).endswith("Shall I cancel them all?")
        assert len(alexa.amazon.reminders) == 2
        assert "those two reminders" in words(alexa.hear("yes"))
        assert not alexa.amazon.reminders

    def test_none_is_cancelled_that_is_not_meant(self, alexa: Echo) -> None:
        set_one(alexa)
        assert words(alexa.hear("cancel the reminder at ten")).startswith("I have no reminder then.")
        assert alexa.amazon.reminders

    def test_of_several_none_is_changed(self, alexa: Echo) -> None:
        set_one(alexa)
        set_one(alexa, "remind me on weekends at nine")
        before = rules(alexa)
        assert "Cancel the one" in words(alexa.hear("change my reminder to ten"))
        assert rules(alexa) == before

    def test_a_change_that_cannot_be_leaves_it_as_it_is(self, alexa: Echo) -> None:
        set_one(alexa)
        before = rules(alexa)
        check(alexa.hear("move my reminder to yesterday"))
        assert rules(alexa) == before

    def test_one_that_is_gone_meanwhile_is_set_anew(self, alexa: Echo) -> None:
        set_one(alexa)
        alexa.hear("change my reminder to nine")
        alexa.amazon.reminders.clear()
        assert words(alexa.hear("yes")).startswith(("Done.", "It's set."))
        assert len(rules(alexa)) == 5

    def test_what_cannot_be_read_is_passed_over(self, alexa: Echo) -> None:
        set_one(alexa)
        alexa.amazon.reminders |= {
            "old": {"alertToken": "old", "trigger": {"recurrence": {"freq": "WEEKLY", "byDay": ["MO"]}}},
            "odd": {"alertToken": 7, "trigger": "soon"},
            "over": {"alertToken": "over", "status": "COMPLETED", "trigger": {}},
            "zone": {"alertToken": "zone", "trigger": {"timeZoneId": "Mars/Crater"}},
            "hour": {
                "alertToken": "hour",
                "trigger": {
                    "timeZoneId": "America/New_York",
                    "recurrence": {"recurrenceRules": ["FREQ=DAILY;BYHOUR=99"]},
                },
            },
        }
        told = words(alexa.hear("what reminders do I have"))
        assert told.startswith("You'll hear from me every weekday at seven in the morning.")


class TestWhatAmazonSaysNoTo:
    @pytest.mark.parametrize(
        ("refusal", "said"),
        [
            ((400, "UNSUPPORTED_TRIGGER_RECURRENCE"), "Alexa didn't take that one."),
            ((403, "MAX_REMINDERS_EXCEEDED"), "all the reminders she can keep"),
            ((403, "TOO_MANY_REMINDERS"), "all the reminders she can keep"),
            ((403, "SOMETHING_NEW"), "can't reach your reminders"),
            ((403, "DEVICE_NOT_SUPPORTED"), "can't ring reminders on this device"),
            ((404, "ALERT_NOT_FOUND"), "gone already"),
            ((429, "RATE_EXCEEDED"), "busy just now"),
            ((500, "INTERNAL_SERVER_ERROR"), "can't reach your reminders"),
            ((503, "SERVICE_UNAVAILABLE"), "can't reach your reminders"),
            ((504, "GATEWAY_TIMEOUT"), "can't reach your reminders"),
            ((418, "SOMETHING_NEW"), "can't reach your reminders"),
        ],
    )
    @pytest.mark.parametrize("wish", [EVERY_WEEKDAY, "what reminders do I have", "cancel my reminder"])
    def test_every_code_has_its_sentence(
        self, alexa: Echo, wish: str, refusal: tuple[int, str], said: str
    ) -> None:
        asked = alexa.hear(wish)
        alexa.amazon.refusing = refusal
        turn = alexa.hear("yes" if asked.utterance == EVERY_WEEKDAY else wish)
        check(turn)
        assert said in words(turn)

    @pytest.mark.parametrize("status", [401, 403, 409])
    def test_without_the_permission_alexa_is_sent_to_ask_for_it(self, alexa: Echo, status: int) -> None:
        alexa.hear(EVERY_WEEKDAY)
        alexa.amazon.refusing = (status, "UNAUTHORIZED")
        [directive] = alexa.hear("yes").response["response"]["directives"]
        assert directive["type"] == "Connections.SendRequest"
        assert directive["name"] == "AskFor"
        assert directive["payload"]["permissionScope"] == REMINDERS

    def test_what_is_no_answer_at_all_is_unavailable(self, monkeypatch: pytest.MonkeyPatch) -> None:
        junk = lambda *_: Answered(200, b"<html>")  # noqa: E731
        asked = alone(Amazon(junk)).hear("what reminders do I have")
        assert "no reminders yet" in words(asked)
        assert "time zone" in words(alone(Amazon(junk)).hear(EVERY_WEEKDAY))


class TestThePermission:
    def handed_over(self) -> tuple[StandInAmazon, Callable[[Json], Json]]:
        """Somebody who was asked for it, and how to answer in Alexa's place."""
        clock = HouseClock.standing_at(MOMENT)
        amazon = StandInAmazon(clock.now)
        skill = create_skill(ForgetfulStore(), clock.now, services=Amazon(amazon.send))
        alexa = echo(skill.answer, clock, amazon=amazon)
        [directive] = set_one(alexa).response["response"]["directives"]

        def answer(request: Json) -> Json:
            answered = alexa.send(
                json.loads(json.dumps(request).replace("TOKEN", _quoted(directive["token"])))
            )
            check(answered)
            return {**answered.response["response"], "said": words(answered)}

        return amazon, answer

    @pytest.mark.parametrize(
        "granted",
        [
            {
                "type": "Connections.Response",
                "name": "AskFor",
                "token": "TOKEN",
                "status": {"code": "200", "message": "OK"},
                "payload": {"permissionScope": REMINDERS, "status": "ACCEPTED", "isCardThrown": False},
            },
            {
                "type": "SessionResumedRequest",
                "cause": {
                    "type": "ConnectionCompleted",
                    "token": "TOKEN",
                    "status": {"code": "200", "message": "OK"},
                    "result": {"status": "GRANTED"},
                },
            },
        ],
    )
    def test_both_ways_of_giving_it_set_the_reminder(self, granted: Json) -> None:
        amazon, answer = self.handed_over()
        amazon.allowed = True
        assert "every weekday at seven" in answer(granted)["said"]
        assert amazon.reminders

    @pytest.mark.parametrize(
        ("payload", "card"),
        [
            ({"status": "DENIED"}, False),
            ({"status": "NOT_ANSWERED"}, True),
            ({"status": "NOT_ANSWERED", "isCardThrown": True}, False),
            ({}, True),
            ([], True),
        ],
    )
    def test_without_a_yes_nothing_is_set_and_a_card_helps(self, payload: object, card: bool) -> None:
        amazon, answer = self.handed_over()
        answered = answer({"type": "Connections.Response", "token": "TOKEN", "payload": payload})
        assert not amazon.reminders
        assert ("card" in answered) is card
        if card:
            assert answered["card"] == {"type": "AskForPermissionsConsent", "permissions": [REMINDERS]}

    def test_a_yes_that_helps_nothing_is_not_asked_for_again(self) -> None:
        _amazon, answer = self.handed_over()
        yes = {"type": "Connections.Response", "token": "TOKEN", "payload": {"status": "ACCEPTED"}}
        answered = answer(yes)
        assert "directives" not in answered
        assert answered["card"]["type"] == "AskForPermissionsConsent"

    @pytest.mark.parametrize("token", ["reminder:", "reminder:{}", 'reminder:{"hour":77}', "reminder:[[["])
    def test_a_token_that_says_nothing_leads_back_to_the_place(self, token: str) -> None:
        amazon, answer = self.handed_over()
        amazon.allowed = True
        answer({"type": "Connections.Response", "token": token, "payload": {"status": "ACCEPTED"}})
        assert not amazon.reminders


def _quoted(text: str) -> str:
    return json.dumps(text)[1:-1]


def alone(services: Amazon, store: Any = None, endpoint: str = "https://api.amazonalexa.com") -> Echo:
    """An Echo whose skill asks these services."""
    clock = HouseClock.standing_at(MOMENT)
    skill = create_skill(store or ForgetfulStore(), clock.now, services=services)
    return echo(skill.answer, clock, amazon=StandInAmazon(clock.now, endpoint))


class TestWhenAmazonHangs:
    def test_nobody_waits_for_an_answer_that_does_not_come(self) -> None:
        freed = Event()

        def hang(*_call: Any) -> Answered:
            freed.wait()
            return Answered(200)

        assert "can't reach your reminders" in words(alone(Amazon(hang, patience=0.02)).hear(EVERY_WEEKDAY))
        freed.set()

    def test_after_that_it_is_not_called_for_a_while(self) -> None:
        amazon, now, calls = StandInAmazon(lambda: MOMENT), [0.0], []

        def late(method: str, *call: Any) -> Answered:
            calls.append(method)
            if len(calls) == 1:
                now[0] += PATIENCE
                raise TimeoutError
            return amazon.send(method, *call)

        alexa = alone(Amazon(late, clock=lambda: now[0]))
        for _ in range(2):
            assert "can't reach your reminders" in words(alexa.hear("what reminders do I have"))
        assert calls == ["GET"]
        now[0] += BREATHER
        assert "no reminders yet" in words(alexa.hear("what reminders do I have"))

    @pytest.mark.parametrize(
        ("method", "wish"), [("POST", EVERY_WEEKDAY), ("PUT", "change my reminder to ten"), ("DELETE", "")]
    )
    def test_a_change_without_an_answer_is_told_as_such(self, alexa: Echo, method: str, wish: str) -> None:
        kept = alexa.amazon

        def send(used: str, *call: Any) -> Answered:
            if used == method:
                raise TimeoutError
            return kept.send(used, *call)

        other = alone(Amazon(send))
        if wish != EVERY_WEEKDAY:
            set_one(alexa)
        turn = set_one(other, wish) if wish else other.hear("cancel my reminder")
        assert "didn't hear back from Alexa" in words(turn)


class SlowStore(OneStore):
    """Another device of the person always writes first, once."""

    refused = False

    def save_attributes(self, request_envelope: Any, attributes: dict[str, Any]) -> None:
        if self.kept and not self.refused:
            self.refused = True
            raise StoreConflictError("too late")
        super().save_attributes(request_envelope, attributes)


def test_a_turn_that_is_gone_through_twice_sets_one_reminder() -> None:
    amazon = StandInAmazon(lambda: MOMENT)
    amazon.allowed = True
    alexa, store = alone(Amazon(amazon.send), OneStore()), SlowStore()
    alexa = alone(Amazon(amazon.send), store)
    alexa.hear("do the plank")
    asked = alexa.hear(EVERY_WEEKDAY, 100.0)
    assert store.refused
    assert "Shall I set it?" in words(asked)
    assert stint(asked).begun
    alexa.hear("yes")
    assert len(amazon.reminders) == 1


class TestOverHttp:
    def test_the_whole_way_over_a_socket(self) -> None:
        clock = HouseClock.standing_at(MOMENT)
        with serving(StandInAmazon(clock.now)) as amazon:
            amazon.allowed = True
            skill = create_skill(ForgetfulStore(), clock.now, services=Amazon(on_this_machine, patience=20.0))
            alexa = echo(skill.answer, clock, amazon=amazon)
            assert "every weekday at seven" in words(set_one(alexa))
            alexa.hear("change my reminder to nine")
            assert "nine in the morning" in words(alexa.hear("yes"))
            alexa.hear("cancel my reminder")
            assert not amazon.reminders

    @pytest.mark.parametrize(
        "endpoint",
        ["http://api.amazonalexa.com", "https://amazonalexa.com.example.org", "https://", "file:///etc"],
    )
    def test_nobody_else_gets_the_token(self, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(http, "_exchange", lambda *_: pytest.fail("called"))
        assert "can't reach your reminders" in words(alone(Amazon(), endpoint=endpoint).hear(EVERY_WEEKDAY))

    def test_amazon_is_called_by_tls_with_the_token(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[Any] = []

        def exchange(
            connection: Any, method: str, url: str, headers: Mapping[str, str], body: bytes | None
        ) -> Answered:
            seen.append((connection.host, connection.port, method, headers["Authorization"]))
            assert isinstance(connection, HTTPSConnection)
            raise HTTPException

        monkeypatch.setattr(http, "_exchange", exchange)
        assert "can't reach your reminders" in words(alone(Amazon()).hear(EVERY_WEEKDAY))
        assert seen == [("api.amazonalexa.com", 443, "GET", f"Bearer {API_ACCESS}")]

    def test_a_request_without_a_token_calls_nobody(self) -> None:
        wish = intent("ListRemindersIntent")
        answered = json.loads(
            create_skill(
                ForgetfulStore(), lambda: MOMENT, services=Amazon(lambda *_: pytest.fail("called"))
            ).answer(as_body(envelope(wish)))
        )
        assert "can't reach your reminders" in answered["response"]["outputSpeech"]["ssml"]


def test_nothing_of_a_reminder_is_stored() -> None:
    amazon, store = StandInAmazon(lambda: MOMENT), OneStore()
    amazon.allowed = True
    alexa = alone(Amazon(amazon.send), store)
    set_one(alexa)
    assert replace(Person(), version=store.kept.get("version", 0)) == Person(
        version=store.kept.get("version", 0)
    )
    assert "reminder" not in json.dumps(store.kept)
    assert amazon.reminders
