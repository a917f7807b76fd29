"""How well a phrase would stand as the label of a theme."""

import re
from collections.abc import Sequence

from clustering.labels.candidates import Phrase, asks_for_something, is_passing, tells_a_story
from clustering.labels.corpus_terms import Vocabulary, Voice, relevance, telling_of
from clustering.labels.tokens import is_known, language_of_word, telling, words, written_in_cyrillic

_BEST_LENGTH = (12, 48)
"""Characters of a label that is neither a stub nor a story."""
_CENTRALITY = 0.8
"""Weight of the meaning of the whole ask against the words of the phrase."""
_OFTEN = 0.12
"""A word said in this share of a theme's asks belongs to it, however it is spelt."""
_LONGEST_QUOTE = 180
"""Characters of a quote that is read whole."""
_STUB = {1: 1.0, 2: 0.2, 3: 0.04}
"""What is taken off for so few words."""
_CUT = (0.0, 0.1, 0.25, 0.5)
_DIGIT = re.compile(r"\d")


def fitness(phrase: Phrase, closeness: float, voice: Voice, vocabulary: Vocabulary) -> float:
    """Relevance and centrality, less what a reader would stumble over; about -1..1.9.

    closeness is the cosine of the phrase's ask to its theme's centroid.
    """
    said = words(phrase.text)
    lemmas = telling_of(said, voice.language)
    if not lemmas:
        return -1.0
    told = relevance(lemmas, voice, vocabulary) + _CENTRALITY * closeness
    first = 0.1 if phrase.place == 0 else 0.0
    alone = 0.0 if len(lemmas) > 1 else 0.05 if asks_for_something(phrase.text) else 0.25
    run_on = 0.3 * vocabulary.runs_on(phrase.text)
    return told + first - alone - run_on - _form(phrase, said) - _words(said, voice, vocabulary)


def readable(text: str, language: str, vocabulary: Vocabulary) -> float:
    """How easily an ask reads as a quote, 0..1: whole words, of a length one takes in at once."""
    said = words(text)
    if not said:
        return 0.0
    wrong = sum(
        vocabulary.is_doubtful(word, language) or is_foreign(word, language) for word in said
    )
    long = max(len(text) - _LONGEST_QUOTE, 0) / _LONGEST_QUOTE
    short = 0.4 if len(said) < 3 else 0.0
    return max(0.0, 1.0 - 3 * wrong / len(said) - min(long, 0.6) - short)


def _form(phrase: Phrase, said: Sequence[str]) -> float:
    """What is wrong with the shape: length, cuts, leaning, numbers, shouting."""
    length = len(phrase.text)
    off = max(_BEST_LENGTH[0] - length, 0) / 20 + max(length - _BEST_LENGTH[1], 0) / 60
    stub = _STUB.get(len(said), 0.0)
    story = 0.0 if asks_for_something(phrase.text) else 0.2 + 0.1 * tells_a_story(phrase.text)
    return (
        off
        + stub
        + story
        + _CUT[phrase.cut]
        + 0.2 * phrase.leans
        + 0.08 * min(len(_DIGIT.findall(phrase.text)), 4)
        + 0.2 * phrase.text.isupper()
        + 0.04 * min(phrase.text.count(",") + phrase.text.count(":"), 3)
        + 0.05 * phrase.text.count("!")
        + 0.3 * _is_unbalanced(phrase.text)
    )


def _words(said: Sequence[str], voice: Voice, vocabulary: Vocabulary) -> float:
    """What is wrong with the words: typos, foreign ones, those of a moment or a mood."""
    return sum(
        0.3 * vocabulary.is_doubtful(word, voice.language)
        + 0.12 * is_passing(word)
        + 0.25 * (is_foreign(word, voice.language) and not _belongs(word, voice))
        for word in said
    )


def _is_unbalanced(text: str) -> bool:
    return (
        text.count("(") != text.count(")")
        or text.count('"') % 2 == 1
        or (text.count("«") != text.count("»"))
    )


def _belongs(word: str, voice: Voice) -> bool:
    lemma = telling(word, voice.language)
    return lemma is not None and voice.shares.get(lemma, 0.0) >= _OFTEN and voice.asks > 2


def is_foreign(word: str, language: str) -> bool:
    """Whether a word is written as the language never is: the other script, or no word of it."""
    if written_in_cyrillic(word) != (language in ("ru", "uk")):
        return True
    return not is_known(word, language) and is_known(word, _other(word, language))


def _other(word: str, language: str) -> str:
    others = {"ru": "uk", "uk": "ru"}
    return others.get(language, language_of_word(word, language))
