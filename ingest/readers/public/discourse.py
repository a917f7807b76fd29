"""Discourse: topics with their posts, lists of posts, and webhook events."""

import re
from collections.abc import Iterable

from ingest.readers.interface import (
    JsonReader,
    Native,
    NoConversation,
    Options,
    Record,
    is_object,
    pick,
    pick_fields,
    pick_object,
    pick_objects,
    pick_person_names,
    pick_texts,
)

_QUOTE = re.compile(r"<aside[^<>]{0,300}\bquote\b")
_QUOTE_END = "</aside>"
_WHISPER, _ACTION = 4, 3
_STAFF = ("staff", "moderator", "admin", "user_title_is_staff")


def _matches(item: Record) -> bool:
    if is_object(item.get("post")):
        return _is_post(item["post"])
    topic = pick_object(item, "topic")
    if "id" in topic:
        return bool({"slug", "fancy_title", "archetype"} & topic.keys())
    if isinstance(item.get("latest_posts"), list):
        return True
    return "posts" in pick_object(item, "post_stream") or _is_post(item)


def _is_post(item: Record) -> bool:
    return {"cooked", "post_number"} <= item.keys() or {"cooked", "topic_id"} <= item.keys()


def _read_conversations(item: Record, options: Options) -> Iterable[Native]:
    posts = pick_objects(item, "latest_posts") or [item.get("post", item)]
    if "post_stream" in item:
        yield _build_topic(item, pick_objects(item, "post_stream.posts"), options)
    elif is_object(item.get("topic")):
        raise NoConversation("The event is about a topic and brings no post.")
    else:
        for post in posts:
            around = {"id": post.get("topic_id"), "title": post.get("topic_title")}
            yield _build_topic(around, [post], options)


def _build_topic(item: Record, posts: list[Record], options: Options) -> Native:
    return pick_fields(item, id="id", subject="title", created_at="created_at") | {
        "channel": "forum",
        "tags": pick_texts(item, "tags.name|tags"),
        "customer": {"id": pick(item, "details.created_by.id|user_id")},
        "messages": [_build_post(post, options) for post in posts],
    }


def _build_post(item: Record, options: Options) -> Native:
    native = {
        "id": item.get("id"),
        "at": item.get("created_at"),
        "author": _detect_author(item, options),
        "author_id": pick(item, "user_id|username"),
        "author_name": pick_person_names(item, "name|display_username|username"),
        "public": item.get("post_type") != _WHISPER,
    }
    if item.get("deleted_at") or item.get("user_deleted") is True or item.get("hidden") is True:
        return native | {"deleted": True}
    return native | {"html": _drop_quotes(str(item.get("cooked") or ""))}


def _drop_quotes(html: str) -> str:
    pieces, at = [], 0
    for start in _QUOTE.finditer(html):
        end = html.find(_QUOTE_END, start.end())
        if end < 0:
            break
        if start.start() >= at:
            pieces.append(html[at : start.start()])
            at = end + len(_QUOTE_END)
    return "".join([*pieces, html[at:]])


def _detect_author(item: Record, options: Options) -> str:
    if item.get("post_type") == _ACTION or item.get("action_code"):
        return "system"
    if item.get("user_id") == -1:  # what the forum itself writes to people
        return "bot"
    if any(item.get(mark) is True for mark in _STAFF):
        return "agent"
    return "agent" if options.is_agent(item.get("username"), item.get("user_id")) else "customer"


READER = JsonReader("discourse", "Discourse topics", _matches, _read_conversations, is_partial=True)
