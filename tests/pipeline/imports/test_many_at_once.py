"""While one groups, many read without an error, and a second writer waits, then works."""

import json
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from clustering.grouping.fit import find_themes
from pipeline.queries.ranking import rank_themes
from pipeline.settings import Settings
from pipeline.themes import regroup
from pipeline.themes.refresh import refresh_themes
from tests.builders import NOW
from tests.pipeline.conftest import Cli

READERS = 4


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """An empty workspace; what is grouped meanwhile does not matter, so with the small model."""
    return Cli(tmp_path / "home", "fast")


def test_readers_and_a_second_writer_while_themes_are_made(cli: Cli, corpus: Path) -> None:
    cli.text("ingest", str(corpus))
    grouping = cli.start("themes", "--json")
    readers = [cli.start("rank", "--json") for _ in range(READERS)]
    second = cli.start("ingest", str(corpus), "--json", "--wait", "120")
    for reader in readers:
        out, complaint = reader.communicate(timeout=240)
        assert reader.returncode == 0, complaint
        assert json.loads(out)["asks"] > 0
    seen, errors = _read_in_loops(cli, until=grouping)
    out, complaint = grouping.communicate(timeout=240)
    assert grouping.returncode == 0, complaint
    assert second.wait(timeout=240) == 0
    assert errors == []
    assert min(seen) > 0
    assert cli.json("rank")["themed"] > 0


def _read_in_loops(cli: Cli, until: "subprocess.Popen[str]") -> tuple[list[int], list[str]]:
    """Several threads read the ranking until the process ends; readings a thread, and errors."""
    settings = Settings(home=cli.home)
    seen, errors = [0] * READERS, list[str]()

    def loop(number: int) -> None:
        while True:
            try:
                totals = rank_themes(settings, "all", NOW).totals
                if totals.themed + totals.unthemed + totals.excluded != totals.asks:
                    errors.append("the numbers do not add up")
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must tell
                errors.append(repr(error))
            seen[number] += 1
            if until.poll() is not None:
                return
            time.sleep(1.5)

    threads = [threading.Thread(target=loop, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    return seen, errors


def test_words_ingested_while_themes_are_made_are_not_lost(
    cli: Cli, corpus: Path, tmp_path: Path
) -> None:
    cli.text("ingest", str(corpus))
    late = tmp_path / "late.jsonl"
    late.write_text('{"id": "late", "text": "where is the invoice for our company?"}\n')
    before = cli.json("rank")["asks"]
    settings = Settings(home=cli.home, model=cli.model, wait=120)
    with ThreadPoolExecutor(1) as pool, patch.object(regroup, "find_themes") as grouped:
        began, go_on = threading.Event(), threading.Event()

        def find_late(*given: Any, **named: Any) -> Any:
            began.set()
            assert go_on.wait(120)
            return find_themes(*given, **named)

        grouped.side_effect = find_late
        grouping = pool.submit(refresh_themes, settings, NOW)
        assert began.wait(120)
        try:
            cli.text("ingest", str(late), "--wait", "120")
        finally:
            go_on.set()
        grouping.result(timeout=240)
    ranking = cli.json("rank")
    assert ranking["asks"] == before + 1
    assert ranking["themed"] + ranking["unthemed"] + ranking["excluded"] == before + 1
    assert ranking["themed"] > 0
