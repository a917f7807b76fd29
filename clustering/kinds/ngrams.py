"""N-grams: a text's words and pairs of words, its marks, how it begins and ends.

Vectors hold what an ask is about; whether it asks, reports, complains or is angry shows better in
its words. Words count by their beginning and their sound, in Cyrillic or Latin letters alike.
"""

import re
from functools import lru_cache
from itertools import pairwise

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


def list_ngrams(text: str) -> list[str]:
    """The features of a text, before they are hashed; the same one may stand there twice."""
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
