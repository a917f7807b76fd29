"""Every hostile file is read to its end or refused with a reason, in bounded memory; the work on a
file grows as its size does."""

import sys
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

import pytest

from benchmarks.adversarial.files import CASES
from domain.conversations import Rejected
from domain.errors import BadInput
from ingest.open import read

SMALL, LARGE = 3_000, 12_000
MOST_MEMORY = 300_000_000


def read_to_the_end(path: Path) -> list[str]:
    """The reasons why anything was rejected."""
    try:
        return [one.reason for one in read(path).items if isinstance(one, Rejected)]
    except BadInput as error:
        return [str(error)]


def count_calls(run: Callable[[], object]) -> int:
    """Calls of Python and C functions, which do not depend on how busy the machine is."""
    calls = 0

    def note(_frame: FrameType, _event: str, _what: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls


def test_there_are_many_and_of_about_the_size_asked_for(tmp_path: Path) -> None:
    assert len(CASES) >= 40
    sizes = {name: make(LARGE, tmp_path).stat().st_size for name, make in CASES.items()}
    assert {name: size for name, size in sizes.items() if size > 6 * LARGE} == {}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_read_or_refused_in_bounded_memory(name: str, tmp_path: Path) -> None:
    path = CASES[name](LARGE, tmp_path)
    tracemalloc.start()
    try:
        reasons = read_to_the_end(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert all(reasons)
    assert peak < MOST_MEMORY


@pytest.mark.parametrize("name", [name for name in CASES if "csv" not in name.split(":")[0]])
def test_four_times_the_file_is_at_most_about_four_times_the_calls(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "l").mkdir()
    small, large = CASES[name](SMALL, tmp_path), CASES[name](LARGE, tmp_path / "l")
    read_to_the_end(small)
    few, many = (count_calls(partial(read_to_the_end, path)) for path in (small, large))
    assert many < 6 * few + 20_000
