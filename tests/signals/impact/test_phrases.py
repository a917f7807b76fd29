"""Phrases are read by what they say, and find it in any case."""

import pytest

from signals.impact.phrases import load_phrases


@pytest.mark.parametrize("name", ["outcome_phrases", "urgent_phrases"])
def test_every_list_has_patterns_without_case(name: str) -> None:
    told = load_phrases(name)
    assert all(told.values())
    assert any(pattern.search("CHARGED ME TWICE") for pattern in told.get("money is gone", ())) or (
        any(pattern.search("THANK YOU") for pattern in told["thanked"])
    )
