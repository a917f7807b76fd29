"""App Store Connect: customer reviews, with the answers given to them."""

from collections.abc import Iterable

from ingest.readers.interface import (
    JsonReader,
    Native,
    Options,
    Record,
    inner,
    is_object,
    listed,
    pick,
    told,
)


def _fits(item: Record) -> bool:
    inside = item.get("data")
    if isinstance(inside, list) and inside:
        return all(is_object(one) and _is_review(one) for one in inside[:20])
    return _is_review(inner(item, "data") or item)


def _is_review(item: Record) -> bool:
    marks = {"rating", "reviewerNickname"}
    return item.get("type") == "customerReviews" or marks <= inner(item, "attributes").keys()


def _natives(item: Record, _options: Options) -> Iterable[Native]:
    inside = item.get("data")
    reviews = listed(item, "data") if isinstance(inside, list) else [inside or item]
    answers = {str(one.get("id")): one for one in listed(item, "included")}
    return [_review(one, answers) for one in reviews if is_object(one)]


def _review(item: Record, answers: dict[str, Record]) -> Native:
    answer = answers.get(str(pick(item, "relationships.response.data.id")))
    review = told(item, text="attributes.body", at="attributes.createdDate")
    messages = [review | {"id": "review", "author": "customer"}]
    if answer:
        said = told(answer, text="attributes.responseBody", at="attributes.lastModifiedDate")
        messages.append(said | {"id": "answer", "author": "agent"})
    return told(
        item,
        id="id",
        subject="attributes.title",
        created_at="attributes.createdDate",
        rating="attributes.rating",
    ) | {
        "channel": "app review",
        "customer": told(item, name="attributes.reviewerNickname", country="attributes.territory"),
        "messages": messages,
    }


READER = JsonReader("app_store", "App Store reviews", _fits, _natives)
