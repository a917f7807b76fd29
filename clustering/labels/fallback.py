"""Fallback labels made of a theme's own words, where no ask gives a good phrase."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from clustering.labels.candidates import MAX_LABEL_CHARS
from clustering.labels.tokens import extract_word_runs, find_content_lemma, lemmatise

_MAX_NGRAM = 4
_MIN_ASKS = 3
"""Asks that must contain an n-gram before it may be a label."""
_N_KEYWORDS = 3


class HasText(Protocol):
    """Anything with an ask's text."""

    @property
    def text(self) -> str:
        """The text."""


def compose_names(asks: Sequence[HasText], keywords: Sequence[str], language: str) -> list[str]:
    """Labels made of words, best first: n-grams that many asks contain, then keywords."""
    runs = _find_frequent_ngrams(asks, keywords, language)
    listed = ", ".join(keywords[:_N_KEYWORDS])
    names = [*runs[:3], *([listed] if listed else [])]
    return [name[0].upper() + name[1:] for name in names if len(name) <= MAX_LABEL_CHARS]


def _find_frequent_ngrams(
    asks: Sequence[HasText], keywords: Sequence[str], language: str
) -> list[str]:
    """N-grams of two to four words with one of the strongest keywords, the heaviest first."""
    count: Counter[tuple[str, ...]] = Counter()
    spelt: dict[tuple[str, ...], Counter[str]] = {}
    for ask in asks:
        for run in sorted(_extract_ngrams(ask.text, language)):
            bases = tuple(lemmatise(word, language) for word in run)
            if set(bases) & set(keywords[:_N_KEYWORDS]):
                count[bases] += 1
                spelt.setdefault(bases, Counter())[" ".join(run)] += 1
    least = max(_MIN_ASKS, len(asks) // 10)
    good = [run for run, asks_with in count.items() if asks_with >= least]
    good.sort(key=lambda run: (-count[run] * _weigh_ngram(run, keywords), run))
    return [_pick_best_spelling(run, spelt[run]) for run in good]


def _weigh_ngram(run: Sequence[str], keywords: Sequence[str]) -> float:
    places = {word: 1 / (1 + place) for place, word in enumerate(keywords)}
    return sum(places.get(word, 0.0) for word in run) + 0.05 * len(run)


def _pick_best_spelling(run: Sequence[str], spelt: Counter[str]) -> str:
    """The spelling with the most dictionary forms, then the most frequent."""

    def build_sort_key(spelling: str) -> tuple[int, int, str]:
        bases = sum(a == b for a, b in zip(spelling.split(), run, strict=True))
        return -bases, -spelt[spelling], spelling

    return min(spelt, key=build_sort_key)


def _extract_ngrams(text: str, language: str) -> set[tuple[str, ...]]:
    """N-grams that begin and end with a content word, with no punctuation inside."""
    found: set[tuple[str, ...]] = set()
    for words in extract_word_runs(text):
        is_content = [find_content_lemma(word, language) is not None for word in words]
        for first in range(len(words)):
            for last in range(first + 1, min(first + _MAX_NGRAM, len(words))):
                run = words[first : last + 1]
                if (
                    is_content[first]
                    and is_content[last]
                    and not any(a == b for a, b in pairwise(run))
                ):
                    found.add(tuple(run))
    return found
