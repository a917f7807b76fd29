"""Where models lie and when they count as ready."""

import json
import shutil
from pathlib import Path

import pytest

from clustering.encoder.__main__ import main
from clustering.encoder.errors import UnknownModelError
from clustering.encoder.registry import MODELS, compute_fingerprint, locate_model, prepare_model


def test_locate_finds_the_first_ready_folder(models_dir: Path, tmp_path: Path) -> None:
    assert locate_model("english", [tmp_path, models_dir]) == models_dir / "english"
    assert locate_model("english", [tmp_path]) is None


def test_locate_takes_any_folder_and_leaves_hub_names_alone(tmp_path: Path) -> None:
    assert locate_model(str(tmp_path), []) == tmp_path
    assert locate_model("intfloat/multilingual-e5-base", [tmp_path]) is None


def test_a_folder_of_an_older_recipe_is_not_ready(models_dir: Path, tmp_path: Path) -> None:
    old = tmp_path / "english"
    old.mkdir()
    marker = old / "earshot_model.json"
    marker.write_text(json.dumps({"name": "english", "fingerprint": "of another recipe"}))
    assert locate_model("english", [tmp_path]) is None
    shutil.copy(models_dir / "english" / "earshot_model.json", marker)
    assert locate_model("english", [tmp_path]) == old


def test_preparing_again_changes_nothing(models_dir: Path) -> None:
    before = (models_dir / "english" / "model.safetensors").stat()
    assert prepare_model("english", models_dir) == models_dir / "english"
    assert (models_dir / "english" / "model.safetensors").stat().st_mtime_ns == before.st_mtime_ns


def test_preparing_replaces_a_stale_folder_whole(tmp_path: Path) -> None:
    stale = tmp_path / "english"
    stale.mkdir()
    (stale / "left_over.bin").write_text("old")
    prepare_model("english", tmp_path)
    assert not (stale / "left_over.bin").exists()
    assert [entry.name for entry in tmp_path.iterdir()] == ["english"]


def test_an_unknown_name_lists_ours(tmp_path: Path) -> None:
    with pytest.raises(UnknownModelError, match="multilingual"):
        prepare_model("klingon", tmp_path)


def test_our_fingerprints_differ_and_stay(models_dir: Path) -> None:
    found = {name: compute_fingerprint(models_dir / name) for name in ("multilingual", "english")}
    assert len(set(found.values())) == len(found)
    assert all(found[name] == MODELS[name].recipe() for name in found)


def test_a_users_folder_is_known_by_its_files(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"one")
    before = compute_fingerprint(tmp_path)
    (tmp_path / "README.md").write_text("words change nothing")
    assert compute_fingerprint(tmp_path) == before
    (tmp_path / "model.safetensors").write_bytes(b"two")
    assert compute_fingerprint(tmp_path) != before


def test_the_door_reports_and_fails_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prepare", "--models", "klingon", "--dir", str(tmp_path)]) == 1
    assert "klingon" in capsys.readouterr().err
