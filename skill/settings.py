"""What an operator sets, by environment variables; whatever is missing or wrong is said in one line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DATABASE = ".data/people.sqlite"
LOG_LEVEL = "INFO"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

_SKILL_ID = re.compile(r"amzn1\.ask\.skill\.[\w-]+", re.ASCII)
_TABLE = re.compile(r"[\w.-]{3,255}", re.ASCII)
"""Amazon DynamoDB, Developer Guide: "Naming rules"."""


class Timing(StrEnum):
    """What times the counting: audio documents, or the breaks of plain SSML."""

    APLA = "apla"
    SSML = "ssml"


class StartError(RuntimeError):
    """The service cannot start, and says why in one line, all that gunicorn prints of a RuntimeError."""


class SettingsError(StartError):
    """An environment variable is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service is told by its surroundings."""

    skill_id: str
    """The skill that requests must be meant for, `amzn1.ask.skill.…`."""
    database: Path = Path(DATABASE)
    """Where people's state is kept; made when it is first needed."""
    log_level: str = LOG_LEVEL
    """One of `LOG_LEVELS`."""
    timing: Timing = Timing.APLA
    """APLA gives plain SSML to the devices on which a document failed; SSML gives it to all."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings as `SKILL_ID`, `SKILL_DATABASE`, `SKILL_LOG_LEVEL` and `SKILL_TIMING` tell them.

        Raises:
            SettingsError: one of them is missing or wrong.
        """
        return cls(
            skill_id=_skill_id(environment.get("SKILL_ID", "")),
            database=_database(environment.get("SKILL_DATABASE") or DATABASE),
            log_level=_log_level(environment.get("SKILL_LOG_LEVEL") or LOG_LEVEL),
            timing=_timing(environment.get("SKILL_TIMING") or Timing.APLA),
        )


@dataclass(frozen=True, slots=True)
class LambdaSettings:
    """What the Lambda function is told by its surroundings; the region, botocore finds by itself."""

    skill_id: str
    """The skill that requests must be meant for, `amzn1.ask.skill.…`."""
    table: str
    """The DynamoDB table that people's state is kept in."""
    log_level: str = LOG_LEVEL
    """One of `LOG_LEVELS`."""
    timing: Timing = Timing.APLA
    """APLA gives plain SSML to the devices on which a document failed; SSML gives it to all."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> LambdaSettings:
        """The settings as `SKILL_ID`, `SKILL_TABLE`, `SKILL_LOG_LEVEL` and `SKILL_TIMING` tell them.

        Raises:
            SettingsError: one of them is missing or wrong.
        """
        return cls(
            skill_id=_skill_id(environment.get("SKILL_ID", "")),
            table=_table(environment.get("SKILL_TABLE", "")),
            log_level=_log_level(environment.get("SKILL_LOG_LEVEL") or LOG_LEVEL),
            timing=_timing(environment.get("SKILL_TIMING") or Timing.APLA),
        )


def _skill_id(text: str) -> str:
    wanted = "set it to the skill's id as the Alexa developer console shows it, amzn1.ask.skill.…"
    if not text:
        raise SettingsError(f"SKILL_ID is not set: {wanted}")
    if not _SKILL_ID.fullmatch(text):
        raise SettingsError(f"SKILL_ID is {text!r}: {wanted}")
    return text


def _database(text: str) -> Path:
    if Path(text).is_dir():
        raise SettingsError(f"SKILL_DATABASE is the folder {text!r}: set it to the path of a file")
    return Path(text)


def _table(text: str) -> str:
    wanted = "set it to the name of the DynamoDB table that the function may use"
    if not text:
        raise SettingsError(f"SKILL_TABLE is not set: {wanted}")
    if not _TABLE.fullmatch(text):
        raise SettingsError(f"SKILL_TABLE is {text!r}: {wanted}")
    return text


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise SettingsError(f"SKILL_LOG_LEVEL is {text!r}: set it to one of {', '.join(LOG_LEVELS)}")
    return text.upper()


def _timing(text: str) -> Timing:
    if text not in set(Timing):
        raise SettingsError(f"SKILL_TIMING is {text!r}: set it to {' or '.join(Timing)}")
    return Timing(text)
