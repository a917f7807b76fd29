"""Answers of one snapshot, kept for those who ask the same again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

T = TypeVar("T")
MOST_ROWS = 100_000
"""Rows that are kept in all, about 30 MB: a page and a client ask for a few hundred at a time."""


class Answers:
    """The newest answers by question, as many as have `most_rows` rows together. Threads may share
    it; whoever is given an answer must not change it."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most_rows = most_rows
        self._kept: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._rows = 0
        self._lock = Lock()

    def recall(
        self, question: Hashable, work: Callable[[], T], count_rows: Callable[[T], int]
    ) -> T:
        """What `work` answers, or what it did the last time. Two threads that ask at once may both
        work; what raises is not kept."""
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return cast(T, self._kept[question][0])
        answer = work()
        rows = max(count_rows(answer), 1)
        with self._lock:
            if question not in self._kept and rows <= self._most_rows:
                self._kept[question] = (answer, rows)
                self._rows += rows
                while self._rows > self._most_rows:
                    self._rows -= self._kept.popitem(last=False)[1][1]
        return answer
