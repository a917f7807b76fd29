"""Making the demo: same seed and start, same bytes; the clock moves the start."""

import gzip
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from demo.make import compute_first_day, main
from demo.scenario import BadScenario, plan_scenario

SMALL = ["--conversations", "300", "--start", "2026-05-25"]


def run(folder: Path, name: str, *more: str, hash_seed: str = "0") -> tuple[bytes, bytes]:
    out, told = folder / f"{name}.jsonl.gz", folder / f"{name}.json"
    command = [sys.executable, "-m", "demo.make", "--out", str(out), "--truth", str(told)]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run([*command, *SMALL, *more], check=True, env=environment, capture_output=True)
    return out.read_bytes(), told.read_bytes()


def test_the_same_seed_gives_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    assert run(tmp_path, "one", hash_seed="1") == run(tmp_path, "two", hash_seed="2")


def test_another_seed_gives_another_corpus(tmp_path: Path) -> None:
    assert run(tmp_path, "one")[0] != run(tmp_path, "two", "--seed", "2")[0]


def test_both_files_are_written_and_a_plain_name_stays_plain(tmp_path: Path) -> None:
    out, told = tmp_path / "deep" / "c.jsonl", tmp_path / "t.json"
    assert main(["--out", str(out), "--truth", str(told), *SMALL]) == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 300
    assert list(json.loads(told.read_text())["conversations"]) == [
        json.loads(x)["id"] for x in lines
    ]
    assert sorted(path.name for path in out.parent.iterdir()) == ["c.jsonl"]


def test_the_packed_file_holds_the_plain_one(tmp_path: Path) -> None:
    packed, plain = tmp_path / "c.jsonl.gz", tmp_path / "c.jsonl"
    for out in (packed, plain):
        main(["--out", str(out), "--truth", str(tmp_path / "t.json"), *SMALL])
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()


def test_the_last_day_is_yesterday_in_kyiv() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # already the 23rd in Kyiv
    assert plan_scenario(compute_first_day(late, 26)).end == date(2026, 11, 23)


@pytest.mark.parametrize(("weeks", "conversations"), [(7, 3000), (26, 299)])
def test_too_short_or_too_small_is_refused_in_one_sentence(weeks: int, conversations: int) -> None:
    with pytest.raises(BadScenario, match="at least 8 weeks and 300 conversations"):
        plan_scenario(date(2026, 5, 25), weeks=weeks, conversations=conversations)


def test_the_refusal_reaches_the_exit_code(tmp_path: Path) -> None:
    assert main(["--out", str(tmp_path / "c"), "--weeks", "2"]) == 2
    assert list(tmp_path.iterdir()) == []
