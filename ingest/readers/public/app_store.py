"""App Store Connect: customer reviews, with the answers given to them."""

from collections.abc import Iterable

from ingest.readers.interface import (
    JsonReader,
    Native,
    Options,
    Record,
    is_object,
    pick,
    pick_fields,
    pick_object,
    pick_objects,
)


def _matches(item: Record) -> bool:
    inside = item.get("data")
    if isinstance(inside, list) and inside:
        return all(is_object(entry) and _is_review(entry) for entry in inside[:20])
    return _is_review(pick_object(item, "data") or item)


def _is_review(item: Record) -> bool:
    marks = {"rating", "reviewerNickname"}
    return item.get("type") == "customerReviews" or marks <= pick_object(item, "attributes").keys()


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    inside = item.get("data")
    reviews = pick_objects(item, "data") if isinstance(inside, list) else [inside or item]
    answers = {str(answer.get("id")): answer for answer in pick_objects(item, "included")}
    return [_build_review(review, answers) for review in reviews if is_object(review)]


def _build_review(item: Record, answers: dict[str, Record]) -> Native:
    answer = answers.get(str(pick(item, "relationships.response.data.id")))
    review = pick_fields(item, text="attributes.body", at="attributes.createdDate")
    messages = [review | {"id": "review", "author": "customer"}]
    if answer:
        reply = pick_fields(
            answer, text="attributes.responseBody", at="attributes.lastModifiedDate"
        )
        messages.append(reply | {"id": "answer", "author": "agent"})
    return pick_fields(
        item,
        id="id",
        subject="attributes.title",
        created_at="attributes.createdDate",
        rating="attributes.rating",
    ) | {
        "channel": "app review",
        "customer": pick_fields(
            item, name="attributes.reviewerNickname", country="attributes.territory"
        ),
        "messages": messages,
    }


READER = JsonReader("app_store", "App Store reviews", _matches, _read_conversations)
