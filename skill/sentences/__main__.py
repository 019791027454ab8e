"""Build the interaction model of every locale: `python -m skill.sentences`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from skill.content import ContentError, load
from skill.sentences import model, templates
from skill.sentences.templates import FOLDER

MODELS = FOLDER.parent / "interactionModels" / "custom"


def built(folder: Path = FOLDER) -> Mapping[str, str]:
    """The text of each locale's file.

    Raises:
        ContentError: a sentence or a name is bad.
    """
    library = load()
    texts: dict[str, str] = {}
    for home in sorted(path for path in folder.iterdir() if path.is_dir()):
        sentences = templates.load(home.name, folder)
        for locale in sentences.locales:
            texts[locale] = model.written(model.build(sentences, library.language(locale), locale))
    return texts


def main() -> int:
    """Write the models; 2 if they cannot be built."""
    try:
        texts = built(FOLDER)
    except ContentError as fault:
        print(fault, file=sys.stderr)
        return 2
    for locale, text in texts.items():
        file = MODELS / f"{locale}.json"
        file.write_text(text, encoding="utf-8")
        print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
