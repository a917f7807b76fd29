"""Google Play: reviews of the developer API; tables of reviews are `known_tables`.

An edited review has the same id and replaces the earlier version.
"""

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
