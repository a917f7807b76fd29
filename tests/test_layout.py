"""The layout can be relied on: small folders, a test file a module, functions named by verbs."""

import ast
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]["root_packages"]
MODULES = sorted(
    path.relative_to(ROOT) for name in PACKAGES for path in (ROOT / name).rglob("*.py")
)
MOST_FILES = 12
PARTICIPLE = re.compile(r"_*([a-z]+ed|told|said|kept|held|made|known|drawn|shown|heard|gone)_*")
VERBS_IN_ED = {"embed", "_embed"}


def test_no_folder_holds_more_files_than_a_person_scans() -> None:
    counts = Counter(path.parent for path in MODULES)
    assert {str(folder): count for folder, count in counts.items() if count > MOST_FILES} == {}


def test_every_module_has_its_test_file() -> None:
    modules = [path for path in MODULES if not path.stem.startswith("__")]
    tests = [
        path
        for path in modules
        if not (ROOT / "tests" / path.parent / f"test_{path.name}").exists()
    ]
    assert [str(path) for path in tests] == []


def functions() -> list[tuple[str, str]]:
    """(file, name) of every function that is no property."""
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                marks = {
                    getattr(one, "id", getattr(one, "attr", "")) for one in node.decorator_list
                }
                if not marks & {"property", "cached_property"}:
                    found.append((str(path), node.name))
    return found


def test_functions_are_named_by_what_they_do() -> None:
    participles = [one for one in functions()
                   if PARTICIPLE.fullmatch(one[1]) and one[1] not in VERBS_IN_ED]  # fmt: skip
    assert participles == []


@pytest.mark.parametrize("name", ["told", "_told", "said", "_said"])
def test_a_bare_participle_would_be_seen(name: str) -> None:
    assert PARTICIPLE.fullmatch(name)


def test_only_store_read_calls_what_a_reader_keeps_to_itself() -> None:
    private = re.compile(r"\breader\._\w+")
    outside = [
        path
        for name in (*PACKAGES, "tests", "benchmarks")
        for path in (ROOT / name).rglob("*.py")
        if ROOT / "store" / "read" not in path.parents and path != Path(__file__)
    ]
    assert [str(path) for path in outside if private.search(path.read_text("utf-8"))] == []
