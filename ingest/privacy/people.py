"""Numbers for the people whose names stand in one conversation, by the parts of their names."""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import combinations

_FEW = 5
"""Parts of a name up to which every choice of them is remembered; longer ones are rare."""

Parts = frozenset[str]


class People:
    """The people of a conversation, numbered in the order in which they come up.

    A name whose parts are all of a known one's, or the other way round, is the same person's; of
    several people the first counts. Finding one takes as long with ten people as with thousands.
    """

    def __init__(self, names: Iterable[Iterable[str]] = ()) -> None:
        self._names: list[Parts] = []
        self._within: dict[Parts, int] = {}
        """Some parts of a short name -> the first person who has them all."""
        self._whole: dict[Parts, list[int]] = {}
        """All parts of a short name -> a heap of the people who had no others."""
        self._long: dict[str, list[int]] = {}
        """A part of a long name -> the people whose long name has it."""
        self._known_long: dict[Parts, int] = {}
        """Answers for long names, until a name grows."""
        for name in names:
            self._add(frozenset(name))

    def find_or_add(self, name: Iterable[str]) -> int:
        """The number of the person with this name; of a new one where there is none."""
        parts = frozenset(name)
        number = self._find(parts)
        if number is None:
            self._add(parts)
            return len(self._names) - 1
        if not parts <= self._names[number]:
            self._names[number] = parts
            self._known_long.clear()
            self._remember(number)
        return number

    def _add(self, parts: Parts) -> None:
        self._names.append(parts)
        self._remember(len(self._names) - 1)

    def _remember(self, number: int) -> None:
        parts = self._names[number]
        if len(parts) > _FEW:
            for part in parts:
                self._long.setdefault(part, []).append(number)
            return
        heappush(self._whole.setdefault(parts, []), number)
        for some in _choose(parts):
            self._within[some] = min(self._within.get(some, number), number)

    def _find(self, parts: Parts) -> int | None:
        if len(parts) > _FEW:
            for number, name in enumerate(self._names if parts not in self._known_long else ()):
                if parts <= name or name <= parts:
                    self._known_long[parts] = number
                    break
            return self._known_long.get(parts)
        found = [self._within.get(parts), *map(self._find_whole, _choose(parts))]
        found += self._find_in_long(parts)
        return min((number for number in found if number is not None), default=None)

    def _find_whole(self, parts: Parts) -> int | None:
        """The first person whose name is these parts and no others."""
        people = self._whole.get(parts, [])
        while people and self._names[people[0]] != parts:
            heappop(people)
        return people[0] if people else None

    def _find_in_long(self, parts: Parts) -> list[int]:
        """People whose long name has all of these parts."""
        if not self._long:
            return []
        holders = min((self._long.get(part, []) for part in parts), key=len, default=[])
        return [number for number in holders if parts <= self._names[number]]


def _choose(parts: Parts) -> Iterator[Parts]:
    """Every choice of parts, none and all of them included."""
    for count in range(len(parts) + 1):
        yield from map(frozenset, combinations(parts, count))
