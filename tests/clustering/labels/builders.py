"""Hand-made themes: texts in, names out."""

from collections.abc import Sequence

from clustering.labels.assemble import build_theme_names
from clustering.labels.corpus_terms import build_vocabulary
from domain.themes import Name

Ask = tuple[str, str]
"""Language and text."""


def named(
    *themes: Sequence[Ask], closeness: Sequence[float] = (), around: Sequence[Ask] = ()
) -> list[dict[str, Name]]:
    """Names by language of each theme; asks come most central first, `around` are unthemed."""
    asks = [ask for theme in themes for ask in theme] + list(around)
    texts, languages = [text for _, text in asks], [language for language, _ in asks]
    members, first = [], 0
    for theme in themes:
        members.append(list(range(first, first + len(theme))))
        first += len(theme)
    near = [list(closeness) or [0.8] * len(theme) for theme in themes]
    names = build_theme_names(
        members, near, languages, texts, [1] * len(texts), build_vocabulary(texts, languages), 5
    )
    return [{name.language: name for name in told} for told in names]


def asks(language: str, *texts: str) -> list[Ask]:
    """Asks in one language."""
    return [(language, text) for text in texts]
