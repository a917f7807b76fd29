"""A small workspace with something of everything in it, and ways to break it."""

import shutil
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import duckdb
import numpy as np
import pytest

from domain.asks import Ask
from domain.decisions import ThemeEvent
from domain.themes import Area, Assignment, LineageEvent, Name, Theme
from store.check.invariant import Finding
from store.files.connection import connect
from store.files.home import Home
from store.read.audits import save_audit, save_judgement
from store.write.theme_tables import GroupingRun
from store.write.vector_cache import VectorCache
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, days, home_at, save_asks

MEMBERS = {"t-1": ("a1", "a2", "a6"), "t-2": ("a3", "a4"), "t-3": ("a5",)}


def list_off(findings: Iterable[Finding]) -> set[str]:
    """Slugs of what is off; each says what to do."""
    off = [one for one in findings if one.status == "off"]
    assert all(one.advice and one.found for one in off)
    return {one.slug for one in off}


def change_live(home: Home, *statements: str) -> None:
    """Break the live store."""
    with closing(connect(home.live)) as connection:
        for statement in statements:
            connection.execute(statement)


def change_part(home: Home, file: str, *statements: str) -> None:
    """Break a published part."""
    path = home.snapshots / file
    path.chmod(0o600)
    with closing(duckdb.connect(str(path))) as connection:
        for statement in statements:
            connection.execute(statement)


def flip(path: Path, share: float = 0.5) -> None:
    """Turn the bits of a byte in a thousand, from this share of the file on."""
    content = bytearray(path.read_bytes())
    for at in range(int(len(content) * share), len(content), 1_000):
        content[at] ^= 255
    path.chmod(0o600)
    path.write_bytes(content)


def make_workspace(folder: Path) -> Home:
    """Imports, an erased conversation, themes, areas, kinds, decisions, vectors, an audit."""
    home = home_at(folder)
    save_asks(home, _list_asks(), MONDAY)
    with open_writer(home, "forget", MONDAY + days(1)) as writer:
        writer.forget_conversation("c4")
    with open_writer(home, "forget", MONDAY + days(1)) as writer:
        writer.mark_reports_made()
    _group(home)
    _decide(home)
    cache = VectorCache(home, "f" * 64)
    cache.put(cache.hash_texts(["one", "two"]), np.ones((2, 4), np.float32))
    save_judgement(home, "t-1", "a1", True, "Ann", NOW)
    save_audit(home, "t-1", 2, 0, {"a1": "core"}, NOW)
    for path in home.secrets.iterdir():
        path.chmod(0o600)
    return home


def _list_asks() -> list[Ask]:
    asks = [
        ask(f"a{n}", f"c{n}", f"text {n}", at=MONDAY + days(7 * n), language=("en", "uk")[n % 2])
        for n in range(1, 7)
    ]
    return [*asks, ask("a7", "c7", "hello", excluded="greeting")]


def _group(home: Home) -> None:
    themes = [
        Theme(name, f"Label of {name}", ("word",), asks[:1], min_similarity=0.3,
              centroid=np.ones(2, np.float32), names=(Name("en", name, ("word",)),))
        for name, asks in MEMBERS.items()
    ]  # fmt: skip
    told = [Assignment(key, name, 0.5) for name, asks in MEMBERS.items() for key in asks]
    born = [LineageEvent("born", name, NOW, moved=len(asks)) for name, asks in MEMBERS.items()]
    areas = [Area("ar-1", (Name("en", "Area"),), ("t-1", "t-2"))]
    run = GroupingRun("multilingual", "f" * 64, {}, {"mean": np.zeros(2, np.float32)})
    with open_writer(home, "themes", NOW) as writer:
        writer.save_grouping(run, themes, told, born, areas)
        writer.save_kinds({"a1": "question", "a2": "bug"})


def _decide(home: Home) -> None:
    events = (
        ThemeEvent(0, NOW, "Ann", "merge", "t-3", {"into": "t-2"}),
        ThemeEvent(0, NOW, "Ann", "rename", "t-1", {"label": "One", "language": None}),
        ThemeEvent(0, NOW, "Ann", "move", "", {"asks": ["a2"]}),
        ThemeEvent(0, NOW, "Ann", "undo", "t-1", {"event": 2}),
    )
    for event in events:
        with open_writer(home, "theme", NOW + days(1)) as writer:
            writer.save_decision(event)
    part = Theme("t-4", "Part", ("word",), ("a1",))
    split = {"into": [{"id": "t-4", "label": None, "asks": ["a1"]}]}
    with open_writer(home, "theme", NOW + days(1)) as writer:
        writer.save_decision(ThemeEvent(0, NOW, "Ann", "split", "t-1", split), [part])


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A workspace in which all is well; read it only."""
    return make_workspace(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def home(whole: Home, tmp_path: Path) -> Home:
    """A copy of it, to be broken."""
    for folder in (whole.path, whole.secrets):
        shutil.copytree(folder, tmp_path / folder.name)
    return home_at(tmp_path)
