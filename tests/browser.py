"""Debian's Chromium without a window, for what a test has to see."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "google-chrome", "chromium-browser")
"""The last is a stand-in without a browser on some systems."""
OPTIONS = (
    "--no-sandbox",  # root has none
    "--disable-dev-shm-usage",  # containers give it 64 MB
    "--disable-gpu",
    "--force-color-profile=srgb",  # the same colours on every machine
    "--font-render-hinting=none",  # and the same lengths of text
    "--autoplay-policy=no-user-gesture-required",
)


def executable() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "there is no browser to look with. As root: apt-get install chromium"
    return found


@contextmanager
def browser(*options: str) -> Iterator[Browser]:
    """A running browser, with a home of its own: some users have none."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=executable(),
            args=[*OPTIONS, *options],
            env={**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home},
        )
        try:
            yield started
        finally:
            started.close()
