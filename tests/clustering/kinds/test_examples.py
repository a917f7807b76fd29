"""The examples that ship hold every kind alike; another word is no kind."""

import pytest

from clustering.kinds.examples import Example, load_shipped_examples, parse_examples
from domain.asks import KINDS


def test_the_examples_teach_all_kinds_alike() -> None:
    counts = {
        kind: sum(example.kind == kind for example in load_shipped_examples()) for kind in KINDS
    }
    assert set(counts.values()) == {450}


def test_quotes_and_commas_are_part_of_a_text() -> None:
    assert parse_examples('kind\ttext\nbug\tthe "save", it fails\n') == [
        Example('the "save", it fails', "bug")
    ]


def test_a_word_that_is_no_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="'rant' is no kind"):
        parse_examples("kind\ttext\nrant\tno\n")
