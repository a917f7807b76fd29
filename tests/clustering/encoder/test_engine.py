"""Which engine is chosen, and where that is written down."""

from pathlib import Path

import pytest

from clustering.encoder import engine
from clustering.encoder.engine import (
    EngineMeasurement,
    build_fingerprint,
    choose_engine,
    find_measurement,
    has_model,
    list_comparable_fingerprints,
    name_engine,
    read_measurement,
    write_measurement,
)
from clustering.encoder.processor import describe_processor

FASTER = EngineMeasurement(100, 300, 0.9999, 0.999)


@pytest.mark.parametrize(
    ("measured", "best"),
    [
        (FASTER, "torch-bf16"),
        (EngineMeasurement(100, 110, 0.9999, 0.999), "torch"),
        (EngineMeasurement(100, 300, 0.998, 0.995), "torch"),
        (EngineMeasurement(100, 300, 0.9999, 0.98), "torch"),
    ],
)
def test_the_faster_one_is_best_where_it_keeps_the_vectors(
    measured: EngineMeasurement, best: str
) -> None:
    assert measured.best == best


def test_asked_for_comes_before_measured_and_measured_before_flags(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "has_fast_bf16", lambda: False)
    assert choose_engine("auto", "m", [tmp_path]) == "torch"
    write_measurement(tmp_path, "m", FASTER)
    assert choose_engine("auto", "m", [tmp_path / "none", tmp_path]) == "torch-bf16"
    assert choose_engine("torch", "m", [tmp_path]) == "torch"
    assert choose_engine("auto", "another", [tmp_path]) == "torch"
    monkeypatch.setattr(engine, "has_fast_bf16", lambda: True)
    assert choose_engine("auto", "another", [tmp_path]) == "torch-bf16"


def test_what_another_processor_measured_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_measurement(tmp_path, "m", FASTER)
    write_measurement(tmp_path, "n", FASTER)
    assert read_measurement(tmp_path, "m") == FASTER
    monkeypatch.setattr(engine, "describe_processor", lambda: "another")
    assert find_measurement([tmp_path], "m") is None
    slower = EngineMeasurement(100, 10, 0.9999, 0.999)
    write_measurement(tmp_path, "m", slower)
    assert read_measurement(tmp_path, "m") == slower
    monkeypatch.undo()
    assert read_measurement(tmp_path, "m") == FASTER


@pytest.mark.parametrize(
    "content", ["", "[]", "{", "\0", '{"%s": 1}', '{"%s": {"m": {"torch": "fast"}}}']
)
def test_a_damaged_file_counts_as_none_and_is_mended_by_the_next_measurement(
    content: str, tmp_path: Path
) -> None:
    named = content.replace("%s", describe_processor())
    (tmp_path / "engines.json").write_text(named)
    assert read_measurement(tmp_path, "m") is None
    write_measurement(tmp_path, "m", FASTER)
    assert read_measurement(tmp_path, "m") == FASTER
    assert [path.name for path in tmp_path.iterdir()] == ["engines.json"]


def test_a_fingerprint_names_model_and_engine() -> None:
    plain, narrow = build_fingerprint("m", "torch"), build_fingerprint("m", "torch-bf16")
    assert plain == "m"
    assert (name_engine(plain), name_engine(narrow)) == ("torch", "torch-bf16")
    assert list_comparable_fingerprints("m") == (plain, narrow)
    assert has_model(narrow, "m")
    assert not has_model("n", "m")
