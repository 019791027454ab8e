"""The service without its conversation: what the web, the proof, the state and the log cost by themselves.

It verifies, reads and keeps what this skill does in the same turn, writes the same log line, and answers with
the bytes that this skill has given to the same request before.
"""

from __future__ import annotations

import time
from typing import NamedTuple

import msgspec
from flask import Flask

from benchmarks.conversation import answered
from benchmarks.served import settings, verifier
from skill import envelope, log
from skill.dialogue.records import Store, attributes_of
from skill.storage import Attributes
from skill.storage.opening import open_store
from skill.web.app import create_app


def create_floor_app(folder: str) -> Flask:
    """The production service with all its duties but one: it answers by rote."""
    own = settings(folder)
    return create_app(own, skill=ByRote(open_store(own.store)), verifier=verifier(folder))


class _Answer(NamedTuple):
    """The bytes of an answer, and the person that is kept with it."""

    body: bytes
    person: Attributes


class ByRote:
    """Takes the place of the skill: answers every request of the benchmark's conversation by its name."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._answers = {_name(request): _read(answer) for request, answer in answered(time.time())}

    def answer(self, body: bytes) -> bytes:
        """This skill's answer to the request in the conversation that has the same name."""
        with log.Turn() as turn:
            request = envelope.read(body)
            intent = envelope.intent_of(request)
            turn.intent = str(intent.name if intent else envelope.request_of(request).object_type)
            turn.locale = envelope.request_of(request).locale or ""
            turn.outcome = log.Outcome.ASKED
            before = attributes_of(request).get("person") or self._store.get_attributes(request)
            known = self._answers[turn.intent]
            if known.person.get("version", 0) != before.get("version", 0):
                self._store.save_attributes(request, known.person)
            return known.body


def _name(body: bytes) -> str:
    request = msgspec.json.decode(body)["request"]
    return str(request.get("intent", {}).get("name", request["type"]))


def _read(body: bytes) -> _Answer:
    return _Answer(body, msgspec.json.decode(body)["sessionAttributes"]["person"])
