"""Russian and Ukrainian in Latin letters, in the several ways people type them."""

import random

_COMMON = {
    "а": "a", "б": "b", "в": "v|w", "д": "d", "е": "e", "ж": "zh|j|g", "з": "z", "й": "y|i|j",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "h|kh|x", "ц": "ts|c", "ч": "ch|4", "ш": "sh", "щ": "sch|shch|sh",
    "ь": "|'", "ю": "yu|iu|u|ju", "я": "ya|ia|ja",
}  # fmt: skip
_OWN = {
    "ru": {"г": "g", "ё": "e|yo", "и": "i", "ъ": "", "ы": "y|i", "э": "e"},
    "uk": {"г": "h|g", "ґ": "g", "є": "ye|ie|e", "и": "y|i", "і": "i", "ї": "yi|i", "'": ""},
}


def romanise(text: str, lang: str, rng: random.Random) -> str:
    """The text in Latin letters; one way of writing each letter is kept through the message."""
    table = _COMMON | _OWN[lang]
    scheme = {letter: rng.choice(ways.split("|")) for letter, ways in table.items()}
    return "".join(_romanise_letter(letter, scheme) for letter in text)


def _romanise_letter(letter: str, scheme: dict[str, str]) -> str:
    lower = letter.lower()
    if lower not in scheme:
        return letter
    latin = scheme[lower]
    return latin if letter == lower else latin.capitalize()
