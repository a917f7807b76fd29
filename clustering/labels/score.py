"""How well a phrase would stand as the label of a theme."""

import re
from collections.abc import Sequence

from clustering.labels.candidates import Phrase, is_narrative, is_request, is_transient_word
from clustering.labels.corpus_terms import (
    TermStats,
    Vocabulary,
    compute_relevance,
    extract_content_lemmas,
)
from clustering.labels.tokens import (
    extract_words,
    find_content_lemma,
    has_cyrillic,
    is_dictionary_word,
    pick_lemma_language,
)

_BEST_LENGTH = (12, 48)
"""Characters of a label that is neither a stub nor a story."""
_CENTRALITY = 0.8
"""Weight of the meaning of the whole ask against the words of the phrase."""
_MIN_WORD_SHARE = 0.12
"""A word said in this share of a theme's asks belongs to it, however it is spelt."""
_LONGEST_QUOTE = 180
"""Characters of a quote that is read whole."""
_STUB_PENALTY = {1: 1.0, 2: 0.2, 3: 0.04}
"""What is taken off for so few words."""
_CUT_PENALTY = (0.0, 0.1, 0.25, 0.5)
_DIGIT = re.compile(r"\d")


def score_phrase(
    phrase: Phrase, closeness: float, term_stats: TermStats, vocabulary: Vocabulary
) -> float:
    """Relevance and centrality, less what a reader would stumble over; about -1..1.9.

    closeness is the cosine of the phrase's ask to its theme's centroid.
    """
    said = extract_words(phrase.text)
    lemmas = extract_content_lemmas(said, term_stats.language)
    if not lemmas:
        return -1.0
    told = compute_relevance(lemmas, term_stats, vocabulary) + _CENTRALITY * closeness
    first = 0.1 if phrase.sentence_index == 0 else 0.0
    alone = 0.0 if len(lemmas) > 1 else 0.05 if is_request(phrase.text) else 0.25
    run_on = 0.3 * vocabulary.is_run_on(phrase.text)
    return (
        told
        + first
        - alone
        - run_on
        - _penalise_form(phrase, said)
        - _penalise_words(said, term_stats, vocabulary)
    )


def score_readability(text: str, language: str, vocabulary: Vocabulary) -> float:
    """How easily an ask reads as a quote, 0..1: whole words, of a length one takes in at once."""
    said = extract_words(text)
    if not said:
        return 0.0
    wrong = sum(
        vocabulary.is_likely_typo(word, language) or is_foreign(word, language) for word in said
    )
    long = max(len(text) - _LONGEST_QUOTE, 0) / _LONGEST_QUOTE
    short = 0.4 if len(said) < 3 else 0.0
    return max(0.0, 1.0 - 3 * wrong / len(said) - min(long, 0.6) - short)


def _penalise_form(phrase: Phrase, said: Sequence[str]) -> float:
    """What is wrong with the shape: length, cuts, leaning, numbers, shouting."""
    length = len(phrase.text)
    off = max(_BEST_LENGTH[0] - length, 0) / 20 + max(length - _BEST_LENGTH[1], 0) / 60
    stub = _STUB_PENALTY.get(len(said), 0.0)
    story = 0.0 if is_request(phrase.text) else 0.2 + 0.1 * is_narrative(phrase.text)
    return (
        off
        + stub
        + story
        + _CUT_PENALTY[phrase.cut]
        + 0.2 * phrase.needs_context
        + 0.08 * min(len(_DIGIT.findall(phrase.text)), 4)
        + 0.2 * phrase.text.isupper()
        + 0.04 * min(phrase.text.count(",") + phrase.text.count(":"), 3)
        + 0.05 * phrase.text.count("!")
        + 0.3 * _is_unbalanced(phrase.text)
    )


def _penalise_words(said: Sequence[str], term_stats: TermStats, vocabulary: Vocabulary) -> float:
    """What is wrong with the words: typos, foreign ones, those of a moment or a mood."""
    return sum(
        0.3 * vocabulary.is_likely_typo(word, term_stats.language)
        + 0.12 * is_transient_word(word)
        + 0.25 * (is_foreign(word, term_stats.language) and not _is_theme_word(word, term_stats))
        for word in said
    )


def _is_unbalanced(text: str) -> bool:
    return (
        text.count("(") != text.count(")")
        or text.count('"') % 2 == 1
        or (text.count("«") != text.count("»"))
    )


def _is_theme_word(word: str, term_stats: TermStats) -> bool:
    lemma = find_content_lemma(word, term_stats.language)
    return (
        lemma is not None
        and term_stats.shares.get(lemma, 0.0) >= _MIN_WORD_SHARE
        and term_stats.asks > 2
    )


def is_foreign(word: str, language: str) -> bool:
    """Whether a word is written as the language never is: the other script, or no word of it."""
    if has_cyrillic(word) != (language in ("ru", "uk")):
        return True
    return not is_dictionary_word(word, language) and is_dictionary_word(
        word, _pick_other_language(word, language)
    )


def _pick_other_language(word: str, language: str) -> str:
    others = {"ru": "uk", "uk": "ru"}
    return others.get(language, pick_lemma_language(word, language))
