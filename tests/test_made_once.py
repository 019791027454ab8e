"""What recurs is made, priced and written once: the answers are the same if it is not, and only slower."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill import application, envelope
from skill.application import create_skill
from skill.coaching import counting
from skill.coaching.counting import passages
from skill.coaching.dose import Dose, Tempo, Work
from skill.coaching.passage import Passage, total
from skill.coaching.style import Manner
from skill.envelope.dispatch import DispatcherBuilder
from skill.rendering import apla
from skill.web import signing_keys
from tests.alexa_requests import as_body, intent
from tests.alexa_requests import envelope as enveloped
from tests.stores import ForgetfulStore
from tests.works import PlainScript, calls

WORK = Work(dose=Dose(reps=5, hold=10), tempo=Tempo(lift=2.0, lower=2.0, between=3.0))
SCRIPT, CALLS, MANNER = PlainScript(), calls(WORK), Manner(cues=False)
"""By these, what was made is found again."""


class Noting:
    """Does what a function does, and notes what it was called with."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.calls: list[Any] = []

    def __call__(self, *arguments: Any) -> Any:
        self.calls.append(arguments)
        return self.function(*arguments)


@pytest.fixture
def movements() -> tuple[Passage, ...]:
    """The movements of a count, which are all the same."""
    found = tuple(
        placed.passage for placed in passages(WORK, SCRIPT, CALLS, manner=MANNER) if placed.ends is not None
    )
    assert len(found) == WORK.dose.reps
    assert len(set(found)) == 1
    return found


def test_a_movement_is_priced_once(movements: tuple[Passage, ...]) -> None:
    price = Noting(lambda _cue: 1.0)
    assert total(movements, price) == sum(len(one.cues) for one in movements)
    assert len(price.calls) == len(movements[0].cues)


def test_a_movement_is_written_once(movements: tuple[Passage, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    write = Noting(apla._cell)
    monkeypatch.setattr(apla, "_cell", write)
    apla._passage.cache_clear()
    apla.render(movements)
    assert len(write.calls) == len(movements[0].cues)


def test_what_is_counted_is_kept_for_whoever_does_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    make = Noting(counting._Count)
    monkeypatch.setattr(counting, "_Count", make)
    counting._stretch.cache_clear()
    made = []
    for _ in range(2):
        assert [*passages(WORK, SCRIPT, CALLS, manner=MANNER)]
        made.append(len(make.calls))
    assert 0 < made[0] == made[1]


def test_the_attributes_of_a_session_are_not_copied() -> None:
    handed: list[Any] = []
    builder = DispatcherBuilder()

    @builder.request_handler(lambda _: True)
    def answer(handler_input: HandlerInput) -> Response:
        handed.append(handler_input.attributes_manager.session_attributes)
        return handler_input.response_builder.response

    request = envelope.read(as_body(enveloped(intent("AMAZON.HelpIntent"), attributes={"rep": {"of": 3}})))
    builder.create().invoke(request)
    assert request.session is not None
    assert handed == [{"rep": {"of": 3}}]
    assert handed[0] is request.session.attributes


def test_one_handler_looks_up_who_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK asks one handler after another whether it can."""
    registered: list[object] = []

    class Builder(DispatcherBuilder):
        def request_handler(self, can_handle_func: Any) -> Any:
            registered.append(can_handle_func)
            return super().request_handler(can_handle_func)

    monkeypatch.setattr(application, "DispatcherBuilder", Builder)
    create_skill(ForgetfulStore())
    assert len(registered) == 1


def test_there_is_one_tls_context_for_all_chains(monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[object] = []

    def connect(*_: object, context: object, **__: object) -> None:
        used.append(context)
        raise ConnectionError

    monkeypatch.setattr(signing_keys, "HTTPSConnection", connect)
    for _ in range(2):
        with pytest.raises(ConnectionError):
            signing_keys.fetch_over_https("https://s3.amazonaws.com/echo.api/chain.pem")
    assert len(used) == 2
    assert used[0] is used[1]
