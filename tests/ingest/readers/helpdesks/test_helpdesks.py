"""What helpdesks export is understood as their documentation means it.

Rules: notes, bots and events are no asks; a deleted message keeps its place and loses its words;
the opening message is found wherever a tool puts it; a conversation told in pieces is one.
"""

import json
from pathlib import Path

import pytest

from ingest.open import read
from tests.ingest.builders import items, lines
from tests.ingest.readers.telling import SAMPLES, asked, minutes, sample, story


def test_an_intercom_conversation_opens_in_its_source() -> None:
    (told,), rejected = sample("intercom_conversation.json")
    assert story(told) == [
        (
            "customer",
            "Hi, where is the link to lesson 4? See my calendar (https://lumo.example/cal)",
        ),
        ("bot", "Have a look at our help pages"),
        ("note", "Second time this week"),
        ("customer", "It is not in the letter either"),
        ("customer", ""),
        ("agent", "Here it is"),
    ]
    assert minutes(told)[:2] == ["03 10:00", "03 10:01"]
    assert (told.subject, told.rating, told.tags) == ("Lesson link", 5.0, ("lessons",))
    assert (told.customer.id, told.status, rejected) == ("c-1", "closed", [])
    assert [one.id for one in told.messages][:3] == ["source-77", "2", "3"]


def test_what_a_team_writes_first_is_no_ask() -> None:
    told, rejected = sample("intercom_list.json")
    assert [story(one)[0][0] for one in told] == ["agent", "bot"]
    assert [asked(one) for one in told] == [[], []]
    assert [one.customer.id for one in told] == ["c-9", "c-8"]
    assert not rejected


def test_intercom_webhooks_of_a_conversation_are_one() -> None:
    (told,), (other,) = sample("intercom_webhooks.jsonl")
    assert story(told) == [
        ("customer", "The card was charged twice & nobody answers"),
        ("customer", "I want one of them back"),
    ]
    assert (other.place, other.reason) == (
        "intercom_webhooks.jsonl:3", "The event is about no conversation.")  # fmt: skip


def test_zendesk_users_tell_who_is_who() -> None:
    (told, merged, deleted), rejected = sample("zendesk_incremental.json")
    assert story(told) == [
        ("customer", "The code does not come"),
        ("note", "Looks like the spam filter"),
        ("agent", "Look into the spam folder, please"),
        ("system", "Your request was updated"),
        ("customer", "Same here, nothing in spam"),
    ]
    assert told.url == "https://lumo.zendesk.com/agent/tickets/101"
    assert (told.rating, told.tags, told.channel) == (5.0, ("login",), "email")
    assert asked(told)[0] == "No letter with the code\n\nThe code does not come"
    assert (asked(merged), asked(deleted), rejected) == ([], [], [])
    assert story(deleted) == [("customer", "")]
    assert "203.0.113.7" not in repr(told)


def test_zendesk_tickets_alone_open_with_their_description() -> None:
    told, rejected = sample("zendesk_tickets.jsonl")
    assert [asked(one) for one in told] == [
        ["Refund\n\nI was charged after cancelling"],
        ["Please send the invoice again"],
    ]
    assert not rejected


def test_zendesk_events_add_comments_to_a_ticket() -> None:
    (told,), rejected = sample("zendesk_events.json")
    assert (told.id, story(told), minutes(told)) == ("7", [("agent", "Refunded")], ["04 10:13"])
    assert not rejected


def test_chatwoot_counts_what_comes_in() -> None:
    (told,), rejected = sample("chatwoot_rest.json")
    assert story(told) == [
        ("customer", "Where do I see the receipt? I looked here (https://lumo.example/pay)"),
        ("bot", "We usually answer in an hour"),
        ("bot", "Try the menu"),
        ("note", "he is on the old plan"),
        ("system", "Conversation was marked resolved by Ira"),
        ("customer", ""),
        ("agent", "It is in the profile"),
    ]
    assert (told.id, told.tags, told.customer.id, rejected) == ("12", ("billing",), "55", [])


def test_chatwoot_webhooks_of_a_conversation_are_one() -> None:
    (told,), rejected = sample("chatwoot_webhooks.jsonl")
    assert story(told) == [("customer", "не могу войти"), ("agent", "Проверьте почту")]
    assert (minutes(told), rejected) == (["03 13:05", "03 13:07"], [])


def test_freshdesk_opens_on_the_ticket() -> None:
    (told,), rejected = sample("freshdesk_ticket.json")
    assert story(told) == [
        ("customer", "The file does not upload, it says error 413"),
        ("agent", "What size is it?"),
        ("note", "ask the second line"),
        ("customer", "60 MB\na video"),
    ]
    assert minutes(told)[-1] == "03 09:20"
    assert (told.status, told.channel, rejected) == ("resolved", "email", [])


def test_help_scout_threads_are_embedded_and_drafts_unsaid() -> None:
    (told, spam), rejected = sample("helpscout_conversations.json")
    assert story(told) == [
        ("customer", "Wo finde ich mein Zertifikat?"),
        ("note", "old course"),
        ("agent", "Open the profile\nand press Download"),
    ]
    assert (told.tags, told.customer.id, spam.spam, rejected) == (("certificates",), "66", True, [])


def test_usedesk_tells_notes_and_spam_apart() -> None:
    (told, spam), rejected = sample("usedesk_webhooks.jsonl")
    assert story(told) == [
        ("customer", "Не открывается урок"),
        ("agent", "Обновите страницу"),
        ("note", "жалуется второй раз"),
    ]
    assert (spam.spam, asked(spam), rejected) == (True, [], [])
    assert "never-kept" not in repr((told, spam))


def test_usedesk_tickets_carry_their_comments() -> None:
    (told,), _ = sample("usedesk_ticket.json", timezone="Europe/Kyiv")
    assert [author for author, _ in story(told)] == ["customer", "note", "bot"]
    assert minutes(told)[0] == "03 08:00"


def test_okdesk_comments_join_their_request() -> None:
    (told,), rejected = sample("okdesk.jsonl")
    assert story(told) == [
        ("customer", "С понедельника нет уведомлений"),
        ("agent", "Перезапустили рассылку"),
        ("note", "очередь стояла"),
        ("customer", "Всё равно пусто"),
    ]
    assert (told.id, told.subject, minutes(told)[0]) == (
        "15",
        "Не приходят уведомления",
        "03 09:00",
    )
    assert not rejected


def test_chat2desk_numbers_may_be_shared_by_both_ways() -> None:
    (told,), rejected = sample("chat2desk.jsonl")
    assert story(told) == [
        ("customer", "Де моє замовлення?"),
        ("agent", "Вже в дорозі"),
        ("bot", "Оцініть нас"),
    ]
    assert len({one.id for one in told.messages}) == 3
    assert not rejected


def test_jira_tells_public_comments_from_internal_ones() -> None:
    (told,), rejected = sample("jira_request.json")
    assert story(told) == [
        ("customer", "The export stops at page 10"),
        ("agent", "Which browser?"),
        ("note", "known, LUM-0"),
        ("customer", "Firefox, the newest"),
    ]
    assert (told.id, minutes(told)[2], rejected) == ("LUM-1", "03 10:06", [])


def test_a_page_of_jira_comments_knows_its_request() -> None:
    (told,), rejected = sample("jira_comments.json")
    assert (told.id, story(told)) == (
        "LUM-2",
        [("customer", "I cannot log in"), ("note", "reset it")],
    )
    assert not rejected


ALL = sorted(path.name for path in SAMPLES.iterdir())
TOLD = {
    "intercom": "Intercom conversations", "zendesk": "Zendesk tickets",
    "chatwoot": "Chatwoot conversations", "freshdesk": "Freshdesk tickets",
    "helpscout": "Help Scout conversations", "usedesk": "Usedesk tickets",
    "okdesk": "Okdesk requests", "chat2desk": "Chat2Desk messages",
    "jira": "Jira Service Management requests", "discourse": "Discourse topics",
    "app": "App Store reviews", "google": "Google Play reviews",
    "telegram": "Telegram Desktop export", "call": "call transcripts", "slack": "Slack",
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in ALL if name.endswith((".json", ".jsonl"))])
def test_a_file_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"export{Path(name).suffix}"
    path.write_bytes((SAMPLES / name).read_bytes())
    understood = read(path).understood
    assert understood.startswith(TOLD[name.split("_")[0].split(".")[0]]), understood


def test_a_named_source_names_the_conversations_too() -> None:
    (told,), _ = sample("jira_request.json", source="desk-eu")
    assert told.source == "desk-eu"


def test_the_native_format_stays_native_whatever_the_source_is_called(tmp_path: Path) -> None:
    record = {
        "id": 1,
        "source": "intercom",
        "messages": [{"author": "user", "text": "Where is it?"}],
    }
    reading = read(lines(tmp_path / "a.jsonl", record), source="zendesk")
    assert "native format" in reading.understood
    assert [one.source for one in items(reading)[0]] == ["zendesk"]


def test_an_edited_message_replaces_its_text(tmp_path: Path) -> None:
    event = json.loads((SAMPLES / "chatwoot_webhooks.jsonl").read_text().splitlines()[0])
    edited = event | {"event": "message_updated", "content": "не могу войти в почту"}
    (told,), _ = items(read(lines(tmp_path / "a.jsonl", event, edited)))
    assert story(told) == [("customer", "не могу войти в почту")]


def test_an_object_that_is_not_shaped_as_documented_is_reported(tmp_path: Path) -> None:
    good = json.loads((SAMPLES / "zendesk_tickets.jsonl").read_text().splitlines()[0])
    path = lines(tmp_path / "a.jsonl", good, {"tickets": 5}, good | {"comments": [{"public": []}]})
    told, rejected = items(read(path))
    assert [one.id for one in told] == ["7"]
    assert "a.jsonl:2" in {one.place for one in rejected}
