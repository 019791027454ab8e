"""Draw the pictures of the exercises from skill/figures/poses/ into docs/exercises/.

scripts/draw_figures.py            SVG, and tell of what is in none of the data files
scripts/draw_figures.py --png DIR  PNG for cards, in the two sizes that Alexa asks for
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from scripts.pictures import exercises  # noqa: E402
from skill.figures.figure import figure  # noqa: E402
from skill.figures.files import drawn, poses  # noqa: E402

FOLDER = ROOT / "docs" / "exercises"
SIZES = {"small": (720, 480), "large": (1200, 800)}
"""Of the images of a card (Amazon: Include a Card in Your Skill's Response)."""


def pictures() -> Mapping[Path, str]:
    """The file of each way to do an exercise, and what it must contain."""
    found = {}
    for exercise in drawn():
        ways = poses(exercise)
        assert ways is not None
        for name in ("usual", "easier", "harder"):
            if way := getattr(ways, name):
                title = f"{exercise}, {name} way: start and end"
                drawing = exercises.render(figure(way.start), figure(way.end), title)
                found[FOLDER / f"{exercise}-{name}.svg"] = drawing
    return found


def write_png(folder: Path, drawings: Mapping[Path, str]) -> None:
    """Pictures as Alexa's cards want them; a browser draws them."""
    from tests.browser import browser

    folder.mkdir(parents=True, exist_ok=True)
    with browser() as chromium:
        page = chromium.new_page()
        for file, drawing in drawings.items():
            for size, (width, height) in SIZES.items():
                page.set_viewport_size({"width": width, "height": height})
                sized = drawing.replace("<svg ", '<svg style="display:block;width:100vw;height:100vh" ', 1)
                page.set_content(f"<body style='margin:0;background:white'>{sized}")
                page.screenshot(path=folder / f"{file.stem}-{size}.png")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--png"]:
        write_png(Path(sys.argv[2]), pictures())
    else:
        FOLDER.mkdir(exist_ok=True)
        for file, drawing in pictures().items():
            file.write_text(drawing, encoding="utf-8")
            print(file.relative_to(ROOT))
