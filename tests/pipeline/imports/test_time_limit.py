"""Work that takes too long is interrupted, wherever it is; the rest is not."""

import re
import signal
import threading
import time

import pytest

from pipeline.imports.time_limit import TookTooLong, run_within


def spin() -> None:
    while True:
        try:
            sum(range(1_000))
        except Exception:  # noqa: BLE001 - as careless code would
            continue


def match_for_ever() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def swallow_once() -> None:
    class Careless:
        def __del__(self) -> None:
            began = time.process_time()
            while time.process_time() < began + 0.3:  # the first interruption is lost in here
                pass

    Careless()
    spin()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("work", [spin, match_for_ever, swallow_once])
def test_work_that_never_ends_is_interrupted(work: object) -> None:
    with pytest.raises(TookTooLong):
        run_within(0.1, work)  # type: ignore[arg-type]
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) is signal.SIG_IGN


def test_work_in_time_gives_what_it_returns_or_raises() -> None:
    assert run_within(60, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        run_within(60, lambda: 1 // 0)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_waiting_takes_no_processor_time() -> None:
    assert run_within(0.05, lambda: time.sleep(0.2)) is None


def test_in_another_thread_work_runs_without_a_limit() -> None:
    done: list[int] = []
    thread = threading.Thread(target=lambda: done.append(run_within(1e-6, lambda: 7)))
    thread.start()
    thread.join()
    assert done == [7]
