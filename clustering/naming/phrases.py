"""From an ask to the short phrase in it that could name a theme."""

import re
import unicodedata

from clustering.naming.words import PLACEHOLDER, URL, telling, words

LONGEST = 60
"""Most characters of a label."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+|\s[-–—]\s")
_CLAUSE_END = re.compile(
    r"[,;:()]\s+|\s+(?=(?:but|because|and|so|но|потому|поэтому|але|тому|бо|aber|weil)\s)"
)
_WRAPPING = re.compile(
    r"^(?:(?:hi|hello|hey|dear|good (?:morning|day|afternoon|evening)|thanks?(?: you)?|please|pls|"
    r"help|ok|okay|so|well|also|sorry|excuse me|and|but|"
    r"здравствуйте|добрый (?:день|вечер)|доброе утро|доброго (?:дня|вечора|ранку|времени суток)|"
    r"привет(?:ствую)?|спасибо|пожалуйста|подскажите|скажите|помогите|уважаемые|извините|"
    r"вітаю|привіт|добрий (?:день|вечір|ранок)|доброго|дякую|будь ласка|прошу|підкажіть|скажіть|"
    r"допоможіть|шановні|вибачте|hallo|guten tag|bitte|bonjour|hola)"
    r"(?:\s+(?:all|team|there|everyone|guys|support|друзья|коллеги|всем|команда|колеги|усім|"
    r"пожалуйста|будь ласка|pls|please))*(?:[\s,.!:;-]+|$))+",
    re.IGNORECASE,
)
_LEFT_HANGING = """
a an the to of in on at for with and or but my your our is are was be that this it i from by as
if when not no can could will would do does did have has had
и в на с к по за от до из у о об для не но а что как я мы мой моя или если когда это
і й з від але що як ми мій або якщо коли це та чи
"""
_HANGING = frozenset(_LEFT_HANGING.split())
"""Words no label ends with."""


def phrase_of(text: str, language: str) -> str | None:
    """The first self-contained phrase of an ask, cleaned and at most `LONGEST` characters.

    No greeting, placeholder or address; capitalised; cut at a clause or a word; no dots at its
    end. None where nothing is left that says something.
    """
    for sentence in _SENTENCE_END.split(_bare(text)):
        phrase = _shortened(_unwrapped(sentence))
        if sum(1 for word in words(phrase) if telling(word, language)) >= 1 and len(phrase) >= 4:
            return phrase[0].upper() + phrase[1:]
    return None


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFC", text)
    return re.sub(r"[ \t]+", " ", URL.sub(" ", PLACEHOLDER.sub(" ", folded)))


def _unwrapped(sentence: str) -> str:
    opened = _WRAPPING.sub("", sentence.strip().lstrip("-–—*•>#,.!?:; "))
    return re.sub(r"\s+([,.!?])", r"\1", re.sub(r"\s+", " ", opened)).strip()


def _shortened(sentence: str) -> str:
    asked = sentence.rstrip().endswith("?")
    kept = sentence.rstrip(" .!?…,;:-–—\"'«»")
    kept = kept.lstrip(" \"'«»")
    if len(kept) <= LONGEST - asked:
        return kept + "?" * (asked and bool(kept))
    clause = _longest_clauses(kept)
    if len(clause) >= 20:
        return _without_hanging(clause)
    return _without_hanging(kept[: LONGEST + 1].rsplit(" ", 1)[0])


def _longest_clauses(sentence: str) -> str:
    ends = [match.start() for match in _CLAUSE_END.finditer(sentence) if match.start() <= LONGEST]
    return sentence[: ends[-1]] if ends else ""


def _without_hanging(phrase: str) -> str:
    said = phrase[:LONGEST].rstrip(" .!?…,;:-–—").split(" ")
    while len(said) > 2 and said[-1].casefold() in _HANGING:
        said.pop()
    return " ".join(said).rstrip(" .!?…,;:-–—")
