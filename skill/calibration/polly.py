"""Amazon Polly, the nearest relative of Alexa's voice, measured by its speech marks; no sound is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError
from botocore.session import get_session

from skill.calibration.voice import BEAT, NotMeasuredError, silence

TOGETHER = 25
"""Texts in one request: Polly takes 3,000 characters in it, with the markup 6,000 (Amazon: quotas)."""
CREDENTIALS = "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_DEFAULT_REGION, or run `aws configure`"


class Polly:
    """One of Polly's voices, at its own pace."""

    def __init__(self, voice: str, engine: str) -> None:
        """`engine`: "neural" or "standard".

        Raises:
            NotMeasuredError: no region is set.
        """
        self._voice, self._engine = voice, engine
        with _faults_told():
            self._polly = get_session().create_client("polly")

    @property
    def name(self) -> str:
        """Polly has no version; its voices change with time."""
        return (
            f"Amazon Polly in {datetime.now(UTC):%B %Y}, voice {self._voice}, {self._engine}, at its own pace"
        )

    def lengths(self, texts: Sequence[str], neighbour: str, pause: float) -> Iterator[float]:
        for first in range(0, len(texts), TOGETHER):
            yield from self._together(texts[first : first + TOGETHER], neighbour, pause)

    def _together(self, texts: Sequence[str], neighbour: str, pause: float) -> Iterator[float]:
        ssml, spans = "<speak>", []
        for text in texts:
            ssml += f"{neighbour}{silence(BEAT)}"
            begins = len(ssml.encode())
            ssml += f"{escape(text)}{silence(pause)}"
            spans.append((begins, len(ssml.encode())))
        times = self._times(f"{ssml}{neighbour}</speak>")
        for text, (begins, ends) in zip(texts, spans, strict=True):
            if begins not in times or ends not in times:
                raise NotMeasuredError(f"Amazon Polly does not tell when it says {text!r}")
            yield times[ends] - times[begins] - pause

    def _times(self, ssml: str) -> Mapping[int, float]:
        """Where each word stands in `ssml`, in bytes, and when it begins, in seconds.

        Amazon: speech mark output. A break is a word, too, with its markup as the value.
        """
        with _faults_told():
            response = self._polly.synthesize_speech(
                Text=ssml,
                TextType="ssml",
                VoiceId=self._voice,
                Engine=self._engine,
                OutputFormat="json",
                SpeechMarkTypes=["word"],
            )
            marks = [json.loads(line) for line in response["AudioStream"].read().splitlines()]
        return {mark["start"]: mark["time"] / 1000 for mark in marks}


@contextmanager
def _faults_told() -> Iterator[None]:
    """Whatever keeps Polly from answering, in one line."""
    try:
        yield
    except (NoCredentialsError, NoRegionError) as fault:
        missing = str(fault).rstrip(".")
        raise NotMeasuredError(f"Amazon Polly cannot be asked. {missing}: {CREDENTIALS}") from fault
    except (BotoCoreError, ClientError) as fault:
        raise NotMeasuredError(f"Amazon Polly cannot be asked. {' '.join(str(fault).split())}") from fault
