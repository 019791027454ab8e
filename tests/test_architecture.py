"""What import-linter cannot hold: how much one handler may lean on others, and how large a module grows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SKILL = Path(__file__).parents[1] / "skill"
HANDLERS = sorted(path for path in (SKILL / "handlers").glob("*.py") if path.stem != "__init__")
OTHER_HANDLERS = 2
LONGEST_MODULE, LONGEST_FUNCTION = 260, 40


@pytest.mark.parametrize("path", HANDLERS, ids=lambda path: path.stem)
def test_a_handler_imports_at_most_two_others(path: Path) -> None:
    assert len(handlers_imported_by(path)) <= OTHER_HANDLERS


@pytest.mark.parametrize("path", HANDLERS, ids=lambda path: path.stem)
def test_a_handler_changes_nothing(path: Path) -> None:
    """It assigns to its own names only, never to an attribute or an item of a value that it was given."""
    targets = [
        target
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    assert not [
        ast.unparse(target) for target in targets if isinstance(target, ast.Attribute | ast.Subscript)
    ]


def test_modules_and_functions_stay_short() -> None:
    too_long = []
    for path in SKILL.rglob("*.py"):
        text = path.read_text("utf-8")
        if text.count("\n") > LONGEST_MODULE:
            too_long.append(path.name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and lines(node) > LONGEST_FUNCTION:
                too_long.append(f"{path.name}: {node.name}")
    assert not too_long


def lines(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def handlers_imported_by(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("skill.handlers"):
            module = (node.module or "").removeprefix("skill.handlers").lstrip(".")
            found |= {module} if module else {alias.name for alias in node.names}
    return found


def test_the_columns_of_the_table_of_questions_are_aligned() -> None:
    """No formatter does it: each word stands below the heading of its column."""
    text = (SKILL / "questions.py").read_text("utf-8")
    rows = re.findall(r"^    \S+: +(Row\(.*\)),$", text, re.MULTILINE)
    assert len(rows) == text.count("Row(") - 1 > 30
    assert len({tuple(word.start() for word in re.finditer(r"\w+", row)) for row in rows}) == 1
