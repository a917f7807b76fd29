"""A file is known by its content; bad rows are reported and stop nothing."""

import gzip
import io
import json
from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.open import read
from ingest.parsing.columns import Columns
from ingest.records.join_messages import join_conversations
from tests.ingest.builders import items, lines, read_all, said, talk, texts

HEADER = "Дата;Клієнт;Повідомлення\n"
ROWS = "03.02.2026 14:05;u1;Не приходить лист\n04.02.2026 09:00;u2;Де посилання?\n"


def test_a_text_alone_is_a_conversation(tmp_path: Path) -> None:
    (one,), rejected = read_all(lines(tmp_path / "a.jsonl", {"text": "Where is the link?"}))
    assert [(m.author, m.text) for m in one.messages] == [("customer", "Where is the link?")]
    assert (one.id, one.source, rejected) == (None, "a", [])


def test_an_id_alone_is_a_conversation(tmp_path: Path) -> None:
    (one,), rejected = read_all(lines(tmp_path / "a.jsonl", {"id": 1, "messages": []}))
    assert (one.id, one.messages, rejected) == ("1", (), [])


def test_every_field_of_the_native_format_is_read(tmp_path: Path) -> None:
    record = {
        "id": 9,
        "source": "intercom",
        "subject": "Login",
        "created_at": 1770120300,
        "spam": "false",
        "rating": "4,5",
        "tags": ["a", "b"],
        "customer": {"id": 5, "name": "Ann", "plan": "pro", "country": "UA", "seats": 3},
        "messages": [
            {"id": 1, "author": "user", "html": "<p>Hi &amp; bye</p>"},
            {"id": "2", "author": "admin", "agent": {"id": 3, "group": "tier 2"}, "text": "ok"},
            {"id": "3", "author": "agent", "public": False, "text": "note"},
        ],
    }
    (one,), rejected = read_all(lines(tmp_path / "a.jsonl.gz", record))
    assert not rejected
    assert (one.source, one.id, one.spam, one.rating, one.tags) == (
        "intercom", "9", False, 4.5, ("a", "b"))  # fmt: skip
    assert (one.customer.id, one.customer.attributes) == ("5", (("seats", "3"),))
    assert [m.author for m in one.messages] == ["customer", "agent", "agent"]
    assert one.messages[0].text == "Hi & bye"
    assert one.messages[1].agent is not None
    assert (one.messages[1].agent.id, one.messages[2].public) == ("3", False)


def test_json_is_an_array_or_an_object_that_holds_one(tmp_path: Path) -> None:
    array, inside = tmp_path / "a.json", tmp_path / "b.json"
    array.write_text(json.dumps([{"text": "one"}, {"text": "two"}], indent=1))
    inside.write_text(json.dumps({"count": 1, "conversations": [{"text": "three"}]}))
    assert texts(read_all(array)[0]) == [["one"], ["two"]]
    assert texts(read_all(inside)[0]) == [["three"]]


def test_a_bad_line_is_reported_and_the_next_one_read(tmp_path: Path) -> None:
    good = {"text": "good"}
    path = lines(tmp_path / "a.jsonl", good, "{broken", good, '"text"', '{"text": NaN}', good)
    kept, rejected = read_all(path)
    assert len(kept) == 3
    assert [one.place for one in rejected] == ["a.jsonl:2", "a.jsonl:4", "a.jsonl:5"]


def test_nesting_and_nul_bytes_are_reported(tmp_path: Path) -> None:
    deep = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    path = lines(tmp_path / "a.jsonl", {"text": "good"}, deep, '{"text": "\0"}', {"text": "a\0b"})
    kept, rejected = read_all(path)
    assert texts(kept) == [["good"]]
    assert [one.place.split()[0] for one in rejected] == [f"a.jsonl:{n}" for n in (2, 3, 4)]


def test_a_line_over_the_limit_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.encoding.LINE", 1_000)
    path = lines(tmp_path / "a.jsonl", {"text": "a"}, {"text": "x" * 2_000}, {"text": "b"})
    kept, rejected = read_all(path)
    assert texts(kept) == [["a"], ["b"]]
    assert [one.place for one in rejected] == ["a.jsonl:2"]


def test_the_good_rows_of_a_cut_gzip_still_come(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    whole = "".join(f'{{"text": "ask number {i * 7919}"}}\n' for i in range(20_000))
    path.write_bytes(gzip.compress(whole.encode())[:-5_000])
    kept, rejected = read_all(path)
    assert 0 < len(kept) < 20_000
    assert [one.place for one in rejected] == ["a.jsonl.gz end"]


def test_an_unknown_author_costs_only_the_message(tmp_path: Path) -> None:
    messages = [{"author": "zorg", "text": "?"}, {"author": "клиент", "text": "Где ссылка?"}]
    path = lines(tmp_path / "a.jsonl", {"id": 1, "messages": messages},
                 {"id": 2, "messages": messages[:1]})  # fmt: skip
    kept, rejected = read_all(path)
    assert texts(kept) == [["Где ссылка?"]]
    assert [one.place for one in rejected] == [f"a.jsonl:{n} messages[0].author" for n in (1, 2)]
    assert "zorg" not in rejected[0].reason


def test_a_bad_time_costs_only_the_time(tmp_path: Path) -> None:
    (one,), (bad,) = read_all(lines(tmp_path / "a.jsonl", {"text": "x", "created_at": "soon"}))
    assert one.created_at is None
    assert bad.place == "a.jsonl:1 created_at"


def test_a_ticket_that_repeats_its_text_says_it_once(tmp_path: Path) -> None:
    record = {"id": 1, "text": "Help", "messages": [{"id": 5, "author": "user", "text": "Help"}]}
    (one,), _ = read_all(lines(tmp_path / "a.jsonl", record))
    assert [m.id for m in one.messages] == ["5"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-u", "utf-16"])
def test_a_flat_csv_is_understood_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "звіт.csv"
    path.write_bytes((HEADER + ROWS).encode(encoding))
    reading = read(path, timezone="Europe/Kyiv")
    kept, rejected = items(reading)
    assert texts(kept) == [["Не приходить лист"], ["Де посилання?"]]
    assert kept[0].created_at is not None
    assert (kept[0].created_at.hour, kept[0].customer.id, rejected) == (12, "u1", [])
    assert 'text = "Повідомлення", at = "Дата", customer = "Клієнт", id: none' in reading.understood
    assert "';' separated" in reading.understood


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_found_and_cells_may_hold_lines(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        mark.join(["id", "body"]) + "\n" + mark.join(["1", '"two\nlines, ""q"""']) + "\n"
    )
    (one,), _ = read_all(path)
    assert (one.id, one.messages[0].text) == ("1", 'two\nlines, "q"')


def test_rows_of_a_conversation_are_joined_wherever_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "chats.csv"
    path.write_text(
        "ticket_id,message_id,author,created_at,text\n"
        "a,1,client,2026-02-03T10:00:00Z,first\n"
        "b,2,client,2026-02-03T10:01:00Z,other\n"
        "a,3,operator,2026-02-03T10:02:00Z,second\n"
    )
    kept, rejected = read_all(path)
    assert {one.id: [(m.id, m.author, m.text) for m in one.messages] for one in kept} == {
        "a": [("1", "customer", "first"), ("3", "agent", "second")],
        "b": [("2", "customer", "other")],
    }
    assert not rejected


def test_joining_more_rows_than_memory_holds_gives_the_same() -> None:
    rows = [talk(said(f"m{i}"), id=str(i % 7)) for i in range(50)]
    few, many = list(join_conversations(rows)), list(join_conversations(rows, in_memory=5))
    assert sorted(few, key=repr) == sorted(many, key=repr)
    assert len(few) == 7


def test_a_stray_quote_costs_one_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,one\n2,"never closed\n3,three\n4,four\n')
    kept, rejected = read_all(path)
    assert [one.id for one in kept] == ["1", "3", "4"]
    assert [one.place for one in rejected] == ["a.csv:3"]


def test_a_row_with_broken_bytes_or_too_many_cells_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\n1,дуже добре\n2,".encode() + b"\xff\xfe" + b"\n3,a,b\n4,ok\n")
    kept, rejected = read_all(path)
    assert [one.id for one in kept] == ["1", "4"]
    assert [one.place for one in rejected] == ["a.csv:3", "a.csv:4"]


def test_columns_without_known_names_are_found_by_contents(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("foo,bar,baz\n7,2026-02-03,I cannot find the link\n8,2026-02-04,Login fails\n")
    reading = read(path)
    assert 'text = "baz", at = "bar"' in reading.understood
    assert texts(items(reading)[0]) == [["I cannot find the link"], ["Login fails"]]


def test_a_person_may_name_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,note\nlong words that are not it,Login fails\n")
    assert texts(read_all(path, columns=Columns(text="note"))[0]) == [["Login fails"]]
    with pytest.raises(BadInput, match="no column 'nope'"):
        read(path, columns=Columns(text="nope"))


def test_the_bad_field_is_named_as_the_file_names_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Дата,Сообщение\nвчера,Не работает\n")
    _, (bad,) = read_all(path)
    assert bad.place == "a.csv:2 Дата"


def test_flat_objects_with_other_names_are_guessed(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl", {"ref": 1, "body": "Where is it?"}, {"ref": 2, "body": "x y"}
    )
    assert texts(read_all(path)[0]) == [["Where is it?"], ["x y"]]


@pytest.mark.parametrize(
    "content", [b"", b"  \n", b"PK\x03\x04rest", b"\x00\x01\x02\x00\x00" * 99, b'{"a": [', b"[1, 2"]
)
def test_what_cannot_be_read_at_all_is_bad_input(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        list(read(path).items)


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        read(tmp_path / "none.csv")


def test_standard_input_is_a_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(b'{"text": "hi"}'))))
    reading = read("-")
    assert (reading.source, texts(items(reading)[0])) == ("stdin", [["hi"]])


def test_next_months_file_is_the_same_source(tmp_path: Path) -> None:
    names = ["tickets_2026-02.jsonl", "tickets (3).jsonl", "Tickets-2026-01-01_2026-02-01.jsonl"]
    sources = {read(lines(tmp_path / name, {"text": "x"})).source for name in names}
    assert sources == {"tickets"}
    assert read(tmp_path / names[0], source="crm").source == "crm"


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "first one"}\n' * 50_000)
    first = next(read(path).items)
    assert first.place == "a.jsonl:1"


def test_an_address_tells_namesakes_apart(tmp_path: Path) -> None:
    path = tmp_path / "заявки.csv"
    rows = [
        "Номер;Клиент;Почта;Сообщение",
        "1;Ольга Иванова;olga@a.example;Где ссылка на урок?",
        "2;Ольга Иванова;o.ivanova@b.example;Не приходит письмо",
    ]
    path.write_bytes("\r\n".join(rows).encode("cp1251"))
    read_rows, _ = read_all(path)
    assert [row.customer.id for row in read_rows] == ["olga@a.example", "o.ivanova@b.example"]
    assert [row.customer.name for row in read_rows] == ["Ольга Иванова"] * 2


def test_a_customer_number_stays_who_it_is_beside_an_address(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("client,email,text\nc-7,help@a.example,Where is the link to the lesson?\n")
    (one,), _ = read_all(path)
    assert one.customer.id == "c-7"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(place * 131 % 256 for place in range(1, 5000)))
    with pytest.raises(BadInput, match=r"a\.csv is not text"):
        read(path)
