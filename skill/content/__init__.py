"""Every word and number that a physiotherapist or a translator may change; the code only loads and checks."""

from skill.content.language import Language
from skill.content.library import Library, load, load_unmeasured
from skill.content.reading import ContentError
from skill.content.speaker import Speaker, speaker

__all__ = ["ContentError", "Language", "Library", "Speaker", "load", "load_unmeasured", "speaker"]
