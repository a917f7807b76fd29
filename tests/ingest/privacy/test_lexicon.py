"""The dictionaries say whether a word may name a person, a place, or nobody."""

import pytest

from ingest.privacy.lexicon import load_famous_names, look_up_word, stem_name


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("Оксане", {"given"}),
        ("Вера", {"given", "ordinary"}),
        ("женя", {"given"}),
        ("света", {"given", "ordinary"}),
        ("Сергеевна", {"patronymic"}),
        ("Иванову", {"family"}),
        ("Ковальчук", {"family"}),
        ("Киев", {"place", "ordinary"}),
        ("Анна-Мария", {"given"}),
        ("Sarah", {"given"}),
        ("Will", {"given", "ordinary", "brand"}),
        ("Kuznetsov", {"family"}),
        ("Zorblatt", set()),
    ],
)
def test_the_readings_of_a_word(word: str, readings: set[str]) -> None:
    found = look_up_word(word)
    kinds = ("given", "family", "patronymic", "place", "ordinary", "brand")
    assert {kind for kind in kinds if getattr(found, kind)} == readings
    assert found.known is bool(readings)


def test_the_cases_of_a_name_have_one_lemma() -> None:
    assert {look_up_word(word).lemma for word in ("Оксана", "Оксане", "ОКСАНУ")} == {"оксан"}


def test_a_name_of_no_dictionary_is_stemmed_by_its_ending() -> None:
    assert stem_name("Зюзликову") == stem_name("Зюзликова") == "зюзликов"


def test_famous_names_are_known_by_their_lemmas() -> None:
    lemmas = " ".join(look_up_word(word).lemma for word in ("Гарри", "Поттера"))
    assert lemmas in load_famous_names()
