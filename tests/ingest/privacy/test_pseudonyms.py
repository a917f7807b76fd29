"""Keyed digests keep the identity of a conversation, and nothing in it tells whose it is."""

import hashlib
import hmac

import pytest

from domain.conversations import Customer
from ingest.privacy.pseudonyms import Protector, protect
from tests.ingest.builders import KEY, NOON, agent, said, talk


def test_only_listed_attributes_are_kept() -> None:
    given = (("appVersion", "5.1"), ("birthday", "1990-01-01"), ("Seats Used", "3"))
    told = talk(said("x"), customer=Customer(attributes=given))
    assert Protector(KEY).protect(told).customer.attributes == (("appVersion", "5.1"),)
    kept = Protector(KEY, ["seats_used"]).protect(told).customer.attributes
    assert kept == (("appVersion", "5.1"), ("Seats Used", "3"))


@pytest.mark.parametrize("id_", ["380671234567", "79161234567", "@olga_d", "t.me/olga_d"])
def test_an_id_that_is_a_phone_or_a_page_is_hashed(id_: str) -> None:
    safe = protect(talk(said("x"), id=id_), KEY)
    assert safe.id != id_
    assert id_ not in safe.key
    assert protect(talk(said("x"), id="215468465467895"), KEY).id == "215468465467895"


def test_one_numbering_runs_through_the_whole_conversation() -> None:
    told = talk(
        said("I am bob@x.example"),
        said("Bob Ray, we wrote to al@x.example", "agent", agent=agent("Zoe")),
        said("Zoe, al@x.example is wrong"),
        subject="From al@x.example",
        url="https://desk.example/?mail=bob@x.example",
        tags=("al@x.example",),
        customer=Customer(
            name="Bob Ray", attributes=(("email", "bob@x.example"), ("plan", "for bob@x.example"))
        ),
    )
    safe = protect(told, KEY)
    assert safe.subject == "From [email-1]"
    assert safe.url == "https://desk.example/?mail=[email-2]"
    assert safe.tags == ("[email-1]",)
    assert safe.customer == Customer(attributes=(("plan", "for [email-2]"),))
    assert [one.text for one in safe.messages] == [
        "I am [email-2]",
        "[name-1], we wrote to [email-1]",
        "[name-2], [email-1] is wrong",
    ]


def test_people_are_keyed_digests_of_source_and_id() -> None:
    told = talk(said("x", "agent", agent=agent("Zoe", "a9")), customer=Customer("u1", "Bob"))
    safe = protect(told, KEY)
    assert safe.customer.id == hmac.new(KEY, b"desk\0u1", hashlib.sha256).hexdigest()[:32]
    assert safe.messages[0].agent is not None
    assert safe.messages[0].agent.id == hmac.new(KEY, b"desk\0a9", hashlib.sha256).hexdigest()[:32]
    assert safe.messages[0].agent.name is None


def test_the_tools_ids_are_the_identity() -> None:
    safe = protect(talk(said("x", id="m1"), id="77"), KEY)
    assert (safe.id, safe.key, safe.messages[0].id, safe.messages[0].key) == (
        "77",
        "77",
        "m1",
        "m1",
    )


def test_an_id_that_is_an_address_is_not_kept() -> None:
    safe = protect(talk(said("x", id="<1@mail.example>"), id="bob@x.example"), KEY)
    assert "@" not in f"{safe.id}{safe.key}{safe.messages[0].id}{safe.messages[0].key}"
    edited = protect(talk(said("y", id="<1@mail.example>"), id="bob@x.example"), KEY)
    assert (edited.key, edited.messages[0].key) == (safe.key, safe.messages[0].key)


def test_without_an_id_the_content_and_its_occurrence_are_the_identity() -> None:
    one, other = talk(said("same"), id=None), talk(said("else"), id=None)
    first, second = (
        [protector.protect(each) for each in (one, one, other)]
        for protector in (Protector(KEY), Protector(KEY))
    )
    assert first == second
    assert first[0].key.endswith("#1")
    assert first[1].key == first[0].key.replace("#1", "#2")
    assert first[1].id == f"{first[0].id}-2"
    assert str(first[0].id).startswith("c-")
    assert first[2].key.split("#")[0] != first[0].key.split("#")[0]


def test_the_visible_id_does_not_depend_on_the_key_nor_tell_what_was_masked() -> None:
    one, other = (talk(said(f"I am {who}@x.example"), id=None) for who in ("bob", "al"))
    assert protect(one, KEY).id == protect(other, b"another key").id
    assert protect(one, KEY).key != protect(other, KEY).key


def test_the_time_of_a_conversation_without_an_id_is_part_of_it() -> None:
    early, late = talk(said("same"), id=None), talk(said("same"), id=None, created_at=NOON)
    assert protect(early, KEY).id != protect(late, KEY).id


def test_messages_without_ids_keep_their_identity_when_one_is_added() -> None:
    before = protect(talk(said("a"), said("a"), said("b")), KEY).messages
    after = protect(talk(said("new"), said("a"), said("a"), said("b")), KEY).messages
    assert [one.key for one in after[1:]] == [one.key for one in before]
    assert len({one.key for one in before}) == len({one.id for one in before}) == 3
