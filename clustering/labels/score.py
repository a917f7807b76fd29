"""Scores of phrases as labels, and of asks as quotes."""

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
"""Characters of a label that is neither too short nor too long."""
_CENTRALITY = 0.8
"""Weight of the ask's cosine to the centroid against the relevance of the phrase's words."""
_MIN_WORD_SHARE = 0.12
"""Share of a theme's asks from which a foreign word belongs to it."""
_LONGEST_QUOTE = 180
"""Characters of a quote above which it loses."""
_STUB_PENALTY = {1: 1.0, 2: 0.2, 3: 0.04}
"""Number of words -> penalty for so few."""
_CUT_PENALTY = (0.0, 0.1, 0.25, 0.5)
_DIGIT = re.compile(r"\d")


def score_phrase(
    phrase: Phrase, closeness: float, term_stats: TermStats, vocabulary: Vocabulary
) -> float:
    """Relevance and centrality less penalties for form and words; about -1..1.9.

    closeness: cosine of the phrase's ask to its theme's centroid.
    """
    words = extract_words(phrase.text)
    lemmas = extract_content_lemmas(words, term_stats.language)
    if not lemmas:
        return -1.0
    relevance = compute_relevance(lemmas, term_stats, vocabulary)
    first = 0.1 if phrase.sentence_index == 0 else 0.0
    alone = 0.0 if len(lemmas) > 1 else 0.05 if is_request(phrase.text) else 0.25
    run_on = 0.3 * vocabulary.is_run_on(phrase.text)
    return (
        relevance
        + _CENTRALITY * closeness
        + first
        - alone
        - run_on
        - _penalise_form(phrase, words)
        - _penalise_words(words, term_stats, vocabulary)
    )


def score_readability(text: str, language: str, vocabulary: Vocabulary) -> float:
    """How easily an ask reads as a quote, 0..1: few typos and foreign words, neither long nor
    short."""
    words = extract_words(text)
    if not words:
        return 0.0
    wrong = sum(
        vocabulary.is_likely_typo(word, language) or is_foreign(word, language) for word in words
    )
    long = max(len(text) - _LONGEST_QUOTE, 0) / _LONGEST_QUOTE
    short = 0.4 if len(words) < 3 else 0.0
    return max(0.0, 1.0 - 3 * wrong / len(words) - min(long, 0.6) - short)


def _penalise_form(phrase: Phrase, words: Sequence[str]) -> float:
    """Penalty for the form: length, cuts, references, digits, capitals, punctuation."""
    length = len(phrase.text)
    off = max(_BEST_LENGTH[0] - length, 0) / 20 + max(length - _BEST_LENGTH[1], 0) / 60
    stub = _STUB_PENALTY.get(len(words), 0.0)
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


def _penalise_words(words: Sequence[str], term_stats: TermStats, vocabulary: Vocabulary) -> float:
    """Penalty for the words: typos, foreign ones, those of a moment or a mood."""
    return sum(
        0.3 * vocabulary.is_likely_typo(word, term_stats.language)
        + 0.12 * is_transient_word(word)
        + 0.25 * (is_foreign(word, term_stats.language) and not _is_theme_word(word, term_stats))
        for word in words
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
    """Whether a word is in the other script, or in another language's dictionary and not in this
    one's."""
    if has_cyrillic(word) != (language in ("ru", "uk")):
        return True
    return not is_dictionary_word(word, language) and is_dictionary_word(
        word, _pick_other_language(word, language)
    )


def _pick_other_language(word: str, language: str) -> str:
    others = {"ru": "uk", "uk": "ru"}
    return others.get(language, pick_lemma_language(word, language))
