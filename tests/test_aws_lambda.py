"""The function as Lambda runs it: events in, answers out, state in a DynamoDB, a line for the operator."""

from __future__ import annotations

import copy
import json
import os
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skill import aws_lambda
from skill.aws_lambda import Handler, RefusedEventError, SkillFaultError, create_handler
from skill.content import ContentError
from skill.settings import LambdaSettings, StartError, Timing
from skill.store_url import DynamoDbUrl
from tests.alexa_requests import SKILL_ID, envelope, intent, launch
from tests.dynamodb_server import TABLE, clear, items, make_table, refusing, serving
from tests.envelopes import ENVELOPES

pytestmark = pytest.mark.slow

SURROUNDINGS = {"SKILL_ID": SKILL_ID, "SKILL_STORE": f"dynamodb://{TABLE}"}
CONTEXT = object()

Event = dict[str, Any]


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with serving() as client:
        clear(client)
        yield client


@pytest.fixture(scope="module")
def handler(client: Any) -> Iterator[Handler]:
    """As Lambda gets hold of it."""
    with pytest.MonkeyPatch.context() as surroundings:
        for name, value in SURROUNDINGS.items():
            surroundings.setenv(name, value)
        yield aws_lambda.handler


def meant_for_us(event: Event) -> Event:
    event = copy.deepcopy(event)
    event["context"]["System"]["application"]["applicationId"] = SKILL_ID
    return event


@pytest.mark.parametrize("name", ENVELOPES)
def test_every_sort_of_request_is_answered_as_json(handler: Handler, name: str) -> None:
    answer = handler(meant_for_us(ENVELOPES[name]), CONTEXT)
    assert answer["version"] == "1.0"
    json.dumps(answer)


def test_a_conversation_goes_on_in_the_next_session_from_another_function(
    handler: Handler, client: Any
) -> None:
    """Nothing is kept in the function itself: Lambda may start another for every request."""
    opened = handler(envelope(launch(), user_id="one"), CONTEXT)
    ready = envelope(intent("ReadyIntent"), new=False, attributes=opened["sessionAttributes"], user_id="one")
    aws_lambda.handler(ready, CONTEXT)
    [kept] = [item for item in items(client) if item["person"] == {"S": "one"}]
    assert kept["version"] == {"N": "1"}
    back = aws_lambda.handler(envelope(launch(), user_id="one"), CONTEXT)
    assert back["sessionAttributes"]["person"]["workout"] is not None
    assert back["response"] != opened["response"]


def losses(logged: str) -> list[str]:
    """The causes of the losses in what was logged."""
    events = map(json.loads, logged.splitlines())
    return [event["cause"] for event in events if event["event"] == "loss"]


def test_when_its_table_is_taken_away_the_coach_goes_on_and_the_log_tells_what_to_set(
    client: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    make_table(client, "passing")
    handler = create_handler(LambdaSettings(SKILL_ID, DynamoDbUrl("passing")))
    client.delete_table(TableName="passing")
    assert "outputSpeech" in handler(envelope(launch()), CONTEXT)["response"]
    told = losses(capsys.readouterr().err)
    assert told
    assert all("set SKILL_STORE to" in cause for cause in told)


def test_a_table_out_of_reach_does_not_stop_the_start(
    client: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as surroundings, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        surroundings.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"http://127.0.0.1:{closed.getsockname()[1]}")
        handler = create_handler(LambdaSettings(SKILL_ID, DynamoDbUrl(TABLE)))
    (cause,) = losses(capsys.readouterr().err)
    assert cause.startswith("EndpointConnectionError: ")
    assert "outputSpeech" in handler(envelope(launch()), CONTEXT)["response"]


def with_members(**members: Any) -> Event:
    """A launch with other members."""
    return meant_for_us(ENVELOPES["launch"]) | members


def nested(depth: int) -> Event:
    event: Event = {}
    for _ in range(depth):
        event = {"more": event}
    return event


TOO_DEEP = 100_000
"""Deeper than any version of Python encodes: 3.11 and 3.12 stop before 3,000 levels, 3.13 before 20,000."""

NO_REQUEST: dict[str, Any] = {
    "hello world": {"key1": "value1"},
    "nothing": {},
    "null": None,
    "a list": [1, 2, 3],
    "a text": "open my back routine",
    "no application": with_members(context={"System": None}),
    "no request": with_members(request=None),
    "no type": with_members(request={"locale": "en-US"}),
    "half a letter": with_members(request={"type": "\ud800"}),
    "no end": with_members(more=nested(TOO_DEEP)),
}


@pytest.mark.parametrize("event", NO_REQUEST.values(), ids=NO_REQUEST)
def test_an_event_that_is_no_request_is_refused(
    handler: Handler, event: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(RefusedEventError, match=r"^the event is no request of Alexa's$") as refusal:
        handler(event, CONTEXT)
    assert json.loads(capsys.readouterr().err)["reason"] == "envelope-malformed"
    assert_tells_nothing_of_what_is_inside(refusal.value)


def test_another_skills_request_is_refused(handler: Handler, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(
        RefusedEventError, match=r"^the event is meant for 'amzn1.ask.skill.0f6b7a2e', and"
    ) as refusal:
        handler(ENVELOPES["launch"], CONTEXT)
    assert json.loads(capsys.readouterr().err)["reason"] == "skill-id-wrong"
    assert_tells_nothing_of_what_is_inside(refusal.value)


class Faulty:
    """A skill with a fault that quotes a person."""

    def answer(self, body: bytes) -> bytes:
        raise LookupError("it hurts down my leg")


def test_a_fault_quotes_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    handler = create_handler(LambdaSettings(SKILL_ID, DynamoDbUrl(TABLE)), skill=Faulty())
    with pytest.raises(SkillFaultError) as fault:
        handler(envelope(launch()), CONTEXT)
    logged = capsys.readouterr().err.splitlines()[-1]
    assert json.loads(logged)["error"] == "LookupError"
    assert "hurts" not in logged
    assert_tells_nothing_of_what_is_inside(fault.value)


def assert_tells_nothing_of_what_is_inside(error: Exception) -> None:
    """Lambda reports an error with the frames it went through, for the caller to read."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    assert {frame.filename for frame in frames} == {aws_lambda.__file__}
    assert error.__cause__ is None
    assert error.__suppress_context__ or error.__context__ is None


def started(environment: dict[str, str], then: str = "") -> subprocess.CompletedProcess[str]:
    """A fresh process that looks the function up, as Lambda does; what is empty is not set."""
    amazon = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    surroundings = {name: value for name, value in (amazon | environment).items() if value}
    return subprocess.run(
        [sys.executable, "-c", f"import sys; from skill.aws_lambda import handler; {then}"],
        env={"PATH": os.environ["PATH"], **surroundings},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"SKILL_ID": ""}, "SKILL_ID is not set: set it to "),
        ({"SKILL_ID": "my back routine"}, "SKILL_ID is 'my back routine': set it to "),
        ({"SKILL_STORE": ""}, "SKILL_STORE is not set: set it to "),
        (
            {"SKILL_STORE": "dynamodb://nobodys"},
            "SKILL_STORE is 'dynamodb://nobodys', where nothing can be stored: ResourceNotFoundException: ",
        ),
        (
            {"AWS_DEFAULT_REGION": "", "AWS_CONFIG_FILE": os.devnull},
            "SKILL_STORE is 'dynamodb://people', where nothing can be stored: NoRegionError: You must ",
        ),
    ],
    ids=str,
)
def test_what_an_operator_has_to_set_right_ends_the_start_with_one_line(
    client: Any, wrong: dict[str, str], said: str
) -> None:
    start = started(SURROUNDINGS | wrong)
    assert start.returncode != 0
    assert start.stderr.startswith(said)
    assert start.stderr.count("\n") == 1


def test_a_role_that_does_not_allow_enough_ends_the_start(client: Any) -> None:
    with refusing("AccessDeniedException", "not authorized"), pytest.raises(StartError) as told:
        create_handler(LambdaSettings(SKILL_ID, DynamoDbUrl(TABLE)))
    assert str(told.value) == (
        "SKILL_STORE is 'dynamodb://people', where nothing can be stored: AccessDeniedException: "
        "not authorized; the role must allow GetItem, PutItem, DeleteItem and Query on the table"
    )


def test_a_table_with_other_keys_ends_the_start(client: Any) -> None:
    make_table(client, "orders", ("customer", "day"))
    with pytest.raises(
        StartError, match=r"^SKILL_STORE is 'dynamodb://orders', .*; set SKILL_STORE to a table with the str"
    ):
        create_handler(LambdaSettings(SKILL_ID, DynamoDbUrl("orders")))


def test_bad_content_ends_the_start(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ContentError(Path("plank.toml"), "reps: expected a number")

    monkeypatch.setattr("skill.application.load", broken)
    with pytest.raises(StartError, match=r"^plank\.toml: reps: "):
        create_handler(LambdaSettings(SKILL_ID, DynamoDbUrl(TABLE)))


def test_no_web_server_comes_along(client: Any) -> None:
    unwanted = {"flask", "werkzeug", "gunicorn", "cryptography", "hassil", "sqlite3", "requests"}
    start = started(SURROUNDINGS, then=f"print({unwanted} & set(sys.modules))")
    assert start.stdout == "set()\n"
    assert json.loads(start.stderr)["event"] == "start"


def test_nothing_else_is_in_the_module() -> None:
    assert not hasattr(aws_lambda, "lambda_handler")


def test_the_settings_come_from_the_environment() -> None:
    chosen = {"SKILL_LOG_LEVEL": "warning", "SKILL_TIMING": "ssml", "SKILL_PICTURES": "https://x.example/p/"}
    assert LambdaSettings.from_environment({**SURROUNDINGS, **chosen}) == LambdaSettings(
        SKILL_ID, DynamoDbUrl(TABLE), "WARNING", Timing.SSML, pictures="https://x.example/p"
    )
