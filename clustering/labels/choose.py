"""Labels: a phrase a person could have written, one per theme and language, no two alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clustering.labels.candidates import LONGEST, phrases_of
from clustering.labels.corpus_terms import Vocabulary, Voice
from clustering.labels.fallback import composed
from clustering.labels.score import fitness
from clustering.labels.tokens import sounds, telling, words

GOOD_ENOUGH = 0.3
"""Fitness below which keywords make the better name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An ask that could give its theme a name."""

    text: str
    closeness: float
    """Its cosine to the theme's centroid."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A theme in one language."""

    voice: Voice
    candidates: tuple[Candidate, ...]
    """Its most central asks in that language."""
    keywords: tuple[str, ...]
    """Its strongest lemmas in that language, strongest first."""


def labels_of_themes(
    themes: Sequence[Mapping[str, Spoken]], mains: Sequence[str], vocabulary: Vocabulary
) -> list[dict[str, str]]:
    """For each theme a label in every language it is spoken in.

    Labels of two themes are never alike, in whatever languages. Main languages choose first, and
    themes earlier in the list: give the larger ones first.
    """
    taken: dict[str, int] = {}
    labels: list[dict[str, str]] = [{} for _ in themes]
    for number, language in _turns(themes, mains):
        label = _chosen(themes[number][language], vocabulary, number, taken)
        taken[alike(label, language)] = number
        labels[number][language] = label
    return labels


def _turns(
    themes: Sequence[Mapping[str, Spoken]], mains: Sequence[str]
) -> Iterator[tuple[int, str]]:
    for number, main in enumerate(mains):
        yield number, main
    for number, spoken in enumerate(themes):
        for language in sorted(spoken):
            if language != mains[number]:
                yield number, language


def ranked(spoken: Spoken, vocabulary: Vocabulary) -> list[tuple[float, str]]:
    """(fitness, phrase) of everything the theme's asks offer as a label, best first."""
    scored: dict[str, float] = {}
    for candidate in spoken.candidates:
        for phrase in phrases_of(candidate.text):
            fit = fitness(phrase, candidate.closeness, spoken.voice, vocabulary)
            told = vocabulary.written(phrase.text)
            scored[told] = max(fit, scored.get(told, -9.0))
    return sorted(((fit, phrase) for phrase, fit in scored.items()), key=lambda f: (-f[0], f[1]))


def _chosen(spoken: Spoken, vocabulary: Vocabulary, number: int, taken: dict[str, int]) -> str:
    """The fittest phrase nobody has; else keywords; else either with what tells it apart."""
    language = spoken.voice.language
    phrases = ranked(spoken, vocabulary)
    fit = [phrase for score, phrase in phrases if score >= GOOD_ENOUGH]
    made = composed(spoken.candidates, spoken.keywords, language)
    options = [*fit, *made, *(phrase for _, phrase in phrases if phrase not in fit)] or ["Theme"]
    for option in options:
        if taken.get(alike(option, language), number) == number:
            return option
    return _told_apart(options[0], spoken, number, taken)


def _told_apart(label: str, spoken: Spoken, number: int, taken: dict[str, int]) -> str:
    language = spoken.voice.language
    for extra in [*spoken.keywords, *(str(count) for count in range(2, len(taken) + 3))]:
        ending = f" ({extra[: LONGEST // 2]})"
        longer = label[: LONGEST - len(ending)].rstrip() + ending
        if extra.isdigit() or taken.get(alike(longer, language), number) == number:
            return longer
    raise AssertionError("one of the numbers is always free")


def alike(label: str, language: str) -> str:
    """What two labels a reader would confuse have in common, across languages and scripts."""
    said = words(label)
    lemmas = {telling(word, language) for word in said} - {None}
    told = sorted({sounds(lemma) for lemma in lemmas if lemma})
    return " ".join(told) or " ".join(said) or label.casefold()
