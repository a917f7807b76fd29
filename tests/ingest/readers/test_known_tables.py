"""Known tables: columns tell the tool; replies, logs and objects in cells become messages."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.columns.fields import Columns
from ingest.readers.interface import Options
from ingest.readers.known_tables import KNOWN_TABLES, detect_known_table
from tests.ingest.readers.builders import minutes, read_content, story

PLAY = (
    ",reviewId,userName,content,score,thumbsUpCount,reviewCreatedVersion,at,replyContent,repliedAt\n"
    "0,7d-a,Ines Holt,The widget is empty,2,0,5.1,2024-05-01 10:20:30,We mend it,"
    "2024-05-02 08:00:00\n"
    "1,7d-b,Olek,Good,5,0,,2024-05-03 10:20:30,,\n"
)
JIRA = (
    "Summary,Issue key,Status,{reporter},Reporter Id,{created},Labels,Labels,Description,"
    "Comment,Comment\n"
    "Margins,SUP-1,Done,Ines Holt,5f:a,12/May/26 2:48 PM,a,b,Margins change,"
    '12/May/26 3:10 PM;7b:b;Why?,"12/May/26 4:00 PM;5f:a;No idea; it\nis old"\n'
    "Seats,SUP-2,Open,Olek,9c,02/Mar/26 12:01 AM,,,How many seats?,,\n"
)


def test_a_scrapers_reviews_have_replies_in_csv_and_json(tmp_path: Path) -> None:
    source, (first, second), _ = read_content(tmp_path, "reviews.csv", PLAY)
    assert (source, first.id, first.rating) == ("google_play", "7d-a", 2.0)
    assert story(first) == [("customer", "The widget is empty"), ("agent", "We mend it")]
    assert minutes(first) == ["01 10:20", "02 08:00"]
    assert story(second) == [("customer", "Good")]
    rows = [{"reviewId": "7d-a", "userName": "Ines", "content": "The widget is empty", "score": 2,
             "at": "2024-05-01 10:20:30", "replyContent": "We mend it"}]  # fmt: skip
    source, (same,), _ = read_content(tmp_path, "reviews.json", rows)
    assert (source, story(same)) == ("google_play", story(first))


def test_a_reply_inside_an_object_in_a_cell_is_the_agents(tmp_path: Path) -> None:
    reply = "{'id': 3, 'body': \"It's mended\", 'modified': '2023-02-02T09:00:00Z'}"
    quoted = reply.replace('"', '""')
    table = f"""date,review,rating,title,userName,isEdited,developerResponse
2023-02-01 11:00:05,It logs me out,1,Out,ines,False,"{quoted}"
"""
    source, (review,), _ = read_content(tmp_path, "reviews.csv", table)
    assert (source, review.subject) == ("app_store", "Out")
    assert story(review) == [("customer", "It logs me out"), ("agent", "It's mended")]


@pytest.mark.parametrize(
    ("reporter", "created"), [("Reporter", "Created"), ("Автор", "Создано"), ("Autor", "Erstellt")]
)
def test_comments_of_jira_are_the_reporters_or_an_agents(
    tmp_path: Path, reporter: str, created: str
) -> None:
    table = JIRA.format(reporter=reporter, created=created)
    source, (first, second), rejected = read_content(tmp_path, "jira.csv", table)
    assert (source, rejected, first.id, first.tags) == ("jira", [], "SUP-1", ("a", "b"))
    assert story(first) == [
        ("customer", "Margins change"),
        ("agent", "Why?"),
        ("customer", "No idea; it\nis old"),
    ]
    assert minutes(first) == ["12 14:48", "12 15:10", "12 16:00"]
    assert story(second) == [("customer", "How many seats?")]


def test_a_comment_proves_the_order_of_day_and_month(tmp_path: Path) -> None:
    table = (
        "Summary,Issue key,Reporter,Created,Description,Comment\n"
        "Plug,SUP-9,ines,05/06/2026 3:26 PM,No plug,05/13/2026 9:00;mara;Sent\n"
    )
    _, (issue,), rejected = read_content(tmp_path, "jira.csv", table)
    assert (minutes(issue), rejected) == (["06 15:26", "13 09:00"], [])
    assert issue.created_at == issue.messages[0].at


def test_a_reporter_of_the_team_is_no_customer_in_comments() -> None:
    table = next(known for known in KNOWN_TABLES if known.name == "jira")
    row = {"Issue key": "A-1", "Reporter": "mara", "Comment.1": "1/May/26;mara;Done"}
    assert table.to_native(row, Options())["messages"][0]["author"] == "customer"
    assert table.to_native(row, Options(agents=frozenset({"mara"})))["messages"][0]["author"] == (
        "agent"
    )


def test_tweets_are_threads(tmp_path: Path) -> None:
    table = """tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id
1,lumohelp,False,Tue Oct 31 22:10:47 +0000 2017,Which one?,2,3.0
2,1157,True,Tue Oct 31 22:11:45 +0000 2017,an old tablet,,1.0
3,1157,True,Tue Oct 31 22:08:27 +0000 2017,it closes itself,1,
"""
    source, (thread,), _ = read_content(tmp_path, "twcs.csv", table)
    assert (source, thread.id) == ("twitter", "3")
    assert story(thread) == [
        ("customer", "it closes itself"),
        ("agent", "Which one?"),
        ("customer", "an old tablet"),
    ]


TICKETS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "described": (
        "Ticket ID,Customer Name,Date of Purchase,Ticket Subject,Ticket Description,Ticket Status,"
        "Resolution,Ticket Channel,First Response Time,Time to Resolution,"
        "Customer Satisfaction Rating\n"
        "7,Jess R,2021-05-22,Refund,I want my money back,Closed,It is on its way,Chat,"
        "2023-06-01 11:14:38,2023-06-01 18:05:38,3.0\n",
        [("customer", "I want my money back"), ("agent", "It is on its way")],
    ),
    "answered": (
        "subject,body,answer,type,queue,priority,language,tag_1\n"
        "Störung,Die Anzeige ist leer,Wir prüfen es,Incident,Technical,high,de,Display\n",
        [("customer", "Die Anzeige ist leer"), ("agent", "Wir prüfen es")],
    ),
    "instructed": (
        "flags,instruction,category,intent,response\n"
        "BL,can I cancel my order,ORDER,cancel_order,Yes: open the order\n",
        [("customer", "can I cancel my order"), ("agent", "Yes: open the order")],
    ),
}


@pytest.mark.parametrize("name", TICKETS)
def test_published_tickets_have_an_ask_and_an_answer(tmp_path: Path, name: str) -> None:
    table, expected = TICKETS[name]
    source, (ticket,), rejected = read_content(tmp_path, "tickets.csv", table)
    assert (source, story(ticket), rejected) == ("kaggle_tickets", expected, [])
    assert ticket.created_at is None
    assert ticket.messages[0].at is None


def test_a_trustpilot_review_has_the_companys_reply(tmp_path: Path) -> None:
    review: dict[str, Any] = {
        "id": "t1", "consumer": {"id": "c1", "displayName": "Ines"}, "stars": 2, "title": "Late",
        "text": "The lamp came late", "createdAt": "2026-02-03T10:00:00Z",
        "companyReply": {"text": "We are sorry", "createdAt": "2026-02-04T10:00:00Z"},
    }  # fmt: skip
    source, (read,), _ = read_content(tmp_path, "reviews.json", {"reviews": [review]})
    assert (source, read.rating) == ("trustpilot", 2.0)
    assert story(read) == [("customer", "The lamp came late"), ("agent", "We are sorry")]


@pytest.mark.parametrize(
    "header",
    [
        "Review Created (UTC),Review Username,Review Stars,Review Title,Review Content,"
        "Company Reply Content",
        "Date,Author,Rating,Title,Review,Developer Response",
        "Дата,Автор,Оценка,Заголовок,Отзыв,Ответ компании",
        "Дата,Автор,Оцінка,Заголовок,Відгук,Відповідь компанії",
    ],
)
def test_replies_to_reviews_are_the_agents_whatever_the_tool(tmp_path: Path, header: str) -> None:
    table = f"{header}\n2026-02-03 10:00,Ines,2,Late,The lamp came late,We are sorry\n"
    source, (review,), rejected = read_content(tmp_path, "reviews.csv", table)
    assert (source, review.rating, review.subject, rejected) == ("reviews", 2.0, "Late", [])
    assert story(review) == [("customer", "The lamp came late"), ("agent", "We are sorry")]
    assert minutes(review) == ["03 10:00", None]


def test_a_bad_time_of_a_known_table_names_file_row_and_field(tmp_path: Path) -> None:
    table = PLAY.replace("2024-05-03 10:20:30", "soon")
    _, talks, rejected = read_content(tmp_path, "reviews.csv", table)
    assert len(talks) == 2
    assert {one.place.split(" ")[0] for one in rejected} == {"reviews.csv:3"}
    assert not any("soon" in f"{one.place}{one.reason}" for one in rejected)


def test_named_columns_go_before_a_known_table(tmp_path: Path) -> None:
    source, talks, _ = read_content(
        tmp_path, "reviews.csv", PLAY, columns=Columns(text="replyContent")
    )
    assert source == "reviews"
    assert story(talks[0]) == [("customer", "We mend it")]


@pytest.mark.parametrize("table", KNOWN_TABLES, ids=lambda table: table.title)
def test_known_tables_are_told_apart(table: Any) -> None:
    columns = [mark.split("|")[0] for mark in table.layout["marks"]]
    assert detect_known_table(columns) == table
    assert detect_known_table(columns[1:]) != table
    assert not table.matches(["id", "text", "date", "author"])
    assert json.dumps(table.to_native({}, Options()))
