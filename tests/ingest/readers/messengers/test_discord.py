"""Discord channels as DiscordChatExporter writes them."""

from pathlib import Path
from typing import Any

from tests.ingest.readers.builders import read_content, story


def say(number: int, author: str, text: str, clock: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": str(number), "type": "Default", "timestamp": f"2026-03-02T{clock}:00.000+02:00",
        "content": text, "embeds": [],
        "author": {"id": author, "name": f"{author}_name", "nickname": author.title(),
                   "discriminator": "0000", "isBot": author == "robot",
                   "roles": [{"name": "Крюк-команда"}] if author == "ira" else []},
        **fields,
    }  # fmt: skip


def export(*messages: dict[str, Any], kind: str = "GuildTextChat") -> dict[str, Any]:
    return {
        "guild": {"id": "1", "name": "Крюк"}, "exportedAt": "2026-03-09T10:00:00+00:00",
        "channel": {"id": "55", "type": kind, "name": "допомога"}, "messages": list(messages),
    }  # fmt: skip


TALK = (
    say(1, "petro", "Не відкривається карта", "10:00"),
    say(2, "robot", "Модератор скоро відповість", "10:00"),
    say(3, "olga", "Где сменить язык?", "10:02"),
    say(4, "ira", "Оновіть сторінку", "10:03",
        type="Reply", reference={"messageId": "1", "channelId": "55"}),
    say(5, "ira", "В профиле, внизу", "10:04",
        type="Reply", reference={"messageId": "3", "channelId": "55"}),
    say(6, "new", "Joined the server.", "10:05", type="GuildMemberJoin"),
    say(7, "petro", "Дякую", "10:06"),
)  # fmt: skip


def test_replies_make_talks_and_bots_and_joins_are_told_apart(tmp_path: Path) -> None:
    for agent in ("ira", "Крюк-команда", "ira_name"):
        source, talks, rejected = read_content(
            tmp_path, "допомога [55].json", export(*TALK), agents=[agent]
        )
        assert (source, rejected) == ("discord", [])
        assert [story(talk) for talk in talks] == [
            [("customer", "Не відкривається карта"), ("bot", "Модератор скоро відповість"),
             ("agent", "Оновіть сторінку"), ("customer", "Дякую")],
            [("customer", "Где сменить язык?"), ("agent", "В профиле, внизу")],
        ]  # fmt: skip
    assert [talk.id for talk in talks] == ["55-1", "55-3"]
    assert talks[0].channel == "discord"


def test_without_agents_who_opens_a_talk_asks(tmp_path: Path) -> None:
    _, talks, _ = read_content(tmp_path, "x.json", export(TALK[0], TALK[3]))
    assert [story(talk)[0][0] for talk in talks] == ["customer"]
    assert story(talks[0])[1][0] == "agent"


def test_a_thread_of_a_customer_is_one_talk_and_of_the_team_a_place(tmp_path: Path) -> None:
    later = say(9, "olga", "А сейчас?", "23:00", timestamp="2026-03-05T23:00:00.000+02:00")
    for first, count in (("petro", 1), ("ira", 3)):
        thread = export(
            say(8, first, "Про карту", "09:00"), *TALK[2:4], later, kind="GuildPublicThread"
        )
        _, talks, _ = read_content(tmp_path, "t.json", thread, agents=["ira"])
        assert len(talks) == count


def test_words_of_embeds_are_read_but_no_previews(tmp_path: Path) -> None:
    card = {"title": "Ticket 8", "description": "Card declined",
            "fields": [{"name": "Plan", "value": "pro"}]}  # fmt: skip
    link = {"title": "Their page", "url": "https://page.example"}
    _, talks, _ = read_content(
        tmp_path, "x.json",
        export(say(1, "petro", "", "10:00", embeds=[card]),
               say(2, "petro", "see https://page.example", "10:01", embeds=[link])),
    )  # fmt: skip
    assert [text for _, text in story(talks[0])] == [
        "Ticket 8\nCard declined\nPlan: pro", "see https://page.example",
    ]  # fmt: skip


def test_a_channel_in_csv_is_read_by_the_rules_of_a_room(tmp_path: Path) -> None:
    rows = (
        '\ufeffAuthorID,Author,Date,Content,Attachments,Reactions\r\n'
        '"1","petro","2026-03-02T10:00:00.0000000+02:00","Wo ist\r\ndie Karte?","",""\r\n'
        '"2","ira","2026-03-02T10:05:00.0000000+02:00","Unten, im Menü","",""\r\n'
    )  # fmt: skip
    source, talks, rejected = read_content(tmp_path, "kanal.csv", rows, agents=["ira"])
    assert (source, rejected) == ("discord", [])
    assert [story(talk) for talk in talks] == [
        [("customer", "Wo ist\ndie Karte?"), ("agent", "Unten, im Menü")]
    ]
    at = talks[0].messages[0].at
    assert at is not None
    assert at.isoformat() == "2026-03-02T08:00:00+00:00"
