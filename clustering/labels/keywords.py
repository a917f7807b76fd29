"""Keywords of themes, in each language they are asked in: class-based TF-IDF over lemmas.

A theme is one long document; weight(word, theme) = tf x log(1 + A / f), where tf is the word's
share in the theme, f its count in all themes and A the mean number of words a theme
(Grootendorst 2022, https://arxiv.org/abs/2203.05794). A word counts once per ask, so that one long
complaint does not name a theme. Languages are weighed apart, so that a reader gets the words of
their own language.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from clustering.labels.corpus_terms import Vocabulary
from clustering.labels.tokens import to_phonetic_key

_MIN_SHARED_STEM = 5
"""Two words are the same word when this many first letters, and 70 % of the shorter one, are
alike."""
_MANY_ASKS = 6
"""From this many asks on, a word of only one of them is no keyword."""

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
        n_themes = sum(bool(count) for count in counts)
        mean_length = sum(everywhere.values()) / max(n_themes, 1)
        for number, theme in enumerate(themes):
            if language in theme:
                least = 2 if len(theme[language]) >= _MANY_ASKS else 1
                ranked = _rank_by_tfidf(
                    counts[number], everywhere, mean_length, least, language, vocabulary
                )
                keywords[number][language] = _pick_distinct(ranked, wanted)
    return keywords


def is_same_word(word: str, other: str) -> bool:
    """Whether the letters of two words make one an inflection, a derivation or a transliteration of
    the other."""
    return _has_same_stem(word, other) or _has_same_stem(
        to_phonetic_key(word), to_phonetic_key(other)
    )


def _has_same_stem(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=lambda each: (len(each), each))
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
        word: n / total * log(1 + mean_length / everywhere[word])
        for word, n in count.items()
        if n >= least and not vocabulary.is_likely_typo_lemma(word, language)
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
