"""Choice of labels: the fittest phrase of a theme's asks in each language, no two labels alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clustering.labels.candidates import MAX_LABEL_CHARS, extract_phrases
from clustering.labels.corpus_terms import TermStats, Vocabulary
from clustering.labels.fallback import compose_names
from clustering.labels.score import score_phrase
from clustering.labels.tokens import extract_words, find_content_lemma, to_phonetic_key

MIN_FITNESS = 0.3
"""Score below which a name made of keywords is preferred."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An ask that could give its theme a name."""

    text: str
    closeness: float
    """Its cosine to the theme's centroid."""


@dataclass(frozen=True, slots=True)
class ThemeInLanguage:
    """A theme in one language."""

    term_stats: TermStats
    candidates: tuple[Candidate, ...]
    """Its most central asks in that language."""
    keywords: tuple[str, ...]
    """Its strongest lemmas in that language, strongest first."""


def choose_labels(
    themes: Sequence[Mapping[str, ThemeInLanguage]], mains: Sequence[str], vocabulary: Vocabulary
) -> list[dict[str, str]]:
    """For each theme a label in every language it is asked in.

    Labels of two themes never have the same `build_label_key`, whatever their languages. Main
    languages choose first, and themes earlier in the list: give the larger ones first.
    """
    taken: dict[str, int] = {}
    labels: list[dict[str, str]] = [{} for _ in themes]
    for number, language in _order_turns(themes, mains):
        label = _choose_label(themes[number][language], vocabulary, number, taken)
        taken[build_label_key(label, language)] = number
        labels[number][language] = label
    return labels


def _order_turns(
    themes: Sequence[Mapping[str, ThemeInLanguage]], mains: Sequence[str]
) -> Iterator[tuple[int, str]]:
    for number, main in enumerate(mains):
        yield number, main
    for number, theme in enumerate(themes):
        for language in sorted(theme):
            if language != mains[number]:
                yield number, language


def rank_phrases(theme: ThemeInLanguage, vocabulary: Vocabulary) -> list[tuple[float, str]]:
    """(score, phrase) of every candidate in the theme's asks, best first."""
    scored: dict[str, float] = {}
    for candidate in theme.candidates:
        for phrase in extract_phrases(candidate.text):
            score = score_phrase(phrase, candidate.closeness, theme.term_stats, vocabulary)
            label = vocabulary.restore_spelling(phrase.text)
            scored[label] = max(score, scored.get(label, -9.0))
    return sorted(
        ((score, phrase) for phrase, score in scored.items()), key=lambda pair: (-pair[0], pair[1])
    )


def _choose_label(
    theme: ThemeInLanguage, vocabulary: Vocabulary, number: int, taken: dict[str, int]
) -> str:
    """The fittest phrase that is not taken; else keywords; else either with a suffix."""
    language = theme.term_stats.language
    phrases = rank_phrases(theme, vocabulary)
    fit = [phrase for score, phrase in phrases if score >= MIN_FITNESS]
    composed = compose_names(theme.candidates, theme.keywords, language)
    options = [*fit, *composed, *(phrase for _, phrase in phrases if phrase not in fit)] or [
        "Theme"
    ]
    for option in options:
        if taken.get(build_label_key(option, language), number) == number:
            return option
    return _disambiguate_label(options[0], theme, number, taken)


def _disambiguate_label(
    label: str, theme: ThemeInLanguage, number: int, taken: dict[str, int]
) -> str:
    language = theme.term_stats.language
    for extra in [*theme.keywords, *(str(count) for count in range(2, len(taken) + 3))]:
        ending = f" ({extra[: MAX_LABEL_CHARS // 2]})"
        longer = label[: MAX_LABEL_CHARS - len(ending)].rstrip() + ending
        if extra.isdigit() or taken.get(build_label_key(longer, language), number) == number:
            return longer
    raise AssertionError("one of the numbers is always free")


def build_label_key(label: str, language: str) -> str:
    """Key that is equal for labels a reader would confuse: the sorted phonetic keys of their
    lemmas, across languages and scripts."""
    words = extract_words(label)
    lemmas = {find_content_lemma(word, language) for word in words} - {None}
    keys = sorted({to_phonetic_key(lemma) for lemma in lemmas if lemma})
    return " ".join(keys) or " ".join(words) or label.casefold()
