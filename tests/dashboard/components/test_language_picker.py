"""Labels in the reader's language, and the ranking narrowed to an area."""

from pathlib import Path

import pytest

from pipeline.settings import Settings
from tests.dashboard.driving import run_app, texts
from tests.store.tables.test_labels import fill_home


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path / "home")
    fill_home(settings.store)
    return settings


def test_labels_are_shown_in_the_language_of_the_address(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Где ссылка?" in texts(run_app(monkeypatch, settings, {}))
    english = texts(run_app(monkeypatch, settings, {"lang": "en"}))
    assert "Where is the link?" in english
    assert "Где ссылка?" not in english
    assert "Where is the link?" in texts(
        run_app(monkeypatch, settings, {"theme": "t-1", "lang": "en"})
    )


def test_an_area_of_the_address_narrows_the_ranking(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = run_app(monkeypatch, settings, {"area": "ar-1"})
    assert shown.selectbox[1].options == ["All areas", "Ссылка и карта"]
    assert "Card is declined" in texts(shown)
    everything = run_app(monkeypatch, settings, {"area": "ar-none"})
    assert everything.selectbox[1].value == ""
    assert "Card is declined" in texts(everything)


def test_the_filter_finds_a_theme_by_its_name_in_any_language(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = texts(run_app(monkeypatch, settings, {"find": "where is"}))
    assert "Где ссылка?" in found
    assert "Card is declined" not in found
