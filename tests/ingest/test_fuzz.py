"""Whatever comes in: conversations, what was rejected, or a declared error; nothing else."""

import json
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import EarshotError
from ingest.open import read
from ingest.readers.registry import JSON_READERS
from tests.ingest.readers.builders import SAMPLES

CALM = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NAMES = sorted(path.name for path in SAMPLES.iterdir())
JUNK: list[Any] = [None, True, -1, 1.5, 10**30, "", "x", "<p>", "\ud800", [], [None], [[]], {}]
STARTS = [
    b"", b"PK\x03\x04", b"PAR1", b"\x1f\x8b\x08", b"WEBVTT\n", b"{", b"[",
    b"From: a\nTo: b\nDate: c\n", b"From a@b Tue Feb  3 10:00:00 2026\nFrom: a\nTo: b\nDate: c\n\n",
]  # fmt: skip


def survives(path: Path, data: bytes, **options: Any) -> None:
    path.write_bytes(data)
    with suppress(EarshotError):
        list(read(path, **options).items)


@CALM
@given(data=st.binary(max_size=400), start=st.sampled_from(STARTS))
def test_arbitrary_bytes(tmp_path: Path, data: bytes, start: bytes) -> None:
    survives(tmp_path / "a", start + data)


@pytest.mark.parametrize("name", NAMES)
@CALM
@given(where=st.floats(0, 1, exclude_max=True), junk=st.binary(max_size=6), cut=st.booleans())
def test_mutated_samples(tmp_path: Path, name: str, where: float, junk: bytes, cut: bool) -> None:
    data = (SAMPLES / name).read_bytes()
    at = int(where * len(data))
    survives(tmp_path / name, data[:at] + junk + (b"" if cut else data[at + len(junk) :]))


def mutated(value: Any, chance: random.Random) -> Any:
    """The same JSON with some values of another kind."""
    if chance.random() < 0.06:
        return chance.choice(JUNK)
    if isinstance(value, dict):
        return {key: mutated(inner, chance) for key, inner in value.items()}
    if isinstance(value, list):
        return [mutated(inner, chance) for inner in value]
    return value


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(("json", "jsonl"))])
@CALM
@given(seed=st.integers(0, 10**6))
def test_samples_with_values_of_other_kinds(tmp_path: Path, name: str, seed: int) -> None:
    chance = random.Random(seed)
    text = (SAMPLES / name).read_text()
    wanted = [text] if name.endswith(".json") else text.splitlines()
    records = [json.loads(one.replace("\\x1f", "")) for one in wanted]
    wrong = "\n".join(json.dumps(mutated(one, chance)) for one in records)
    survives(tmp_path / name, wrong.encode())
    survives(tmp_path / name, wrong.encode(), source=chance.choice(JSON_READERS).name)
