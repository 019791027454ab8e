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
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from skill.echo.device import Echo
from skill.echo.house import at_home
from skill.echo.request import Device, Json
from skill.settings import Timing
from skill.skill import INTENTS

MOMENT = 1_793_000_000.0
CONVERSATIONS, TURNS = 3_000, 14
EXERCISES = ("ball_lean", "bird_dog", "plank", "superman", "prone_extension", "bridge", "hip_thrust")
SIDES = ("left", "right", "left arm", "right leg")
BODY_PARTS = ("knee", "back", "neck", "wrist", "shoulder", "hip", "ankle")
COUNTS = ("0", "1", "3", "5", "12", "40", "101", "?")
LENGTHS = ("PT10S", "PT30S", "PT1M", "PT2M", "PT1H", "P1D", "?")
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
    intent = {"name": name, "confirmationStatus": "NONE", "slots": slots(chance)}
    return echo.send({"type": "IntentRequest", "intent": intent}).response


def slots(chance: random.Random) -> Json:
    """Every slot that any intent has, each filled or not; an intent looks at its own."""
    return {
        "exercise": resolved("exercise", chance.choice(EXERCISES), chance),
        "side": resolved("side", chance.choice(SIDES), chance),
        "body_part": resolved("body_part", chance.choice(BODY_PARTS), chance),
        "heard": {"name": "heard"},
        "count": {"name": "count", "value": chance.choice(COUNTS)} if chance.random() < 0.6 else {},
        "length": {"name": "length", "value": chance.choice(LENGTHS)} if chance.random() < 0.4 else {},
    }


def resolved(name: str, value: str, chance: random.Random) -> Json:
    """A slot as Alexa sends it: with the value it resolved, without one, or empty."""
    kind = chance.random()
    if kind < 0.4:
        return {"name": name}
    found = {"value": {"name": value, "id": value}}
    status = "ER_SUCCESS_MATCH" if kind < 0.9 else "ER_SUCCESS_NO_MATCH"
    authority = {"authority": "x", "status": {"code": status}, "values": [found] if kind < 0.9 else []}
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
