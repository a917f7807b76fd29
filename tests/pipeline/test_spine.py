"""From a file of conversations to ranked themes, as a person types it: reading again changes
nothing, numbers add up and open, and neither order nor network matters."""

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.builders import fetch_snapshot_rows
from tests.pipeline.conftest import NOW, Cli


def without_time(ranking: dict[str, Any]) -> dict[str, Any]:
    return {**ranking, "snapshot": {**ranking["snapshot"], "published_at": None}}


def test_reading_again_changes_nothing_and_a_message_more_updates_one(
    cli: Cli, corpus: Path, tmp_path: Path
) -> None:
    counts = ("read", "new", "updated", "unchanged", "rejected")
    first = cli.json("ingest", str(corpus))
    assert [first[name] for name in counts] == [300, 300, 0, 0, 0]
    again = cli.json("ingest", str(corpus))
    assert [again[name] for name in counts] == [300, 0, 0, 300, 0]
    lines = corpus.read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[7])
    record["messages"].append({"id": "late", "author": "customer", "text": "where is my invoice?"})
    longer = tmp_path / "longer.jsonl"
    longer.write_text("\n".join([*lines[:7], json.dumps(record), *lines[8:]]), encoding="utf-8")
    third = cli.json("ingest", str(longer))
    assert [third[name] for name in counts] == [300, 0, 1, 299, 0]


def test_every_number_adds_up_and_opens(grouped: Cli) -> None:
    for period in ("all", "2026-06", "2026-W25"):
        ranking = grouped.json("rank", "--period", period, "--now", NOW)
        assert ranking["themed"] + ranking["unthemed"] + ranking["excluded"] == ranking["asks"]
        for theme in ranking["themes"]:
            shown = grouped_page(grouped, theme["id"], period)
            assert len(shown["conversations"]) == theme["conversations"]
            assert len({row["id"] for row in shown["conversations"]}) == theme["conversations"]
            assert all(row["url"] for row in shown["conversations"])
            assert shown["theme"] == theme


def grouped_page(cli: Cli, theme: str, period: str) -> dict[str, Any]:
    from datetime import datetime

    from cli.output.theme_json import build_theme_page_json
    from pipeline.queries.ranking import show_theme
    from pipeline.settings import Settings

    settings = Settings(home=cli.home)
    return build_theme_page_json(show_theme(settings, theme, period, datetime.fromisoformat(NOW)))


def test_weeks_add_up_to_the_month(grouped: Cli) -> None:
    def counted(period: str) -> dict[str, tuple[int, int]]:
        themes = grouped.json("rank", "--period", period)["themes"]
        return {told["id"]: (told["conversations"], told["asks"]) for told in themes}

    weeks = [counted(f"2026-W{week}") for week in (23, 24, 25, 26)]
    together = counted("2026-06-01..2026-06-29")
    for theme, told in together.items():
        parts = [week.get(theme, (0, 0)) for week in weeks]
        assert told == (sum(part[0] for part in parts), sum(part[1] for part in parts))


@pytest.fixture(scope="module")
def apart(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A ranking and a search, of shuffled lines, in a process of its own: it has no network, and
    another hash seed."""
    folder = tmp_path_factory.mktemp("apart")
    lines = corpus.read_text(encoding="utf-8").splitlines()
    random.Random(5).shuffle(lines)
    shuffled = folder / corpus.name
    shuffled.write_text("\n".join(lines), encoding="utf-8")
    _, _, ranking, found = Cli(folder / "home").run_apart(
        ("ingest", str(shuffled), "--now", NOW),
        ("themes", "--now", NOW),
        ("rank", "--json"),
        ("search", "не могу найти ссылку на вебинар", "--json"),
        prefix=without_network(),
    )
    return ranking, found


def test_shuffled_lines_give_the_same_ranking_byte_for_byte(
    grouped: Cli, apart: tuple[str, str]
) -> None:
    assert apart[0] == grouped.text("rank", "--json")


def test_it_all_works_with_the_network_cut(apart: tuple[str, str]) -> None:
    assert len(json.loads(apart[1])["found"]) == 10


def without_network() -> list[str]:
    """A prefix that runs a command in a network namespace without any interface."""
    prefix = ["unshare", "--net", "--map-root-user"]
    tried = subprocess.run([*prefix, "true"], check=False, capture_output=True)
    assert tried.returncode == 0, "This test needs network namespaces (unshare --net), as on Linux."
    return prefix


def test_grouping_again_keeps_ids(grouped: Cli, tmp_path: Path) -> None:
    copy = Cli(tmp_path / "home")
    shutil.copytree(grouped.home, copy.home)
    shutil.copytree(f"{grouped.home}-secrets", f"{copy.home}-secrets")
    before = copy.json("rank")
    done = copy.json("themes")
    assert (done["born"], done["retired"]) == (0, 0)
    after = copy.json("rank")
    assert [theme["id"] for theme in after["themes"]] == [theme["id"] for theme in before["themes"]]
    assert after["snapshot"]["number"] == before["snapshot"]["number"] + 1


def test_search_finds_by_meaning_across_languages(grouped: Cli) -> None:
    found = grouped.json("search", "the app crashes on start", "--top", "15")["found"]
    assert {"ru", "uk"} & {row["language"] for row in found}
    assert found[0]["score"] >= found[-1]["score"]


def test_an_import_can_be_taken_back(cli: Cli, corpus: Path) -> None:
    cli.text("ingest", str(corpus))
    asks = cli.json("rank")["asks"]
    assert asks > 300
    assert cli.json("imports", "remove", "i-1") == {"removed": "i-1"}
    assert cli.json("rank")["asks"] == 0
    assert cli.json("ingest", str(corpus))["new"] == 300
    assert cli.json("rank")["asks"] == asks


def test_bad_rows_are_told_with_their_place_and_cost_nothing_good(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_text(
        '{"id": "a", "text": "where is the link to the webinar?"}\n'
        '{"id": "b", "text":\n'
        '{"id": "c", "text": "the app crashes", "created_at": "2026-02-03"}\n',
        encoding="utf-8",
    )
    done = cli.json("ingest", str(path))
    assert (done["new"], done["rejected"]) == (2, 1)
    assert done["rejections"][0]["place"] == "mixed.jsonl:2"
    listed = cli.json("imports", "show", "i-1")["rejected"]
    assert [row["place"] for row in listed] == ["mixed.jsonl:2"]


def test_a_dry_run_keeps_nothing(cli: Cli, corpus: Path) -> None:
    plan = cli.json("ingest", str(corpus), "--dry-run")
    assert (plan["conversations"], plan["rejected_count"]) == (300, 0)
    assert not (cli.home / "current").exists()


def test_nothing_personal_is_kept(grouped: Cli, corpus: Path) -> None:
    from store.files.home import Home

    truth = json.loads((corpus.parent / "truth.json").read_text(encoding="utf-8"))
    canaries = [told["value"] for told in truth["canaries"]]
    customers = {
        str(json.loads(line)["customer"]["id"])
        for line in corpus.read_text(encoding="utf-8").splitlines()
    }
    assert canaries
    tables = {
        name: fetch_snapshot_rows(
            Home.from_path(grouped.home), f"SELECT * FROM conversations.{name}"
        )
        for name in ("conversations", "messages", "asks")
    }
    kept = json.dumps(tables, ensure_ascii=False, default=str)
    stored = {row["customer"] for row in tables["conversations"]}
    assert [value for value in canaries if value in kept] == []
    assert stored & customers == set()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("rank",), 4, "earshot ingest"),
        (("show", "t-1"), 4, "earshot ingest"),
        (("rank", "--period", "soon"), 2, "2026-W07"),
        (("ingest", "missing.csv"), 2, "missing.csv"),
        (("rank", "--now", "later"), 2, "2026-03-01"),
        (("themes", "--model", "no-such-model/at-all"), 4, "earshot ingest"),
    ],
)
def test_errors_say_what_to_do(cli: Cli, words: tuple[str, ...], code: int, said: str) -> None:
    done = cli.run(*words)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_theme_is_not_found(grouped: Cli) -> None:
    done = grouped.run("show", "t-none")
    assert done.returncode == 3
    assert "earshot rank" in done.stderr


def test_the_doctor_is_content_with_a_grouped_workspace(grouped: Cli) -> None:
    checks = {check["name"]: check for check in grouped.json("doctor")["checks"]}
    assert {check["status"] for check in checks.values()} <= {"ok", "warning"}
    assert "asks" in checks["snapshot"]["found"]
    assert checks["themes"]["status"] == "ok"


def test_every_command_helps_with_an_example(cli: Cli) -> None:
    for name in ("ingest", "themes", "run", "rank", "show", "search", "models", "doctor", "report"):
        assert "Example: earshot" in cli.text(name, "--help")
