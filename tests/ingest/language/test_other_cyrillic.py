"""Languages in Cyrillic letters beside Russian and Ukrainian."""

import pytest

from ingest.language.codes import DEFAULT_LANGUAGES
from ingest.language.detect import detect_language
from ingest.language.other_cyrillic import OTHER_CYRILLIC, detect_other_cyrillic

NAMED = (*DEFAULT_LANGUAGES, "be", "bg", "kk")
TEXTS = {
    "bg": (
        "Не мога да вляза в профила си от вчера",
        "Приложението не се отваря след обновяването",
        "Моля, добавете тъмна тема",
    ),
    "be": (
        "Не магу ўвайсці ў свой кабінет з учарашняга дня",
        "Праграма не адкрываецца пасля абнаўлення",
        "Калі ласка, дадайце цёмную тэму",
    ),
    "kk": ("Құпия сөзді қалай өзгертемін?", "Карта арқылы төлем өтпейді"),
}
PLAIN = {
    "ru": (
        "Как сменить пароль?",
        "хачу вирнуть деньги за курс пжлст",
        "превет памагите ничо не рабоает",
        "Қазақстан: можно ли оплатить картой из Казахстана и получить чек на почту",
    ),
    "uk": (
        "Де моє замовлення",
        "привіт шось не пашить додаток",
        "Можна ще кілька деньків безкоштовно потестити?",
    ),
}


@pytest.mark.parametrize(("language", "text"), [(k, t) for k, v in TEXTS.items() for t in v])
def test_a_language_that_is_named_is_told(language: str, text: str) -> None:
    assert detect_language(text, NAMED) == language


@pytest.mark.parametrize(
    "text", [*TEXTS["kk"], *TEXTS["bg"][1:], *TEXTS["be"], "Каде е мојата нарачка?"]
)
def test_with_the_languages_as_they_come_it_is_undecided(text: str) -> None:
    assert detect_language(text) == "und"


@pytest.mark.parametrize("languages", [DEFAULT_LANGUAGES, NAMED])
@pytest.mark.parametrize(("language", "text"), [(k, t) for k, v in PLAIN.items() for t in v])
def test_russian_and_ukrainian_stay_what_they_are(
    language: str, text: str, languages: tuple[str, ...]
) -> None:
    assert detect_language(text, languages) == language


def test_lingua_is_asked_only_where_words_are_unknown() -> None:
    def rank(_text: str, _languages: tuple[str, ...]) -> list[tuple[str, float]]:
        raise AssertionError

    words = ["где", "моя", "посылка", "и", "чек"]
    assert detect_other_cyrillic(" ".join(words), words, DEFAULT_LANGUAGES, rank) is None
    assert "bg" in OTHER_CYRILLIC
