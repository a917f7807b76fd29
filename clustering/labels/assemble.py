"""Names of themes: keywords and a label in every language they are asked in."""

from collections import Counter
from collections.abc import Mapping, Sequence

from clustering.labels.choose import Candidate, ThemeInLanguage, choose_labels
from clustering.labels.corpus_terms import UNDETERMINED, Vocabulary, compute_term_stats
from clustering.labels.keywords import extract_keywords
from domain.themes import READER_LANGUAGES, Name

_MAX_CANDIDATES = 100
"""Most central asks, in each language, that may give a theme its label."""


def build_theme_names(
    members: Sequence[Sequence[int]],
    closeness: Sequence[Sequence[float]],
    languages: Sequence[str],
    texts: Sequence[str],
    weights: Sequence[int],
    vocabulary: Vocabulary,
    wanted: int,
) -> list[tuple[Name, ...]]:
    """Names of each theme, at least one, its main language's first.

    members: row numbers into texts, the most central first; closeness: their cosines to the theme's
    centroid; languages, texts, weights (asks a text stands for): of all n texts; wanted: keywords a
    language at most.
    """
    mains = [_find_main_language(rows, languages, weights) for rows in members]
    spoken = [
        _group_by_language(rows, languages, {main, *READER_LANGUAGES})
        for rows, main in zip(members, mains, strict=True)
    ]
    keywords = extract_keywords(spoken, vocabulary, wanted)
    near = [
        dict(zip(rows, cosines, strict=True))
        for rows, cosines in zip(members, closeness, strict=True)
    ]
    themes = [
        {
            language: ThemeInLanguage(
                compute_term_stats(rows, language, vocabulary),
                tuple(Candidate(texts[row], near[number][row]) for row in rows[:_MAX_CANDIDATES]),
                keywords[number][language],
            )
            for language, rows in theme.items()
        }
        for number, theme in enumerate(spoken)
    ]
    labels = choose_labels(themes, mains, vocabulary)
    return [
        tuple(
            Name(language, labels[number][language], keywords[number][language])
            for language in [main, *sorted(set(spoken[number]) - {main})]
        )
        for number, main in enumerate(mains)
    ]


def _find_main_language(
    rows: Sequence[int], languages: Sequence[str], weights: Sequence[int]
) -> str:
    """The language most of a theme's asks are in; ties go to the first in the alphabet."""
    asks: Counter[str] = Counter()
    for row in rows:
        asks[languages[row]] += int(weights[row])
    candidates = set(asks) - {UNDETERMINED} or set(asks)
    return min(candidates, key=lambda language: (-asks[language], language))


def _group_by_language(
    rows: Sequence[int], languages: Sequence[str], wanted: set[str]
) -> Mapping[str, list[int]]:
    grouped: dict[str, list[int]] = {}
    for row in rows:
        if languages[row] in wanted:
            grouped.setdefault(languages[row], []).append(row)
    return grouped
