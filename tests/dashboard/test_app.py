"""Every page: one snapshot, plain text for customers' words, and no model before a search."""

import subprocess
import sys
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pipeline.settings import Settings
from store.files.snapshots import Manifest
from store.read.reader import Reader
from tests.builders import fetch_snapshot_rows
from tests.dashboard.driving import ADDRESSES, APP, Show, sent, texts
from tests.dashboard.workspace import HOSTILE, HOSTILE_LABEL


def test_customers_words_and_labels_are_only_ever_sent_as_plain_text(
    pages: list[AppTest],
) -> None:
    assert "onerror" in HOSTILE
    assert "onerror" in HOSTILE_LABEL
    hostile = [kind for page in pages for kind, content in sent(page) if "onerror" in content]
    assert len(hostile) > 20
    assert set(hostile) == {"text"}


def test_no_page_names_a_customer(pages: list[AppTest], settings: Settings) -> None:
    hashed = "SELECT 1 FROM conversations.asks WHERE customer LIKE 'hash-of-%'"
    assert fetch_snapshot_rows(settings.store, hashed)
    assert not [content for page in pages for _, content in sent(page) if "hash-" in content]


def test_a_page_is_read_from_one_snapshot(
    show: Show, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Manifest] = []
    open_one = Reader.__init__

    def counted(reader: Reader, connection: Any, manifest: Manifest, *more: Any) -> None:
        opened.append(manifest)
        open_one(reader, connection, manifest, *more)

    monkeypatch.setattr(Reader, "__init__", counted)
    for address in ADDRESSES:
        opened.clear()
        show(settings, **address)
        assert len(opened) == 1


def test_what_does_not_exist_is_explained_in_one_sentence(show: Show, settings: Settings) -> None:
    for address, said in (
        ({"theme": "t-zzz"}, "There is no theme 't-zzz'."),
        ({"period": "soon"}, "'soon' is not a period."),
        ({"period": "2026-13"}, "'2026-13' is not a period."),
    ):
        assert any(told.startswith(said) for told in texts(show(settings, **address)))


def test_torch_is_loaded_only_by_a_search(settings: Settings) -> None:
    script = (
        "import sys\n"
        "import dashboard.app\n"
        "assert 'torch' not in sys.modules\n"
        "from streamlit.testing.v1 import AppTest\n"
        f"app = AppTest.from_file({str(APP)!r}, default_timeout=60)\n"
        f"for query in {list(ADDRESSES)!r}:\n"
        "    app.query_params.clear()\n"
        "    app.query_params.update(query)\n"
        "    assert not app.run().exception\n"
        "assert 'torch' not in sys.modules and 'sentence_transformers' not in sys.modules\n"
    )
    environment = {"EARSHOT_HOME": str(settings.home), "PYTHONPATH": str(APP.parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
