"""Requests of every kind that this skill can receive, as JSON files in the documented format."""

import json
from pathlib import Path
from typing import Any

ENVELOPES: dict[str, Any] = {
    path.stem: json.loads(path.read_text()) for path in sorted(Path(__file__).parent.glob("*.json"))
}
"""File name → decoded envelope. Copy it before changing it."""
