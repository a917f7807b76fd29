"""Heavy work is done in processes of its own: nobody waits for another's, and nothing stays."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.errors import InternalError, Overloaded
from api.workers import Workers
from domain.conversations import Rejected
from domain.errors import NotFound, StoreBusy, UnknownPeriod
from pipeline.imports.receive import NothingReadable
from tests.browser import free_port, served
from tests.dashboard.driving import ROOT


@pytest.fixture
def one() -> Iterator[Workers]:
    """A single worker, for whom one call may wait."""
    workers = Workers(most=1, waiting=1)
    yield workers
    workers.close()


def find_parts(folder: str) -> tuple[int, str]:
    print("a library that prints")
    return os.getpid(), Path(folder).name


def wait_for(path: str) -> str:
    while not Path(path).exists():
        time.sleep(0.01)
    return Path(path).read_text()


def fail(kind: str) -> None:
    if kind == "unexpected":
        raise RuntimeError("secret words of a customer")
    if kind == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    raise {
        "not found": NotFound("theme", "t-1", "Look."),
        "period": UnknownPeriod("soon"),
        "unreadable": NothingReadable((Rejected("conversations[0]", "No text."),)),
        "busy": StoreBusy("Another writer holds it."),
    }[kind]


def test_a_call_is_made_in_another_process_which_is_kept(one: Workers) -> None:
    first, again = one.call(find_parts, "/a/b"), one.call(find_parts, "/a/c")
    assert (first[1], again[1]) == ("b", "c")
    assert first[0] == again[0] != os.getpid()


@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        ("not found", NotFound, "There is no theme 't-1'. Look."),
        ("period", UnknownPeriod, "'soon' is not a period."),
        ("unreadable", NothingReadable, "No conversation could be read"),
        ("busy", StoreBusy, "Another writer holds it."),
    ],
)
def test_errors_for_people_come_back_as_they_are(
    workers: Workers, kind: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as raised:
        workers.call(fail, kind)
    assert str(raised.value).startswith(words)
    if isinstance(raised.value, NothingReadable):
        assert raised.value.rejected[0].place == "conversations[0]"


def test_what_is_unexpected_is_logged_without_its_words_and_the_worker_goes_on(
    one: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    process = one.call(find_parts, "")[0]
    with pytest.raises(InternalError):
        one.call(fail, "unexpected")
    assert f"RuntimeError at {__name__}:" in caplog.text
    assert "secret" not in caplog.text
    assert one.call(find_parts, "")[0] == process


def test_a_worker_that_dies_costs_its_own_call_alone(
    one: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(InternalError):
        one.call(fail, "dies")
    assert "exit -9" in caplog.text
    assert one.call(find_parts, "/a/b")[1] == "b"


def test_a_worker_that_never_answers_is_ended(tmp_path: Path) -> None:
    workers = Workers(most=1, patience=0.5)
    with pytest.raises(InternalError):
        workers.call(wait_for, str(tmp_path / "never"))
    workers.close()


def test_more_calls_than_may_wait_are_refused_at_once(one: Workers, tmp_path: Path) -> None:
    door, answers, refused = tmp_path / "door", list[str](), list[Exception]()

    def call() -> None:
        try:
            answers.append(one.call(wait_for, str(door)))
        except Overloaded as error:
            refused.append(error)
            if len(refused) == 3:
                door.write_text("open")

    threads = [threading.Thread(target=call) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(answers), len(refused)) == (2, 3)


def test_a_closed_worker_is_gone() -> None:
    workers = Workers()
    process = workers.call(find_parts, "")[0]
    workers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    workers.close()


_PARENT = """
import os, sys, threading
from api.workers import Workers
from tests.api.test_workers import find_parts, wait_for
workers = Workers()
print(workers.call(find_parts, "")[0], flush=True)
threading.Thread(target=workers.call, args=(wait_for, sys.argv[1]), daemon=True).start()
sys.stdin.read()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_worker_outlives_signals_to_its_group_until_its_work_is_done(
    tmp_path: Path, number: signal.Signals
) -> None:
    door = tmp_path / "door"
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(door)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    assert parent.stdout is not None
    process = int(parent.stdout.readline())
    if number == signal.SIGKILL:
        parent.kill()  # the parent alone
    else:
        os.killpg(parent.pid, number)
    parent.communicate()
    os.kill(process, 0)
    door.write_text("open")
    with pytest.raises(ProcessLookupError):
        while True:
            os.kill(process, 0)
            time.sleep(0.01)


def test_while_conversations_are_read_other_requests_are_answered(tmp_path: Path) -> None:
    """By the order in which answers come, whatever the machine does besides."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "uvicorn", "api.app:create_app", "--factory"),
        *("--port", str(port), "--log-level", "warning"),
    ]
    environment = {"EARSHOT_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    with served(command, f"http://127.0.0.1:{port}/v1/health", environment, tmp_path) as health:
        url = health.removesuffix("/health")
        httpx.post(f"{url}/conversations", json={"text": "where is my invoice"}, timeout=600)
        words = (
            "Please write to Olena Kovalenko, where is the link to the webinar of Monday? " * 100
        )
        slow = [{"id": str(number), "text": words} for number in range(60)]
        done: list[str] = []

        def post() -> None:
            answer = httpx.post(f"{url}/conversations", json=slow, timeout=600)
            done.append(f"posted {answer.json()['new']}")

        posting = threading.Thread(target=post)
        posting.start()
        for path in ("health", "themes", "counts", "health"):
            answer = httpx.get(f"{url}/{path}", timeout=600)
            done.append(f"{path} {answer.status_code}")
        posting.join()
    assert done == ["health 200", "themes 200", "counts 200", "health 200", "posted 60"]
