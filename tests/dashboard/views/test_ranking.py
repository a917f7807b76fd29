"""The ranking shows every theme with the numbers of `earshot rank`."""

from pipeline.queries.ranking import rank_themes
from pipeline.settings import Settings
from tests.dashboard.driving import Show, sent, texts
from tests.dashboard.workspace import PUBLISHED, THEMES


def test_the_ranking_shows_every_theme_with_the_numbers_of_rank(
    show: Show, settings: Settings
) -> None:
    app = show(settings, period="2026-02")
    told = texts(app)
    ranking = rank_themes(settings, "2026-02", PUBLISHED)
    assert len(ranking.themes) == len(THEMES)
    links = [content for kind, content in sent(app) if kind == "page_link"]
    for theme in ranking.themes:
        assert theme.label in told
        opens = [link for link in links if f"theme={theme.id}" in link]
        assert [f'label: "{theme.conversations}"' in link for link in opens] == [True]


def test_the_filter_reads_labels_and_keywords_in_any_case(show: Show, settings: Settings) -> None:
    for words in ("dark THEME", "СЕРТИФИКАТ", "пароль"):
        told = texts(show(settings, find=words))
        assert sum(theme.label in told for theme in THEMES) == 1
    assert not any(theme.label in texts(show(settings, find="zzz")) for theme in THEMES)


def test_an_area_of_the_address_narrows_the_ranking(show: Show, in_two_languages: Settings) -> None:
    shown = show(in_two_languages, area="ar-1")
    assert shown.selectbox[1].options == ["All areas", "Ссылка и карта"]
    assert "Card is declined" in texts(shown)
    everything = show(in_two_languages, area="ar-none")
    assert everything.selectbox[1].value == ""
    assert "Card is declined" in texts(everything)


def test_the_filter_finds_a_theme_by_its_name_in_any_language(
    show: Show, in_two_languages: Settings
) -> None:
    found = texts(show(in_two_languages, find="where is"))
    assert "Где ссылка?" in found
    assert "Card is declined" not in found


def test_a_page_before_the_first_is_the_first_and_one_beyond_the_last_the_last(
    show: Show, settings: Settings
) -> None:
    first = texts(show(settings))
    for page in ("0", "-1", "1.5", "9999999", "9" * 5_000):
        assert texts(show(settings, page=page)) == first, page
    for page in ("0", "9999999"):
        listed = texts(show(settings, asks="excluded", page=page))
        assert any("of" in words or "ask" in words for words in listed)
        assert "None in this period." not in listed


def test_whatever_period_the_address_names_there_is_a_page(show: Show, settings: Settings) -> None:
    for period in ("1000-01-01..2999-12-31", "9999", "0001-01-01", "last-99999d", "2999-12-31"):
        for query in ({}, {"theme": THEMES[0].id}, {"asks": "asks"}):
            assert texts(show(settings, period=period, **query))
