"""Hash every answer of many random conversations, to show that a change of the code changed no behaviour.

    python -m tests.answer_hashes --out before.txt              on the old code
    python -m tests.answer_hashes --against before.txt          on the new code

Each line of the file is one conversation: its number, its turns, and a hash of everything that Alexa would
get. What is said, asked, rendered and stored is compared; the session's own notes are too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import get_args

from skill.echo.device import Echo
from skill.echo.house import MODELS, USUAL, at_home
from skill.echo.request import Device, Json
from skill.settings import Timing
from skill.skill import INTENTS

MOMENT = 1_793_000_000.0
CONVERSATIONS, TURNS = 3_000, 14
AMAZONS = {
    "AMAZON.NUMBER": ("0", "1", "3", "5", "12", "40", "101", "?"),
    "AMAZON.DURATION": ("PT10S", "PT30S", "PT1M", "PT2M", "PT1H", "P1D", "?"),
    "AMAZON.TIME": ("07:00", "18:30", "00:00", "MO", "EV", "?"),
    "AMAZON.DATE": ("2026-10-26", "2026-10-01", "2026-W43", "2026-W43-WE", "2026-10", "2027", "?"),
}
"""What Alexa sends for slots whose types are its own."""
FREQUENT = (
    *("ReadyIntent", "AMAZON.YesIntent", "GoOnIntent", "AMAZON.NextIntent") * 3,
    *(
        "AMAZON.NoIntent",
        "WaitIntent",
        "StartRoutineIntent",
        "DidRepsIntent",
        "PainIntent",
        "DoExerciseIntent",
    ),
)
"""Intents that lead somewhere come more often than one in sixty."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--conversations", type=int, default=CONVERSATIONS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write the hashes to this file")
    parser.add_argument("--against", type=Path, help="compare with the hashes in this file")
    options = parser.parse_args()
    lines = list(conversations(options.conversations, options.seed))
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    turns = sum(int(line.split()[1]) for line in lines)
    print(f"{len(lines)} conversations, {turns} answers, {digest(lines)}")
    if options.against:
        before = options.against.read_text("utf-8").split("\n")
        different = [new.split()[0] for new, old in zip(lines, before, strict=False) if new != old]
        sys.exit(f"different: {len(different)}, first {different[:10]}" if different else None)


def conversations(number: int, seed: int) -> Iterator[str]:
    """The conversations, a line each."""
    for each in range(number):
        hashes = [digest(comparable(answer)) for answer in answers(random.Random(f"{seed}.{each}"))]
        yield f"{each} {len(hashes)} {digest(hashes)}"


def answers(chance: random.Random) -> Iterator[Json]:
    """What one random conversation of a few sessions gets back."""
    device = chance.choice(get_args(Device))
    timing = chance.choice(list(Timing))
    with at_home(device=device, moment=MOMENT, timing=timing) as echo:
        for _ in range(TURNS):
            yield turn(echo, chance)


def turn(echo: Echo, chance: random.Random) -> Json:
    """Somebody speaks, or keeps silent, at a random moment."""
    kind = chance.random()
    if kind < 0.05 and echo.in_session:
        return echo.silence().response
    if kind < 0.1:
        echo.leave_alone(chance.choice([60.0, 3_600.0, 86_400.0]))
    if kind < 0.15:
        return echo.send({"type": "LaunchRequest"}).response
    echo.clock.wait(chance.choice([1.0, 4.0, chance.uniform(0, 60), chance.uniform(0, 200)]))
    name = chance.choice(FREQUENT if chance.random() < 0.5 else sorted(INTENTS))
    intent = {"name": name, "confirmationStatus": "NONE", "slots": slots(name, chance)}
    return echo.send({"type": "IntentRequest", "intent": intent}).response


@cache
def model() -> Json:
    """The interaction model: intents with their slots, and the types of slots with their values."""
    whole = json.loads((MODELS / f"{USUAL}.json").read_text("utf-8"))
    language: Json = whole["interactionModel"]["languageModel"]
    return language


@cache
def slots_of(intent: str) -> Sequence[tuple[str, str]]:
    """Name and type of each slot; none for an intent that is not in the model."""
    found = (one.get("slots", []) for one in model()["intents"] if one["name"] == intent)
    return [(slot["name"], slot["type"]) for slot in next(found, [])]


@cache
def ids_of(kind: str) -> Sequence[str]:
    """The ids of the values of a type that is not Amazon's."""
    (values,) = (one["values"] for one in model()["types"] if one["name"] == kind)
    return [value["id"] for value in values]


def slots(intent: str, chance: random.Random) -> Json:
    """Every slot that the intent has, each filled or not."""
    return {name: slot(name, kind, chance) for name, kind in slots_of(intent)}


def slot(name: str, kind: str, chance: random.Random) -> Json:
    """A slot as Alexa sends it: with the value it resolved, without one, or empty."""
    chosen = chance.random()
    if chosen < 0.3:
        return {"name": name}
    if kind in AMAZONS:
        return {"name": name, "value": chance.choice(AMAZONS[kind])}
    value = chance.choice(ids_of(kind))
    found = [{"value": {"name": value, "id": value}}] if chosen < 0.95 else []
    status = {"code": "ER_SUCCESS_MATCH" if found else "ER_SUCCESS_NO_MATCH"}
    authority = {"authority": "x", "status": status, "values": found}
    return {"name": name, "value": value, "resolutions": {"resolutionsPerAuthority": [authority]}}


def comparable(answer: Json) -> Json:
    """An answer without the digests of ids that the stand-in Echo draws at random."""
    person = answer.get("sessionAttributes", {}).get("person", {})
    person.pop("requests", None)
    person.get("spoken", {}).pop("session", None)
    return answer


def digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


if __name__ == "__main__":
    main()
