"""The sound of an answer, made a stretch at a time: the first one can be heard while the next one is made."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from skill.echo.player import Played, Spoken
from skill.echo.sound import Samples, lay, silence
from skill.page.voices import Voice

PAUSE = 0.35
"""Seconds of quiet at the end of a sentence, which are part of the time that the timeline gives it."""
SLOWEST, QUICKEST = 0.8, 1.6
"""Speeds at which the voices still sound natural, or at least can be understood."""
STEP = 0.05
"""Steps of speed, so that a text is said in the same few ways again."""


@dataclass(frozen=True, slots=True)
class Recording:
    """An answer in a voice. The timeline decides when everything begins; the voice has to keep its time.

    So the page counts to the second with any voice, and the skill's estimate of the place is as good as on
    an Echo.
    """

    played: Played
    voice: Voice

    def stretch(self, begins: float, ends: float) -> Samples:
        """The samples from one second to another; silence after the end."""
        rate = self.voice.rate
        first = round(begins * rate)
        track = silence(max(0.0, ends - begins), rate)
        for number, spoken in enumerate(self.played.spoken):
            until = self._until(number)
            if spoken.begins < ends and until > begins:
                clip = self._clip(spoken, until)
                lay(track, round(spoken.begins * rate) - first, clip[: round((until - spoken.begins) * rate)])
        return track

    def _until(self, number: int) -> float:
        """When the next thing is said, which this one must not be heard behind."""
        begin = [spoken.begins for spoken in self.played.spoken]
        following = bisect_left(begin, begin[number] + 1e-6)
        return begin[following] if following < len(begin) else self.played.lasts

    def _clip(self, spoken: Spoken, until: float) -> Samples:
        """The text, said as fast as its time wants it; a single word at the voice's own pace."""
        clip = self.voice.say(spoken.text, 1.0)
        natural, room = len(clip) / self.voice.rate, until - spoken.begins
        wanted = 1.0
        if " " in spoken.text:
            wanted = max(SLOWEST, natural / max(spoken.ends - spoken.begins - PAUSE, 0.1))
        speed = min(QUICKEST, max(wanted, natural / room if room > 0 else QUICKEST))
        speed = STEP * -(-speed // STEP)
        return clip if abs(speed - 1.0) < STEP / 2 else self.voice.say(spoken.text, round(speed, 2))
