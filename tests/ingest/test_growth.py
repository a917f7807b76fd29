"""No pattern and no step takes more than linear time, whatever somebody writes."""

import importlib
import math
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from re import _constants as sre
from re import _parser
from typing import Any

import pytest

import ingest
from benchmarks.adversarial.texts import RECORDS
from ingest.asks.segment import cut_asks
from ingest.parsing.fields import Context
from ingest.privacy.pseudonyms import protect
from ingest.records import native

SMALL, TIMES = 4_000, 8
"""Characters of the smaller text, and how many times as long the larger one is."""
LEAST_SECONDS, MOST_EXPONENT = 0.3, 1.5
"""Seconds below which the larger text tells nothing; quadratic ones take many times as long."""
TRIES = 2
MOST_UNITS = 24
ON_SHORT_TEXT = {
    "ingest.language.detect._WORDLESS": 250,
    "ingest.open._ENDINGS": 255,
    "ingest.open._DATES": 255,
    "ingest.records.folders._SLACK_DAY": 1_000,
}
"""Patterns that see short texts alone, as names of files -> characters of the longest."""


def collect_patterns() -> dict[str, re.Pattern[str]]:
    """Module and name -> pattern, of every module of `ingest`; each pattern once."""
    found: dict[re.Pattern[str], str] = {}
    for module in pkgutil.walk_packages(ingest.__path__, "ingest."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                found.setdefault(value, f"{module.name}.{name}")
            elif isinstance(value, dict):
                for key, inner in value.items():
                    if isinstance(inner, re.Pattern):
                        found.setdefault(inner, f"{module.name}.{name}[{key}]")
    return {name: pattern for pattern, name in found.items()}


PATTERNS = collect_patterns()
CATEGORIES = {
    sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_DIGIT: "a", sre.CATEGORY_NOT_SPACE: "a", sre.CATEGORY_NOT_WORD: " ",
}  # fmt: skip


def pick_character(members: list[Any]) -> str:
    """A character of a class."""
    if members[0][0] is sre.NEGATE:
        pattern_free = [chr(code) for code in (*range(97, 123), 45, 46, 49, 32)]
        return next((one for one in pattern_free if not _is_member(one, members[1:])), "~")
    kind, value = members[0]
    if kind is sre.CATEGORY:
        return CATEGORIES[value]
    return chr(value[0] if kind is sre.RANGE else value)


def _is_member(one: str, members: list[Any]) -> bool:
    tests: dict[Any, Callable[[str], bool]] = {
        sre.CATEGORY_DIGIT: str.isdigit,
        sre.CATEGORY_SPACE: str.isspace,
        sre.CATEGORY_WORD: str.isalnum,
        sre.CATEGORY_NOT_WORD: lambda each: not each.isalnum(),
        sre.CATEGORY_NOT_SPACE: lambda each: not each.isspace(),
        sre.CATEGORY_NOT_DIGIT: lambda each: not each.isdigit(),
    }
    for kind, value in members:
        if kind is sre.LITERAL and ord(one) == value:
            return True
        if kind is sre.RANGE and value[0] <= ord(one) <= value[1]:
            return True
        if kind is sre.CATEGORY and tests[value](one):
            return True
    return False


def write_examples(tree: Any) -> Iterator[str]:
    """Texts that about match a parsed pattern: one for each branch in it."""
    pieces = [piece for kind, value in tree if (piece := list_choices(kind, value))]
    first = [choices[0] for choices in pieces]
    for place, choices in enumerate(pieces):
        for choice in choices:
            yield "".join([*first[:place], choice, *first[place + 1 :]])


def list_choices(kind: Any, value: Any) -> list[str]:
    """What one node of a parsed pattern may match; nothing for what has no width."""
    if kind is sre.LITERAL:
        return [chr(value)]
    if kind in (sre.NOT_LITERAL, sre.ANY):
        return ["a"]
    if kind is sre.IN:
        return [pick_character(value)]
    if kind is sre.BRANCH:
        return [one for branch in value[1] for one in write_examples(branch)]
    if kind is sre.SUBPATTERN:
        return [*write_examples(value[3])]
    if kind is sre.ATOMIC_GROUP:
        return [*write_examples(value)]
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [one * max(value[0], 1) for one in write_examples(value[2])]
    return []


def list_units(pattern: re.Pattern[Any]) -> list[str]:
    """What is repeated: examples of the pattern, their beginnings, their last characters."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin1")
    examples = dict.fromkeys(write_examples(_parser.parse(text, pattern.flags & ~re.UNICODE)))
    units = [one for one in examples if one]
    spread = units[:: max(len(units) // (MOST_UNITS // 4), 1)]
    cut = [one[: max(len(one) * part // 4, 1)] for one in spread for part in (1, 2, 3)]
    return list(dict.fromkeys([*spread, *cut, *(one[-1] for one in spread)]))


def list_hostile(pattern: re.Pattern[Any]) -> Iterator[Callable[[int], str]]:
    """Makers of text: a unit again and again; one beginning, then one thing again and again."""
    units = list_units(pattern)
    for unit in units:
        yield partial(repeat, unit)
        yield partial(repeat, f"{unit} ")
    for filling in (" ", "1", "a", ".", "\n"):
        for unit in units[:4]:
            yield partial(repeat, filling, before=unit, after="\x7f")


def repeat(unit: str, size: int, before: str = "", after: str = "") -> str:
    """A unit as often as fits between a beginning and an end."""
    return before + unit * (size // len(unit)) + after


def compute_exponent(run: Callable[[int], object], small: int = SMALL) -> float:
    """The k of seconds ~ size^k, the least of several tries; 0 where the times are short."""
    least = math.inf
    for _ in range(TRIES):
        times = []
        for size in (small, small * TIMES):
            began = time.process_time()
            run(size)
            times.append(time.process_time() - began)
            if times[0] > LEAST_SECONDS * 2:
                break  # so slow at the smaller size that the larger one may never end
        if times[-1] < LEAST_SECONDS:
            return 0
        grown = math.log(times[-1] / max(times[0], 1e-4)) / math.log(TIMES)
        least = min(least, grown if len(times) > 1 else math.inf)
        if least <= MOST_EXPONENT:
            break
    return least


def find_all(
    pattern: re.Pattern[Any], make: Callable[[int], str], longest: int | None, size: int
) -> int:
    """Search a text of a size as often as it matches."""
    text = make(size)[:longest]
    given: Any = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
    return sum(1 for _ in pattern.finditer(given))


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_pattern_takes_more_than_linear_time(name: str) -> None:
    pattern, longest = PATTERNS[name], ON_SHORT_TEXT.get(name)
    for make in list_hostile(pattern):
        exponent = compute_exponent(partial(find_all, pattern, make, longest))
        assert exponent <= MOST_EXPONENT, f"{name}, on {make(60)!r}"


def test_a_quadratic_pattern_would_be_seen() -> None:
    pattern = re.compile(r"\w+=")
    assert any(
        compute_exponent(partial(find_all, pattern, make, None)) > MOST_EXPONENT
        for make in list_hostile(pattern)
    )


SEEN_BEFORE = (
    "link: session", "link: k=abc&", "street: 1 Main Street", "street: ул. Ленина", "name: O'",
    "name: one Latin word", "chat: agents that differ", "mail: addresses that differ",
    "name: places", "ask: okthanks in one word",
)  # fmt: skip
"""Cases that once took minutes; they are tried at a larger size."""


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_no_text_takes_more_than_linear_time(name: str) -> None:
    def run(size: int) -> None:
        conversation, _ = native.build_conversation(RECORDS[name](size), "growth", Context())
        if conversation:
            cut_asks(protect(conversation, b"growth"))
            cut_asks(conversation)

    run(100)  # dictionaries and models are loaded
    small = SMALL if name in SEEN_BEFORE else SMALL // 4
    assert compute_exponent(run, small) <= MOST_EXPONENT


def test_the_cases_seen_before_are_there() -> None:
    assert set(SEEN_BEFORE) <= set(RECORDS)
