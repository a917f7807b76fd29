"""Google Play: reviews of the developer API, and the monthly CSV of the Play Console.

An edited review has the same id and replaces the earlier version.
"""

import re
from collections.abc import Iterable

from ingest.readers.interface import (
    JsonReader,
    Native,
    Options,
    Record,
    pick,
    pick_fields,
    pick_objects,
)

CSV_COLUMNS = frozenset({"Star Rating", "Review Text", "Review Last Update Millis Since Epoch"})
"""Columns by which the Play Console's CSV is detected."""
_IN_LINK = re.compile(r"reviewId=([^&\s]+)", re.IGNORECASE)


def read_csv_row(row: Record) -> Native:
    """A row of the Play Console's CSV as a native object; the id comes from its link."""
    link = _IN_LINK.search(str(row.get("Review Link") or ""))
    customer = pick_fields(row, text="Review Text", at="Review Last Update Millis Since Epoch")
    answer = pick_fields(row, text="Developer Reply Text", at="Developer Reply Millis Since Epoch")
    messages = [customer | {"id": "customer", "author": "customer"}] if "text" in customer else []
    messages += [answer | {"id": "agent", "author": "agent"}] if "text" in answer else []
    return pick_fields(row, subject="Review Title", rating="Star Rating", url="Review Link") | {
        "id": link[1] if link else None,
        "channel": "app review",
        "created_at": pick(row, "Review Submit Millis Since Epoch"),
        "customer": pick_fields(row, app_version="App Version Name", language="Reviewer Language"),
        "messages": messages,
    }


def _matches(item: Record) -> bool:
    if isinstance(item.get("reviews"), list):
        return all("reviewId" in entry for entry in pick_objects(item, "reviews")[:20])
    return "reviewId" in item and "comments" in item


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    reviews = pick_objects(item, "reviews") if "reviews" in item else [item]
    return [_build_review(review) for review in reviews]


def _build_review(item: Record) -> Native:
    comments = pick_objects(item, "comments")
    customer: Record = next((comment for comment in comments if "userComment" in comment), {})
    words = pick(customer, "userComment.originalText|userComment.text")
    title = words.split("\t", 1)[0].strip() if isinstance(words, str) and "\t" in words else None
    return {
        "id": item.get("reviewId"),
        "subject": title or None,
        "channel": "app review",
        "created_at": pick(customer, "userComment.lastModified.seconds"),
        "rating": pick(customer, "userComment.starRating"),
        "customer": pick_fields(item, name="authorName")
        | pick_fields(
            customer,
            app_version="userComment.appVersionName",
            language="userComment.reviewerLanguage",
        ),
        "messages": [message for comment in comments for message in _build_messages(comment)],
    }


def _build_messages(comment: Record) -> list[Native]:
    found = []
    for field, author in (("userComment", "customer"), ("developerComment", "agent")):
        words = pick(comment, f"{field}.originalText|{field}.text")
        if words is not None:
            text = words.split("\t", 1)[-1].strip() if isinstance(words, str) else words
            at = pick(comment, f"{field}.lastModified.seconds")
            found.append({"id": author, "author": author, "text": text, "at": at})
    return found


READER = JsonReader("google_play", "Google Play reviews", _matches, _read_conversations)
