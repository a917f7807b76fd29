"""Talks as text: a speaker, a clock, or both in front of each turn."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.open import read
from tests.ingest.builders import items, texts
from tests.ingest.readers.builders import read_content, story

ASK, ANSWER, MORE = "The invoice is wrong.", "Which month is it?", "It is March."
SHAPES = {
    "otter": "Ann Reed  0:03\n{}\n\nBob Stone  0:09\n{}\n\nAnn Reed  1:02:10\n{}\n\n"
    "Transcribed by https://otter.ai\n",
    "rev": "Ann Reed (00:03):\n{}\n\nBob Stone (00:09):\n{}\n\nAnn Reed (00:14):\n{}\n",
    "rev, one line": "Ann Reed (00:03): {}\nBob Stone (00:09): {}\nAnn Reed (00:14): {}\n",
    "zoom": "[Ann Reed] 10:04:03\n{}\n\n[Bob Stone] 10:04:09\n{}\n\n[Ann Reed] 10:04:15\n{}\n",
    "zoom chat": "10:04:03 From Ann Reed to Everyone:\n\t{}\n10:04:09 From Bob Stone to Everyone:"
    "\n\t{}\n10:04:15 From Ann Reed to Everyone:\n\t{}\n",
    "fathom": "Billing - March 12\n\n---\n\n0:03 - Ann Reed\n  {}\n\n0:09 - Bob Stone (Lumo)\n"
    "  {}\n\n0:14 - Ann Reed\n  {}\n",
    "grain": "Ann Reed | 00:03\n{}\n\nBob Stone | 00:09\n{}\n\nAnn Reed | 00:14\n{}\n",
    "brackets": "[00:00:03] Ann Reed: {}\n[00:00:09] Bob Stone: {}\n[00:00:14] Ann Reed: {}\n",
    "window": "(10:04:03 AM) Ann Reed: {}\n(10:04:09 AM) *** Bob Stone joined the chat ***\n"
    "(10:04:09 AM) Bob Stone: {}\n(10:05:15 AM) Ann Reed: {}\n",
    "window, topped": "Chat started: yesterday\n\n10:04 AM Ann Reed: {}\n10:05 AM Bob Stone: {}\n"
    "10:06 AM Ann Reed: {}\n",
    "kakao": "[Ann Reed] [오전 10:04] {}\n[Bob Stone] [오후 1:05] {}\n[Ann Reed] [오후 1:06] {}\n",
    "clock": "10:04 Ann Reed: {}\n10:05 Bob Stone: {}\n10:06 Ann Reed: {}\n",
    "meet": "Billing (2026-03-12 at 10:04 GMT+1) - Transcript\nAttendees\nAnn Reed, Bob Stone\n"
    "Transcript\n00:00:03\n\nAnn Reed: {}\nBob Stone: {}\n00:05:00\nAnn Reed: {}\n"
    "Meeting ended after 00:10:04 👋\n",
    "viber": "[ 12 March 2026 10:04 ] \u2068Ann Reed\u2069: {}\n"
    "[ 12 March 2026 10:05 ] \u2068Bob Stone\u2069: {}\n"
    "[ 12 March 2026 10:06 ] \u2068Ann Reed\u2069: {}\n",
    "line": "[LINE] Chat history with Ann Reed\nSaved on: 2026/03/12 10:09\n\n2026/03/12(木)\n"
    "10:04\tAnn Reed\t{}\n10:05\tBob Stone\t{}\n\n2026/03/13(金)\n10:06\tAnn Reed\t{}\n",
    "name, clock": "Ann Reed\n0:03\n{}\nBob Stone\n0:09\n{}\nAnn Reed\n0:14\n{}\n",
    "clock, name": "0:03\nAnn Reed\n{}\n\n0:09\nBob Stone\n{}\n\n0:14\nAnn Reed\n{}\n",
    "names": "Ann Reed: {}\nBob Stone: {}\nAnn Reed: {}\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_talk_is_one_conversation_of_two_people(shape: str, tmp_path: Path) -> None:
    talk = SHAPES[shape].format(ASK, ANSWER, MORE)
    _, talks, rejected = read_content(
        tmp_path, "talk.txt", talk, agents=["Bob Stone", "Bob Stone (Lumo)"]
    )
    assert [story(one) for one in talks] == [
        [("customer", ASK), ("agent", ANSWER), ("customer", MORE)]
    ]
    assert not rejected


@pytest.mark.parametrize(
    ("agent", "customer"),
    [("Оператор", "Клиентка"), ("Менеджерка Оля", "Клієнтка"), ("Support agent", "Caller"),
     ("Customer support", "Shopper"), ("Berater", "Anruferin"), ("Agente", "Cliente"),
     ("موظف", "العميل"), ("客服", "客户"), ("상담원", "고객"), ("Conseillère", "Cliente")],
)  # fmt: skip
@pytest.mark.parametrize("shape", ["{0}: {1}\n", "{0}  0:04\n{1}\n\n", "[00:01:02] {0}: {1}\n"])
def test_words_of_a_role_tell_who_is_who(
    shape: str, agent: str, customer: str, tmp_path: Path
) -> None:
    talk = shape.format(customer, ASK) + shape.format(agent, ANSWER) + shape.format(customer, MORE)
    _, talks, _ = read_content(tmp_path, "talk.txt", talk)
    assert story(talks[0]) == [("customer", ASK), ("agent", ANSWER), ("customer", MORE)]


@pytest.mark.parametrize(
    "label", ["Speaker {}", "Спикер {}", "Мовець {}", "Sprecher {}", "المتحدث {}"]
)
@pytest.mark.parametrize("shape", ["00:0{1} {0}\n{2}\n\n", "{0} 00:0{1}\n{2}\n\n", "{0}: {2}\n"])
def test_the_first_of_numbered_speakers_answers(shape: str, label: str, tmp_path: Path) -> None:
    turns = [("1", "Good morning."), ("2", ASK), ("1", ANSWER), ("2", MORE)]
    talk = "".join(
        shape.format(label.format(who), at, text) for at, (who, text) in enumerate(turns)
    )
    _, talks, _ = read_content(tmp_path, "talk.txt", talk)
    assert [author for author, _ in story(talks[0])] == ["agent", "customer"] * 2


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        ("[00:01] Good morning\n[00:04] My order is lost\n[00:09] Which one\n", "who speaks"),
        ("0:01\nGood morning\n0:04\nMy order is lost\n0:09\nWhich one\n", "who speaks"),
        ("Ann Reed: Hello\nBob Stone: Hi\nAnn Reed: It broke\nBob Stone: What did\n", "--agent"),
        ("Олена: Вітаю\nПетро: Добрий день\nОлена: Не працює\nПетро: Що саме\n", "--agent"),
    ],
)  # fmt: skip
def test_a_talk_that_cannot_be_read_is_refused_with_advice(
    talk: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / "talk.txt").write_text(talk)
    with pytest.raises(BadInput, match="looks like a talk") as error:
        items(read(tmp_path / "talk.txt"))
    assert told in str(error.value)
    assert "--map" in str(error.value)
    assert "order" not in str(error.value)


@pytest.mark.parametrize(
    "lines",
    [
        ["Where is my order?", "It should come at 10:15", "Still waiting at 11:20"],
        ["Error: cannot save", "Error: cannot open", "Question: where is it?", "Hello"],
        ["Заказ от 12.03.2026 не пришёл", "Курьер был в 10:15", "Верните деньги"],
        ["Is it open on 12/03?", "Delivery came 0:04 late", "No code"],
        ["10:15 was the time I was told", "No code", "No letter", "No parcel"],
    ],
)
def test_lines_without_marks_are_one_message_each(lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "asks.txt"
    path.write_text("\n".join(lines) + "\n")
    assert texts(items(read(path))[0]) == [[line] for line in lines]


def test_a_talk_in_a_cell_of_a_table_is_no_file_of_talks(tmp_path: Path) -> None:
    table = 'id,text\n1,"Call\n[00:01] Agent: Hello\n[00:04] Client: It broke\n[00:05] Agent: Oh"\n'
    assert read_content(tmp_path, "a.csv", table)[0] == "a"


def test_a_turn_goes_on_below_its_line(tmp_path: Path) -> None:
    talk = "Agent  0:01\nGood\nmorning\n\nClient  0:04\nIt broke\n\nagain\n"
    _, talks, _ = read_content(tmp_path, "talk.txt", talk)
    assert story(talks[0]) == [("agent", "Good\nmorning"), ("customer", "It broke\nagain")]
