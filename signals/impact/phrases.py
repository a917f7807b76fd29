"""Words by which conversations are judged: lists of regular expressions, by what they say."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def load_phrases(name: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """The patterns of `<name>.toml`, without case, by what they say, in the order of the file."""
    path = files("signals.impact").joinpath(f"{name}.toml")
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        said: tuple(re.compile(phrase, re.IGNORECASE) for phrase in phrases)
        for said, phrases in told.items()
    }
