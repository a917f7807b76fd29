"""The themes of a file: every row is in the answer, in its order, and order changes nothing."""

from pathlib import Path

from pipeline.files.discover import TextFile, discover_themes
from pipeline.settings import Settings
from tests.pipeline.support_texts import ASKS, write

TEXTS = [text for name in ("link", "sound") for text in ASKS[name]] + ["thanks!", ""]


def discover(folder: Path, texts: list[str]) -> tuple[list[tuple[str, str | None]], list[str]]:
    """(text, excluded) of every row, and the themes of the rows sorted by their text."""
    path = write(folder / "in.csv", [(text,) for text in texts], ["text"])
    found = discover_themes(Settings(home=folder / "home", model="fast"), TextFile(path, "text"))
    assert found.themed + found.unthemed + found.excluded == len(found.rows)
    assert not (folder / "home").exists()
    themes = sorted((row.text, row.theme or "") for row in found.rows)
    return [(row.text, row.excluded) for row in found.rows], [theme for _, theme in themes]


def test_every_row_is_told_in_order_and_the_order_changes_no_theme(tmp_path: Path) -> None:
    rows, themes = discover(tmp_path, TEXTS)
    backward, same = discover(tmp_path, TEXTS[::-1])
    assert [excluded for _, excluded in rows[-2:]] == ["thanks", "empty"]
    assert backward == rows[::-1]
    assert same == themes


def test_standard_input_has_a_name_for_people() -> None:
    assert TextFile(None).name == "standard input"
    assert TextFile(Path("some/where.csv")).name == "where.csv"
