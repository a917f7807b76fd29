"""Sub-themes are found among the asks of one theme, with the vectors the grouping left."""

from pathlib import Path

import pytest

from domain.errors import NothingYet
from pipeline.impact import inside
from pipeline.impact.inside import read_inside
from pipeline.settings import Settings
from pipeline.themes.refresh import refresh_themes
from store.read.reader import open_reader
from tests.builders import NOW, ask, home_at, save_asks
from tests.pipeline.support_texts import ASKS


def test_a_theme_of_two_subjects_opens_into_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=home_at(tmp_path).path, model="fast")
    texts = [text for name in ("link", "sound") for text in ASKS[name]]
    save_asks(settings.store, [ask(f"a{n:03}", f"c{n:03}", text) for n, text in enumerate(texts)])
    refresh_themes(settings, NOW)
    with open_reader(settings.store) as reader:
        largest = max(reader.read_themes(), key=lambda theme: theme.id)
        size = len([one for one in reader.read_theme_by_ask(
            [f"a{n:03}" for n in range(len(texts))]).values() if one == largest.id])  # fmt: skip
    found = read_inside(settings, largest.id)
    assert (found.asks, found.label) == (size, largest.label)
    assert found.rest + sum(part.asks for part in found.parts) == found.asks
    monkeypatch.setattr(inside, "MIN_ASKS", size + 1)
    few = read_inside(settings, largest.id)
    assert (few.parts, few.rest) == ((), size)


def test_without_themes_it_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings(home=home_at(tmp_path).path, model="fast")
    save_asks(settings.store, [ask("a1", "c1")])
    with pytest.raises(NothingYet, match="earshot themes"):
        read_inside(settings, "t-1")
