"""The operator's settings, from environment variables; an error is one line that says what to set."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from skill import store_url
from skill.store_url import DynamoDbUrl, StoreUrl, StoreUrlError

BIND = "127.0.0.1:8000"
METRICS = "127.0.0.1:9464"
LOG_LEVEL = "INFO"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
MOST_WORKERS = 256
"""Each takes some 50 MB, and gunicorn forks as many as it is told, until the machine answers nobody."""

_SKILL_ID = re.compile(r"amzn1\.ask\.skill\.[\w-]+", re.ASCII)
_HTTPS = re.compile(r"https://[\w.-]+(:[0-9]{1,5})?(/[\w.~%+-]+)*/?", re.ASCII)
LONGEST_ADDRESS = 1_900
"""Characters of SKILL_PICTURES: an image's URL has 2,000 at most (Amazon: Include a Card)."""
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
    """The settings of the web service."""

    skill_id: str
    """The skill that requests must be meant for, `amzn1.ask.skill.…`."""
    store: StoreUrl = store_url.USUAL
    """Where user state is stored; a file is created when it is first needed."""
    log_level: str = LOG_LEVEL
    """One of `LOG_LEVELS`."""
    timing: Timing = Timing.APLA
    """APLA gives plain SSML to the devices on which a document failed; SSML gives it to all."""
    metrics: str = ""
    """The host and port at which Prometheus finds the counters; none are kept without."""
    keep_days: int = store_url.KEEP_DAYS
    """Days after which a person who was not seen any more is forgotten."""
    pictures: str = ""
    """The https address of the folder with the pictures for cards; without, cards have none."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings in the environment; SettingsError for a missing or wrong one."""
        _refuse_replaced(environment)
        return cls(
            skill_id=skill_id_of(environment.get("SKILL_ID", "")),
            store=store_of(environment.get("SKILL_STORE", "")),
            log_level=log_level_of(environment.get("SKILL_LOG_LEVEL") or LOG_LEVEL),
            timing=timing_of(environment.get("SKILL_TIMING") or Timing.APLA),
            keep_days=days_of(environment.get("SKILL_KEEP_DAYS", "")),
            pictures=pictures_of(environment.get("SKILL_PICTURES", "")),
            metrics=metrics_of(environment.get("SKILL_METRICS", "")),
        )


class ServerSettings(NamedTuple):
    """The settings of gunicorn."""

    bind: str
    """Where it listens: a host and a port, `unix:` and a path, or `fd://` and a number."""
    workers: int
    """How many processes answer."""
    metrics: str = ""
    """Where it listens for Prometheus, if it does."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> ServerSettings:
        """The values of `SKILL_BIND`, `SKILL_WORKERS` and `SKILL_METRICS`.

        A turn computes and hardly waits. All it may wait for is Amazon's certificate chain, once a day: hence
        one process more than there are cores.

        Raises:
            SettingsError: one of them is wrong.
        """
        usual_workers = min((os.cpu_count() or 1) + 1, MOST_WORKERS)
        bind = bind_of(environment.get("SKILL_BIND") or BIND)
        metrics = metrics_of(environment.get("SKILL_METRICS", ""))
        if metrics and metrics.rpartition(":")[2] == bind.rpartition(":")[2]:
            raise SettingsError(
                f"SKILL_METRICS is {metrics!r}: set it to another port than that of SKILL_BIND"
            )
        return cls(bind, workers_of(environment.get("SKILL_WORKERS") or str(usual_workers)), metrics)


class LambdaSettings(NamedTuple):
    """The settings of the Lambda function; what is not described here is as in `Settings`."""

    skill_id: str
    store: DynamoDbUrl
    """The table with user state: a function's own files do not last."""
    log_level: str = LOG_LEVEL
    timing: Timing = Timing.APLA
    keep_days: int = store_url.KEEP_DAYS
    pictures: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> LambdaSettings:
        """The settings in the environment; SettingsError for a missing or wrong one."""
        _refuse_replaced(environment)
        return cls(
            skill_id=skill_id_of(environment.get("SKILL_ID", "")),
            store=_table(environment.get("SKILL_STORE", "")),
            log_level=log_level_of(environment.get("SKILL_LOG_LEVEL") or LOG_LEVEL),
            timing=timing_of(environment.get("SKILL_TIMING") or Timing.APLA),
            keep_days=days_of(environment.get("SKILL_KEEP_DAYS", "")),
            pictures=pictures_of(environment.get("SKILL_PICTURES", "")),
        )


def skill_id_of(text: str) -> str:
    """The value of SKILL_ID; SettingsError if it is wrong."""
    wanted = "set it to the skill's id as the Alexa developer console shows it, amzn1.ask.skill.…"
    if not text:
        raise SettingsError(f"SKILL_ID is not set: {wanted}")
    if not _SKILL_ID.fullmatch(text):
        raise SettingsError(f"SKILL_ID is {text!r}: {wanted}")
    return text


def bind_of(text: str) -> str:
    """The value of SKILL_BIND; SettingsError if it is wrong."""
    if not re.fullmatch(_SOCKET, text) and not _is_address(text):
        raise SettingsError(f"SKILL_BIND is {text!r}: set it to a host and a port, such as {BIND}")
    return text


def metrics_of(text: str) -> str:
    """The value of SKILL_METRICS, an address that only this machine reaches, as the counters are for the
    operator alone; SettingsError if it is wrong."""
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


def workers_of(text: str) -> int:
    """The value of SKILL_WORKERS; SettingsError if it is wrong."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        wanted = f"set it to the number of processes, 1 to {MOST_WORKERS}"
        raise SettingsError(f"SKILL_WORKERS is {text!r}: {wanted}")
    return int(text)


def store_of(text: str) -> StoreUrl:
    """The value of SKILL_STORE, by default the usual file; SettingsError if it is wrong."""
    try:
        return store_url.parse(text or str(store_url.USUAL))
    except StoreUrlError as error:
        raise SettingsError(f"SKILL_STORE is {text!r}: {error}") from None


def _table(text: str) -> DynamoDbUrl:
    """What is written to a file on Lambda is gone with the function."""
    wanted = "set it to dynamodb:// and the name of the table that the function may use"
    if not text:
        raise SettingsError(f"SKILL_STORE is not set: {wanted}")
    store = store_of(text)
    if not isinstance(store, DynamoDbUrl):
        raise SettingsError(f"SKILL_STORE is {text!r}, and files do not last on Lambda: {wanted}")
    return store


def _refuse_replaced(environment: Mapping[str, str]) -> None:
    """To ignore the old name of a setting would start with an empty database."""
    for problem in replaced(environment):
        raise SettingsError(problem)


def replaced(environment: Mapping[str, str]) -> list[str]:
    """A line for every old name that is still set."""
    return [
        f"SKILL_STORE replaces {name}: set SKILL_STORE={scheme}{environment[name]} and remove {name}"
        for name, scheme in REPLACED.items()
        if environment.get(name)
    ]


def log_level_of(text: str) -> str:
    """The value of SKILL_LOG_LEVEL; SettingsError if it is wrong."""
    if text.upper() not in LOG_LEVELS:
        raise SettingsError(f"SKILL_LOG_LEVEL is {text!r}: set it to one of {', '.join(LOG_LEVELS)}")
    return text.upper()


def timing_of(text: str) -> Timing:
    """The value of SKILL_TIMING; SettingsError if it is wrong."""
    if text not in set(Timing):
        raise SettingsError(f"SKILL_TIMING is {text!r}: set it to {' or '.join(Timing)}")
    return Timing(text)


def days_of(text: str) -> int:
    """The value of SKILL_KEEP_DAYS, by default two years; SettingsError if it is wrong."""
    try:
        return store_url.days(text or str(store_url.KEEP_DAYS))
    except StoreUrlError as error:
        raise SettingsError(f"SKILL_KEEP_DAYS is {text!r}: {error}") from None


def pictures_of(text: str) -> str:
    """The value of SKILL_PICTURES without a slash at its end, as the name of a file follows; SettingsError if
    it is wrong."""
    if text and not (_HTTPS.fullmatch(text) and len(text) <= LONGEST_ADDRESS):
        raise SettingsError(
            f"SKILL_PICTURES is {text!r}: set it to the https address of a folder, "
            "such as https://pictures.example.com/back-routine"
        )
    return text.rstrip("/")


REPLACED: Mapping[str, str] = {"SKILL_DATABASE": "sqlite:///", "SKILL_TABLE": "dynamodb://"}
"""The settings of version 0.1.0 that SKILL_STORE replaces, and what its URL puts before their values."""
