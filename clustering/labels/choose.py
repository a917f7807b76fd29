"""Labels: a phrase a person could have written, one per theme and language, no two alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clustering.labels.candidates import MAX_LABEL_CHARS, extract_phrases
from clustering.labels.corpus_terms import TermStats, Vocabulary
from clustering.labels.fallback import compose_names
from clustering.labels.score import score_phrase
from clustering.labels.tokens import extract_words, find_content_lemma, to_phonetic_key

MIN_FITNESS = 0.3
"""Fitness below which keywords make the better name."""


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
    """For each theme a label in every language it is spoken in.

    Labels of two themes are never alike, in whatever languages. Main languages choose first, and
    themes earlier in the list: give the larger ones first.
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
    for number, spoken in enumerate(themes):
        for language in sorted(spoken):
            if language != mains[number]:
                yield number, language


def rank_phrases(spoken: ThemeInLanguage, vocabulary: Vocabulary) -> list[tuple[float, str]]:
    """(fitness, phrase) of everything the theme's asks offer as a label, best first."""
    scored: dict[str, float] = {}
    for candidate in spoken.candidates:
        for phrase in extract_phrases(candidate.text):
            fit = score_phrase(phrase, candidate.closeness, spoken.term_stats, vocabulary)
            told = vocabulary.restore_spelling(phrase.text)
            scored[told] = max(fit, scored.get(told, -9.0))
    return sorted(((fit, phrase) for phrase, fit in scored.items()), key=lambda f: (-f[0], f[1]))


def _choose_label(
    spoken: ThemeInLanguage, vocabulary: Vocabulary, number: int, taken: dict[str, int]
) -> str:
    """The fittest phrase nobody has; else keywords; else either with what tells it apart."""
    language = spoken.term_stats.language
    phrases = rank_phrases(spoken, vocabulary)
    fit = [phrase for score, phrase in phrases if score >= MIN_FITNESS]
    made = compose_names(spoken.candidates, spoken.keywords, language)
    options = [*fit, *made, *(phrase for _, phrase in phrases if phrase not in fit)] or ["Theme"]
    for option in options:
        if taken.get(build_label_key(option, language), number) == number:
            return option
    return _disambiguate_label(options[0], spoken, number, taken)


def _disambiguate_label(
    label: str, spoken: ThemeInLanguage, number: int, taken: dict[str, int]
) -> str:
    language = spoken.term_stats.language
    for extra in [*spoken.keywords, *(str(count) for count in range(2, len(taken) + 3))]:
        ending = f" ({extra[: MAX_LABEL_CHARS // 2]})"
        longer = label[: MAX_LABEL_CHARS - len(ending)].rstrip() + ending
        if extra.isdigit() or taken.get(build_label_key(longer, language), number) == number:
            return longer
    raise AssertionError("one of the numbers is always free")


def build_label_key(label: str, language: str) -> str:
    """What two labels a reader would confuse have in common, across languages and scripts."""
    said = extract_words(label)
    lemmas = {find_content_lemma(word, language) for word in said} - {None}
    told = sorted({to_phonetic_key(lemma) for lemma in lemmas if lemma})
    return " ".join(told) or " ".join(said) or label.casefold()
