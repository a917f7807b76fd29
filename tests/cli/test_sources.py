"""What a command is to read, from the words a person gave."""

from pathlib import Path

import pytest

from cli.sources import build_source
from domain.errors import BadRequest


def test_words_become_a_source() -> None:
    source = build_source("in.csv", None, "shop", ["acme.example"], ["text=Review"], "Europe/Kyiv")
    assert (source.path, source.name, source.agents) == (Path("in.csv"), "shop", ("acme.example",))
    assert source.columns is not None
    assert (source.columns.text, source.timezone) == ("Review", "Europe/Kyiv")


def test_a_dash_is_standard_input_and_nothing_is_nothing() -> None:
    source = build_source("-", None, None, None, None, None)
    assert (source.path, source.agents, source.columns, source.timezone) == (None, (), None, None)


def test_an_unknown_field_is_told() -> None:
    with pytest.raises(BadRequest, match="colour"):
        build_source("in.csv", None, None, None, ["colour=Review"], None)
