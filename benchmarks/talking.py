"""Conversations as they come over the line, signed beforehand: many people's, all at once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import count

from benchmarks.conversation import as_said_by, recorded
from benchmarks.server import HOST
from skill.echo.signing import ThrowawayChain

BEGINS = -60.0
"""Seconds before now at which a conversation is dated: all of it is within the 150 s of Amazon's rule."""

Conversation = Sequence[bytes]
"""Requests as bytes on the wire, which have to come in this order."""


class Crowd:
    """People who have not been here before, each with the same to say."""

    def __init__(self, signer: ThrowawayChain) -> None:
        self._signer, self._numbers = signer, count()

    def come(self, people: int) -> list[Conversation]:
        """What so many of them will send now. To sign it takes longer than to prove it."""
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
