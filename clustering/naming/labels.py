"""Labels: a phrase a person could have written, one per theme, no two alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from clustering.naming.phrases import LONGEST, phrase_of
from clustering.naming.words import telling, words

_BEST_LENGTH = range(12, 49)
"""Characters of a label that is neither a stub nor a story."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An ask that could give its theme a name."""

    text: str
    language: str
    closeness: float
    """Its cosine to the theme's centroid."""


def labels_of_themes(
    candidates: Sequence[Sequence[Candidate]],
    keywords: Sequence[Sequence[str]],
    languages: Sequence[str],
) -> list[str]:
    """One label a theme, in its main language where one of its asks allows; all different.

    Themes earlier in the list choose first: give the larger ones first.
    """
    taken: set[str] = set()
    labels = []
    for asks, strongest, language in zip(candidates, keywords, languages, strict=True):
        label = _chosen(_ranked(asks, strongest, language), strongest, taken)
        taken.add(_alike(label))
        labels.append(label)
    return labels


def _ranked(asks: Sequence[Candidate], keywords: Sequence[str], language: str) -> list[str]:
    """Phrases of the asks, best first."""
    scored: dict[str, float] = {}
    for ask in asks:
        phrase = phrase_of(ask.text, ask.language)
        if phrase is not None:
            own = 0.0 if ask.language == language else -1.0
            score = ask.closeness + own + _fitness(phrase, ask.language, keywords)
            scored[phrase] = max(score, scored.get(phrase, -9.0))
    return sorted(scored, key=lambda phrase: (-scored[phrase], phrase))


def _fitness(phrase: str, language: str, keywords: Sequence[str]) -> float:
    """How well a phrase stands by itself: its length, and the theme's keywords it says."""
    said = {telling(word, language) for word in words(phrase)}
    covered = sum(1.0 / (1 + place) for place, word in enumerate(keywords) if word in said)
    whole = sum(1.0 / (1 + place) for place in range(len(keywords))) or 1.0
    length = min(abs(len(phrase) - edge) for edge in (_BEST_LENGTH[0], _BEST_LENGTH[-1]))
    off = 0.0 if len(phrase) in _BEST_LENGTH else length / 40
    return 0.35 * covered / whole - off


def _chosen(ranked: Sequence[str], keywords: Sequence[str], taken: set[str]) -> str:
    """The first phrase nobody has; else the keywords; else either with what tells it apart."""
    composed = ", ".join(keywords[:3]).capitalize()
    options = [*ranked, composed] if composed else [*ranked, "Theme"]
    for option in options:
        if _alike(option) not in taken:
            return option
    return _told_apart(options[0], keywords, taken)


def _told_apart(label: str, keywords: Sequence[str], taken: set[str]) -> str:
    for extra in [*keywords, *(str(number) for number in range(2, len(taken) + 3))]:
        ending = f" ({extra[: LONGEST // 2]})"
        longer = label[: LONGEST - len(ending)].rstrip() + ending
        if _alike(longer) not in taken:
            return longer
    raise AssertionError("one of the numbers is always free")


def _alike(label: str) -> str:
    """What two labels a reader would confuse have in common."""
    return " ".join(words(label)) or label.casefold()
