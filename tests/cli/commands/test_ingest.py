"""`earshot ingest`, `pull`, `parse`, `imports`: what is kept, what is only shown."""

import json
from pathlib import Path

import pytest

from domain.errors import BadInput, BadRequest, NothingRead, NothingYet
from tests.cli.commands.conftest import Run, RunJson
from tests.commands import run_here

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
    monkeypatch.setattr("cli.console.print_note", told.append)
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


def test_what_nobody_can_read_fails_and_is_not_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    dump = tmp_path / "dump.json"
    dump.write_text(json.dumps([{"ref": "N-1", "steps": [{"words": "It is stuck"}]}]), "utf-8")
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"messages": []}\n' * 3, encoding="utf-8")
    for path, words in ((dump, "suggest-map"), (broken, "broken.jsonl:1: A conversation needs")):
        for command in (["ingest"], ["ingest", "--dry-run"], ["run"]):
            with pytest.raises(NothingRead, match=words):
                run(command[0], str(path), *command[1:])
    with pytest.raises(NothingRead):
        run("parse", str(broken))
    with pytest.raises(NothingYet):
        run("imports")
    done = run_here("parse", str(dump), EARSHOT_HOME=str(tmp_path / "home"))
    assert (done.returncode, done.stdout) == (1, "")


def test_the_suggested_map_is_printed_and_reads_the_file(tmp_path: Path, run: Run) -> None:
    dump, mapping = tmp_path / "dump.json", tmp_path / "my.toml"
    steps = [{"by": "rider", "words": "It is stuck again"}, {"by": "staff", "words": "Hold it up"}]
    dump.write_text(json.dumps([{"ref": f"N-{n}", "steps": steps} for n in range(3)]), "utf-8")
    mapping.write_text(run("parse", str(dump), "--suggest-map"), encoding="utf-8")
    shown = [
        json.loads(line) for line in run("parse", str(dump), "--map", str(mapping)).splitlines()
    ]
    assert [one["id"] for one in shown] == ["N-0", "N-1", "N-2"]
    assert [one["author"] for one in shown[0]["messages"]] == ["customer", "agent"]


def test_times_without_a_zone_are_taken_where_a_person_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_json: RunJson
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    table, mapping = tmp_path / "in.csv", tmp_path / "my.toml"
    table.write_text(
        "id,text,created_at\n" + "".join(f"c{n},Where is my link?,{at}\n" for n, at in enumerate(
            ("2026-01-15 12:00", "2026-07-15 12:00", "2026-10-25 03:30", "2026-03-29 03:30",
             "2026-01-15T12:00:00Z"))), "utf-8")  # fmt: skip
    mapping.write_text('timezone = "Asia/Tokyo"\n[conversation]\nid = "id"\ntext = "text"\n'
                       'created_at = "created_at"\n', "utf-8")  # fmt: skip
    for extra in ([], ["--map", str(mapping)]):
        done = run_here("parse", str(table), "--timezone", "Europe/Kyiv", *extra)
        shown = [json.loads(line)["created_at"] for line in done.stdout.splitlines()]
        assert shown == [
            "2026-01-15T10:00:00Z", "2026-07-15T09:00:00Z", "2026-10-25T00:30:00Z",
            "2026-03-29T01:30:00Z", "2026-01-15T12:00:00Z",
        ]  # fmt: skip
        assert "Europe/Kyiv" in done.stderr
    told = run_here("ingest", str(table), "--timezone", "Mars/One")
    assert (told.returncode, "Mars/One" in told.stderr) == (2, True)
    assert run_json("ingest", str(table), "--timezone", "Europe/Kyiv")["new"] == 5
