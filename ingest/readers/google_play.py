"""Google Play: reviews of the developer API; an edited review overwrites itself."""

from collections.abc import Iterable

from ingest.readers.core import JsonReader, Native, Options, Record, listed, pick, told


def _fits(item: Record) -> bool:
    if isinstance(item.get("reviews"), list):
        return all("reviewId" in one for one in listed(item, "reviews")[:20])
    return "reviewId" in item and "comments" in item


def _natives(item: Record, _options: Options) -> Iterable[Native]:
    reviews = listed(item, "reviews") if "reviews" in item else [item]
    return [_review(one) for one in reviews]


def _review(item: Record) -> Native:
    messages = [said for one in listed(item, "comments") for said in _said(one)]
    said = (one for one in listed(item, "comments") if "userComment" in one)
    customer: Record = next(said, {})
    words = pick(customer, "userComment.originalText|userComment.text")
    title = words.split("\t", 1)[0].strip() if isinstance(words, str) and "\t" in words else None
    return {
        "id": item.get("reviewId"),
        "subject": title or None,
        "channel": "app review",
        "created_at": pick(customer, "userComment.lastModified.seconds"),
        "rating": pick(customer, "userComment.starRating"),
        "customer": told(item, name="authorName")
        | told(
            customer,
            app_version="userComment.appVersionName",
            language="userComment.reviewerLanguage",
        ),
        "messages": messages,
    }


def _said(comment: Record) -> list[Native]:
    found = []
    for field, author in (("userComment", "customer"), ("developerComment", "agent")):
        words = pick(comment, f"{field}.originalText|{field}.text")
        if words is not None:
            text = words.split("\t", 1)[-1].strip() if isinstance(words, str) else words
            at = pick(comment, f"{field}.lastModified.seconds")
            found.append({"id": author, "author": author, "text": text, "at": at})
    return found


READER = JsonReader("google_play", "Google Play reviews", _fits, _natives)
