"""A workspace may lie at any path that the database can open, and files be called anything; through
a link it is the same workspace."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import app
from domain.errors import BadInput
from pipeline.settings import Settings

NAMES = [
    "it's a \"b\" [x] {y} a*b 50%#;&", "what?=c&d back\\slash", " spaces ", "-dash", "a\nb", "дом",
    "x" * 200, "~",
]  # fmt: skip


def run(*words: str) -> str:
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def write_native(path: Path, first: int) -> None:
    lines = [{"id": f"c{n}", "customer": {"id": f"p{n}"}, "text": f"where is my link {n}?"}
             for n in range(first, first + 3)]  # fmt: skip
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


@pytest.mark.parametrize("name", NAMES)
def test_a_cycle_of_a_workspace(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / name
    folder.mkdir()
    monkeypatch.chdir(folder)
    usable = name if not set("?\\") & set(name) else "home"
    home = (folder if usable == name else tmp_path) / usable
    monkeypatch.setenv("EARSHOT_HOME", str(home))
    write_native(folder / f"{name[:100]}.jsonl", 0)
    write_native(folder / "more.jsonl", 3)
    run("ingest", "--", f"{folder / name[:100]}.jsonl")
    again = json.loads(run("ingest", "--json", "--", f"./{name[:100]}.jsonl"))
    assert again["unchanged"] == 3
    run("ingest", "more.jsonl")
    run("imports", "remove", "i-3")
    assert json.loads(run("rank", "--json"))["asks"] == 3
    run("report", "--out", str(folder / "out" / name), "--format", "md")
    assert list((folder / "out" / name).iterdir())
    run("forget", "--customer", "p1")
    ranked = json.loads(run("rank", "--json"))
    assert ranked["conversations"] == 3
    assert home.with_name(f"{home.name}-secrets").joinpath("key").exists()
    assert {path.name for path in tmp_path.iterdir()} <= {name, "home", "home-secrets"}


@pytest.mark.parametrize("name", ["what?", "back\\slash"])
def test_a_path_that_the_database_cannot_open_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / name))
    write_native(tmp_path / "a.jsonl", 0)
    with pytest.raises(BadInput, match="question mark or a backslash"):
        run("ingest", str(tmp_path / "a.jsonl"))


def test_a_linked_home_has_one_key(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    keys = {
        Settings(home=home).store.load_key()
        for home in (tmp_path / "link", tmp_path / "real", Path(f"{tmp_path}/x/../link/"))
    }
    assert len(keys) == 1
    assert not (tmp_path / "link-secrets").exists()


def test_a_key_made_beside_a_link_stays_in_use(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "link-secrets").mkdir()
    (tmp_path / "link-secrets" / "key").write_text("ab" * 32)
    assert Settings(home=tmp_path / "link").store.load_key() == bytes.fromhex("ab" * 32)


def test_names_of_people_in_names_of_files_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    path = tmp_path / "ivan_petrov_chats.jsonl"
    write_native(path, 0)
    path.write_text(path.read_text() + "no json\n")
    run("ingest", str(path))
    assert json.loads(run("ingest", "--json", str(path)))["unchanged"] == 3
    other = tmp_path / "anna_smith_chats.jsonl"
    write_native(other, 0)
    assert json.loads(run("ingest", "--json", str(other)))["new"] == 3
    shown = run("imports", "--json") + run("imports", "show", "i-1") + run("show", "--help")
    assert "petrov" not in shown.lower()
    assert "[name-1]_chats.jsonl" in shown
    for file in (tmp_path / "home").rglob("*"):
        assert not file.is_file() or b"petrov" not in file.read_bytes().lower()
