"""`earshot discover`: one row out for one row in, and the same bytes whatever happens around it."""

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from cli.commands.discover import discover
from domain.errors import BadInput, BadRequest
from tests.commands import run_apart
from tests.pipeline.support_texts import NOTHING, labelled, shuffled, write

app = typer.Typer()
app.command()(discover)


def run(*words: str, stdin: bytes | None = None) -> str:
    done = CliRunner().invoke(app, [*words, "--model", "fast"], input=stdin)
    if done.exception:
        raise done.exception
    return done.stdout


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode())))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[dict[str, str]], str]:
    """What is told as JSON, as a table, and as a page, of about 200 texts."""
    folder = tmp_path_factory.mktemp("found")
    path = write(folder / "in.csv", labelled(), ["text", "class"])
    out, page = folder / "themes.csv", folder / "page.html"
    told = json.loads(
        run(str(path), "--text", "text", "--out", str(out), "--html", str(page), "--json")
    )
    return told, table(out), page.read_text(encoding="utf-8")


def test_the_table_has_the_rows_of_the_file_in_order(found: Any) -> None:
    _, rows, _ = found
    assert [int(row["row"]) for row in rows] == list(range(1, len(labelled()) + 1))
    reasons = [row["excluded"] for row in rows]
    assert reasons[: -len(NOTHING)] == [""] * (len(labelled()) - len(NOTHING))
    assert reasons[-len(NOTHING) :] == [
        "greeting", "thanks", "thanks", "acknowledgement", "empty", "empty", "greeting",
    ]  # fmt: skip


def test_what_is_told_as_json_is_what_stands_in_the_table(found: Any) -> None:
    told, rows, _ = found
    assert told["themed"] + told["unthemed"] + told["excluded"] == told["rows"] == len(rows)
    assert told["excluded"] == sum(bool(row["excluded"]) for row in rows)
    counts = Counter(row["theme"] for row in rows if row["theme"])
    assert {theme["id"]: theme["count"] for theme in told["themes"]} == counts
    labels = {(row["theme"], row["label"]) for row in rows if row["theme"]}
    assert {(theme["id"], theme["label"]) for theme in told["themes"]} == labels
    asks = told["themed"] + told["unthemed"]
    assert all(theme["share"] == round(theme["count"] / asks, 6) for theme in told["themes"])


def test_quotes_are_rows_of_their_theme(found: Any) -> None:
    told, rows, _ = found
    for theme in told["themes"]:
        assert theme["quotes"]
        for quote in theme["quotes"]:
            assert rows[quote["row"] - 1]["theme"] == theme["id"]
            assert quote["text"] == labelled()[quote["row"] - 1][0].strip()


def test_each_part_has_its_seconds(found: Any) -> None:
    told, _, _ = found
    assert list(told["seconds"]) == ["reading", "loading", "embedding", "grouping", "naming"]
    assert min(told["seconds"].values()) > 0


def test_asks_that_mean_the_same_come_together(found: Any) -> None:
    _, rows, _ = found
    held = Counter(
        (meant, row["theme"]) for (_, meant), row in zip(labelled(), rows, strict=True) if meant
    )
    assert sum(count for _, count in held.items()) == 210
    assert {meant for (meant, theme), count in held.items() if theme and count >= 12} == {
        "link", "refund", "password", "certificate", "sound",
    }  # fmt: skip


def test_the_page_names_every_theme(found: Any) -> None:
    told, _, page = found
    assert all(f'id="{theme["id"]}"' in page for theme in told["themes"])


def test_order_threads_and_hash_seed_change_no_byte(
    found: tuple[Any, list[dict[str, str]], str], tmp_path: Path
) -> None:
    """A process with another hash seed, one thread and another order of lines tells of each text
    what this one does; and no workspace comes to be."""
    order = shuffled(1)
    out = tmp_path / "themes.csv"
    path = write(tmp_path / "shuffled.csv", order, ["place", "text", "class"])
    words = ["discover", str(path), "--text", "text", "--out", str(out), "--model", "fast"]
    home = tmp_path / "home"
    seed = str(1 + (os.environ.get("PYTHONHASHSEED") == "1"))
    run_apart(
        words, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", PYTHONHASHSEED=seed,
        EARSHOT_HOME=str(home),
    )  # fmt: skip
    told = {int(place): row for (place, *_), row in zip(order, table(out), strict=True)}
    there = [{**told[place], "row": ""} for place in sorted(told)]
    here = [{**row, "row": ""} for row in found[1]]
    assert there == here
    assert len({row["theme"] for row in here}) > 3
    assert not home.exists()


LINES = [text for text, _ in labelled() if "\n" not in text]


def test_plain_text_json_lines_and_standard_input_give_the_same(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.txt", tmp_path / "a.jsonl.gz"
    plain.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    packed.write_bytes(
        gzip.compress("".join(json.dumps({"q": text}) + "\n" for text in LINES).encode())
    )
    outs = [tmp_path / f"{number}.csv" for number in range(3)]
    run(str(plain), "--out", str(outs[0]))
    run(str(packed), "--text", "q", "--out", str(outs[1]))
    run("-", "--out", str(outs[2]), stdin=plain.read_bytes())
    assert outs[0].read_bytes() == outs[1].read_bytes() == outs[2].read_bytes()
    assert len(table(outs[0])) == len(LINES)


def test_a_row_that_cannot_be_read_is_told_and_keeps_its_place(tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "themes.csv"
    path.write_text("id,text\n1,hello\n2,too,many\n3,thanks\n")
    told = json.loads(run(str(path), "--text", "text", "--out", str(out), "--json"))
    assert [row["excluded"] for row in table(out)] == ["greeting", "rejected", "thanks"]
    assert told["rejected"] == [
        {"place": "a.csv:3", "reason": "The row has 3 cells, the header 2."}
    ]


def test_personal_data_is_masked_in_what_is_shown(tmp_path: Path) -> None:
    path, page = tmp_path / "a.txt", tmp_path / "page.html"
    path.write_text("write me at ann@mail.example please\nmy card was charged twice\n")
    told = run(str(path), "--html", str(page), "--json")
    assert "ann@mail.example" not in told + page.read_text(encoding="utf-8")


def test_a_table_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("hello\n")
    with pytest.raises(BadInput, match="themes.csv cannot be written: No such file"):
        run(str(path), "--out", str(tmp_path / "nowhere" / "themes.csv"))


def test_a_wrong_language_is_told_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="Use en, ru, uk"):
        run(str(tmp_path / "missing.csv"), "--lang", "fr")


@pytest.mark.parametrize("content", ["id,other\n1,x\n", "id,text\n1,hello\n2,thanks\n3,\n"])
def test_no_model_is_loaded_where_none_is_needed(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content)
    script = (
        "import sys\n"
        "from domain.errors import EarshotError\n"
        "from cli.app import app\n"
        "try:\n"
        f"    app(['discover', {str(path)!r}, '--text', 'text'])\n"
        "except (EarshotError, SystemExit):\n"
        "    pass\n"
        "assert 'pipeline.files.discover' in sys.modules\n"
        "sys.exit('torch' in sys.modules or 'sklearn' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
