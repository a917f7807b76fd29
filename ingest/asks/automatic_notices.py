"""Text that is no request to support: automatic notices, spam and keyboard mash."""

import re
from functools import lru_cache

from ingest.asks.phrase_lexicon import load_phrases, normalise_text

_FILE = "automatic_notices.toml"
_HEAD, _MOST = 120, 600
"""Characters in which an opening phrase is looked for, and of the longest text in which a phrase
may stand anywhere."""
_MAX_SPAM_CHARS = 3_000
"""Characters of a text that are searched for advertising."""
_MIN_SPAM_MARKS = 3
"""Different spam words, of the goods and of the pitch together, at least one of each; one more in a
text with a question mark."""
_KEYBOARD_ROWS = (
    *("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    *("йцукенгшщзхї", "фівапролджє", "azertyuiop", "qwertzuiop", "1234567890"),
)
_MIN_ROW_KEYS = 4
"""Letters of the shortest run of neighbouring keys."""
_LURE = re.compile(
    r"\d\s?%|[$€£₴₽]\s?\d|\d\s?[$€£₴₽]|\w\.(?:com|net|org|info|site|shop|example)\b|t\.me/"
)
"""A price, a percentage or a web address: together one spam word more."""
_LETTERS = re.compile(r"[^\W_]+")


def is_notice(text: str) -> bool:
    """Whether it is an automatic reply, a bounce or a confirmation."""
    folded = normalise_text(" ".join(text[: _MOST + 1].split()))
    head = folded[:_HEAD].lstrip("*#[(\"'- ")
    if _compile_openings("notice_start").match(head):
        return True
    if len(text) > _MOST or "?" in text:
        return False
    if away := _compile_openings("notice_away").match(head):
        return bool(_compile_phrases("notice_until").search(folded, away.end()))
    return bool(_compile_phrases("notice_anywhere").search(folded))


def is_spam(text: str) -> bool:
    """Whether it is advertising: words for goods that spam sells, with words that sell them.

    A question or complaint about such goods (a bank's loan, a shop's gift) is none.
    """
    folded = normalise_text(" ".join(text[:_MAX_SPAM_CHARS].split()))
    goods, pitch, never = (
        _compile_phrases(name) for name in ("spam_goods", "spam_pitch", "spam_never")
    )
    pitches = {found[0] for found in pitch.finditer(folded)}
    if not pitches or never.search(folded):
        return False
    sold = {found[0] for found in goods.finditer(folded)}
    marks = len(pitches) + len(sold) + bool(_LURE.search(text))
    return bool(sold) and marks >= _MIN_SPAM_MARKS + ("?" in text)


def is_keyboard_mash(text: str) -> bool:
    """Whether every word is a run of neighbouring keys: "asdfgh", "йцукен"."""
    words = _LETTERS.findall(normalise_text(text))
    return bool(words) and all(_is_keyboard_row(word) for word in words)


def _is_keyboard_row(word: str) -> bool:
    if len(word) < _MIN_ROW_KEYS or word.isdigit():
        return False
    return any(word in row or word in row[::-1] for row in _KEYBOARD_ROWS)


@lru_cache(maxsize=2)
def _compile_openings(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(load_phrases(name, _FILE)))))


@lru_cache(maxsize=8)
def _compile_phrases(name: str) -> re.Pattern[str]:
    """Any phrase of a list, as whole words; a final "*" matches the rest of a word."""
    phrases = sorted(load_phrases(name, _FILE), key=lambda phrase: (-len(phrase), phrase))
    patterns = (
        re.escape(phrase[:-1]) if phrase[-1] == "*" else rf"{re.escape(phrase)}(?!\w)"
        for phrase in phrases
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})")
