"""Headers are told by their shape; lists of values are none."""

from ingest.parsing.reply_headers import find_block, find_sentence


def test_a_sentence_may_break_over_three_lines() -> None:
    lines = ["On Feb 3, 2026 at 2:05 PM Lumo of the Lamps", "<help@lumo.example>", "wrote:", "Hi"]
    assert find_sentence(lines, 0) == 3


def test_a_block_has_a_person_with_an_address_and_a_time() -> None:
    block = ["Lähettäjä: Lumo <help@lumo.example>", "Päivä: 3.2.2026 14.05", "Aihe: Lamppu"]
    assert find_block(block, 0) is not None
    assert find_block(["Name: Rita", "Ordered: 3.2.2026 14:05", "Colour: red"], 0) is None
