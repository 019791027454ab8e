"""The drawings in docs/ show the code and the content as they are."""

from __future__ import annotations

import runpy
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.routines import HAVING, leading_through

SCRIPT = Path(__file__).parents[1] / "scripts" / "draw_pictures.py"
with leading_through(HAVING["whole"]):
    PICTURES: dict[Path, str] = runpy.run_path(str(SCRIPT))["pictures"]()


@pytest.mark.parametrize("file", PICTURES, ids=lambda file: file.name)
def test_a_picture_is_what_the_script_draws(file: Path) -> None:
    assert file.read_text("utf-8") == PICTURES[file], "run `python scripts/draw_pictures.py`"


@pytest.mark.parametrize("file", PICTURES, ids=lambda file: file.name)
def test_a_picture_is_well_formed_and_stays_inside_its_frame(file: Path) -> None:
    root = ElementTree.fromstring(PICTURES[file])
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for element in root.iter():
        if "x" in element.attrib:
            x, y = float(element.attrib["x"]), float(element.attrib["y"])
            assert 0 <= x + float(element.attrib.get("width", 0)) <= width
            assert 0 <= y + float(element.attrib.get("height", 0)) <= height
