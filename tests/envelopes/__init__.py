"""Requests of every sort that this skill can meet, each a JSON file, shaped as Amazon documents them."""

import json
from pathlib import Path
from typing import Any

ENVELOPES: dict[str, Any] = {
    path.stem: json.loads(path.read_text()) for path in sorted(Path(__file__).parent.glob("*.json"))
}
"""Name of the file → the decoded envelope. Copy before you change one."""
