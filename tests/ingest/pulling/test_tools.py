"""Each tool's pages come with whole conversations, and with the cursor for the next pull."""

import base64
from typing import Any

from domain.conversations import Conversation
from ingest.pulling.client import Client
from ingest.pulling.tools import TOOLS, Page, convert_page
from tests.ingest.pulling.builders import Answer, Respond, serve

START = 1770112800


def pull(tool: str, respond: Respond, cursor: dict[str, Any]) -> list[Page]:
    with serve(respond) as address, Client(address, {}) as client:
        return list(TOOLS[tool].pages(client, cursor))


def zendesk(path: str, query: dict[str, str], _posted: Any) -> Answer:
    if path == "/api/v2/tickets/1/comments.json":
        number = 2 if query.get("page[after]") == "p2" else 1
        comment = {"id": number, "author_id": 5, "public": True, "body": f"part {number}"}
        meta = {"has_more": number == 1, "after_cursor": f"p{number + 1}"}
        return 200, {}, {"comments": [comment], "users": [], "meta": meta}
    if query.get("cursor") == "c1":
        deleted = {"id": 2, "status": "deleted"}
        return 200, {}, {"tickets": [deleted], "after_cursor": "c2", "end_of_stream": True}
    assert query["start_time"] == str(START)
    ticket = {"id": 1, "status": "open", "requester_id": 5, "submitter_id": 5}
    users = [{"id": 5, "role": "end-user", "name": "Ann"}]
    page = {"tickets": [ticket], "users": users, "after_cursor": "c1", "end_of_stream": False}
    return 200, {}, page


def test_zendesk_tickets_come_with_all_pages_of_their_comments() -> None:
    first, second = pull("zendesk", zendesk, {"since": START})
    assert (first.cursor, second.cursor) == ({"cursor": "c1"}, {"cursor": "c2"})
    assert [comment["body"] for comment in first.records[0]["comments"]] == ["part 1", "part 2"]
    assert "comments" not in second.records[0]
    assert pull("zendesk", zendesk, {"cursor": "c1"}) == [second]


def test_the_conversations_of_a_page_have_the_given_source() -> None:
    first, _ = pull("zendesk", zendesk, {"since": START})
    (conversation,) = convert_page(TOOLS["zendesk"], first, "desk-eu", "UTC")
    assert isinstance(conversation, Conversation)
    assert (conversation.source, conversation.id, conversation.place) == (
        "desk-eu", "1", "zendesk 1",
    )  # fmt: skip
    assert [message.text for message in conversation.messages] == ["part 1", "part 2"]


def test_intercom_conversations_are_searched_by_change_and_fetched_whole() -> None:
    def respond(path: str, _query: dict[str, str], posted: Any) -> Answer:
        if posted is None:
            return 200, {}, {"id": path.rsplit("/", 1)[1], "whole": True}
        assert posted["query"] == {"field": "updated_at", "operator": ">", "value": START - 1}
        last = posted["pagination"].get("starting_after") == "next"
        pages = {} if last else {"next": {"starting_after": "next"}}
        found = [{"id": "2", "updated_at": START + 9}] if last else [{"id": "1"}]
        return 200, {}, {"conversations": found, "pages": pages}

    pages = pull("intercom", respond, {"since": START})
    assert [page.records for page in pages] == [
        ({"id": "1", "whole": True},), ({"id": "2", "whole": True},),
    ]  # fmt: skip
    assert [page.cursor["since"] for page in pages] == [START, START + 9]


def test_chatwoot_pages_end_at_the_time_of_the_last_pull() -> None:
    def respond(path: str, query: dict[str, str], _posted: Any) -> Answer:
        if path.endswith("/messages"):
            older = {"20": [{"id": 10}], "10": []}
            return 200, {}, {"payload": older.get(query.get("before", ""), [{"id": 20}])}
        times = {"1": [START + 5, START + 4], "2": [START, START - 1]}[query["page"]]
        found = [{"id": at - START, "last_activity_at": at} for at in times]
        return 200, {}, {"data": {"payload": found}}

    first, second = pull("chatwoot", respond, {"since": START})
    assert [one["id"] for one in first.records + second.records] == [5, 4, 0]
    assert [message["id"] for message in first.records[0]["messages"]] == [20, 10]
    assert first.cursor == {"since": START, "page": 2, "newest": START + 5}
    assert second.cursor == {"since": START + 5}


def test_zendesk_tokens_are_api_tokens_with_an_address_or_oauth_tokens() -> None:
    headers = TOOLS["zendesk"].headers
    assert headers("oauth")["Authorization"] == "Bearer oauth"
    scheme, packed = headers("a@b.example:secret")["Authorization"].split()
    assert (scheme, base64.b64decode(packed)) == ("Basic", b"a@b.example/token:secret")
