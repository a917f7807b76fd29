"""The same person has the same number, whichever parts of the name are given."""

import random

from ingest.privacy.people import People


class PlainPeople:
    """The rule word for word: everybody is looked at, in order."""

    def __init__(self, names: list[list[str]]) -> None:
        self.names = [set(name) for name in names]

    def find_or_add(self, name: list[str]) -> int:
        parts = set(name)
        for number, person in enumerate(self.names):
            if parts <= person or person <= parts:
                person |= parts
                return number
        self.names.append(parts)
        return len(self.names) - 1


def test_a_part_and_a_longer_form_are_the_same_person() -> None:
    people = People([["anna", "smith"]])
    assert people.find_or_add(["anna"]) == people.find_or_add(["anna", "maria", "smith"]) == 0
    assert people.find_or_add(["maria"]) == 0
    assert people.find_or_add(["smith", "john"]) == 1


def test_every_answer_is_that_of_the_plain_rule() -> None:
    chance = random.Random(1)
    for _ in range(300):
        letters = "abcdefgh"[: chance.randint(2, 8)]
        names = [chance.choices(letters, k=chance.choice((1, 1, 2, 3, 4, 7, 9))) for _ in range(60)]
        known = names[: chance.randint(0, 10)]
        people, plain = People(known), PlainPeople(known)
        assert [people.find_or_add(name) for name in names] == [
            plain.find_or_add(name) for name in names
        ]


def test_an_empty_name_is_the_first_person() -> None:
    assert [People([["anna"]]).find_or_add([]), People().find_or_add([])] == [0, 0]
