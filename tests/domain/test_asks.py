"""Asks and their kinds."""

from dataclasses import FrozenInstanceError
from typing import get_args

import pytest

from domain.asks import KINDS, Kind
from tests.builders import ask


def test_every_kind_is_listed_once_in_the_order_that_breaks_ties() -> None:
    assert get_args(Kind) == KINDS
    assert (KINDS[0], KINDS[-1], len(set(KINDS))) == ("question", "other", len(KINDS))


def test_an_ask_is_a_real_one_unless_it_says_why_not_and_never_changes() -> None:
    told = ask("a1", "c1")
    assert told.excluded is None
    with pytest.raises(FrozenInstanceError):
        told.text = "other"  # type: ignore[misc]
