"""The load reports send what Alexa would: signed requests of new users at the right times."""

from __future__ import annotations

import json
import time
from itertools import chain

import pytest

from benchmarks import ROOT, load, server
from benchmarks.report import NotMeasuredError
from benchmarks.talking import Conversation, Crowd
from skill.web.request_verifier import RequestVerifier
from tests.alexa_requests import chain as throwaway


def requests(conversations: list[Conversation]) -> list[tuple[dict[str, str], bytes]]:
    """The headers and bodies of the requests."""
    read = []
    for message in chain.from_iterable(conversations):
        head, _, body = message.partition(b"\r\n\r\n")
        lines = head.decode().splitlines()[1:]
        read.append((dict(line.split(": ", 1) for line in lines), body))
    return read


def test_a_crowd_signs_its_requests_and_everybody_is_new() -> None:
    crowd = Crowd(throwaway())
    sent = requests(crowd.come(2)) + requests(crowd.come(1))
    (skill_id,) = {json.loads(body)["session"]["application"]["applicationId"] for _, body in sent}
    verifier = RequestVerifier(skill_id=skill_id, trust=[throwaway().root], fetch=lambda url: throwaway().pem)
    for headers, body in sent:
        verifier.verify(headers, body)
        assert int(headers["Content-Length"]) == len(body)
    assert len({json.loads(body)["session"]["user"]["userId"] for _, body in sent}) == 3


def test_evenly_spaced_requests_do_not_wait_for_slow_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """With instant answers, each of four turns of two users is sent when it is due."""
    begun, came = time.perf_counter(), []
    monkeypatch.setattr(load, "exchange", lambda port, message: came.append(time.perf_counter() - begun))
    latencies = load._evenly(0, [[b"x"] * 2, [b"y"] * 2], rate=40.0)
    assert len(latencies) == 4
    assert all(moment >= number / 40 for number, moment in enumerate(sorted(came)))


def test_node_without_its_packages_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "NODE_SERVER", ROOT / "nowhere" / "server.js")
    with pytest.raises(NotMeasuredError, match="scripts/setup-bench"), server.node(ROOT / "log"):
        pass
