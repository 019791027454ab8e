"""The service that a terminal's stand-in Echo talks to: production's own, in the terminal's house.

It proves every request as production does. What it is handed instead of Amazon's is the root it trusts, the
chain it would fetch and the time of day.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from skill.application import create_skill
from skill.echo.house_clock import clock_of
from skill.echo.signing import ThrowawayChain
from skill.services.amazon import Amazon
from skill.services.http import on_this_machine
from skill.settings import Settings
from skill.storage.opening import open_store
from skill.web.app import create_app
from skill.web.request_verifier import RequestVerifier


def create_local_app(run_folder: str) -> Flask:
    """The app for gunicorn; `run_folder` holds the chain and the clock of the terminal that started it."""
    folder = Path(run_folder)
    settings = Settings.from_environment()
    clock, chain = clock_of(folder), ThrowawayChain.load(folder)
    store = open_store(settings.store, clock)
    verifier = RequestVerifier(
        skill_id=settings.skill_id, trust=[chain.root], fetch=lambda _url: chain.pem, clock=clock
    )
    services = Amazon(on_this_machine)  # the stand-in's, which the terminal serves
    skill = create_skill(store, clock, timing=settings.timing, services=services)
    return create_app(settings, skill=skill, verifier=verifier, store=store)
