"""Hashed n-grams: a text's words and pairs of words, its marks, how it begins and ends.

Vectors hold what an ask is about; whether it asks, reports or complains shows better in its words.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from scipy.sparse import csr_matrix
from sklearn.feature_extraction import FeatureHasher
from sklearn.preprocessing import normalize

N_FEATURES = 16_384
"""Hashed features. Half as many cost one point of accuracy in a hundred."""
_STEM_LENGTH = 6
"""Letters of a word that are kept: "работает" and "работают" become one feature."""
_MAX_TOKENS = 60
"""Words that are read: the kind of an ask shows at its beginning."""
_CYRILLIC_TO_LATIN = str.maketrans(
    dict(zip("абвгґдезийіїклмнопрстуфыэ", "abvggdeziiiiklmnoprstufie", strict=True))
    | dict(zip("хцчшщжяюєё", "hccssjauee", strict=True))
    | dict.fromkeys("ьъ’'", "")
)
_LATIN_DIGRAPHS = (
    *(("shch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("zh", "j"), ("kh", "h")),
    *(("ya", "a"), ("ia", "a"), ("yu", "u"), ("iu", "u"), ("ye", "e"), ("yo", "e")),
    *(("ts", "c"), ("w", "v"), ("y", "i"), ("x", "h")),
)
_DOUBLED = re.compile(r"(.)\1+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[?!]+|\d+|[()]+|[^\w\s]")


def hash_ngrams(texts: Sequence[str]) -> csr_matrix:
    """(n, N_FEATURES) float64: the features of n texts, each row of unit length."""
    hasher = FeatureHasher(n_features=N_FEATURES, input_type="string")
    features: csr_matrix = normalize(hasher.transform(map(_extract_features, texts)))
    return features


def _extract_features(text: str) -> list[str]:
    tokens = [_normalise_token(match[0]) for match in _TOKEN.finditer(text.casefold())][
        :_MAX_TOKENS
    ]
    found = [*tokens, *(f"{word} {after}" for word, after in pairwise(tokens))]
    if tokens:
        found += [f"^{tokens[0]}", f"^{' '.join(tokens[:2])}", f"${tokens[-1]}"]
    return [*found, f"#{min(len(tokens) // 5, 8)}"]


def _normalise_token(word: str) -> str:
    if word.isdigit():
        return "0"
    return _to_phonetic_key(word)[:_STEM_LENGTH] if word[0].isalpha() else word[:2]


@lru_cache(maxsize=1 << 15)
def _to_phonetic_key(word: str) -> str:
    """A word in Latin letters, the same whether it was typed in Cyrillic or transliterated."""
    sound = word.translate(_CYRILLIC_TO_LATIN)
    for digraph, letter in _LATIN_DIGRAPHS:
        sound = sound.replace(digraph, letter)
    return _DOUBLED.sub(r"\1", sound)
