"""What the load reports send is what Alexa would: proved, in time, and from people who are new here."""

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
    """Their headers and bodies."""
    read = []
    for message in chain.from_iterable(conversations):
        head, _, body = message.partition(b"\r\n\r\n")
        lines = head.decode().splitlines()[1:]
        read.append((dict(line.split(": ", 1) for line in lines), body))
    return read


def test_a_crowd_proves_what_it_sends_and_everybody_is_new() -> None:
    crowd = Crowd(throwaway())
    sent = requests(crowd.come(2)) + requests(crowd.come(1))
    (skill_id,) = {json.loads(body)["session"]["application"]["applicationId"] for _, body in sent}
    verifier = RequestVerifier(skill_id=skill_id, trust=[throwaway().root], fetch=lambda url: throwaway().pem)
    for headers, body in sent:
        verifier.verify(headers, body)
        assert int(headers["Content-Length"]) == len(body)
    assert len({json.loads(body)["session"]["user"]["userId"] for _, body in sent}) == 3


def test_whoever_speaks_evenly_does_not_wait_for_the_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two people whose answers never take any time, each of four turns comes when it is due."""
    begun, came = time.perf_counter(), []
    monkeypatch.setattr(load, "exchange", lambda port, message: came.append(time.perf_counter() - begun))
    latencies = load._evenly(0, [[b"x"] * 2, [b"y"] * 2], rate=40.0)
    assert len(latencies) == 4
    assert all(moment >= number / 40 for number, moment in enumerate(sorted(came)))


def test_without_its_packages_node_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "NODE_SERVER", ROOT / "nowhere" / "server.js")
    with pytest.raises(NotMeasuredError, match="scripts/setup-bench"), server.node(ROOT / "log"):
        pass
