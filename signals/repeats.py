"""Repeated answers: conversations whose answer was given many times before.

Two answers are the same when their last link is the same, or when their word triples have a Jaccard
index of at least 0.5 (Broder 1997), so that another greeting does not make another answer.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from signals.findability import AskWithAnswers, extract_links

if TYPE_CHECKING:
    from scipy.cluster.hierarchy import DisjointSet

MIN_REPEATS = 5
"""Times an answer must have been given to count as given many times."""
MIN_JACCARD = 0.5
"""Jaccard index of word triples from which two answers are the same."""
MAX_COMPARED = 400
"""Answers of a theme whose words are compared; the newest ones."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class RepeatedAnswers:
    """Conversations of one theme that a ready answer could spare."""

    theme_id: str
    conversations: int
    """All of the theme."""
    answered: int
    """Of them, answered by an agent."""
    low: int
    """Conversations after the first five of an answer that it settled alone: one agent message."""
    middle: int
    """Conversations after the first five of an answer, however long they went on."""
    high: int
    """All conversations of the theme after the first five, where it has any such answer."""
    answers: int
    """Different answers given many times."""


ASSUMPTIONS: Mapping[str, str] = {
    "low": "an answer given at least five times before, which settled the conversation alone",
    "middle": "an answer given at least five times before, however long the conversation went on",
    "high": "every conversation of a theme with such an answer, as if it always helped",
}
"""What each estimate takes for granted."""


def find_repeats(answers: Sequence[AskWithAnswers]) -> list[RepeatedAnswers]:
    """Conversations that could be spared, theme by theme, the most first."""
    by_theme: dict[str, list[AskWithAnswers]] = defaultdict(list)
    for row in answers:
        by_theme[row.theme_id].append(row)
    found = [_count_theme_repeats(theme_id, rows) for theme_id, rows in by_theme.items()]
    return sorted(found, key=lambda row: (-row.middle, -row.high, row.theme_id))


def _count_theme_repeats(theme_id: str, rows: Sequence[AskWithAnswers]) -> RepeatedAnswers:
    answered = sorted(
        (row for row in rows if row.replies), key=lambda row: (row.asked_at, row.conversation_id)
    )
    groups = group_same_answers([" ".join(text for _, text in row.replies) for row in answered])
    sizes = Counter(groups)
    given: Counter[int] = Counter()
    low = middle = 0
    for row, group in zip(answered, groups, strict=True):
        given[group] += 1
        if sizes[group] > MIN_REPEATS and given[group] > MIN_REPEATS:
            middle += 1
            low += len(row.replies) == 1
    many = sum(size > MIN_REPEATS for size in sizes.values())
    high = max(len(rows) - MIN_REPEATS, 0) if many else 0
    return RepeatedAnswers(theme_id, len(rows), len(answered), low, middle, high, many)


def group_same_answers(texts: Sequence[str]) -> list[int]:
    """A number for each text, the same for the same answer: the place of the first of them."""
    # Here: half a second that only this judgement needs, not those that stand beside it.
    from scipy.cluster.hierarchy import DisjointSet

    joined = DisjointSet(range(len(texts)))
    first_with: dict[str, int] = {}
    for place, text in enumerate(texts):
        for link in extract_links(text)[-1:]:
            joined.merge(first_with.setdefault(link, place), place)
    _merge_by_shingles(joined, texts, range(max(len(texts) - MAX_COMPARED, 0), len(texts)))
    firsts: dict[int, int] = {}
    return [firsts.setdefault(joined[place], place) for place in range(len(texts))]


def _merge_by_shingles(joined: "DisjointSet", texts: Sequence[str], places: range) -> None:
    triples = {place: _extract_shingles(texts[place]) for place in places}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in places:
        shared: Counter[int] = Counter()
        for triple in triples[place]:
            shared.update(holders[triple])
            holders[triple].append(place)
        for other, common in shared.items():
            if common >= MIN_JACCARD * (len(triples[place]) + len(triples[other]) - common):
                joined.merge(other, place)


def _extract_shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False))
