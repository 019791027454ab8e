"""Conversations of many users as bytes on the wire, signed in advance."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import count

from benchmarks.conversation import as_said_by, recorded
from benchmarks.server import HOST
from skill.echo.signing import ThrowawayChain

BEGINS = -60.0
"""Seconds before now at which a conversation starts, so that it stays within Amazon's 150 s."""

Conversation = Sequence[bytes]
"""Requests as bytes on the wire, in order."""


class Crowd:
    """New users who all say the same."""

    def __init__(self, signer: ThrowawayChain) -> None:
        self._signer, self._numbers = signer, count()

    def come(self, people: int) -> list[Conversation]:
        """The requests of that many users. Signing takes longer than verifying, so it is done in advance."""
        bodies = recorded(time.time() + BEGINS)
        return [
            [self._message(as_said_by(next_one, body)) for body in bodies]
            for _, next_one in zip(range(people), self._numbers, strict=False)
        ]

    def _message(self, body: bytes) -> bytes:
        headers = {
            "Host": HOST,
            "Connection": "close",
            "Content-Type": "application/json; charset=utf-8",
            "Content-Length": str(len(body)),
            **self._signer.sign(body),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"POST /alexa HTTP/1.1\r\n{lines}\r\n".encode() + body
