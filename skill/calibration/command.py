"""`python -m skill calibrate`: from the name of a voice to the text of a file."""

from __future__ import annotations

import msgspec

from skill.calibration.espeak import Espeak
from skill.calibration.measuring import measure, measure_words
from skill.calibration.spoken import counted
from skill.calibration.table import Rate, with_words, write
from skill.calibration.voice import NotMeasuredError, Voice
from skill.content import load_unmeasured
from skill.content.language import SpeechTable

POLLY_ENGINES = {"polly": "neural", "polly-standard": "standard"}
POLLY_VOICES = {"en-US": "Joanna"}
"""The voice that is measured for a locale when none is named."""


def calibrate(locale: str, engine: str, voice: str | None, rate: str) -> str:
    """The text of a language's `speech.toml`: the language of `locale`, in a voice of `engine`.

    Raises:
        NotMeasuredError: there is nothing to say in that language, or nobody to say it.
    """
    library = load_unmeasured()
    language = library.languages.get(locale.split("-")[0])
    if language is None:
        raise NotMeasuredError(f"there is no content for {locale!r}, but for {', '.join(library.languages)}")
    speaker = _speaker(engine, locale, voice)
    typed = f"--locale {locale} --engine {engine}{f' --voice {voice}' if voice else ''} --rate {rate}"
    table = write(
        measure(speaker, library, language),
        Rate(rate),
        language=language.code,
        voice=speaker.name,
        command=f"python -m skill calibrate {typed}",
    )
    _check(table)
    return table


def add(table: str, locale: str, engine: str, voice: str | None) -> str:
    """The text of a `speech.toml` with the words that it lacks, and without those that nobody says any more.

    What it has stays as it is, so that no other time changes.

    Raises:
        NotMeasuredError: as for `calibrate`; or the table is bad, or of another voice.
    """
    library = load_unmeasured()
    speaker = _speaker(engine, locale, voice)
    try:
        known = msgspec.toml.decode(table, type=SpeechTable)
    except msgspec.DecodeError as fault:
        raise NotMeasuredError(f"nothing can be added to that file. {fault}") from fault
    if known.voice != speaker.name:
        raise NotMeasuredError(f"that file is of another voice, {known.voice}, not {speaker.name}")
    language = library.languages[known.language]
    texts = counted(library, language)
    new = measure_words(speaker, language, [text for text in texts if text not in known.words])
    return with_words(table, {text: known.words.get(text) or new[text] for text in texts})


def _check(table: str) -> None:
    """Refuse what content would not take, such as a pause of less than nothing."""
    try:
        msgspec.toml.decode(table, type=SpeechTable)
    except msgspec.ValidationError as fault:
        raise NotMeasuredError(f"what was measured cannot be. {fault}") from fault


def _speaker(engine: str, locale: str, voice: str | None) -> Voice:
    if engine == "espeak":
        return Espeak(voice or locale.lower())
    from skill.calibration.polly import Polly  # botocore is an extra

    name = voice or POLLY_VOICES.get(locale)
    if name is None:
        raise NotMeasuredError(f"which of Amazon Polly's voices speaks {locale}? Name it with --voice")
    return Polly(name, POLLY_ENGINES[engine])
