"""Modes, the key, the tombstones, vectors, and what killed processes left behind."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from store.check.files import FILES, check_files, check_leftovers
from store.check.snapshots import read_published
from store.check.tombstones import read_secrets
from store.files.atomic import open_replacement
from store.files.home import Home
from store.write.staging import Staging
from tests.store.check.conftest import list_off


def look(home: Home) -> set[str]:
    found = list(check_files(home, read_secrets(home)))
    assert [one.slug for one in found] == [invariant.slug for invariant in FILES]
    return list_off(found)


def has_leftovers(home: Home) -> bool:
    return check_leftovers(home, read_published(home).manifests).status == "off"


def test_what_is_whole_is_well(home: Home, tmp_path: Path) -> None:
    assert look(home) == set()
    assert not has_leftovers(home)
    new = Home.from_path(tmp_path / "new")
    assert look(new) == set()
    assert not new.path.exists()
    assert not new.secrets.exists()


@pytest.mark.parametrize("pick", [lambda home: home.path, lambda home: home.secrets,
                                  lambda home: home.secrets / "key",
                                  lambda home: home.secrets / "forgotten"])  # fmt: skip
def test_what_others_can_read_is_found(home: Home, pick: Callable[[Home], Path]) -> None:
    path = pick(home)
    path.chmod(path.stat().st_mode | 0o004)
    assert look(home) == {"modes"}


@pytest.mark.parametrize("text", [None, "", "abc", "ab" * 31, "ab" * 33, "zz" * 32])
def test_a_key_that_is_none_is_found(home: Home, text: str | None) -> None:
    key = home.secrets / "key"
    key.unlink() if text is None else key.write_text(text)
    assert look(home) == {"key"}
    assert key.exists() == (text is not None)


@pytest.mark.parametrize(
    "line",
    ["conversation abc\n", "conversation " + "0" * 31, "word\n",
     f"customer {'0' * 32}\n", f"customer {'0' * 32} yesterday\n",
     f"customer {'0' * 32} 2026-01-01\n",
     "\0" * 40 + "\n", f"conversation {'Z' * 32}\n"],
)  # fmt: skip
def test_a_line_of_the_tombstones_that_is_not_whole_is_found(home: Home, line: str) -> None:
    with (home.secrets / "forgotten").open("a") as file:
        file.write(line)
    assert look(home) == {"tombstones"}


def save(path: Path, array: object) -> None:
    np.save(path.open("wb"), array)  # type: ignore[arg-type]


@pytest.mark.parametrize("damage", ["cut", "empty", "no vectors", "cut vectors", "fewer",
                                    "unsorted", "infinite", "none"])  # fmt: skip
def test_a_damaged_segment_is_found(home: Home, damage: str) -> None:
    (keys,) = home.vectors.glob("*/*.keys.npy")
    vectors = keys.with_name(keys.name.replace(".keys.", ".vectors."))
    match damage:
        case "cut":
            keys.write_bytes(keys.read_bytes()[:-5])
        case "empty":
            keys.write_bytes(b"")
        case "no vectors":
            vectors.unlink()
        case "cut vectors":
            vectors.write_bytes(vectors.read_bytes()[:-5])
        case "fewer":
            save(vectors, np.ones((1, 4), np.float16))
        case "unsorted":
            save(keys, np.load(keys)[::-1])
        case "infinite":
            save(vectors, np.full((2, 4), np.inf, np.float16))
        case "none":
            save(keys, np.array([], "S16"))
    assert look(home) == {"vectors"}


@pytest.mark.parametrize(
    "name", ["live.rewritten.duckdb", "live.rewritten.duckdb.wal", "live.duckdb.tmp/spilled",
             "snapshots/themes-000099.duckdb", "snapshots/.000001.json.12ab.draft",
             ".current.12ab.draft", "staging/12ab/messages.parquet"]
)  # fmt: skip
def test_what_was_left_behind_is_found(home: Home, name: str) -> None:
    path = home.path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    assert has_leftovers(home)


def test_what_a_living_process_is_making_is_no_leftover(home: Home) -> None:
    with open_replacement(home.current) as file, Staging(home):
        file.write(home.current.read_bytes())
        assert not has_leftovers(home)
