"""What an operator sets, by environment variables; whatever is missing or wrong is said in one line."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

BIND = "127.0.0.1:8000"
METRICS = "127.0.0.1:9464"
DATABASE = ".data/people.sqlite"
LOG_LEVEL = "INFO"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

_SKILL_ID = re.compile(r"amzn1\.ask\.skill\.[\w-]+", re.ASCII)
_TABLE = re.compile(r"[\w.-]{3,255}", re.ASCII)
"""Amazon DynamoDB, Developer Guide: "Naming rules"."""
_SOCKET = r"unix:.+|fd://\d+"
"""What gunicorn can listen at beside a host and a port."""
_ADDRESS = r"[^:]+:([0-9]{1,5})|\[[0-9a-fA-F:.]+\]:([0-9]{1,5})"


class Timing(StrEnum):
    """What times the counting: audio documents, or the breaks of plain SSML."""

    APLA = "apla"
    SSML = "ssml"


class StartError(RuntimeError):
    """The service cannot start, and says why in one line, all that gunicorn prints of a RuntimeError."""


class SettingsError(StartError):
    """An environment variable is missing or wrong."""


class Settings(NamedTuple):
    """What the service is told by its surroundings."""

    skill_id: str
    """The skill that requests must be meant for, `amzn1.ask.skill.…`."""
    database: Path = Path(DATABASE)
    """Where people's state is kept; made when it is first needed."""
    log_level: str = LOG_LEVEL
    """One of `LOG_LEVELS`."""
    timing: Timing = Timing.APLA
    """APLA gives plain SSML to the devices on which a document failed; SSML gives it to all."""
    metrics: str = ""
    """The host and port at which Prometheus finds the counters; none are kept without."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings as `SKILL_ID`, `SKILL_DATABASE`, `SKILL_LOG_LEVEL`, `SKILL_TIMING` and `SKILL_METRICS`
        tell them.

        Raises:
            SettingsError: one of them is missing or wrong.
        """
        return cls(
            skill_id=_skill_id(environment.get("SKILL_ID", "")),
            database=database_file(environment.get("SKILL_DATABASE") or DATABASE),
            log_level=_log_level(environment.get("SKILL_LOG_LEVEL") or LOG_LEVEL),
            timing=_timing(environment.get("SKILL_TIMING") or Timing.APLA),
            metrics=_metrics(environment.get("SKILL_METRICS", "")),
        )


class ServerSettings(NamedTuple):
    """What gunicorn is told by its surroundings."""

    bind: str
    """Where it listens: a host and a port, `unix:` and a path, or `fd://` and a number."""
    workers: int
    """How many processes answer."""
    metrics: str = ""
    """Where it listens for Prometheus, if it does."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> ServerSettings:
        """The settings as `SKILL_BIND`, `SKILL_WORKERS` and `SKILL_METRICS` tell them.

        A turn computes and hardly waits. All it may wait for is Amazon's certificate chain, once a day: hence
        one process more than there are cores.

        Raises:
            SettingsError: one of them is wrong.
        """
        return cls(
            bind=_bind(environment.get("SKILL_BIND") or BIND),
            workers=_workers(environment.get("SKILL_WORKERS") or str((os.cpu_count() or 1) + 1)),
            metrics=_metrics(environment.get("SKILL_METRICS", "")),
        )


class LambdaSettings(NamedTuple):
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


def problems(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Every setting that is wrong, and every name that is none."""
    found = unknown(environment)
    for name, read in _READERS.items():
        try:
            if text := environment.get(name):
                read(text)
        except SettingsError as error:
            found.append(str(error))
    return found


def unknown(environment: Mapping[str, str] = os.environ) -> list[str]:
    """A line for every SKILL_ variable that the skill does not read: it may be misspelt."""
    strange = sorted(name for name in environment if name.startswith("SKILL_") and name not in _READERS)
    return [f"{name} is not a setting{_likely(name)}" for name in strange]


def _likely(name: str) -> str:
    from difflib import get_close_matches  # here: it is seldom needed

    near = get_close_matches(name, _READERS, n=1)
    return f"; did you mean {near[0]}?" if near else f": the settings are {', '.join(_READERS)}"


def _skill_id(text: str) -> str:
    wanted = "set it to the skill's id as the Alexa developer console shows it, amzn1.ask.skill.…"
    if not text:
        raise SettingsError(f"SKILL_ID is not set: {wanted}")
    if not _SKILL_ID.fullmatch(text):
        raise SettingsError(f"SKILL_ID is {text!r}: {wanted}")
    return text


def _bind(text: str) -> str:
    if not re.fullmatch(_SOCKET, text) and not _is_address(text):
        raise SettingsError(f"SKILL_BIND is {text!r}: set it to a host and a port, such as {BIND}")
    return text


def _metrics(text: str) -> str:
    """An address that only this machine reaches: the counters are for the operator alone."""
    if text and not (_is_address(text) and _is_loopback(text.rpartition(":")[0])):
        raise SettingsError(f"SKILL_METRICS is {text!r}: set it to a loopback address such as {METRICS}")
    return text


def _is_loopback(host: str) -> bool:
    from ipaddress import ip_address  # here: Lambda has no metrics, and starts sooner without it

    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    address = re.fullmatch(_ADDRESS, text)
    return address is not None and 0 < int(address[1] or address[2]) < 65_536


def _workers(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise SettingsError(f"SKILL_WORKERS is {text!r}: set it to the number of processes, 1 or more")
    return int(text)


def database_file(text: str) -> Path:
    """The file that `SKILL_DATABASE` names. Its folder must exist, as a mistyped one would begin an empty
    database; only the folder of the usual file is made.

    Raises:
        SettingsError: there is no such folder, or the file is one.
    """
    file = Path(text)
    if file.is_dir():
        raise SettingsError(f"SKILL_DATABASE is the folder {text!r}: set it to the path of a file")
    if text != DATABASE and not file.parent.is_dir():
        wanted = f"make the folder {str(file.parent)!r} first, or set it to a file in one that exists"
        raise SettingsError(f"SKILL_DATABASE is {text!r}: {wanted}")
    return file


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


_READERS: Mapping[str, Callable[[str], object]] = {
    "SKILL_ID": _skill_id,
    "SKILL_DATABASE": database_file,
    "SKILL_TABLE": _table,
    "SKILL_LOG_LEVEL": _log_level,
    "SKILL_TIMING": _timing,
    "SKILL_METRICS": _metrics,
    "SKILL_BIND": _bind,
    "SKILL_WORKERS": _workers,
}
