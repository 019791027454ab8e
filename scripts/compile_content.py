"""Write all content into one file, once it is checked: from that the packaged skill starts faster."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from skill.content import ContentError
from skill.content.library import compile_sources

try:
    print(f"{compile_sources()}: written")
except ContentError as error:
    sys.exit(f"Error: {error}")
