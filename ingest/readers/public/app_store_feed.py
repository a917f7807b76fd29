"""App Store: the public feed of customer reviews (RSS), as JSON and as XML."""

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from domain.errors import BadInput
from ingest.readers.interface import (
    JsonReader,
    Native,
    Options,
    Record,
    is_object,
    pick,
    pick_object,
)

_ATOM = "{http://www.w3.org/2005/Atom}"
_MARKS = ("im:rating", "im:version")


def _matches(item: Record) -> bool:
    feed = pick_object(item, "feed")
    if not feed:
        return set(_MARKS) <= item.keys()
    entries = _list_entries(feed)
    written = str(pick(feed, "id.label|author.name.label")).casefold()
    return any(map(_is_review, entries)) or "customerreviews" in written


def _list_entries(feed: Record) -> list[Record]:
    """The entries of a feed; a feed of one review has an object in place of the list."""
    entries = feed.get("entry")
    entries = entries if isinstance(entries, list) else [entries]
    return [entry for entry in entries if is_object(entry)]


def _is_review(entry: Record) -> bool:
    """Whether an entry is a review: older feeds begin with the app itself."""
    return "im:rating" in entry


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    feed = pick_object(item, "feed")
    entries = _list_entries(feed) if feed else [item]
    return [_build_review(entry) for entry in entries if _is_review(entry)]


def _build_review(entry: Record) -> Native:
    at = _get_label(entry, "updated")
    return {
        "id": _get_label(entry, "id"),
        "channel": "app review",
        "subject": _get_label(entry, "title"),
        "rating": _get_label(entry, "im:rating"),
        "created_at": at,
        "customer": {
            "name": pick(entry, "author.name.label"),
            "app_version": _get_label(entry, "im:version"),
        },
        "messages": [
            {
                "id": "review",
                "author": "customer",
                "text": _get_label(entry, "content"),
                "at": at,
            }
        ],
    }


def _get_label(entry: Record, name: str) -> Any:
    return pick_object(entry, name).get("label")


def matches_xml(head: str, _options: Options) -> bool:
    """Whether a text begins as the feed does in XML."""
    start = head[:5_000]
    return "<feed" in start and "itunes.apple.com/rss" in start


def read_xml(lines: list[str], name: str, _options: Options) -> Iterable[Native]:
    """The reviews of the feed in XML. Raises `BadInput` where it is damaged."""
    try:
        feed: Element = fromstring("\n".join(lines))
    except (ParseError, DefusedXmlException, ValueError):
        raise BadInput(f"{name} is a feed of reviews, and no valid XML. Give it as JSON.") from None
    entries = [_read_entry(entry) for entry in feed.iter(f"{_ATOM}entry")]
    return [_build_review(entry) for entry in entries if _is_review(entry)]


def _read_entry(entry: Element) -> Native:
    """An entry in the shape that it has in JSON."""
    found: Native = {}
    for child in entry:
        space, _, tag = child.tag.removeprefix("{").rpartition("}")
        name = f"im:{tag}" if "itunes" in space else tag
        if name == "author":
            found[name] = {"name": {"label": child.findtext(f"{_ATOM}name")}}
        elif child.get("type") != "html":  # the words as text stand beside
            found.setdefault(name, {"label": (child.text or "").strip()})
    return found


READER = JsonReader("app_store", "App Store reviews", _matches, _read_conversations)
