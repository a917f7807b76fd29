"""Ukrainian names in every grammatical case, and words, without pymorphy3's dictionary."""

import pytest

from ingest.language.ukrainian_names import UkrainianWords, load_given_names
from training.decline_names import MADE, decline, decline_names

WORDS = UkrainianWords()


def kinds(word: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in WORDS.parse(word):
        found.setdefault(one.normal_form, set()).update(one.tag.grammemes)
    return found


@pytest.mark.parametrize(
    ("form", "name", "kind"),
    [
        ("оксані", "оксана", "Name"),
        ("юрію", "юрій", "Name"),
        ("тарасові", "тарас", "Name"),
        ("тарасе", "тарас", "Name"),
        ("мар'яні", "мар'яна", "Name"),
        ("григоровичу", "григорович", "Patr"),
        ("іванівни", "іванівна", "Patr"),
        ("шевченка", "шевченко", "Surn"),
        ("мельникові", "мельник", "Surn"),
    ],
)
def test_a_name_is_known_in_every_case(form: str, name: str, kind: str) -> None:
    assert WORDS.word_is_known(form)
    assert kind in kinds(form)[name]


def test_a_surname_that_is_a_word_has_both_readings() -> None:
    assert kinds("мельник") == {"мельник": {"Surn", "NOUN"}}
    assert len(WORDS.parse("мельник")) == 2


def test_words_have_their_lemmas_and_towns_are_no_people() -> None:
    assert [one.normal_form for one in WORDS.parse("посиланням")] == ["посилання"]
    assert kinds("харкова") == {"харків": {"Orgn"}}
    assert kinds("абракадабрик") == {}
    assert not WORDS.word_is_known("абракадабрик")


def test_our_own_given_names_are_listed() -> None:
    assert {"саша", "катя"} <= load_given_names()


def test_the_file_is_what_the_lists_and_the_rules_give() -> None:
    assert MADE.read_text(encoding="utf-8") == decline_names()
    assert "ользі" in decline("given_name", "feminine", "Ольга")
