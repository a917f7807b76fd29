"""The texts: enough different phrasings, links where they belong, faults told with their file."""

from dataclasses import replace
from pathlib import Path

import pytest

from demo.texts import BASES, BadDemoText, find_faults, load_texts
from tests.demo.conftest import Made


def test_every_theme_has_twenty_phrasings_a_language_of_at_least_two_words(made: Made) -> None:
    for theme in made.texts.themes.values():
        for base in BASES:
            assert len(set(theme.asks[base])) >= 20, theme.slug
        for phrases in theme.asks.values():
            assert all(len(phrase.split()) >= 2 for phrase in phrases), theme.slug


def test_there_are_forty_themes_of_every_kind_but_other(made: Made) -> None:
    kinds = {theme.kind for theme in made.texts.themes.values()}
    assert len(made.texts.themes) == 40
    assert kinds == {"question", "bug", "feature_request", "complaint", "praise"}


def test_every_fault_of_a_theme_is_found(made: Made) -> None:
    good = made.texts.themes["webinar_link"]
    english = good.asks["en"]
    assert find_faults(good) == []
    assert "'riddle' is no kind" in find_faults(replace(good, kind="riddle"))
    assert any("{link}" in why for why in find_faults(replace(good, link=None)))
    for phrases, why in (
        (english[:19], "only 19 phrases"),
        ((*english, english[0].upper()), "the same thing twice"),
        ((*english, "webinar"), "shorter than 2 words"),
        ((*english, "where is {link}"), "a brace"),
    ):
        found = find_faults(replace(good, asks={**good.asks, "en": phrases}))
        assert len(found) == 1
        assert why in found[0]


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "contradicting.toml").touch()
    (tmp_path / "themes" / "broken.toml").write_text("kind = ", encoding="utf-8")
    with pytest.raises(BadDemoText, match=r"demo/broken\.toml: it cannot be read"):
        load_texts(tmp_path)
