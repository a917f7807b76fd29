"""What is damaged is dropped and never served; what a killed process left is swept."""

import logging
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from store.write.vector_segments import (
    DamagedSegment,
    find_damaged_files,
    hold_lock,
    list_segments,
    load_segments,
    read_segment,
    save_segment,
    sweep_leftovers,
)

ROWS = 40
WIDTH = 8
KEYS = np.array([b"%015d" % row for row in range(ROWS)], dtype="S16")
VECTORS = np.random.default_rng(1).normal(size=(ROWS, WIDTH)).astype(np.float16)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vectors" / "model"


def save_checked(folder: Path) -> tuple[Path, Path]:
    with hold_lock(folder):
        save_segment(folder, (KEYS, VECTORS))
    (name,) = list_segments(folder)
    return folder / f"{name}.keys.npy", folder / f"{name}.vectors.npy"


def save_unchecked(folder: Path) -> tuple[Path, Path]:
    """As an earlier version wrote it."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "000000-4711.keys.npy", folder / "000000-4711.vectors.npy"
    for path, array in zip(paths, (KEYS, VECTORS), strict=True):
        np.save(path, array)
    return paths


def replace_array(k: Path, v: Path, **arrays: np.ndarray) -> None:
    for path, name in ((k, "keys"), (v, "vectors")):
        if name in arrays:
            with path.open("wb") as file:
                np.save(file, arrays[name], allow_pickle=True)


def put_folder_in_place(path: Path) -> None:
    path.unlink()
    (path / "inner").mkdir(parents=True)


def put_pickle_in_place(path: Path) -> None:
    path.write_bytes(pickle.dumps({"a": 1}))


def with_number(number: float) -> np.ndarray:
    vectors = VECTORS.copy()
    vectors[3, 2] = number
    return vectors


def with_empty_row() -> np.ndarray:
    vectors = VECTORS.copy()
    vectors[3] = 0
    return vectors


DAMAGES: dict[str, Callable[[Path, Path], object]] = {
    "keys cut": lambda k, v: os.truncate(k, k.stat().st_size - 5),
    "vectors cut": lambda k, v: os.truncate(v, v.stat().st_size - 5),
    "vectors cut to a row": lambda k, v: os.truncate(v, v.stat().st_size - WIDTH * 2),
    "header cut": lambda k, v: os.truncate(v, 20),
    "keys empty": lambda k, v: os.truncate(k, 0),
    "vectors empty": lambda k, v: os.truncate(v, 0),
    "keys zeroed": lambda k, v: k.write_bytes(bytes(k.stat().st_size)),
    "vectors zeroed": lambda k, v: v.write_bytes(bytes(v.stat().st_size)),
    "vectors longer": lambda k, v: v.write_bytes(v.read_bytes() + b"\0\0"),
    "foreign file": lambda k, v: k.write_text("not an array at all, but words " * 20),
    "a pickle": lambda k, v: put_pickle_in_place(v),
    "a pickle inside": lambda k, v: replace_array(k, v, keys=np.array([{}] * ROWS, dtype=object)),
    "keys without vectors": lambda k, v: v.unlink(),
    "folder for keys": lambda k, v: put_folder_in_place(k),
    "folder for vectors": lambda k, v: put_folder_in_place(v),
    "unsorted keys": lambda k, v: replace_array(k, v, keys=KEYS[::-1].copy()),
    "a key twice": lambda k, v: replace_array(k, v, keys=np.sort(np.repeat(KEYS[::2], 2))),
    "longer keys": lambda k, v: replace_array(k, v, keys=KEYS.astype("S20")),
    "another dtype": lambda k, v: replace_array(k, v, vectors=VECTORS.astype(np.float32)),
    "flat": lambda k, v: replace_array(k, v, vectors=VECTORS.reshape(-1)),
    "another width": lambda k, v: replace_array(k, v, vectors=VECTORS[:, :5].copy()),
    "fewer vectors": lambda k, v: replace_array(k, v, vectors=VECTORS[1:]),
    "no rows": lambda k, v: replace_array(k, v, keys=KEYS[:0], vectors=VECTORS[:0]),
    "nan": lambda k, v: replace_array(k, v, vectors=with_number(np.nan)),
    "inf": lambda k, v: replace_array(k, v, vectors=with_number(-np.inf)),
    "an empty row": lambda k, v: replace_array(k, v, vectors=with_empty_row()),
}


@pytest.mark.parametrize("save", [save_checked, save_unchecked])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_segment_is_dropped_whole_with_one_line(
    folder: Path,
    damage: str,
    save: Callable[[Path], tuple[Path, Path]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    keys, vectors = save(folder)
    assert len(list(load_segments(folder, WIDTH))) == 1
    DAMAGES[damage](keys, vectors)
    with caplog.at_level(logging.WARNING):
        assert list(load_segments(folder, WIDTH)) == []
    assert list(folder.iterdir()) == []
    assert len(caplog.records) == 1
    save_checked(folder)
    assert len(list(load_segments(folder, WIDTH))) == 1


def test_no_flipped_bit_anywhere_is_served(folder: Path) -> None:
    for path in save_checked(folder):
        sound = path.read_bytes()
        for place in range(len(sound)):
            flipped = bytearray(sound)
            flipped[place] ^= 1 << (place % 8)
            path.write_bytes(flipped)
            with pytest.raises(DamagedSegment):
                read_segment(folder, list_segments(folder)[0], WIDTH)
        path.write_bytes(sound)
    assert read_segment(folder, list_segments(folder)[0], WIDTH) is not None


def test_a_flipped_header_of_an_unchecked_segment_raises_nothing_else(folder: Path) -> None:
    for path in save_unchecked(folder):
        sound = path.read_bytes()
        for place in range(128):
            for bit in (0, 3, 6):
                flipped = bytearray(sound)
                flipped[place] ^= 1 << bit
                path.write_bytes(flipped)
                try:
                    rows = read_segment(folder, "000000-4711", WIDTH)
                except DamagedSegment:
                    continue
                assert rows is not None  # the flip changed no meaning
                np.testing.assert_array_equal(rows[0], KEYS)
                np.testing.assert_array_equal(rows[1], VECTORS)
        path.write_bytes(sound)


def test_a_sound_segment_of_an_earlier_version_is_read(folder: Path) -> None:
    save_unchecked(folder)
    ((keys, vectors),) = load_segments(folder, WIDTH)
    np.testing.assert_array_equal(keys, KEYS)
    np.testing.assert_array_equal(vectors, VECTORS)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_segment_that_may_not_be_read_is_dropped(folder: Path) -> None:
    keys, _ = save_checked(folder)
    keys.chmod(0)
    assert list(load_segments(folder, WIDTH)) == []
    assert list(folder.iterdir()) == []


def test_what_cannot_be_removed_is_not_served_and_ends_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    keys, _ = save_checked(folder)
    keys.write_bytes(b"damaged")

    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert list(load_segments(folder, WIDTH)) == []
    assert "cannot be removed" in caplog.text


def test_the_same_rows_have_one_name_and_other_rows_another(folder: Path) -> None:
    save_checked(folder)
    save_checked(folder)
    with hold_lock(folder):
        save_segment(folder, (KEYS[1:], VECTORS[1:]))
    assert len(list_segments(folder)) == 2


def test_leftovers_of_killed_processes_are_swept(folder: Path) -> None:
    keys, vectors = save_checked(folder)
    draft = folder / f".{'0' * 64}.vectors.npy.4711.draft"
    half = folder / f"{'0' * 64}.vectors.npy"
    for path in (draft, half):
        shutil.copy(vectors, path)
    assert len(list(load_segments(folder, WIDTH))) == 1
    assert sorted(folder.iterdir()) == sorted([keys, vectors])
    shutil.copy(vectors, half)
    with hold_lock(folder):
        sweep_leftovers(folder)
    assert not half.exists()


def test_a_segment_that_another_process_removes_meanwhile_is_no_damage(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    save_checked(folder)
    segments = load_segments(folder, WIDTH)
    with hold_lock(folder):
        save_segment(folder, (KEYS[1:], VECTORS[1:]))
    next(segments)
    for path in folder.glob("*.npy"):
        path.unlink()
    assert list(segments) == []
    assert caplog.records == []


@pytest.mark.parametrize("damage", [*DAMAGES, "vectors without keys"])
def test_damage_is_found_and_nothing_changed(folder: Path, damage: str) -> None:
    keys, vectors = save_unchecked(folder)
    for count in (10, 20, 30):
        with hold_lock(folder):
            save_segment(folder, (KEYS[:count], VECTORS[:count]))
    assert find_damaged_files(folder) == []
    if damage in DAMAGES:
        DAMAGES[damage](keys, vectors)
    else:
        keys.unlink()
    before = sorted(folder.iterdir())
    found = find_damaged_files(folder)
    assert found == [keys if damage in DAMAGES else vectors]
    assert sorted(folder.iterdir()) == before
