"""What is read twice lies unnamed in a folder of ours, or in memory, never in a temporary one."""

import gzip
import json
import os
from pathlib import Path

import pytest

from ingest.formats.spool import open_spool, spool_in
from ingest.records.join_messages import join_conversations
from pipeline.imports.ingest import Source, ingest_conversations
from pipeline.settings import Settings
from tests.builders import NOW, conversation, fetch_snapshot_rows, message
from tests.ingest.builders import read_all

MAIL = "From: Ann <ann@mail.example>\nTo: help@desk.example\nSubject: link\n\nwhere is it?\n"


@pytest.fixture
def no_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for the temporary folder fails."""

    def refuse() -> str:
        raise AssertionError("something is written to the temporary folder")

    monkeypatch.setattr("tempfile.gettempdir", refuse)
    monkeypatch.setattr("tempfile._get_default_tempdir", refuse)
    monkeypatch.setattr("tempfile.tempdir", None)


def test_a_spool_in_a_folder_has_no_name_there(tmp_path: Path) -> None:
    with spool_in(lambda: tmp_path), open_spool() as spool:
        spool.write(b"words")
        assert os.fstat(spool.fileno()).st_dev == tmp_path.stat().st_dev
        assert list(tmp_path.iterdir()) == []
        spool.seek(0)
        assert spool.read() == b"words"


def test_without_a_folder_it_is_in_memory(no_temporary_folder: None) -> None:
    with open_spool() as spool:
        spool.write(b"words")
        with pytest.raises(OSError, match="fileno"):
            spool.fileno()


@pytest.mark.parametrize("in_home", [True, False])
def test_nothing_that_is_read_touches_the_temporary_folder(
    tmp_path: Path, no_temporary_folder: None, in_home: bool
) -> None:
    mail = tmp_path / "m.eml"
    mail.write_text(MAIL)
    long = tmp_path / "long.json"
    tickets = [{"id": str(n), "text": f"where is it {n} " + "x" * 2_000_000} for n in range(20)]
    long.write_text(json.dumps({"tickets": tickets}))
    packed = tmp_path / "p.jsonl.gz"
    packed.write_bytes(gzip.compress(b'{"id": "1", "text": "where is it"}\n'))
    settings = Settings(home=tmp_path / "home")
    for path in (mail, packed, long):
        if in_home:
            assert ingest_conversations(settings, Source(path), NOW).counts.new > 0
        else:
            assert read_all(path)
    if in_home:
        assert list(settings.store.staging.iterdir()) == []
        assert fetch_snapshot_rows(settings.store, "FROM conversations.imports")


def test_many_messages_are_joined_without_it(no_temporary_folder: None) -> None:
    rows = [conversation(f"c{n % 3}", message("words", f"m{n}")) for n in range(30)]
    assert len(list(join_conversations(rows, in_memory=5))) == 3
