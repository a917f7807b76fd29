"""Vectors are addressed by text and model: nothing is embedded twice, nothing is told by a name."""

import itertools
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from store.files.home import Home
from store.write import vector_segments
from store.write.vector_cache import (
    VectorCache,
    drop_digests,
    drop_vectors,
    find_damaged_segments,
    hash_texts,
    sweep_vectors,
)
from tests.builders import home_at


def test_what_was_put_is_got_in_any_order(tmp_path: Path) -> None:
    cache = VectorCache(home_at(tmp_path), "model")
    texts = [f"text {number}" for number in range(50)]
    vectors = np.random.default_rng(1).normal(size=(50, 8)).astype(np.float32)
    keys = cache.hash_texts(texts)
    cache.put(keys[:30], vectors[:30])
    cache.put(keys[30:], vectors[30:])
    found, got = cache.get(keys[::-1])
    assert found.all()
    assert got is not None
    np.testing.assert_allclose(got, vectors[::-1], atol=2e-3)


def test_unknown_texts_and_other_models_are_not_found(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    cache = VectorCache(home, "model")
    cache.put(cache.hash_texts(["known"]), np.ones((1, 4), np.float32))
    found, _ = cache.get(cache.hash_texts(["unknown", "known"]))
    assert found.tolist() == [False, True]
    assert VectorCache(home, "another").get(cache.hash_texts(["known"]))[1] is None


def test_a_comparable_engine_stands_in_only_where_a_vector_is_missing(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    own, other = VectorCache(home, "m" * 64 + "+bf16"), VectorCache(home, "m" * 64)
    keys = own.hash_texts(["both", "theirs"])
    other.put(keys, np.full((2, 4), 2, np.float32))
    own.put(keys[:1], np.ones((1, 4), np.float32))
    assert own.get(keys)[0].tolist() == [True, False]
    found, got = VectorCache(home, "m" * 64 + "+bf16", 4, ["m" * 64, "none"]).get(keys)
    assert found.all()
    assert got is not None
    assert got[:, 0].tolist() == [1, 2]
    drop_digests(home, keys)
    assert not VectorCache(home, "m" * 64, 4, ["m" * 64 + "+bf16"]).get(keys)[0].any()


def test_digests_are_keyed(tmp_path: Path) -> None:
    one = VectorCache(home_at(tmp_path / "a"), "model").hash_texts(["text"])
    other = VectorCache(home_at(tmp_path / "b"), "model").hash_texts(["text"])
    assert one[0] != other[0]


def test_a_segment_without_its_keys_is_never_read(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    cache = VectorCache(home, "model")
    cache.put(cache.hash_texts(["known"]), np.ones((1, 4), np.float32))
    next((home.vectors / "model").glob("*.keys.npy")).unlink()
    assert cache.get(cache.hash_texts(["known"]))[1] is None


def test_dropping_a_masked_text_drops_the_vector_it_was_embedded_as(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    cache = VectorCache(home, "model")
    cache.put(cache.hash_texts(["call when ready", "stays"]), np.ones((2, 4), np.float32))
    drop_vectors(home, ["call [phone-1] when ready"])
    found, _ = cache.get(cache.hash_texts(["call when ready", "stays"]))
    assert found.tolist() == [False, True]


def embed(texts: list[str]) -> NDArray[np.float32]:
    """A made-up vector a text."""
    return np.array([np.random.default_rng(list(text.encode())).normal(size=8) for text in texts])


STAYING = [f"stays {number}" for number in range(20)]
DOOMED = ["goes", "goes too"]


def fill_cache(home: Home) -> None:
    """Two models; doomed rows in segments with and without others, whole, half and in drafts."""
    for model in ("one", "two"):
        cache = VectorCache(home, model)
        for texts in (STAYING[:10], [*STAYING[10:], DOOMED[0]], DOOMED):
            cache.put(cache.hash_texts(texts), embed(texts))
        folder = home.vectors / model
        paths = sorted(folder.glob("*.npy"))
        for path in paths:
            shutil.copy(path, folder / f".{path.name}.4711.draft")
        shutil.copy(paths[1], folder / f"{'0' * 64}.vectors.npy")


def read_bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def holds_doomed(home: Home) -> bool:
    content = read_bytes_below(home.vectors)
    rows = [row.tobytes() for row in embed(DOOMED).astype(np.float16)]
    return any(part in content for part in (*hash_texts(home.load_key(), DOOMED).tolist(), *rows))


def assert_others_stay(home: Home) -> None:
    for model in ("one", "two"):
        cache = VectorCache(home, model)
        found, vectors = cache.get(cache.hash_texts([*STAYING, *DOOMED]))
        assert found.tolist() == [True] * len(STAYING) + [False] * len(DOOMED)
        assert vectors is not None
        np.testing.assert_array_equal(vectors[: len(STAYING)], embed(STAYING).astype(np.float16))


def test_dropped_texts_are_in_no_byte_and_the_others_stay(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    fill_cache(home)
    assert holds_doomed(home)
    drop_vectors(home, DOOMED)
    assert not holds_doomed(home)
    assert_others_stay(home)


def test_dropping_that_is_killed_anywhere_may_be_run_again(tmp_path: Path) -> None:
    for killed_at in itertools.count(1):
        home = home_at(tmp_path / str(killed_at))
        fill_cache(home)
        digests = hash_texts(home.load_key(), DOOMED)
        child = os.fork()
        if not child:
            kill_at_write(killed_at)
            drop_digests(home, digests)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        drop_digests(home, digests)
        assert not holds_doomed(home)
        assert_others_stay(home)
        if code == 0:
            break
    assert killed_at > 20


def kill_at_write(number: int) -> None:
    """End this process, as a kill does, before its n-th change of a file."""
    left = itertools.count(1)

    def watch(event: str, details: tuple[object, ...]) -> None:
        is_writing = event == "open" and isinstance(details[2], int) and details[2] & os.O_CREAT
        if (is_writing or event in ("os.rename", "os.remove")) and next(left) == number:
            os._exit(9)

    sys.addaudithook(watch)


def test_a_damaged_segment_is_dropped_with_what_is_to_be_forgotten(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    cache = VectorCache(home, "one")
    cache.put(cache.hash_texts(DOOMED), embed(DOOMED))
    (keys,) = (home.vectors / "one").glob("*.keys.npy")
    keys.write_bytes(keys.read_bytes()[:-1])
    drop_vectors(home, DOOMED)
    assert not holds_doomed(home)


def test_a_full_disk_keeps_nothing_that_is_to_be_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_at(tmp_path)
    fill_cache(home)
    monkeypatch.setattr(vector_segments, "replace_file", refuse_writing)
    drop_vectors(home, DOOMED)
    assert not holds_doomed(home)


def refuse_writing(path: Path, content: bytes) -> None:
    raise OSError(28, "No space left on device")


def test_where_nothing_can_be_written_nothing_is_kept_and_the_log_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cache = VectorCache(home_at(tmp_path), "one")
    keys = cache.hash_texts(STAYING)
    monkeypatch.setattr(vector_segments, "replace_file", refuse_writing)
    cache.put(keys, embed(STAYING))
    assert not cache.get(keys)[0].any()
    assert [record.getMessage() for record in caplog.records] == [
        "vectors are not kept for the next time: No space left on device"
    ]


def test_vectors_of_another_width_are_not_those_of_the_model(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    keys = hash_texts(home.load_key(), STAYING)
    VectorCache(home, "one").put(keys, embed(STAYING))
    assert VectorCache(home, "one", 8).get(keys)[0].all()
    assert not VectorCache(home, "one", 9).get(keys)[0].any()


def test_vectors_that_are_not_finite_are_left_out(tmp_path: Path) -> None:
    cache = VectorCache(home_at(tmp_path), "one")
    vectors = embed(STAYING)
    vectors[3, 1] = np.nan
    vectors[4, 1] = np.inf
    keys = cache.hash_texts(STAYING)
    cache.put(keys, vectors)
    assert np.flatnonzero(~cache.get(keys)[0]).tolist() == [3, 4]


def test_two_processes_put_and_forget_at_once(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    home.load_key()
    children = []
    for number in range(4):
        child = os.fork()
        if not child:
            cache = VectorCache(home, "one")
            for turn in range(15):
                texts = [f"{number} {turn}", DOOMED[0]]
                cache.put(cache.hash_texts(texts), embed(texts))
                drop_vectors(home, DOOMED[:1])
            os._exit(0)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    texts = [f"{number} {turn}" for number in range(4) for turn in range(15)]
    cache = VectorCache(home, "one")
    found, vectors = cache.get(cache.hash_texts(texts))
    assert found.all()
    np.testing.assert_array_equal(vectors, embed(texts).astype(np.float16))
    assert not holds_doomed(home)


def test_damage_is_found_in_every_model_and_leftovers_are_swept(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    assert find_damaged_segments(home) == []
    fill_cache(home)
    (home.vectors / "a stray file").write_text("words")
    sweep_vectors(home)
    assert [path for path in home.vectors.rglob("*") if path.name.endswith(".draft")] == []
    assert find_damaged_segments(home) == []
    damaged = [next(iter(sorted((home.vectors / m).glob("*.keys.npy")))) for m in ("one", "two")]
    for path in damaged:
        path.write_bytes(b"")
    assert find_damaged_segments(home) == damaged
