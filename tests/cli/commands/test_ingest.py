"""`earshot ingest`, `pull`, `parse`, `imports`: what is kept, what is only shown."""

import json
from pathlib import Path

import pytest

from domain.errors import BadInput, BadRequest
from tests.cli.commands.conftest import Run, RunJson

MAIL = "ann@mail.example"
ROW = {
    "id": "c1",
    "customer": {"id": "42", "name": "Ann Lee"},
    "messages": [{"id": "m1", "author": "customer", "text": f"Write to {MAIL}: where is my link?"}],
}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(ROW) + "\nnot json\n", encoding="utf-8")
    return path


def test_parse_masks_unless_it_is_told_not_to(file: Path, tmp_path: Path, run: Run) -> None:
    masked, plain = run("parse", str(file)), run("parse", str(file), "--unmasked")
    assert MAIL not in masked
    assert "[email-1]" in masked
    assert "Ann Lee" not in masked
    shown = json.loads(plain)
    assert MAIL in shown["messages"][0]["text"]
    assert shown["customer"] == {"id": "42", "name": "Ann Lee"}
    assert not (tmp_path / "home").exists()


def test_an_import_is_listed_opened_and_taken_back(file: Path, run: Run, run_json: RunJson) -> None:
    read = run_json("ingest", str(file))
    assert (read["read"], read["new"], read["rejected"]) == (2, 1, 1)
    (row,) = run_json("imports")["imports"]
    assert (row["id"], row["removed_at"]) == ("i-1", None)
    assert [r["place"] for r in run_json("imports", "show", "i-1")["rejected"]] == ["in.jsonl:2"]
    assert "Removed i-1." in run("imports", "remove", "i-1")
    assert run_json("imports")["imports"][0]["removed_at"]


def test_a_dry_run_keeps_nothing(file: Path, run_json: RunJson) -> None:
    told = run_json("ingest", str(file), "--dry-run")
    assert (told["read"], told["conversations"]) == (2, 1)
    assert run_json_fails(run_json, "imports")


def run_json_fails(run_json: RunJson, *words: str) -> bool:
    with pytest.raises(Exception, match="earshot ingest"):
        run_json(*words)
    return True


def test_pull_says_which_variable_holds_the_token(
    file: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.delenv("EARSHOT_INTERCOM_TOKEN", raising=False)
    with pytest.raises(BadInput, match="EARSHOT_INTERCOM_TOKEN"):
        run("pull", "intercom")
    monkeypatch.setenv("EARSHOT_INTERCOM_TOKEN", "token")
    with pytest.raises(BadRequest, match="--since 'may'"):
        run("pull", "intercom", "--since", "may")


def test_doubts_about_columns_are_told_and_answered(
    file: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("cli.commands.ingest.print_note", told.append)
    table = file.with_name("t.csv")
    table.write_text("dialog,who,text\n71,1,Where is it?\n71,2,There\n72,1,Is it red?\n")
    for words in (["parse"], ["ingest", "--json"], ["ingest", "--json", "--dry-run"]):
        run(*words, str(table))
        assert any("nobody is told apart" in note for note in told)
        told.clear()
    shown = run("parse", str(table), "--column", "text=who")
    assert json.loads(shown.split("\n")[0])["messages"][0]["text"] == "1"
    with pytest.raises(BadRequest, match="--column 'words'"):
        run("parse", str(table), "--column", "words")
