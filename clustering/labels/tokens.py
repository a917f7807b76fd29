"""Words and their lemmas, in every language served."""

import re
import unicodedata
from functools import cache, lru_cache

import simplemma
import stopwordsiso

from domain.placeholders import PLACEHOLDER

SERVED_LANGUAGES = ("ru", "uk", "en", "de", "fr", "es", "pt", "pl")
"""Languages whose words are lemmatised and whose stop words are known."""

URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w+", re.IGNORECASE)

_WORD = re.compile(r"[^\W\d_][\w]*(?:['’ʼ-][^\W\d_]+)*")
_RUN_END = re.compile(r"[^\w\s'-]+|\d+|\n")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN = re.compile(r"[іїєґ'’ʼ]")

_CYRILLIC_LETTERS = "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя'"
_LATIN_LETTERS = (
    *("a", "b", "v", "g", "g", "d", "e", "e", "e", "zh", "z", "i", "i", "i", "i", "k", "l", "m"),
    *("n", "o", "p", "r", "s", "t", "u", "f", "h", "ts", "ch", "sh", "sh", "", "i", "", "e", "yu"),
    *("ya", ""),
)
_LATIN = {ord(sign): latin for sign, latin in zip(_CYRILLIC_LETTERS, _LATIN_LETTERS, strict=True)}
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"), (r"ck", "k"), (r"c(?=[eiy])", "s"), (r"c(?!h)", "k"), (r"qu", "kv"),
        (r"x", "ks"), (r"w", "v"), (r"(?<=[^aeiou])y", "i"), (r"(?<=[bdfgklmnprstvz])e$", ""),
        (r"(.)\1+", r"\1"),
    )
]  # fmt: skip

_SMALL_TALK = """
please pls plz hello hi hey dear thanks thank thx cheers regards greetings morning afternoon evening
help helping team support sir madam guys ok okay yes yeah sorry hope wonder wondering question
know tell want need would like could can't cannot don't doesn't didn't isn't i'm i've it's im ive
dont doesnt didnt cant wont anyone anybody somebody someone way thing something anything try get got
getting make made let still already just really
здравствуйте привет добрый доброе день утро вечер спасибо благодарю пожалуйста подскажите скажите
помогите помощь поддержка вопрос хочу хотел хотела хотелось нужно надо можно почему просто вообще
очень уже ещё еще это этот который весь свой наш ваш мой мочь хотеть быть стать подсказать сказать
помочь дело делать сделать уважаемый нельзя кто-то что-то как-то пжл плиз пожалуста
вітаю привіт добрий доброго дня день ранок вечір дякую спасибі прошу будь ласка підкажіть скажіть
допоможіть допомога підтримка питання хочу хотів хотіла хотілося потрібно треба можна чому чого
просто взагалі дуже вже ще це цей який весь свій наш ваш мій могти хотіти бути стати підказати
сказати допомогти робити зробити шановний колеги хтось щось якось
столько сколько другой следующий ладно потом поэтому начать оказаться стоять всегда каждый сам самый
щоб ніколи ніщо нічого пізніше зручно начебто другий наступний самий тільки кожний ага ладно потім
чомусь стільки скільки інший завжди дуже сам жодний звідки лише
bitte hallo danke hilfe guten tag frage bonjour merci aide salut hola gracias ayuda buenos dias
olá ola obrigado obrigada ajuda bom dia dzień dobry dziękuję proszę pomoc cześć
"""


def extract_words(text: str) -> list[str]:
    """Lower-case words of a text, placeholders and addresses gone; never bare digits."""
    bare = _replace_unreadable(text, " ").casefold()
    return _WORD.findall(bare.replace("’", "'").replace("ʼ", "'"))


def extract_word_runs(text: str) -> list[list[str]]:
    """Lower-case words of a text in runs that no punctuation, placeholder or digit breaks."""
    bare = _replace_unreadable(text, " . ").casefold()
    folded = bare.replace("’", "'").replace("ʼ", "'")
    return [_WORD.findall(run) for run in _RUN_END.split(folded) if run.strip()]


def _replace_unreadable(text: str, blank: str) -> str:
    """A text in NFKC with `blank` for placeholders and addresses."""
    # Most texts have neither, and a search for a sign is a tenth of one for a pattern.
    bare = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if "[" in bare or "<" in bare:
        bare = PLACEHOLDER.sub(blank, bare)
    if "@" in bare or "://" in bare or "www." in bare.casefold():
        bare = URL.sub(blank, bare)
    return bare


def has_cyrillic(word: str) -> bool:
    """Whether a word has a Cyrillic letter."""
    return bool(_CYRILLIC.search(word))


def pick_lemma_language(word: str, language: str) -> str:
    """The language to lemmatise a word in: its text's, if the word's letters allow that."""
    if _CYRILLIC.search(word):
        if language in ("ru", "uk"):
            return language
        return "uk" if _UKRAINIAN.search(word) else "ru"
    return "en" if language in ("ru", "uk") or language not in SERVED_LANGUAGES else language


@lru_cache(maxsize=200_000)
def lemmatise(word: str, language: str) -> str:
    """Dictionary form of a lower-case word, case folded."""
    return str(simplemma.lemmatize(word, lang=pick_lemma_language(word, language))).casefold()


@lru_cache(maxsize=200_000)
def is_dictionary_word(word: str, language: str) -> bool:
    """Whether a dictionary has a lower-case word; words of other languages count as known."""
    lemma_language = pick_lemma_language(word, language)
    return language not in SERVED_LANGUAGES or bool(simplemma.is_known(word, lang=lemma_language))


@lru_cache(maxsize=200_000)
def to_phonetic_key(word: str) -> str:
    """Phonetic key: a word in Latin letters, roughly as it sounds, alike in languages that share
    it.

    "сертификат", "сертифікат" and "certificate" all become "sertifikat".
    """
    folded = unicodedata.normalize("NFKD", word.casefold().translate(_LATIN))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    for pattern, sound in _SOUNDS:
        plain = pattern.sub(sound, plain)
    return plain


@cache
def load_stop_words(language: str) -> frozenset[str]:
    """Stop words of `language` and of all languages served, and small talk as it is written."""
    languages = (
        [*SERVED_LANGUAGES, language]
        if language in stopwordsiso.langs()
        else list(SERVED_LANGUAGES)
    )
    listed = {str(word).casefold() for word in stopwordsiso.stopwords(languages)}
    return frozenset(listed.union(_SMALL_TALK.split()))


def is_stop_word(word: str, language: str) -> bool:
    """Whether a lower-case word or lemma is a stop word, small talk or a lemma of small talk."""
    return word in load_stop_words(language) or word in _lemmatise_small_talk(has_cyrillic(word))


@cache
def _lemmatise_small_talk(cyrillic: bool) -> frozenset[str]:
    """Lemmas of the small talk of one script: a dictionary takes a second to load."""
    small = [word for word in _SMALL_TALK.split() if has_cyrillic(word) == cyrillic]
    return frozenset(lemmatise(word, language) for word in small for language in ("ru", "uk", "en"))


@lru_cache(maxsize=200_000)
def find_content_lemma(word: str, language: str) -> str | None:
    """Lemma of a content word; None for stop words, small talk and lemmas below three letters."""
    base = lemmatise(word, language)
    if len(base) < 3 or is_stop_word(word, language) or is_stop_word(base, language):
        return None
    return base
