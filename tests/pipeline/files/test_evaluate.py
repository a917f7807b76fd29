"""Themes of a file judged against its own classes, without finding them anew."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from pipeline.files.discover import TextFile
from pipeline.files.evaluate import TruthColumns, evaluate_themes
from pipeline.settings import Settings
from tests.pipeline.support_texts import write

COLUMNS = ["row", "theme", "strength", "kind", "language"]


def test_perfect_themes_score_1(tmp_path: Path) -> None:
    path = write(tmp_path / "in.csv", [("a", "x"), ("b", "x"), ("c", "y")], ["text", "meant"])
    themes = write(
        tmp_path / "themes.csv",
        [(1, "t-1", 1, "bug", "en"), (2, "t-1", 0.5, "bug", "en"), (3, "t-2", "", "bug", "en")],
        COLUMNS,
    )
    settings = Settings(home=tmp_path / "home")
    judged = evaluate_themes(settings, TextFile(path, "text"), TruthColumns("meant"), themes)
    told = judged.evaluation
    assert (told.rows, told.themes, told.classes, told.found) == (3, 2, 2, 1.0)
    assert (told.ami, told.ari, told.b_cubed.f1) == pytest.approx((1, 1, 1))
    assert (told.kinds, judged.seconds) == (None, None)


def test_standard_input_cannot_be_judged(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="reads twice"):
        evaluate_themes(Settings(home=tmp_path), TextFile(None), TruthColumns("meant"))
