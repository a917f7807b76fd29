"""The native format's schema refers to parts that exist, and its examples can be imported."""

from fastapi.testclient import TestClient

from api.body import MAX_CONVERSATIONS
from api.schemas.native import BODY, COMPONENTS, CONVERSATION


def test_the_body_is_one_conversation_or_a_limited_list_of_them() -> None:
    one, several = BODY["requestBody"]["content"]["application/json"]["schema"]["anyOf"]
    assert one["$ref"].rpartition("/")[2] in COMPONENTS
    assert several["contains"] == one
    assert several["maxItems"] == MAX_CONVERSATIONS


def test_every_example_of_a_body_is_read_without_rejections(client: TestClient) -> None:
    for example in BODY["requestBody"]["content"]["application/json"]["examples"].values():
        answer = client.post("/v1/conversations", json=example["value"]).json()
        assert answer["rejections"] == []
        assert answer["read"] == answer["new"] + answer["unchanged"] > 0


def test_every_field_is_described() -> None:
    assert all(field["description"] for field in CONVERSATION["properties"].values())
