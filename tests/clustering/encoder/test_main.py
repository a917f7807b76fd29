"""`python -m clustering.encoder prepare`: what lies in a workspace is its owner's alone."""

import subprocess
import sys
from pathlib import Path

from clustering.encoder.__main__ import describe_measurement
from clustering.encoder.engine import EngineMeasurement


def prepare(home: Path) -> dict[Path, int]:
    """Make a model ready in a folder; the mode of each file and folder made."""
    command = [sys.executable, "-m", "clustering.encoder", "prepare", "--models", "fast"]
    subprocess.run([*command, "--dir", str(home / "models")], umask=0o022, check=True)
    return {path: path.stat().st_mode & 0o777 for path in home.rglob("*")}


def test_a_model_made_ready_where_only_its_owner_may_look_is_private(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    modes = prepare(tmp_path)
    assert tmp_path / "models" / "fast" / "tokenizer.json" in modes
    assert {mode & 0o077 for mode in modes.values()} == {0}


def test_elsewhere_it_is_as_the_umask_has_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    modes = prepare(tmp_path)
    assert {modes[path] for path in modes if path.is_dir()} == {0o755}


def test_the_engine_that_was_measured_is_named() -> None:
    told = describe_measurement(EngineMeasurement(100, 300, 0.9999, 0.9991))
    assert told.startswith("runs as torch-bf16 (texts a second here: 100 in 32-bit floats, 300")
    assert "0.9991" in told
