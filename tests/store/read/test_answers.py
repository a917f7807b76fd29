import threading

import pytest

from store.read.answers import Answers


def test_the_same_question_is_worked_out_once() -> None:
    answers = Answers()
    answers.recall("february", lambda: "first", lambda _: 1)
    answers.recall("march", lambda: "other", lambda _: 1)
    assert answers.recall("february", lambda: "again", lambda _: 1) == "first"


def test_the_oldest_go_when_there_is_no_room() -> None:
    answers, worked = Answers(most_rows=10), list[str]()

    def ask(question: str, rows: int) -> None:
        answers.recall(question, lambda: worked.append(question), lambda _: rows)

    ask("a", 5)
    ask("b", 5)
    ask("a", 5)  # used last, so b goes first
    ask("c", 5)
    ask("a", 5)
    ask("b", 5)
    assert worked == ["a", "b", "c", "b"]


def test_what_has_more_rows_than_fit_is_answered_and_not_kept() -> None:
    answers = Answers(most_rows=10)
    answers.recall("small", lambda: "small", lambda _: 1)
    assert answers.recall("large", lambda: "large", lambda _: 11) == "large"
    assert answers.recall("large", lambda: "again", lambda _: 11) == "again"
    assert answers.recall("small", lambda: "again", lambda _: 1) == "small"


def test_a_failure_is_not_kept() -> None:
    answers = Answers()
    with pytest.raises(ZeroDivisionError):
        answers.recall("q", lambda: 1 // 0, lambda _: 1)
    assert answers.recall("q", lambda: 7, lambda _: 1) == 7


def test_threads_that_ask_at_once_are_given_the_same() -> None:
    answers, gate, given = Answers(), threading.Barrier(8), []

    def ask() -> None:
        gate.wait()
        given.append(answers.recall("q", lambda: gate.wait(timeout=10) * 0 + 3, lambda _: 1))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == [3] * 8
