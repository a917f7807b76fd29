"""Whatever stands above the data is header; the columns get the names that tell most."""

import pytest

from ingest.columns.headers import Header, find_header, has_header, make_names_unique


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["id", "text"], ["1", "a"]], True),
        ([["foo", "bar"], ["1", "2"]], True),
        ([["foo", "17"], ["x", "18"]], False),
        ([["foo", "2026-02-03"]], False),
        ([["foo", "foo"]], False),
        ([["Where is the link?"], ["It fails"]], False),
    ],
)
def test_a_header_has_known_names_or_only_short_distinct_words(
    rows: list[list[str]], expected: bool
) -> None:
    assert has_header(rows) is expected


def test_column_names_are_made_unique() -> None:
    assert make_names_unique(["a", " ", "a", "a (2)"]) == ("a", "column 2", "a (2)", "a (2) (2)")


def test_a_hundred_thousand_columns_of_one_name_are_told_apart() -> None:
    names = make_names_unique(["text"] * 100_000)
    assert (names[0], names[-1], len(set(names))) == ("text", "text (100000)", 100_000)


def head(text: str, wanted: tuple[str, ...] = ()) -> Header:
    rows = [line.split("|") for line in text.strip().split("\n")]
    return find_header(rows, max(map(len, rows)), wanted)


def test_a_header_of_one_row_is_as_it_stands() -> None:
    found = head("id|text|\n7|Login fails|\n8|No sound|")
    assert found == Header(1, ("id", "text", "column 3"))


def test_questions_and_technical_ids_are_header() -> None:
    found = head(
        """StartDate|ResponseId|Q7
Start Date|Response ID|Was fehlt Ihnen?
{"ImportId":"startDate"}|{"ImportId":"_recordId"}|{"ImportId":"QID7_TEXT"}
2026-04-19 18:31:00|R_2ZkqT9|Ein Parkplatz vor dem Haus
2026-04-20 06:12:00|R_7LmPc0|Mehr Licht"""
    )
    assert found == Header(3, ("Start Date", "Response ID", "Was fehlt Ihnen?"))


def test_a_person_names_columns_by_any_row_of_the_header() -> None:
    rows = "StartDate|Q7\nStart Date|Was fehlt Ihnen?\n2026-04-19|Licht\n2026-04-20|Ein Parkplatz"
    assert head(rows).rows == 2
    assert head(rows, ("Q7",)) == Header(2, ("StartDate", "Q7"))


@pytest.mark.parametrize("below", ["Open-Ended Response", "Развернутый ответ", "Offene Antwort"])
def test_what_stands_below_the_questions_of_a_survey_is_header(below: str) -> None:
    found = head(
        f"Respondent ID|Start Date|What is missing?\n||{below}\n"
        "118001|04/13/2026 09:12|A dark theme\n118007|04/14/2026 08:30|Several baskets"
    )
    assert found == Header(2, ("Respondent ID", "Start Date", "What is missing?"))


def test_groups_over_merged_cells_are_header() -> None:
    found = head(
        "Kunde||Vorgang||Note\nName|E-Mail|Datum|Text|\n"
        "Ann|a@x.example|2026-03-01|Die Lampe brummt|2\nKim|k@x.example|2026-03-02|Kein Ton|"
    )
    assert found == Header(2, ("Name", "E-Mail", "Datum", "Text", "Note"))


def test_titles_and_a_row_of_numbers_are_header() -> None:
    found = head(
        "Журнал за март|||\nСоставил|Бобров||\n№ п/п|Номер|Дата|Текст\n1|2|3|4\n"
        "1|О-11|03.03.2026|Нет воды\n2|О-19|04.03.2026|Не горит свет"
    )
    assert found == Header(4, ("№ п/п", "Номер", "Дата", "Текст"))


@pytest.mark.parametrize(
    "first",
    [
        "7|вчера|Нет воды",
        "|03.03.2026|Нет воды",
        "О-11||Нет воды",
        "О-11|03.03.2026|Текст",
        "||Нет",
    ],
)
def test_a_row_of_data_with_a_gap_or_a_mistake_stays_data(first: str) -> None:
    found = head(f"Номер|Дата|Текст\n{first}\nО-19|04.03.2026|Не горит свет\nО-21|05.03.2026|Течёт")
    assert found.rows == 1


def test_rows_of_texts_alone_are_data() -> None:
    assert head("question|answer\nWhere is it?|There\nWho are you?|A shop").rows == 1
    assert head("role|kind|text\nuser|message|Hi\nagent|message|Hello").rows == 1


def test_titles_stand_above_groups_and_names() -> None:
    found = head(
        "Звіт||||\nПеріод|березень|||\nЗвернення||Клієнт||Оцінка\n№|Текст|Ім'я|Дата|\n1|2|3|4|5\n"
        "z-5|Нема води|Ярина|2026-03-01|2\nz-7|Нема світла|Устим|2026-03-02|"
    )
    assert found == Header(5, ("№", "Текст", "Ім'я", "Дата", "Оцінка"))


@pytest.mark.parametrize(
    ("names", "answers"),
    [
        (["Respondent ID", "Start Date", "Which do you use?", "", "What is missing?"],
         ["", "", "Web", "Mobile", "Open-Ended Response"]),
        (["Идентификатор респондента", "Дата начала", "Что у вас?", "", "Чего не хватает?"],
         ["", "", "Web", "Mobile", "Произвольный ответ"]),
        (["ID del encuestado", "Fecha de inicio", "¿Qué usa?", "", "¿Qué falta?"],
         ["", "", "Web", "Mobile", "Respuesta abierta"]),
    ],
)  # fmt: skip
def test_choices_below_a_question_are_header_though_answers_repeat_them(
    names: list[str], answers: list[str]
) -> None:
    rows = [
        names,
        answers,
        ["11801", "2026-02-13", "Web", "", "A dark mode for the tablet"],
        ["11802", "2026-02-14", "", "Mobile", "Nothing works any more"],
    ]
    header = find_header(rows, 5)
    assert header.rows == 2
    assert header.names[4] == names[4]
