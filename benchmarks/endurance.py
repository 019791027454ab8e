"""Memory of one worker after a few turns and after many."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import Report
from benchmarks.server import exchange, serving
from benchmarks.talking import Conversation, Crowd
from skill.echo.signing import ThrowawayChain

TURNS = 50_000
WARMING = 5_000
"""Turns after which everything is imported and the caches are full."""
PEOPLE = 100
"""Users in one batch, all of them new; requests are signed between batches."""
AT_ONCE = 4


def report() -> Report:
    with TemporaryDirectory() as name:
        folder, signer = Path(name), ThrowawayChain.create()
        signer.save(folder)
        with serving(f"served:create_skill_app({name!r})", folder / "log") as server:
            crowd = Crowd(signer)
            _answer(WARMING, crowd, server.port)
            worker, warm = server.worker(), _resident(server.worker())
            _answer(TURNS - WARMING, crowd, server.port)
            end = _resident(worker)
    return Report(
        f"Memory of one worker over {TURNS:,} turns by new users; target: growth below 2 %",
        ("after turns", "resident MB", "growth"),
        [
            (f"{WARMING:,}", f"{warm:.1f}", "–"),
            (f"{TURNS:,}", f"{end:.1f}", f"{100 * (end / warm - 1):+.1f} %"),
        ],
    )


def _answer(turns: int, crowd: Crowd, port: int) -> None:
    """That many turns, or a few more, to finish the conversations."""
    with ThreadPoolExecutor(AT_ONCE) as people:
        while turns > 0:
            said = crowd.come(PEOPLE)
            list(people.map(lambda conversation: _hold(port, conversation), said))
            turns -= sum(map(len, said))


def _hold(port: int, conversation: Conversation) -> None:
    for message in conversation:
        exchange(port, message)


def _resident(process: int) -> float:
    """Resident memory in megabytes (`VmRSS` in man 5 proc, which is in kB)."""
    found = re.search(r"^VmRSS:\s+(\d+) kB$", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    assert found is not None, "Linux tells it of every process"
    return int(found[1]) / 1024
