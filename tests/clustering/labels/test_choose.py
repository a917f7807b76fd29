"""Labels read like a person's: typical of the theme, no typo, one language, whole, all different,
one for each language the theme is asked in.
"""

from itertools import combinations

from clustering.labels.candidates import MAX_LABEL_CHARS, is_dangling_word
from clustering.labels.choose import build_label_key
from tests.clustering.labels.builders import Ask, asks, named

CERTIFICATE = [
    *asks("ru", "Где мой сертификат?", "Как скачать сертификат?", "Где сертификат за курс",
          "секунда, а где сертификат??", "Сертификат не пришёл на почту"),
    *asks("uk", "Де мій сертифікат?", "Як отримати сертифікат", "Сертифікат досі не прийшов"),
    *asks("en", "Where is my certificate?", "certificate not received", "my certificate is late"),
]  # fmt: skip
THEME = [
    *asks("ru", "Седлайте тёмную тему", "Сделайте тёмную тему", "Добавьте тёмную тему",
          "Хочу тёмную тему", "Когда сделаете тёмную тему?", "Сделайте уже тёмную тему")
]  # fmt: skip
PAY = [
    *asks("en", "Google Pay button is missing", "No Google Pay button", "where is Google Pay",
          "Google Pay does not work", "I can't see the Google Pay button on the page"),
    *asks("uk", "Немає кнопки Google Pay", "Де кнопка Google Pay?", "Google Pay не працює"),
]  # fmt: skip


def test_a_typo_does_not_name_a_theme() -> None:
    assert named(THEME)[0]["ru"].label == "Сделайте тёмную тему"


def test_a_word_no_other_ask_says_does_not_name_a_theme() -> None:
    theme = asks(
        "ru", "Лучшшший курс из всех", "Отличный курс", "Отличный курс, всё понятно",
        "Очень понятный курс", "Понятный и отличный курс английского",
    )  # fmt: skip
    assert "Лучшшший" not in named(theme)[0]["ru"].label


def test_a_spelling_no_dictionary_has_loses_to_one_that_it_has() -> None:
    theme = asks("ru", "Где мой сиртифекат", "Сиртифекат где мой", "Где мой сертификат",
                 "Сертификат где мой")  # fmt: skip
    assert "Сертификат" in named(theme, closeness=[0.95, 0.95, 0.9, 0.9])[0]["ru"].label.title()


def test_another_languages_words_lose_unless_the_theme_is_about_them() -> None:
    usual = ["Где ссылка на вебинар"] * 2 + [f"Ссылка на вебинар номер {i}" for i in "абвгдежзик"]
    mixed = ["Где ссылка на live вебинар", "Где ссылка на live вебинар, а"]
    near = [0.99, 0.99] + [0.9] * len(usual)
    assert "live" not in named(asks("ru", *mixed, *usual), closeness=near)[0]["ru"].label
    about = ["Не работает live вебинар", "Live вебинар не работает", "Где live вебинар",
             "Пропал live вебинар", "Вебинар не работает"]  # fmt: skip
    near = [0.92, 0.9, 0.9, 0.9, 0.9]
    assert "live" in named(asks("ru", *about), closeness=near)[0]["ru"].label.casefold()


def test_a_mixed_language_ask_does_not_name_a_theme() -> None:
    theme = asks(
        "ru", "Где join link на live вебинар?", "Где ссылка на вебинар?", "Не нахожу ссылку",
        "Пришлите ссылку на вебинар", "Ссылка на вебинар не пришла",
    )  # fmt: skip
    label = named(theme)[0]["ru"].label
    assert "вебинар" in label
    assert "join" not in label


def test_a_foreign_name_the_theme_is_about_may_stand_in_its_label() -> None:
    assert "Google Pay" in named(PAY)[0]["uk"].label


def test_a_story_or_a_half_sentence_does_not_name_a_theme() -> None:
    theme = asks(
        "en",
        "I read about the export in the manual",
        "After the update the export of grades to Excel and also the export of attendance, which",
        "How do I export grades to Excel?",
        "export of grades to Excel please",
        "Grades to Excel: the export is missing",
    )
    good = ("How do I export grades to Excel?", "Export of grades to Excel")
    assert named(theme)[0]["en"].label in good


def test_a_theme_has_a_label_in_each_language_it_is_asked_in() -> None:
    names = named(CERTIFICATE)[0]
    assert {language: name.label for language, name in names.items()} == {
        "ru": "Где мой сертификат?",
        "uk": "Де мій сертифікат?",
        "en": "Where is my certificate?",
    }
    assert next(iter(names)) == "ru"


def test_a_language_nobody_writes_in_names_no_theme() -> None:
    misheard = asks("cs", "nu i gde moy sertifikat")
    names = named(CERTIFICATE + misheard, around=CERTIFICATE * 8)[0]
    assert set(names) == {"ru", "uk", "en"}


def test_a_crowd_of_copies_has_a_name() -> None:
    assert named(asks("en", "reset password"))[0]["en"].label == "Reset password"


def test_words_said_together_name_a_theme_whose_asks_hold_no_phrase() -> None:
    theme = asks("en", *(f"parcel locker near [order-{i}] street" for i in range(6)))
    assert named(theme)[0]["en"].label == "Parcel locker"


def test_labels_are_short_whole_capitalised_and_all_different() -> None:
    themes: list[list[Ask]] = [CERTIFICATE, THEME, PAY, CERTIFICATE, THEME, PAY, CERTIFICATE, PAY]
    told = named(*themes)
    everywhere = [(i, name) for i, names in enumerate(told) for name in names.values()]
    for _, name in everywhere:
        assert 4 <= len(name.label) <= MAX_LABEL_CHARS
        assert name.label[0].isupper()
        assert not is_dangling_word(name.label.split()[-1])
        assert not set("[]<>@\n") & set(name.label)
    for (one, first), (other, second) in combinations(everywhere, 2):
        if one != other:
            assert first.label.casefold() != second.label.casefold()
    assert len({build_label_key(names[next(iter(names))].label, "ru") for names in told}) == len(
        told
    )


def test_names_do_not_depend_on_what_comes_later() -> None:
    assert named(CERTIFICATE, PAY)[0] == named(CERTIFICATE, THEME)[0]
