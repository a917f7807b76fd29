"""Rows are spooled in order, and their files are gone afterwards whatever happened."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from domain.conversations import Rejected
from store.write.staging import Staging
from tests.builders import conversation, home_at


def test_what_was_read_is_spooled_in_order(tmp_path: Path) -> None:
    with Staging(home_at(tmp_path)) as staging:
        staging.add(conversation("c1"))
        staging.add(Rejected("row 2", "no text"))
        staging.add(conversation("c2"))
        conversations, messages = staging.finish()
        assert pq.read_table(conversations)["key"].to_pylist() == ["c1", "c2"]
        assert pq.read_table(messages).num_rows == 2
        assert staging.read == 3
        assert [row.place for row in staging.rejected] == ["row 2"]


def test_its_files_are_gone_after_a_failure(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    with pytest.raises(RuntimeError), Staging(home) as staging:
        staging.add(conversation("c1"))
        raise RuntimeError
    assert list(home.staging.iterdir()) == []
