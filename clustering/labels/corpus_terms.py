"""Term statistics of the texts: document frequencies by language and theme, usual spellings."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from clustering.labels.tokens import (
    SERVED_LANGUAGES,
    extract_words,
    find_content_lemma,
    is_dictionary_word,
)

UNDETERMINED = "und"
"""The language of a text whose language is not known."""
_SERVED_SHARE = 0.02
_OTHER_SHARE = 0.15
"""Share of all asks from which a language, served or other, is not taken for a detector's
mistake."""
_WORD = re.compile(r"[^\W\d_][\w’'ʼ]*")
_MID_SENTENCE_WORD = re.compile(r"(?<=[\w,] )[^\W\d_][\w’'ʼ]*")
"""Words that do not begin a sentence, so that their capitals mean something."""
_APOSTROPHES = {
    word.replace("'", ""): word
    for word in (
        *("can't", "don't", "doesn't", "didn't", "isn't", "wasn't", "won't", "couldn't"),
        *("wouldn't", "haven't", "hasn't", "aren't", "i'm", "i've", "there's", "what's"),
    )
}
_LETTER_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
"""A letter three times in a row, as no word of the languages served has it: "soooo"."""
_NO_TEXTS: Counter[str] = Counter()
_FEW = 2
_LONGEST_ACRONYM = 4
_MIN_TEXTS = 3
"""Texts from which a spelling that no dictionary has is taken for a word."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Term statistics of n texts."""

    lemmas: tuple[frozenset[str], ...]
    """The content lemmas of each text."""
    texts_with: dict[str, Counter[str]]
    """Language -> lemma -> number of its texts that have it."""
    texts_in: Counter[str]
    """Language -> number of its texts."""
    spelling_counts: Counter[str]
    """Word as it is spelt, lower case -> number of texts."""
    usual_casing: dict[str, str]
    """Lower-case word -> how it is written within a sentence: "excel" -> "Excel"."""

    def compute_idf(self, lemma: str, language: str) -> float:
        """Inverse document frequency, smoothed: log((1 + N) / (1 + n)) + 0.1."""
        n_texts = self.texts_with.get(language, _NO_TEXTS)[lemma]
        return log((1 + self.texts_in[language]) / (1 + n_texts)) + 0.1

    def is_likely_typo(self, word: str, language: str) -> bool:
        """Whether a spelling looks like a typo: few write it, and no dictionary has it."""
        return self.spelling_counts[word] < _MIN_TEXTS and not is_dictionary_word(word, language)

    def is_likely_typo_lemma(self, lemma: str, language: str) -> bool:
        """The same of a lemma."""
        n_texts = self.texts_with.get(language, _NO_TEXTS)[lemma]
        return n_texts < _MIN_TEXTS and not is_dictionary_word(lemma, language)

    def restore_spelling(self, phrase: str) -> str:
        """A phrase with its words written as most people write them within a sentence, and the
        apostrophes that were left out."""
        restored = _WORD.sub(lambda match: self._restore_word(match[0]), phrase)
        return restored[0].upper() + restored[1:]

    def is_run_on(self, phrase: str) -> bool:
        """Whether a word in the middle begins with a capital it should not have: two sentences
        without a stop between them."""
        inner = _WORD.findall(phrase)[1:]
        return any(
            word[0].isupper()
            and not word.isupper()
            and self.usual_casing.get(word.casefold(), "").islower()
            for word in inner
        )

    def _restore_word(self, word: str) -> str:
        folded = word.casefold()
        shouted = word.isupper() and len(word) > _LONGEST_ACRONYM
        usual = self.usual_casing.get(folded, folded)
        # Capitals are taken off more often than put on: "Play" may be a name where "play" is none.
        restored = _APOSTROPHES.get(folded) or (usual if shouted or word.islower() else word)
        return _LETTER_REPEATED.sub(r"\1", restored)


def mask_rare_languages(languages: Sequence[str], weights: Sequence[int]) -> list[str]:
    """The language of each text; `UNDETERMINED` where hardly any ask is in it.

    Detectors take short and transliterated texts for languages that no customer writes in. weights:
    asks each text stands for.
    """
    asks: Counter[str] = Counter()
    for language, weight in zip(languages, weights, strict=True):
        asks[language] += int(weight)
    total = sum(asks.values())
    real = {
        language
        for language, count in asks.items()
        if count >= total * (_SERVED_SHARE if language in SERVED_LANGUAGES else _OTHER_SHARE)
    }
    return [language if language in real else UNDETERMINED for language in languages]


def build_vocabulary(texts: Sequence[str], languages: Sequence[str]) -> Vocabulary:
    """Count the words of all texts; each counts once a text."""
    lemmas: list[frozenset[str]] = []
    texts_with: dict[str, Counter[str]] = {}
    spelt: Counter[str] = Counter()
    cased: Counter[str] = Counter()
    for text, language in zip(texts, languages, strict=True):
        words = extract_words(text)
        spelt.update(set(words))
        cased.update(set(_MID_SENTENCE_WORD.findall(text)))
        lemmas.append(frozenset(extract_content_lemmas(words, language)))
        texts_with.setdefault(language, Counter()).update(lemmas[-1])
    return Vocabulary(
        tuple(lemmas), texts_with, Counter(languages), spelt, _find_usual_casing(cased)
    )


def _find_usual_casing(cased: Counter[str]) -> dict[str, str]:
    """The way most texts write a word, where most of them agree; `cased` counts each way."""
    ways: dict[str, dict[str, int]] = {}
    for word, texts in cased.items():
        ways.setdefault(word.casefold(), {})[word] = texts
    usual: dict[str, str] = {}
    for folded, forms in ways.items():
        form, count = min(forms.items(), key=lambda counted: (-counted[1], counted[0]))
        if (
            count * 2 > sum(forms.values())
            and count >= _MIN_TEXTS
            and not (len(form) > 3 and form.isupper())
        ):
            usual[folded] = form
    return usual


def extract_content_lemmas(words: Iterable[str], language: str) -> set[str]:
    """Lemmas of the content words: without stop words and small talk."""
    return {lemma for word in words if (lemma := find_content_lemma(word, language))}


@dataclass(frozen=True, slots=True)
class TermStats:
    """Term statistics of a theme's asks in one language."""

    language: str
    shares: dict[str, float]
    """Lemma -> share of these asks that have it besides the one it is read in, 0..1."""
    weights: dict[str, float]
    """Lemma -> its share times its inverse document frequency."""
    length: float
    """Euclidean length of `weights`."""
    asks: int


def compute_term_stats(rows: Sequence[int], language: str, vocabulary: Vocabulary) -> TermStats:
    """Term statistics of these texts, all of them in `language`."""
    count: Counter[str] = Counter()
    for row in rows:
        count.update(vocabulary.lemmas[row])
    # A word of one ask alone is not what the theme is about, however rare it is.
    besides = 1 if len(rows) > _FEW else 0
    shares = {lemma: (asks - besides) / len(rows) for lemma, asks in count.items()}
    weights = {
        lemma: share * vocabulary.compute_idf(lemma, language) for lemma, share in shares.items()
    }
    length = sqrt(sum(weights[lemma] ** 2 for lemma in sorted(weights))) or 1.0
    return TermStats(language, shares, weights, length, len(rows))


def compute_relevance(
    lemmas: Iterable[str], term_stats: TermStats, vocabulary: Vocabulary
) -> float:
    """Cosine of a phrase's inverse document frequencies with the theme's `weights`, 0..1.

    Words in the phrase that the theme lacks lower it as much as words that the phrase lacks.
    """
    # Sums go in sorted order: sets have another order in every process.
    ordered = sorted(lemmas)
    rarities = [vocabulary.compute_idf(lemma, term_stats.language) for lemma in ordered]
    shared = sum(
        rarity * term_stats.weights.get(lemma, 0.0)
        for rarity, lemma in zip(rarities, ordered, strict=True)
    )
    own = sqrt(sum(rarity**2 for rarity in rarities)) or 1.0
    return shared / (own * term_stats.length)
