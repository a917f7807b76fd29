"""Bytes of a blob, gunzipped within limits; what stands before damage is kept."""

import gzip
from pathlib import Path

from ingest.formats.blob import Blob, ByteStream
from tests.ingest.builders import read_all


def test_the_good_rows_of_a_cut_gzip_still_come(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    whole = "".join(f'{{"text": "ask number {i * 7919}"}}\n' for i in range(20_000))
    path.write_bytes(gzip.compress(whole.encode())[:-5_000])
    kept, rejected = read_all(path)
    assert 0 < len(kept) < 20_000
    assert [one.place for one in rejected] == ["a.jsonl.gz end"]


def stream(path: Path, content: bytes) -> ByteStream:
    path.write_bytes(content)
    return ByteStream(Blob.from_path(path))


def test_gzip_is_unpacked_whatever_the_name_all_its_members_too(tmp_path: Path) -> None:
    data = stream(tmp_path / "a", gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0")
    assert b"".join(data.iter_chunks()) == b"one two"
    assert data.broken is None


def test_the_head_holds_a_whole_first_line(tmp_path: Path) -> None:
    line = b"x" * 100_000 + b"\n"
    data = stream(tmp_path / "a", line + b"y" * 500_000)
    assert data.head.startswith(line)
    assert len(data.head) < 200_000
    assert len(data.head) + sum(map(len, data.iter_rest())) == len(line) + 500_000


def test_a_seekable_file_has_all_bytes_unpacked(tmp_path: Path) -> None:
    for content in (b"0123456789", gzip.compress(b"0123456789")):
        with stream(tmp_path / "a", content).open_seekable() as file:
            file.seek(5)
            assert file.read() == b"56789"
