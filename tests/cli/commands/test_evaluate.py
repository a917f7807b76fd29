"""`earshot evaluate`: a file of themes judged against what was meant."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from cli.commands.evaluate import evaluate
from domain.errors import BadInput
from tests.pipeline.support_texts import labelled, write

app = typer.Typer()
app.command()(evaluate)
HEADER = ["text", "meant", "kind", "lang"]
ROWS = [
    ("где ссылка", "link", "question", "ru"),
    ("де посилання", "link", "question", "uk"),
    ("where is the link", "link", "question", "en"),
    ("add a dark theme", "dark", "feature request", "en"),
    ("нет звука", "sound", "bug", "ru"),
    ("дякую", "", "other", "uk"),
]
THEMES = [
    (1, "t-1", "Link", 0.9, "question", "ru", ""),
    (2, "t-1", "Link", 0.8, "question", "uk", ""),
    (3, "t-1", "Link", 0.7, "bug", "en", ""),
    (4, "t-1", "Link", 0.1, "feature_request", "en", ""),
    (5, "", "", 0, "other", "ru", ""),
    (6, "", "", 0, "other", "uk", "thanks"),
]
COLUMNS = ["row", "theme", "label", "strength", "kind", "language", "excluded"]


def run(*words: str) -> str:
    done = CliRunner().invoke(app, list(words))
    if done.exception:
        raise done.exception
    return done.stdout


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """A labelled file, and themes found in it."""
    path = write(tmp_path / "in.csv", ROWS, HEADER)
    themes = write(tmp_path / "themes.csv", THEMES, COLUMNS)
    return [str(path), "--text", "text", "--truth", "meant", "--themes", str(themes)]


def test_a_file_of_themes_is_judged_by_hand_calculated_figures(files: list[str]) -> None:
    told = json.loads(run(*files, "--kind-truth", "kind", "--lang-column", "lang", "--json"))
    # Theme t-1 holds 3 "link" and 1 "dark"; one row of "sound" and one of "" are in no theme.
    assert told["b_cubed"]["precision"] == pytest.approx(
        (3 * 3 / 4 + 1 / 4 + 1 / 2 * 2) / 6, abs=1e-4
    )
    assert told["b_cubed"]["recall"] == 1.0
    assert (told["rows"], told["themes"], told["classes"]) == (6, 1, 3)
    assert told["coverage"] == 0.8
    assert told["classes_found"] == pytest.approx(1 / 3, abs=1e-4)
    assert told["kept_out"] == 1.0
    assert told["kind_accuracy"] == pytest.approx(4 / 6, abs=1e-4)
    assert told["shared_across_ru_uk_en"] == {"share": 1.0, "classes": 1}
    assert [(one["language"], one["rows"]) for one in told["languages"]] == [
        ("en", 2), ("ru", 2), ("uk", 2),
    ]  # fmt: skip
    assert [part["purity"] for part in told["purity_by_strength"]] == [0, 1, 1, 1]


def test_the_languages_found_are_taken_where_none_are_given(files: list[str]) -> None:
    told = run(*files)
    assert "Language (detected)" in told
    assert "B-cubed F1" in told
    assert "Language parity" in told


def test_another_number_of_rows_is_no_judgement(files: list[str], tmp_path: Path) -> None:
    write(tmp_path / "themes.csv", THEMES[:-1], COLUMNS)
    with pytest.raises(BadInput, match="themes.csv has 5 rows, in.csv has 6"):
        run(*files)


def test_a_strength_that_is_no_number_is_told_with_its_place(
    files: list[str], tmp_path: Path
) -> None:
    write(tmp_path / "themes.csv", [(1, "t-1", "", "strong", "", "", "")], COLUMNS)
    with pytest.raises(BadInput, match=r"themes.csv:2 strength: a number"):
        run(*files)


def test_a_wrong_column_is_told_before_any_theme_is_sought(files: list[str]) -> None:
    with pytest.raises(BadInput, match="has no column 'kin'. It has text, meant, kind, lang"):
        run(*files[:-2], "--kind-truth", "kin")


def test_rows_that_cannot_be_read_are_not_judged(files: list[str], tmp_path: Path) -> None:
    broken = tmp_path / "in.csv"
    broken.write_text(broken.read_text("utf-8").replace("нет звука,", "a,b,c,d,"), "utf-8")
    assert json.loads(run(*files, "--json"))["rows"] == 5


def test_themes_are_found_anew_without_a_file_of_them(tmp_path: Path) -> None:
    path = write(tmp_path / "in.csv", labelled(), ["text", "meant"])
    told: Any = json.loads(
        run(str(path), "--text", "text", "--truth", "meant", "--model", "fast", "--json")
    )
    assert told["rows"] == len(labelled())
    assert told["kept_out"] == 1.0
    assert told["ami"] > 0.5
    assert told["seconds"]["grouping"] > 0
