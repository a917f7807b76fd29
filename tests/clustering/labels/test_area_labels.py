"""An area is called by the words its themes share, and by no other's name."""

from clustering.labels.area_labels import name_areas
from domain.themes import Name, Theme

SIZES = {"t-1": 50, "t-2": 40, "t-3": 30, "t-4": 20}


def theme(key: str, *keywords: str, language: str = "en", label: str = "") -> Theme:
    return Theme(key, label, keywords, names=(Name(language, label or key, keywords),))


WEBINARS = [theme("t-1", "webinar", "link"), theme("t-2", "webinar", "record")]
PAYMENT = [theme("t-3", "payment", "card"), theme("t-4", "payment", "refund")]


def labels_of(*groups: list[Theme], taken: tuple[Name, ...] = ()) -> list[str]:
    return [names[0].label for names in name_areas(groups, SIZES, taken)]


def test_words_that_several_themes_share_come_first() -> None:
    assert labels_of(WEBINARS, PAYMENT) == ["Webinar and link", "Payment and card"]


def test_no_two_areas_have_one_name() -> None:
    first, second = labels_of(WEBINARS, WEBINARS)
    assert first == "Webinar and link"
    assert second != first


def test_an_area_has_no_theme_s_label() -> None:
    taken = (Name("en", "Webinar and link"),)
    assert labels_of(WEBINARS, taken=taken) == ["Webinar and record"]


def test_a_number_tells_areas_of_one_word_apart() -> None:
    one = [theme("t-1", "webinar")]
    assert labels_of(one, one) == ["Webinar", "Webinar 2"]


def test_a_word_of_another_area_loses() -> None:
    shared = [theme("t-2", "link", "course")]
    assert labels_of(shared) == ["Link and course"]
    assert labels_of(shared, [theme("t-1", "link")])[0] == "Course and link"


def test_nouns_come_before_adjectives_and_verbs() -> None:
    group = [theme("t-1", "оплатить", "новый", "карта", language="ru")]
    assert labels_of(group)[0].startswith("Карта и ")


def test_names_follow_the_language_of_most_asks_and_capitals_of_the_labels() -> None:
    group = [theme("t-1", "excel", "export"), theme("t-4", "выгрузка", language="ru")]
    (names,) = name_areas([group], SIZES, (Name("en", "Grades to Excel"),))
    assert [name.language for name in names] == ["en", "ru"]
    assert names[0].label == "Excel and export"
