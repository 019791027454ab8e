"""What people do on a day, as the scale report assumes it: when they begin, what they say, and to what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import TypeAlias

from skill.echo.device import Echo, Turn
from skill.echo.request import Device

Habit: TypeAlias = Callable[[Echo, Random], None]
"""Says all that somebody says on a day."""

OPENS = "start my back routine"
FIRST_QUESTIONS = {"done_before", "have_ball"}
AGREES = ("yes", "ready", "go", "next")
INTERRUPTS = ("wait", "how many are left", "how do I do this", "how long is left", "I did six", "more rest")
MOST_TURNS = 60
LONG = 20.0
"""Seconds of an answer that may be interrupted."""
EVERY_OTHER = 0.4
"""How often somebody who interrupts does so in such an answer."""


def _opened(echo: Echo) -> Turn:
    """The skill is opened; somebody new has done the exercises before, and has a ball."""
    turn = echo.hear(OPENS)
    while turn.response.get("sessionAttributes", {}).get("memory", {}).get("asked") in FIRST_QUESTIONS:
        turn = echo.hear("yes")
    return turn


def _to_the_end(echo: Echo, chance: Random, turn: Turn) -> None:
    for _ in range(MOST_TURNS):
        if turn.ended:
            return
        turn = echo.hear(chance.choice(AGREES))
    echo.hear("stop")


def steady(echo: Echo, chance: Random) -> None:
    """Does the whole routine and only agrees."""
    _to_the_end(echo, chance, _opened(echo))


def interrupting(echo: Echo, chance: Random) -> None:
    """The same, but asks, corrects or pauses now and then, in the middle of an answer."""
    turn = _opened(echo)
    for _ in range(MOST_TURNS):
        if turn.ended:
            return
        lasts = turn.heard.lasts
        if lasts > LONG and chance.random() < EVERY_OTHER:
            turn = echo.hear(chance.choice(INTERRUPTS), chance.uniform(3.0, lasts - 3.0))
        turn = turn if turn.ended else echo.hear(chance.choice(AGREES))
    echo.hear("stop")


def in_two_parts(echo: Echo, chance: Random) -> None:
    """Stops in the middle, and goes on an hour later."""
    turn = _opened(echo)
    for _ in range(chance.randrange(1, 8)):
        turn = turn if turn.ended else echo.hear(chance.choice(AGREES))
    if not turn.ended:
        echo.hear("stop")
    echo.leave_alone(3_600.0)
    steady(echo, chance)


def dropping_out(echo: Echo, chance: Random) -> None:
    """Falls silent after a few minutes."""
    turn = _opened(echo)
    for _ in range(chance.randrange(1, 5)):
        turn = turn if turn.ended else echo.hear(chance.choice(AGREES))
    if not turn.ended:
        echo.silence()


def one_exercise(echo: Echo, chance: Random) -> None:
    """Asks for one exercise and stops."""
    turn = echo.hear(f"ask my back routine to do the {chance.choice(('plank', 'bridge', 'bird dog'))}")
    for _ in range(2):
        turn = turn if turn.ended else echo.hear(chance.choice(AGREES))
    if not turn.ended:
        echo.hear("stop")


HABITS: Mapping[Habit, float] = {
    steady: 0.50,
    interrupting: 0.25,
    in_two_parts: 0.08,
    dropping_out: 0.09,
    one_exercise: 0.08,
}
DEVICES: Mapping[Device, float] = {"speaker": 0.75, "screen": 0.20, "plain-speaker": 0.05}
NEW = 0.1
"""The share of people who have never used the skill before."""

HOURS = (1, 1, 1, 1, 2, 6, 12, 12, 9, 6, 5, 4, 4, 3, 3, 4, 6, 9, 11, 11, 8, 5, 3, 2)
"""How many begin in each hour of the day, relative to each other: before work and after it."""


def people(number: int, chance: Random) -> Iterator[tuple[Habit, Device, bool]]:
    """Habit, device and whether they are new. Each habit has its exact share: the sample is stratified."""
    habits = [habit for habit, share in HABITS.items() for _ in range(round(share * number))]
    for habit in habits:
        (device,) = chance.choices(list(DEVICES), list(DEVICES.values()))
        yield habit, device, chance.random() < NEW


def beginning(chance: Random) -> float:
    """The second of the day at which somebody begins."""
    (hour,) = chance.choices(range(24), HOURS)
    return 3_600.0 * (hour + chance.random())
