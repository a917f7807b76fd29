"""Fallback labels: word runs that many asks have, then keywords."""

from dataclasses import dataclass

from clustering.labels.fallback import compose_names


@dataclass(frozen=True)
class Text:
    text: str


def composed(*texts: str, keywords: tuple[str, ...] = ("parcel", "locker", "street")) -> list[str]:
    return compose_names([Text(text) for text in texts], keywords, "en")


def test_a_run_of_words_that_many_asks_have_comes_first() -> None:
    names = composed(*[f"the parcel locker near [order-{n}]" for n in range(5)])
    assert names == ["Parcel locker", "Parcel, locker, street"]


def test_a_run_of_fewer_than_three_asks_is_no_label() -> None:
    assert composed("a parcel locker", "the parcel locker") == ["Parcel, locker, street"]


def test_the_spelling_of_the_dictionary_is_taken() -> None:
    names = composed("feet pump", "feet pump", "foot pump", keywords=("foot",))
    assert names[0] == "Foot pump"


def test_without_words_there_is_none() -> None:
    assert composed("hello", keywords=()) == []
