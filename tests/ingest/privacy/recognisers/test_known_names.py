"""Names that the record gives are found in its texts, whole or in part, in every case."""

from ingest.privacy.masks import Masker
from ingest.privacy.recognisers.known_names import build_name_recogniser, stem_name_parts
from tests.ingest.privacy.recognisers.builders import find


def masked(text: str, *people: str) -> str:
    return Masker(people).mask(text)


def test_names_of_the_record_are_masked_whole_and_in_part() -> None:
    text = "ANNA PETROVA, Petrova's and Anna; annals and Li stay"
    seen = "[name-1], [name-1]'s and [name-1]; annals and Li stay"
    assert masked(text, "Anna Petrova", "Li") == seen
    assert masked("Анна Петрова пише", "Анна Петрова") == "[name-1] пише"


def test_names_of_the_record_are_masked_in_every_grammatical_case() -> None:
    text = "Зюзликовой и Павлу Зюзликову, павлом; Павлин"
    assert masked(text, "Павел Зюзликов") == "[name-1] и [name-1], [name-1]; Павлин"
    assert masked("для Ковальця", "Ігор Ковалець") == "для [name-1]"


def test_a_role_in_a_name_field_does_not_blind_the_text() -> None:
    assert masked("the support lost Bob", "Support Team", "Bob") == "the support lost [name-1]"


def test_a_recogniser_finds_its_people_in_every_case_and_nobody_else() -> None:
    recogniser = build_name_recogniser(["Павел Зюзликов", "Li Bo", "Support Team"])
    assert find(recogniser, "Зюзликову и Павла, Оксане, Li, Li Bo, support") == [
        ("Зюзликову", "павел зюзликов"),
        ("Павла", "павел зюзликов"),
        ("Li Bo", "li bo"),
    ]


def test_the_stems_of_a_name_are_of_its_parts_that_are_no_roles() -> None:
    assert stem_name_parts("Support Павел Зюзликов") == ["павел", "зюзликов"]
