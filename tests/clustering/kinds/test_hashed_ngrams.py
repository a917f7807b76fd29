"""Texts that are put alike have features alike, in either script and with other endings."""

import numpy as np

from clustering.kinds.hashed_ngrams import N_FEATURES, hash_ngrams


def cosine(text: str, other: str) -> float:
    rows = hash_ngrams([text, other])
    return float((rows[0] @ rows[1].T).toarray()[0, 0])


def test_rows_have_unit_length() -> None:
    rows = hash_ngrams(["how do I export?", "", "не работает"])
    assert rows.shape == (3, N_FEATURES)
    np.testing.assert_allclose(np.asarray(rows.multiply(rows).sum(axis=1)).ravel(), 1)


def test_transliteration_and_endings_do_not_matter() -> None:
    assert cosine("работает", "rabotayut") > 0.99
    assert cosine("где ссылка", "gde ssylka") > 0.99


def test_numbers_are_alike_and_marks_and_word_order_are_not() -> None:
    assert cosine("order 12345", "order 77") > 0.99
    assert cosine("it works", "it works?") < 0.8
    assert cosine("can I pay", "pay I can") < 0.8


def test_what_follows_the_first_sixty_words_is_not_read() -> None:
    start = "".join(f"{first}{second} " for first in "abcdef" for second in "klmnopqrst")
    assert cosine(start + "refund", start + "other things") > 1 - 1e-9
