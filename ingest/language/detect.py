"""Language detection: by letters, function words and dictionaries; lingua decides the rest."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import simplemma
import stopwordsiso

from domain.placeholders import OWN_PLACEHOLDER, strip_placeholders
from ingest.language.codes import DEFAULT_LANGUAGES
from ingest.language.morphology import is_word
from ingest.language.other_cyrillic import detect_other_cyrillic
from ingest.language.transliterated import detect_transliteration

if TYPE_CHECKING:
    from lingua import LanguageDetector

_MAX_CHARS = 250
"""Characters that are read. Of 4,938 real asks, seven change with 250 instead of 400."""
_MIN_LOW_ACCURACY_CHARS = 200
"""Characters from which lingua's low accuracy mode is used: it is three times as fast, and differs
from the full models on 1 in 300 texts of this length."""
_ENGLISH_SHARE, _ENGLISH_LEAST = 0.15, 2
"""Share of English function words, and number of different ones, from which a text is English;
lingua is not asked, as it takes product names for German."""
_CYRILLIC = re.compile(r"[\u0430-\u045f\u0490-\u052f]")
_LATIN = re.compile(r"[a-z\u00df-\u024f]")
_RUSSIAN = re.compile(r"[ыэъё]")
_UKRAINIAN = re.compile(r"[іїєґ]")
_ACCENTED = re.compile(r"[à-ïñ-öø-üýÿąćęłńœśźżß]")
"""Letters that no transliteration of Russian or Ukrainian has; š and č some have."""
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_ASCII_WORD = re.compile(r"\b[a-z]{3,}\b")
_COMMON = {
    "ru": "что как это не нет где или если когда могу меня мне вы вас ваш спасибо и почему нужно "
    "можно только уже еще здравствуйте привет работает после при за день добрый",
    "uk": "що як це де чи якщо коли можу мене ви вас ваш дякую та й чому треба можна тільки вже ще "
    "добрий доброго дня немає але після під був про до",
    "en": "the and with this that when have from my not but how what you are it been does "
    "can't don't i'm it's i of they there would",
}
_COMMON_WORDS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_MIXED_RATIO = 3
"""Ratio of the two languages' own letters or words from which a text is in one of them."""
_MIXED_LEAST = 2
"""Words of its own that each of the two languages of a mixed text has at least."""
_ENGLISH_IN_CYRILLIC, _ENGLISH_IN_CYRILLIC_LEAST = 0.25, 3
"""Share and number of lower-case English words from which a Cyrillic text is mixed."""
_MIN_CONFIDENCE = 0.93
"""lingua's confidence from which a text is no transliteration; of transliterated questions it was
at most 0.89."""
_WORDLESS = re.compile(rf"{OWN_PLACEHOLDER.pattern}|\S+@\S+|https?://\S+")


def detect_language(text: str, languages: tuple[str, ...] = DEFAULT_LANGUAGES) -> str:
    """The language of a text: an ISO 639-1 code out of `languages`, "mixed" or "und".

    Russian in Latin letters is "ru", Ukrainian "uk". "mixed" is Russian, Ukrainian or English
    together in one text; "und" is a text without letters, or one that cannot be decided.
    """
    bare = _WORDLESS.sub(" ", strip_placeholders(text[:_MAX_CHARS]))
    plain = bare.casefold()
    cyrillic, latin = len(_CYRILLIC.findall(plain)), len(_LATIN.findall(plain))
    slavic = {"ru", "uk"} <= set(languages)
    if slavic and cyrillic and cyrillic * 2 >= latin:
        if other := detect_other_cyrillic(plain, _list_words(plain), languages, _rank_languages):
            return other
        return "mixed" if "en" in languages and _has_english(text) else _detect_cyrillic(plain)
    if not any(map(str.isalpha, plain)):
        return "und"
    if "en" in languages and _is_english(plain):
        return "en"
    if slavic and latin and not _ACCENTED.search(plain):
        spelled = detect_transliteration(plain, _count_foreign_words(plain, languages))
        if spelled and not _is_sure_of_other(plain, languages):
            return spelled
    found = _build_detector(
        languages, quick=len(plain) >= _MIN_LOW_ACCURACY_CHARS
    ).detect_language_of(plain)
    if found is None:
        return _guess_by_script(cyrillic, latin, languages)
    return _correct_by_function_words(plain, found.iso_code_639_1.name.lower(), languages)


def _is_english(plain: str) -> bool:
    words = re.findall(r"[^\W\d_]+(?:'[a-z]+)?", plain.replace("’", "'"))
    known = [word for word in words if word in _COMMON_WORDS["en"]]
    return len(set(known)) >= _ENGLISH_LEAST and len(known) >= _ENGLISH_SHARE * len(words)


def _is_sure_of_other(plain: str, languages: tuple[str, ...]) -> bool:
    """Whether lingua, which knows no transliterations, has a language with high confidence: it has
    for "zacznij czasomierz na 10 minut", but not for "propala knopka oplaty"."""
    values = _build_detector(languages, quick=False).compute_language_confidence_values(plain)
    return bool(values) and values[0].value >= _MIN_CONFIDENCE


def _has_english(text: str) -> bool:
    """Whether a Cyrillic text has English words other than names of products.

    Placeholders count with the words: without them one ask of the demo's 3,448 changes its
    language, and the grouping with it (AMI .914 instead of .916).
    """
    english = [word for word in _ASCII_WORD.findall(text) if simplemma.is_known(word, "en")]
    least = _ENGLISH_IN_CYRILLIC * len(_WORD.findall(text))
    return len(set(english)) >= _ENGLISH_IN_CYRILLIC_LEAST and len(english) >= least


def _detect_cyrillic(plain: str) -> str:
    russian, ukrainian = len(_RUSSIAN.findall(plain)), len(_UKRAINIAN.findall(plain))
    words = _list_words(plain)
    only = {code: sum(_is_exclusive_to(word, code) for word in words) for code in ("ru", "uk")}
    letters, exclusive = (russian, ukrainian), (only["ru"], only["uk"])
    for counts in (letters, exclusive):
        least = 1 if counts == letters else _MIXED_LEAST
        if min(counts) >= least and max(counts) < _MIXED_RATIO * min(counts):
            return "mixed"
    if russian != ukrainian:
        return "ru" if russian > ukrainian else "uk"
    score = sum(word in _COMMON_WORDS["ru"] for word in words) + only["ru"]
    score -= sum(word in _COMMON_WORDS["uk"] for word in words) + only["uk"]
    if score:
        return "ru" if score > 0 else "uk"
    found = _build_detector(("ru", "uk"), quick=False).detect_language_of(plain)
    return found.iso_code_639_1.name.lower() if found else "ru"


def _list_words(plain: str) -> list[str]:
    """The words of a casefolded text as the dictionaries have them."""
    return [word.replace("’", "'").replace("ʼ", "'") for word in _WORD.findall(plain)]


def _rank_languages(plain: str, languages: tuple[str, ...]) -> list[tuple[str, float]]:
    """lingua's languages of a text among some, with its confidence, the best first."""
    values = _build_detector(languages, quick=False).compute_language_confidence_values(plain)
    return [(one.language.iso_code_639_1.name.lower(), one.value) for one in values]


def _is_exclusive_to(word: str, code: str) -> bool:
    """Whether only one of the two languages has the word."""
    return is_word(word, code) and not is_word(word, "uk" if code == "ru" else "ru")


def _correct_by_function_words(plain: str, found: str, languages: tuple[str, ...]) -> str:
    """lingua's answer `found`; another language where only that one has function words in the text,
    English where English has every word and `found` no function word."""
    words = set(_WORD.findall(plain))
    own = _load_distinctive_words(languages)
    hits = {code: len(words & own[code]) for code in own}
    if found not in hits:
        return found
    best = max(hits, key=lambda code: (hits[code], code == found, code))
    if hits[best] and not hits[found]:
        return best
    if "en" not in languages or hits[found] or not plain.isascii():
        return found
    known = all(simplemma.is_known(word, "en") for word in words if len(word) > 1)
    return "en" if known else found


def _count_foreign_words(plain: str, languages: tuple[str, ...]) -> int:
    """The most function words that any one language in Latin letters has in the text."""
    words = _WORD.findall(plain)
    lists = _load_distinctive_words(languages).values()
    return max((sum(word in own for word in words) for own in lists), default=0)


@cache
def _load_distinctive_words(languages: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Language code -> function words that no other of the languages in Latin letters has."""
    latin = [code for code in languages if code in _SPELLED_LATIN]
    every = {code: frozenset(stopwordsiso.stopwords(code)) for code in latin}
    return {
        code: frozenset(
            word
            for word in words
            if len(word) > 1
            and detect_transliteration(word) is None
            and not any(word in every[other] for other in latin if other != code)
        )
        for code, words in every.items()
    }


_SPELLED_LATIN = frozenset({"en", "de", "fr", "es", "pt", "pl", "it", "nl"})


def _guess_by_script(cyrillic: int, latin: int, languages: tuple[str, ...]) -> str:
    """The guess where lingua has no answer, for words of several languages: English if Latin."""
    if latin > cyrillic and "en" in languages:
        return "en"
    return "und"


@lru_cache(maxsize=8)
def _build_detector(languages: tuple[str, ...], *, quick: bool) -> "LanguageDetector":
    # lingua's models are 300 MB: what only receives or counts never loads them.
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [IsoCode639_1.from_str(code.upper()) for code in sorted(set(languages))]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return (builder.with_low_accuracy_mode() if quick else builder).build()
