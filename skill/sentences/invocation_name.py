"""Amazon's rules for a name (Alexa Skills Kit, "Choose the Invocation Name for a Custom Skill")."""

from __future__ import annotations

import re

LAUNCH_WORDS = frozenset(
    ["run", "start", "play", "resume", "use", "launch", "ask", "open", "tell", "load", "begin", "enable"]
)
CONNECTING_WORDS = frozenset(
    ["to", "from", "in", "using", "with", "about", "for", "that", "by", "if", "and", "whether"]
)
WAKE_WORDS = frozenset(["alexa", "amazon", "echo", "computer", "ziggy", "skill", "app"])
SMALL_WORDS = frozenset(
    ["a", "an", "the", "as", "at", "by", "for", "from", "in", "of", "off", "on", "out", "to", "up", "with"]
)


def faults_of(name: str) -> list[str]:
    """The rules that a name breaks."""
    words = name.split()
    rules = {
        "is 2 to 50 characters long": 2 <= len(name) <= 50,
        "has lower-case letters, spaces, apostrophes and periods": bool(
            re.fullmatch(r"[a-z'.]+( [a-z'.]+)*", name)
        ),
        "has two words or more": len(words) >= 2,
        "has no launch word": LAUNCH_WORDS.isdisjoint(words),
        "has no connecting word": CONNECTING_WORDS.isdisjoint(words),
        "has no wake word": WAKE_WORDS.isdisjoint(words),
        "has no article or preposition beside a single word": len(words) > 2 or SMALL_WORDS.isdisjoint(words),
    }
    return [rule for rule, kept in rules.items() if not kept]
