"""A theme has a name in its main language and in each reader's language it is asked in."""

from clustering.labels.assemble import build_theme_names
from clustering.labels.corpus_terms import UNDETERMINED, build_vocabulary
from domain.themes import Name

LINK = [
    ("Where is the link?", "en"),
    ("Where is my link", "en"),
    ("Где ссылка?", "ru"),
    ("Wo ist der Link?", "de"),
    ("???", UNDETERMINED),
]


def names_of(weights: list[int]) -> tuple[Name, ...]:
    texts, languages = [text for text, _ in LINK], [language for _, language in LINK]
    rows = list(range(len(LINK)))
    (names,) = build_theme_names(
        [rows], [[0.9] * len(rows)], languages, texts, weights,
        build_vocabulary(texts, languages), 3,
    )  # fmt: skip
    return names


def test_the_main_language_comes_first_and_others_are_the_readers() -> None:
    assert [name.language for name in names_of([1] * 5)] == ["en", "ru"]


def test_asks_decide_the_main_language_and_not_texts() -> None:
    assert [name.language for name in names_of([1, 1, 1, 5, 1])] == ["de", "en", "ru"]


def test_an_unknown_language_is_never_the_main_one() -> None:
    assert names_of([1, 1, 1, 1, 50])[0].language == "en"


def test_a_name_has_a_label_and_keywords() -> None:
    english = names_of([1] * 5)[0]
    assert english.label in ("Where is the link?", "Where is my link")
    assert english.keywords[0] == "link"
