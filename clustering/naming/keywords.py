"""Keywords of themes: class-based TF-IDF over lemmas.

A theme is one long document; weight(word, theme) = tf x log(1 + A / f), where tf is the word's
share in the theme, f how often it is said in all themes and A the mean number of words a theme
(Grootendorst 2022, https://arxiv.org/abs/2203.05794). A word counts once per ask, so that one long
complaint does not name a theme.
"""

from collections import Counter
from collections.abc import Sequence
from math import log

from clustering.naming.words import telling, words

_LEAST_SHARED_STEM = 5
"""Two words with this many first letters alike, and most of the shorter one, are one word."""


def keywords_of_themes(
    members: Sequence[Sequence[int]], texts: Sequence[str], languages: Sequence[str], wanted: int
) -> list[tuple[str, ...]]:
    """For each theme (row numbers into `texts`) its strongest lemmas, strongest first."""
    counts = [_counted(rows, texts, languages) for rows in members]
    everywhere: Counter[str] = Counter()
    for count in counts:
        everywhere.update(count)
    mean_length = sum(everywhere.values()) / max(len(counts), 1)
    return [_strongest(count, everywhere, mean_length, wanted) for count in counts]


def same_word(one: str, other: str) -> bool:
    """Whether one is an inflection or a derivation of the other, as far as letters tell."""
    short, long = sorted((one, other), key=len)
    if short == long or (len(short) >= 4 and long.startswith(short)):
        return True
    alike = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    return alike >= _LEAST_SHARED_STEM and alike >= 0.7 * len(short)


def _counted(rows: Sequence[int], texts: Sequence[str], languages: Sequence[str]) -> Counter[str]:
    count: Counter[str] = Counter()
    for row in rows:
        said = {telling(word, languages[row]) for word in words(texts[row])}
        count.update(word for word in said if word)
    return count


def _strongest(
    count: Counter[str], everywhere: Counter[str], mean_length: float, wanted: int
) -> tuple[str, ...]:
    total = sum(count.values())
    weighed = sorted(
        count, key=lambda w: (-count[w] / total * log(1 + mean_length / everywhere[w]), w)
    )
    kept: list[str] = []
    for word in weighed:
        if len(kept) == wanted:
            break
        if not any(same_word(word, other) for other in kept):
            kept.append(word)
    return tuple(kept)
