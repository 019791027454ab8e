"""A stub of Amazon Polly that returns speech marks in the documented format, at its own pace."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CHARACTER, COMMA, STOP = 0.05, 0.2, 0.5
"""Seconds; a rate of twenty characters a second."""
BREAK = 0.094
"""Seconds that a break lasts longer than stated, as in Amazon's example of speech marks with SSML."""

_PIECE = re.compile(rb'<break time="(?P<silence>\d+)ms"/>|<[^>]*>|(?P<word>[^\s<]+)|\s+')

Mark = dict[str, Any]


def marks(ssml: bytes) -> Iterator[Mark]:
    """The word marks; a break is one of them, as in Amazon's example."""
    now = 0.006
    for piece in _PIECE.finditer(ssml):
        silence, word = piece["silence"], piece["word"]
        if silence or word:
            value = piece[0].decode().rstrip(",.!?") if word else piece[0].decode()
            end = piece.start() + len(value.encode())
            yield {
                "time": round(1000 * now),
                "type": "word",
                "start": piece.start(),
                "end": end,
                "value": value,
            }
        now += int(silence) / 1000 + BREAK if silence else _seconds(piece[0]) if word else 0.0
        now += CHARACTER if piece[0].isspace() else 0.0


def _seconds(word: bytes) -> float:
    text = word.decode()
    return len(text) * CHARACTER + text.count(",") * COMMA + sum(map(text.count, ".?!:")) * STOP


class Polly:
    """The requests it got, and what it returns instead of marks."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[dict[str, Any]] = []
        self.refusal: tuple[int, str, str] | None = None
        """HTTP status, the error's name, its message."""
        self.deaf_to = ""
        """A word that gets no mark."""

    def answer(self, request: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(request)
        text = request["Text"]
        refusal = self.refusal
        if len(text) > 6000 or len(re.sub(r"<[^>]*>", "", text)) > 3000:
            refusal = (400, "TextLengthExceededException", "Maximum text length has been exceeded")
        if refusal:
            status, name, message = refusal
            return status, {"x-amzn-ErrorType": name}, json.dumps({"message": message}).encode()
        found = [mark for mark in marks(text.encode()) if mark["value"] != self.deaf_to]
        lines = "".join(json.dumps(mark).replace("/", "\\/") + "\n" for mark in found)
        return 200, {"Content-Type": "application/x-json-stream"}, lines.encode()


@contextmanager
def at_work() -> Iterator[Polly]:
    """A Polly stub on a local port."""

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/speech"
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, headers, body = polly.answer(request)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Logs nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        polly = Polly(f"http://127.0.0.1:{server.server_port}")
        answering = threading.Thread(target=server.serve_forever, args=(0.01,))
        answering.start()
        try:
            yield polly
        finally:
            server.shutdown()
            answering.join()
