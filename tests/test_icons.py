"""The icons of the skill store exist, have the required sizes, and are what the script draws."""

from __future__ import annotations

import json
import runpy
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "interaction_model"
MANIFEST = json.loads((PACKAGE / "skill.json").read_text("utf-8"))
LOCALES: dict[str, dict[str, Any]] = MANIFEST["manifest"]["publishingInformation"]["locales"]
HEAD, TAIL = 8 + 8 + 13 + 4 + 8, 4 + 12
"""Bytes before and after the compressed pixels of a one-chunk PNG."""


def icon(locale: str, member: str) -> bytes:
    """The file that the manifest names, relative to the package like in ask-cli."""
    scheme, _, path = str(LOCALES[locale][member]).partition("://")
    assert scheme == "file"
    return (PACKAGE / path).read_bytes()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("member", "size"), [("smallIconUri", 108), ("largeIconUri", 512)])
def test_each_locale_has_its_icons(locale: str, member: str, size: int) -> None:
    file = icon(locale, member)
    assert file.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", file[16:24]) == (size, size)
    rows = zlib.decompress(file[HEAD:-TAIL])
    corner, middle = rows[1:5], rows[(size // 2) * (4 * size + 1) + 2 * size + 1 :][:4]
    assert corner[3] == 0
    assert middle[3] == 255


def test_they_are_what_the_script_draws() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "draw_icons.py"))
    size = 108
    drawn = b"".join(b"\0" + script["row"](size, number) for number in range(size))
    assert script["LOCALES"] == list(LOCALES)
    for locale in LOCALES:
        assert zlib.decompress(icon(locale, "smallIconUri")[HEAD:-TAIL]) == drawn
