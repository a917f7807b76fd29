"""Keywords of themes, in each language they are spoken in: class-based TF-IDF over lemmas.

A theme is one long document; weight(word, theme) = tf x log(1 + A / f), where tf is the word's
share in the theme, f how often it is said in all themes and A the mean number of words a theme
(Grootendorst 2022, https://arxiv.org/abs/2203.05794). A word counts once per ask, so that one long
complaint does not name a theme. Languages are weighed apart: a word is never said twice, once in
each of two languages, and a reader gets the words of their own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from clustering.labels.corpus_terms import Vocabulary
from clustering.labels.tokens import to_phonetic_key

_MIN_SHARED_STEM = 5
"""Two words with this many first letters alike, and most of the shorter one, are one word."""
_MANY_ASKS = 6
"""From this many asks on, what only one of them says is no keyword."""

RowsByLanguage = Mapping[str, Sequence[int]]
"""Language -> row numbers of a theme's texts in it."""


def extract_keywords(
    themes: Sequence[RowsByLanguage], vocabulary: Vocabulary, wanted: int
) -> list[dict[str, tuple[str, ...]]]:
    """For each theme and language its strongest lemmas, strongest first."""
    keywords: list[dict[str, tuple[str, ...]]] = [{} for _ in themes]
    for language in sorted({language for theme in themes for language in theme}):
        counts = [_count_lemmas(theme.get(language, ()), vocabulary) for theme in themes]
        everywhere: Counter[str] = Counter()
        for count in counts:
            everywhere.update(count)
        speaking = sum(bool(count) for count in counts)
        mean_length = sum(everywhere.values()) / max(speaking, 1)
        for number, theme in enumerate(themes):
            if language in theme:
                least = 2 if len(theme[language]) >= _MANY_ASKS else 1
                said = _rank_by_tfidf(
                    counts[number], everywhere, mean_length, least, language, vocabulary
                )
                keywords[number][language] = _pick_distinct(said, wanted)
    return keywords


def is_same_word(one: str, other: str) -> bool:
    """Whether one is an inflection, a derivation or a transliteration of the other, as far as
    letters tell."""
    return _has_same_stem(one, other) or _has_same_stem(
        to_phonetic_key(one), to_phonetic_key(other)
    )


def _has_same_stem(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    if short == long or (len(short) >= 4 and long.startswith(short)):
        return True
    alike = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    return alike >= _MIN_SHARED_STEM and alike >= 0.7 * len(short)


def _count_lemmas(rows: Sequence[int], vocabulary: Vocabulary) -> Counter[str]:
    count: Counter[str] = Counter()
    for row in rows:
        count.update(vocabulary.lemmas[row])
    return count


def _rank_by_tfidf(
    count: Counter[str],
    everywhere: Counter[str],
    mean_length: float,
    least: int,
    language: str,
    vocabulary: Vocabulary,
) -> list[str]:
    total = sum(count.values())
    weight = {
        word: said / total * log(1 + mean_length / everywhere[word])
        for word, said in count.items()
        if said >= least and not vocabulary.is_likely_typo_lemma(word, language)
    }
    return sorted(weight, key=lambda word: (-weight[word], word))


def _pick_distinct(strongest: Sequence[str], wanted: int) -> tuple[str, ...]:
    kept: list[str] = []
    for word in strongest:
        if len(kept) == wanted:
            break
        if not any(is_same_word(word, other) for other in kept):
            kept.append(word)
    return tuple(kept)
