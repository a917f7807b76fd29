"""What is forwarded is told from what is answered."""

from ingest.parsing.forwards import find_forwarded

BLOCK = "From: Rita Moss <rita@home.example>\nDate: 3.02.2026 14:05\nTo: Lumo\n\nThe lamp is dark"


def test_a_forwarded_mail_has_its_writer_and_its_words() -> None:
    found = find_forwarded("Fwd: Lamp", f"See below\n\n{BLOCK}")
    assert found is not None
    assert (found.sender, found.name) == ("rita@home.example", "Rita Moss")
    assert (found.above, found.text) == ("See below", "The lamp is dark")


def test_an_answered_mail_is_not_forwarded() -> None:
    assert find_forwarded("Re: Lamp", f"Try again\n\n{BLOCK}") is None
