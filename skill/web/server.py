"""The production server: gunicorn with `gunicorn_config.py`, started once its settings have been checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from skill import __version__, log
from skill.content import ContentError, Library, load
from skill.setting_names import unknown
from skill.settings import ServerSettings, Settings, StartError
from skill.storage.opening import check_store
from skill.web.listening import check_address

if TYPE_CHECKING:
    from flask import Flask

CONFIGURATION = Path(__file__).with_name("gunicorn_config.py")
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", str(CONFIGURATION)]


def serve() -> NoReturn:
    """Become the production server.

    Raises:
        StartError: content or a setting is wrong, nothing can be kept, or the port is not free.
    """
    check_store(check_start(os.environ).store)
    server = ServerSettings.from_environment()
    check_address("SKILL_BIND", server.bind)
    if server.metrics:
        check_address("SKILL_METRICS", server.metrics)
    os.execv(sys.executable, GUNICORN)  # noqa: S606 - no shell is wanted


def create_app() -> Flask:
    """What gunicorn serves: the service, if it can keep what it has to; StartError if not."""
    from skill.web import app

    settings = Settings.from_environment()
    service = app.create_app(settings)
    check_store(settings.store)
    log.started(__version__, unknown())
    return service


def check_start(environment: Mapping[str, str]) -> Settings:
    """The settings; StartError for what gunicorn would only find in its own processes."""
    content()
    return Settings.from_environment(environment)


def content() -> Library:
    """All that is said; StartError if a file of it is bad."""
    try:
        return load()
    except ContentError as fault:
        raise StartError(str(fault)) from None
