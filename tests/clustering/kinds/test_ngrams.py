"""A text's n-grams are the same in Cyrillic, transliterated, and with another ending."""

from clustering.kinds.ngrams import list_ngrams


def test_words_pairs_marks_and_ends_are_listed() -> None:
    found = list_ngrams("Where is it?!")
    assert {"where", "where is", "^where", "^where is", "$?!", "#0"} <= {
        one.replace("vhere", "where") for one in found
    }


def test_transliterated_words_and_other_endings_count_the_same() -> None:
    plain, latin = set(list_ngrams("работает")), set(list_ngrams("rabotaet"))
    assert plain == latin
    assert set(list_ngrams("работает")) == set(list_ngrams("работают"))
    assert "0" in list_ngrams("заказ 12345")
