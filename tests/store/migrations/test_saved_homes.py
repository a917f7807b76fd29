"""A home that an earlier version wrote answers as it did, before and after it is migrated."""

import json
from pathlib import Path
from typing import Any

import pytest

from store.files.home import Home
from store.files.snapshots import read_manifest
from store.migrations.run import find_newest_schema
from store.write.writer import open_writer
from tests.builders import NOW
from tests.store.migrations.saved_homes import (
    ask_everything,
    find_saved_theme,
    list_schemas,
    load_answers,
    run_command,
    unpack_home,
)

LATER = "2026-08-10T00:00:00Z"


def test_there_is_a_saved_home_of_the_newest_schema() -> None:
    assert list_schemas()[-1] == find_newest_schema()


def list_files(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def parse_answers(answers: dict[str, str]) -> dict[str, Any]:
    """Answers without which snapshot they are of."""
    parsed = {name: json.loads(text) for name, text in answers.items()}
    for answer in parsed.values():
        if isinstance(answer, dict):
            answer.pop("snapshot", None)
    return parsed


def keep_known_fields(now: Any, then: Any) -> Any:
    """An answer without the fields that no version said then."""
    if isinstance(then, dict):
        return {name: keep_known_fields(now[name], value) for name, value in then.items()}
    if isinstance(then, list) and len(now) == len(then):
        return [keep_known_fields(*pair) for pair in zip(now, then, strict=True)]
    return now


@pytest.mark.parametrize("schema", list_schemas())
def test_reading_answers_as_it_did_and_writes_nothing(schema: int, tmp_path: Path) -> None:
    home = unpack_home(schema, tmp_path)
    before = list_files(home)
    now, then = ask_everything(home, find_saved_theme(schema)), load_answers(schema)
    for name, text in then.items():
        said = json.loads(text)
        assert keep_known_fields(json.loads(now[name]), said) == said
    assert list_files(home) == before


@pytest.mark.parametrize("schema", list_schemas())
def test_the_first_writing_migrates_and_keeps_every_answer(schema: int, tmp_path: Path) -> None:
    home, theme = unpack_home(schema, tmp_path), find_saved_theme(schema)
    run_command(home, "theme", "rename", theme, "Another name", "--now", LATER, "--who", "me")
    renamed = json.loads(run_command(home, "show", theme, "--json", "--now", LATER))
    assert "Another name" in json.dumps(renamed)
    history = json.loads(run_command(home, "theme", "history", "--json"))["history"]
    event = max(row["event"] or 0 for row in history)
    run_command(home, "theme", "undo", str(event), "--now", LATER, "--who", "me")

    after, before = parse_answers(ask_everything(home, theme)), parse_answers(load_answers(schema))
    added = [row for row in after["history"]["history"] if (row["event"] or 0) >= event]
    assert len(added) == 2
    after["history"]["history"] = [row for row in after["history"]["history"] if row not in added]
    assert keep_known_fields(after, before) == before

    manifest = read_manifest(home / "current")
    assert manifest is not None
    assert manifest.schema == find_newest_schema()
    assert not list(home.glob("live.schema-*"))  # the copy goes once the new store is published


def test_a_copy_stays_until_something_was_written_to_the_migrated_store(tmp_path: Path) -> None:
    home = unpack_home(1, tmp_path)
    before = (home / "live.duckdb").read_bytes()
    with pytest.raises(RuntimeError), open_writer(Home.from_path(home), "test", NOW):
        raise RuntimeError
    copy = home / "live.schema-1.duckdb"
    assert copy.read_bytes() == before
    assert copy.stat().st_mode & 0o777 == 0o600
    manifest = read_manifest(home / "current")
    assert manifest is not None
    assert manifest.schema == find_newest_schema()  # readers have it at once
    with open_writer(Home.from_path(home), "test", NOW) as writer:
        pass
    assert writer.published is None
    assert copy.exists()
    with open_writer(Home.from_path(home), "test", NOW) as writer:
        writer.republish()
    assert writer.published is not None
    assert not copy.exists()
