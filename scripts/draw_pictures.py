"""Draw docs/house.svg and docs/timeline.svg from the code and the content as they are now."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from scripts.pictures import house, timeline  # noqa: E402


def pictures() -> Mapping[Path, str]:
    """The file of each picture, and what it must contain."""
    docs = ROOT / "docs"
    return {docs / "house.svg": house.draw(), docs / "timeline.svg": timeline.draw()}


if __name__ == "__main__":
    for file, drawing in pictures().items():
        file.write_text(drawing, encoding="utf-8")
        print(file.relative_to(ROOT))
