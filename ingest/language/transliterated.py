"""Russian and Ukrainian written in Latin letters: "gde ssylka", "yak oplatyty"."""

import re
from functools import lru_cache

import simplemma

from ingest.language.morphology import find_known_spellings, is_word

_WORD = re.compile(r"[a-z']+")
_ACCENTED = re.compile(r"[\u00df-\u024f]")
"""Letters with diacritics: no transliteration has them."""
_COMMON = {
    "ru": "ne net na ya u i v s k po za ot do iz kak gde chto shto esli ili no a ego eto est uzhe "
    "mne menya vam vas moy moya moi nam nas on ona oni mozhno nuzhno pochemu zachem kogda kto "
    "spasibo privet zdravstvuyte zdrastvuite zdravstvuite pozhaluysta pozhalusta podskazhite "
    "hochu khochu mogu dengi den dobryy dobriy dobry pomogite opyat tolko bolshe ochen vse vsyo "
    "chto-to pojaluista pogalusta budet byl byla bylo gdye sschet",
    "uk": "ne nema nemaye nemaie nemae na ya u v i z zi do vid yak de shcho scho sho yakshcho abo "
    "ale a ye ie tse vzhe meni mene vam vas miy moya nam nas vin vona vony mozhna treba potribno "
    "chomu koly khto dyakuyu diakuiu dyakuu pryvit vitayu dobryi dobryj den dnya bud laska "
    "pidkazhit hochu khochu mozhu hroshi groshi tilky duzhe dosi znovu pislia pislya bulo bula "
    "tsey tsia shche",
}
_COMMON_WORDS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_LEAST_SHARE = 0.5
"""Share of words that must be readable as Russian or Ukrainian."""
_FOREIGN_RATIO = 2
"""How many times as many words must be readable as there are function words of another language."""
_DISTINCTIVE = {
    "uk": re.compile(r"shch?o\b|\byak|iy\b|yi|\bye\b|[aeiou]ye\b|nnia\b|nnya\b|\bvid|\bpid|ty\b"),
    "ru": re.compile(r"[yi]y\b|\bkak|chto|\beto|[aeo]t\b|iye\b|tsya\b|sya\b"),
}


def detect_transliteration(plain: str, foreign: int = 0) -> str | None:
    """The language, "ru" or "uk", that a lower-case Latin text transliterates; None for others.

    `foreign` is the number of function words of another language in the text.
    """
    words = _WORD.findall(plain)
    if not words or _ACCENTED.search(plain):
        return None
    scores = {code: sum(_score_word(word, code) for word in words) for code in ("ru", "uk")}
    english = sum(_is_english(word) for word in words)
    best = max(scores.values())
    common = any(word in known for known in _COMMON_WORDS.values() for word in words)
    share = best / len(words)
    if share < _LEAST_SHARE or (share == _LEAST_SHARE and not common):
        return None
    if best <= english or best <= _FOREIGN_RATIO * foreign or not _is_sure(words):
        return None
    return _pick_language(plain, scores)


def _pick_language(plain: str, scores: dict[str, float]) -> str:
    if scores["ru"] != scores["uk"]:
        return "ru" if scores["ru"] > scores["uk"] else "uk"
    own = {code: len(pattern.findall(plain)) for code, pattern in _DISTINCTIVE.items()}
    return "uk" if own["uk"] > own["ru"] else "ru"


def _is_sure(words: list[str]) -> bool:
    """Whether a word is long or distinctive enough: prepositions alone are in many languages."""
    return any(len(word) > 3 or word in _STRONG for word in words)


_STRONG = frozenset(["gde", "kak", "net", "yak", "sho", "scho", "hto", "kto", "eto", "tse"])


@lru_cache(maxsize=50_000)
def _score_word(word: str, code: str) -> float:
    if word in _COMMON_WORDS[code]:
        return 1.0
    if len(word) < 4 or _is_english(word):
        return 0.0
    return float(any(is_word(spelled, code) for spelled in find_known_spellings(word, code)))


@lru_cache(maxsize=50_000)
def _is_english(word: str) -> bool:
    own = any(word in words for words in _COMMON_WORDS.values())
    return not own and len(word) > 1 and bool(simplemma.is_known(word, "en"))
