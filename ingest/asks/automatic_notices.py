"""What nobody wrote to support: automatic notices, advertising, and keys pressed at random."""

import re
from functools import lru_cache

from ingest.asks.phrase_lexicon import load_phrases, normalise_text

_FILE = "automatic_notices.toml"
_HEAD, _MOST = 120, 600
"""Characters within which a notice shows itself, and beyond which it needs to start with it."""
_MAX_SPAM_CHARS = 3_000
"""Characters of a text that are searched for advertising."""
_MIN_SPAM_MARKS = 3
"""Different words of selling and sold goods together, one of each at least, that advertise; one
more where something is asked."""
_KEYBOARD_ROWS = (
    *("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    *("йцукенгшщзхї", "фівапролджє", "azertyuiop", "qwertzuiop", "1234567890"),
)
_MIN_ROW_KEYS = 4
"""Neighbouring keys in a row from which nobody meant a word."""
_LURE = re.compile(
    r"\d\s?%|[$€£₴₽]\s?\d|\d\s?[$€£₴₽]|\w\.(?:com|net|org|info|site|shop|example)\b|t\.me/"
)
"""A price, a share or an address, which together make one mark more."""
_LETTERS = re.compile(r"[^\W_]+")


def is_notice(text: str) -> bool:
    """Whether a machine wrote it: an automatic reply, a bounce, a confirmation."""
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
    """Whether it advertises: goods of the sort that spam sells, with the words that sell them.

    Somebody who asks or complains about such goods (a bank's loan, a shop's gift) is no spammer.
    """
    folded = normalise_text(" ".join(text[:_MAX_SPAM_CHARS].split()))
    goods, pitch, own = (
        _compile_phrases(name) for name in ("spam_goods", "spam_pitch", "spam_never")
    )
    pitches = {found[0] for found in pitch.finditer(folded)}
    if not pitches or own.search(folded):
        return False
    sold = {found[0] for found in goods.finditer(folded)}
    marks = len(pitches) + len(sold) + bool(_LURE.search(text))
    return bool(sold) and marks >= _MIN_SPAM_MARKS + ("?" in text)


def is_keyboard_mash(text: str) -> bool:
    """Whether it is nothing but keys in a row: "asdfgh", "йцукен"."""
    words = _LETTERS.findall(normalise_text(text))
    return bool(words) and all(_is_keyboard_row(word) for word in words)


def _is_keyboard_row(word: str) -> bool:
    if len(word) < _MIN_ROW_KEYS or word.isdigit():
        return len(set(word)) == 1 and not word.isdigit() and len(word) >= _MIN_ROW_KEYS
    return any(word in row or word in row[::-1] for row in _KEYBOARD_ROWS)


@lru_cache(maxsize=2)
def _compile_openings(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(load_phrases(name, _FILE)))))


@lru_cache(maxsize=8)
def _compile_phrases(name: str) -> re.Pattern[str]:
    """Any phrase of a list, as whole words; "*" at the end stands for the rest of a word."""
    told = sorted(load_phrases(name, _FILE), key=lambda one: (-len(one), one))
    ways = (re.escape(one[:-1]) if one[-1] == "*" else rf"{re.escape(one)}(?!\w)" for one in told)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})")
