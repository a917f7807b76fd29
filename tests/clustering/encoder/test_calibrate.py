"""The engines are measured once, on a real model."""

from pathlib import Path

import pytest

from clustering.encoder import calibrate
from clustering.encoder.calibrate import build_texts, calibrate_engine
from clustering.encoder.engine import read_measurement
from clustering.encoder.registry import compute_fingerprint


@pytest.fixture
def folder(models_dir: Path, tmp_path: Path) -> Path:
    """A model as if made ready in a folder of its own."""
    made = tmp_path / "english"
    made.symlink_to(models_dir / "english")
    return made


def test_it_is_measured_once_and_written_beside_the_models(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = calibrate_engine(folder)
    assert measured is not None
    assert measured.torch > 0
    assert measured.bf16 > 0
    assert measured.min_cosine > 0.99
    assert read_measurement(folder.parent, compute_fingerprint(folder)) == measured
    monkeypatch.setattr(calibrate, "load_encoder", None)
    assert calibrate_engine(folder) == measured


def test_a_lookup_has_nothing_to_choose(models_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "fast").symlink_to(models_dir / "fast")
    assert calibrate_engine(tmp_path / "fast") is None
    assert not (tmp_path / "engines.json").exists()


def test_the_texts_differ_in_words_and_length() -> None:
    texts = build_texts()
    assert len(set(texts)) == len(texts) == 32
    assert max(map(len, texts)) > 5 * min(map(len, texts))
