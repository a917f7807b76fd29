"""Labels of areas: the keywords that their themes share, in each language."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt

from clustering.labels.choose import build_label_key
from clustering.labels.keywords import is_same_word
from domain.themes import Name, Theme, find_name

_CONJUNCTIONS = {"ru": " и ", "uk": " та ", "en": " and ", "de": " und ", "fr": " et ", "es": " y "}
_LABEL_WORDS = 2
"""Words of a label that gets a number."""
_MAX_WORDS = 12
"""Words of an area that are considered: more than any label has."""
_SHARED_WORD_PENALTY = 0.6
"""Share of its weight that a word of another area loses at most, 0..1."""
_ADJECTIVE_ENDINGS = {"ru": ("ый", "ий", "ой", "ая", "ое"), "uk": ("ий", "ій", "а́", "ова")}
_VERB_ENDINGS = {
    "ru": ("ать", "ять", "еть", "ить", "оть", "уть", "ыть", "чь", "ться", "тись", "йти", "сти"),
    "uk": ("ати", "яти", "ити", "іти", "їти", "ути", "сти", "йти", "тися", "тись", "оти", "еться"),
}


def name_areas(
    groups: Sequence[Sequence[Theme]], sizes: Mapping[str, int], theme_names: Sequence[Name]
) -> list[tuple[Name, ...]]:
    """Names of each group of themes, in every language its themes are named in, the language of
    most of its asks first.

    No two areas have the same name, and none has the label of a theme (`theme_names`). Groups
    earlier in the list choose first.
    """
    languages = [_order_languages(group, sizes) for group in groups]
    named: list[dict[str, Name]] = [{} for _ in groups]
    taken = {name.label.casefold() for name in theme_names}
    for language in sorted({language for spoken in languages for language in spoken}):
        weights = [_weigh_words(group, sizes, language) for group in groups]
        names = _find_proper_names(
            [name.label for name in theme_names if name.language == language]
        )
        for number, spoken in enumerate(languages):
            if language in spoken and weights[number]:
                words = _pick_strongest_words(weights, number, language)
                label = _build_label(words, language, taken, names)
                taken |= {build_label_key(label, language), label.casefold()}
                named[number][language] = Name(language, label, tuple(words[:5]))
    return [
        tuple(named[number][language] for language in spoken if language in named[number])
        for number, spoken in enumerate(languages)
    ]


def _order_languages(group: Sequence[Theme], sizes: Mapping[str, int]) -> list[str]:
    """Languages its themes are named in: the main language of most of its asks first, the others in
    alphabetical order."""
    asks: Counter[str] = Counter()
    for theme in group:
        if theme.names:
            asks[theme.names[0].language] += sizes.get(theme.id, 0)
    main = min(asks, key=lambda language: (-asks[language], language), default=None)
    others = {name.language for theme in group for name in theme.names} - {main}
    return ([main] if main else []) + sorted(others)


def _weigh_words(
    group: Sequence[Theme], sizes: Mapping[str, int], language: str
) -> dict[str, float]:
    """Word -> its weight in the area: the sum over themes of sqrt(asks) / rank among the theme's
    keywords, times the square root of the themes that have it."""
    weights: dict[str, float] = {}
    themes: Counter[str] = Counter()
    for theme in sorted(group, key=lambda theme: theme.id):
        name = find_name(theme.names, language)
        for place, word in enumerate(name.keywords if name else ()):
            weight = sqrt(sizes.get(theme.id, 0)) / (1 + place)
            weights[word] = weights.get(word, 0.0) + weight
            themes[word] += 1
    return {word: weight * sqrt(themes[word]) for word, weight in weights.items()}


def _pick_strongest_words(
    weights: Sequence[Mapping[str, float]], number: int, language: str
) -> list[str]:
    """The area's strongest words, `_MAX_WORDS` at most, nouns before others, no two of them the
    same word inflected."""
    own = weights[number]

    def weigh_against_others(word: str) -> float:
        elsewhere = max(
            (other.get(word, 0.0) for i, other in enumerate(weights) if i != number), default=0.0
        )
        penalty = _SHARED_WORD_PENALTY * min(elsewhere / own[word], 1.0)
        return own[word] * (1.0 - penalty)

    ordered = sorted(
        own, key=lambda word: (not _is_noun(word, language), -weigh_against_others(word), word)
    )
    kept: list[str] = []
    for word in ordered:
        if len(kept) == _MAX_WORDS:
            break
        if not any(is_same_word(word, other) for other in kept):
            kept.append(word)
    return kept


def _is_noun(word: str, language: str) -> bool:
    """Whether a lemma does not end like an adjective or a verb."""
    if word.endswith(("сть", "ість")):
        return True
    return not word.endswith(
        (*_ADJECTIVE_ENDINGS.get(language, ()), *_VERB_ENDINGS.get(language, ()))
    )


def _build_label(
    words: Sequence[str], language: str, taken: set[str], names: Mapping[str, str]
) -> str:
    """The strongest words whose label no other area and no theme has; with a number where all are
    taken."""
    written = [names.get(word, word) for word in words]
    pairs = [[written[0], other] for other in written[1:]]
    longer = [written[:length] for length in range(3, len(written) + 1)]
    for chosen in [*pairs, *longer, written[:1]]:
        label = _join_words(chosen, language)
        if not {build_label_key(label, language), label.casefold()} & taken:
            return label
    base = _join_words(written[:_LABEL_WORDS], language)
    number = next(n for n in range(2, len(taken) + 3) if f"{base} {n}".casefold() not in taken)
    return f"{base} {number}"


def _join_words(words: Sequence[str], language: str) -> str:
    first, *more = words
    listed = ", ".join([first, *more[:-1]])
    label = f"{listed}{_CONJUNCTIONS.get(language, ', ')}{more[-1]}" if more else first
    return label[0].upper() + label[1:]


def _find_proper_names(labels: Sequence[str]) -> dict[str, str]:
    """Lower-case word -> as it is written within a label, where that has a capital: "Excel"."""
    inner = (word.strip("?!.,") for label in sorted(labels) for word in label.split(" ")[1:])
    return {word.casefold(): word for word in inner if not word.islower()}
