"""Cells of tables that hold an object or a list: JSON, or Python's way of writing it."""

import ast
import json
from typing import Any

_MOST_CHARACTERS = 2_000_000
"""Characters of a cell that may be an object."""
_MOST_PYTHON = 200_000
"""Characters of a cell in Python's way of writing, which takes longer to read."""


def looks_like_objects(cell: str) -> bool:
    """Whether a cell begins as an object with fields, or a list of objects, does."""
    if cell.lstrip()[:1] not in ("{", "["):
        return False
    start = "".join(cell.lstrip()[:40].split())[:3]
    return start.startswith(("[{", '{"', "{'")) or start == "[]"


def parse_cell(cell: Any) -> Any:
    """What a cell holds: an object or a list where it is one, else the cell as it is."""
    if not isinstance(cell, str) or cell.lstrip()[:1] not in ("{", "["):
        return cell
    if len(cell) > _MOST_CHARACTERS:
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        pass
    if len(cell) > _MOST_PYTHON:
        return cell
    try:  # "{'id': 1, 'done': True}", as data frames are saved
        return ast.literal_eval(cell.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return cell
