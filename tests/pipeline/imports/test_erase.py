"""What was forgotten is in no byte, no string, no report; counts stay; it does not come back."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import pytest

from domain.errors import BadRequest, NotFound
from domain.periods import parse_period
from pipeline.files.report import write_report
from pipeline.imports.erase import (
    EraseTarget,
    ErasureResult,
    erase_conversations,
    erase_expired,
    finish_erasures,
)
from pipeline.imports.ingest import Source, ingest_conversations
from pipeline.imports.receive import receive_conversations
from pipeline.settings import Settings
from pipeline.themes.refresh import refresh_themes
from store.read.reader import open_reader
from store.tables.arrays import unpack_arrays
from store.write.vector_cache import hash_texts
from tests.builders import fetch_snapshot_rows

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECRET = "zyxomma"
"""A word that only the person says."""


def told(number: int, text: str, customer: str, day: int = 10) -> dict[str, object]:
    return {
        "id": f"c{number}",
        "created_at": f"2026-02-{day:02}T10:00:00Z",
        "subject": text,
        "customer": {"id": customer, "name": "Ann Lee"},
        "messages": [{"id": f"m{number}", "author": "customer", "text": text}],
    }


def conversations() -> list[dict[str, object]]:
    links = [told(n, f"where is the link to webinar {n}", f"u{n}") for n in range(12)]
    money = [told(20 + n, f"please refund my payment {n}", f"p{n}") for n in range(12)]
    person = [
        told(40 + n, f"where is the {SECRET} link to the webinar", "person") for n in range(2)
    ]
    return [*links, *money, *person]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A workspace that was read, grouped and reported."""
    made = Settings(home=tmp_path / "home", model="fast")
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in conversations()), encoding="utf-8")
    ingest_conversations(made, Source(path), NOW)
    refresh_themes(made, NOW)
    write_report(made, "all", NOW, made.store.path / "reports", ["html", "csv"], "ru")
    return made


def whole(settings: Settings) -> Iterator[str]:
    """Every byte under the home, and every string of every table."""
    for path in sorted(settings.store.path.rglob("*")):
        if path.is_file():
            yield path.read_bytes().decode("utf-8", "ignore")
    for path in [settings.store.live, *settings.store.snapshots.glob("*.duckdb")]:
        with duckdb.connect(str(path), read_only=True) as connection:
            for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                yield str(connection.execute(f'FROM "{table}"').fetchall())


def counts(settings: Settings) -> tuple[int, int, int]:
    period = parse_period("all", NOW)
    with open_reader(settings.store) as reader:
        ranking = reader.compute_ranking(period)
    totals = ranking.totals
    return totals.asks, totals.conversations, sum(one.customers for one in ranking.themes)


def test_a_forgotten_customer_leaves_no_word_and_every_count(settings: Settings) -> None:
    assert any(SECRET in text for text in whole(settings))
    before = counts(settings)
    done = erase_conversations(settings, EraseTarget(customer="person"), NOW)
    assert isinstance(done, ErasureResult)
    assert done.conversations == 2
    assert done.themes_refreshed
    assert "earshot-all.html" in done.reports
    assert not [text[:40] for text in whole(settings) if SECRET in text]
    assert counts(settings) == before
    assert len(list(settings.store.snapshots.glob("*.json"))) <= 2
    with open_reader(settings.store) as reader:
        themes = reader.read_themes()
        period = parse_period("all", NOW)
        behind = [row for one in themes for row in reader.read_theme_conversations(one.id, period)]
    assert sum(row["text"] == "erased on 2026-03-01" for row in behind) == 2
    html = (settings.store.path / "reports" / "earshot-all.html").read_text(encoding="utf-8")
    assert 'lang="ru"' in html


def test_no_kept_space_has_anchors_of_the_time_before(settings: Settings) -> None:
    with open_reader(settings.store) as reader:
        run = reader.read_newest_run()
    assert run is not None
    assert len(run["space"]["anchors"])
    erase_conversations(settings, EraseTarget(conversation="c40"), NOW)
    with duckdb.connect(str(settings.store.live), read_only=True) as connection:
        blobs = connection.execute("SELECT space FROM runs ORDER BY no").fetchall()
    before, after = [blob for (blob,) in blobs]
    assert before is None, "a space that nobody works in is not kept"
    assert len(unpack_arrays(after)["anchors"])


def test_vectors_of_erased_texts_go_and_others_stay(settings: Settings) -> None:
    def kept() -> int:
        return sum(len(np.load(path)) for path in settings.store.vectors.rglob("*.keys.npy"))

    before = kept()
    erase_conversations(settings, EraseTarget(customer="person"), NOW)
    assert kept() == before - 1


def test_vectors_of_what_they_were_answered_go_too(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", model="fast")
    path = tmp_path / "answered.jsonl"
    answers = [f"The link to webinar {n} is in the letter of room {n}." for n in range(12)]
    rows = [told(n, f"where is the link to webinar {n}", f"u{n}") for n in range(12)]
    for row, answer in zip(rows, [answers[0], *answers[:-1]], strict=True):
        row["messages"].append({"id": f"{row['id']}-a", "author": "agent", "text": answer})  # type: ignore[attr-defined]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    ingest_conversations(settings, Source(path), NOW)
    refresh_themes(settings, NOW)

    def kept() -> set[bytes]:
        files = settings.store.vectors.rglob("*.keys.npy")
        return {bytes(key) for file in files for key in np.load(file)}

    own, shared = (
        set(map(bytes, hash_texts(settings.store.load_key(), [answer])))
        for answer in (answers[5], answers[0])
    )
    assert own <= kept()
    erase_conversations(settings, EraseTarget(customer="u6"), NOW)  # who was told of webinar 5
    erase_conversations(settings, EraseTarget(customer="u1"), NOW)
    assert not own & kept()
    assert shared <= kept(), "somebody else was told the same"
    with duckdb.connect(str(settings.store.live), read_only=True) as connection:
        left = connection.execute("SELECT count(*) FROM answer_digests").fetchall()
    assert left == [(10,)]


def test_reading_again_brings_nothing_back(settings: Settings, tmp_path: Path) -> None:
    erase_conversations(settings, EraseTarget(customer="person"), NOW)
    again = ingest_conversations(settings, Source(tmp_path / "all.jsonl"), NOW)
    assert again.forgotten == 2
    assert not [text for text in whole(settings) if SECRET in text]
    later = tmp_path / "later.jsonl"
    later.write_text(json.dumps(told(90, "a new question about prices", "person", day=28)))
    text = json.loads(later.read_text())
    text["created_at"] = "2026-03-05T10:00:00Z"
    later.write_text(json.dumps(text))
    assert ingest_conversations(settings, Source(later), NOW).counts.new == 1


def test_a_restored_backup_is_erased_again_by_the_next_writer(
    settings: Settings, tmp_path: Path
) -> None:
    shutil.copytree(settings.store.path, tmp_path / "backup")
    erase_conversations(settings, EraseTarget(customer="person"), NOW)
    shutil.rmtree(settings.store.path)
    shutil.copytree(tmp_path / "backup", settings.store.path)
    assert any(SECRET in text for text in whole(settings))
    shutil.rmtree(settings.store.path / "reports")
    refresh_themes(settings, NOW)
    assert not [text[:40] for text in whole(settings) if SECRET in text]


def test_names_of_themes_and_areas_that_held_their_words_go(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = f"[{{'language': 'en', 'label': '{SECRET} links', 'keywords': ['{SECRET}']}}]"
    with duckdb.connect(str(settings.store.live)) as connection:
        connection.execute("UPDATE theme_names SET names = " + named)
        connection.execute(f"INSERT INTO areas VALUES ('a-1', {named}, ['t-1'])")
    # Even where themes cannot be made anew at once.
    monkeypatch.setattr("pipeline.imports.erase._regroup_with_last_model", lambda *_told: False)
    erase_conversations(settings, EraseTarget(customer="person"), NOW)
    with duckdb.connect(str(settings.store.live), read_only=True) as connection:
        for table in ("theme_names", "areas"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_retention_holds_for_what_came_through_the_api(settings: Settings) -> None:
    handed = told(70, f"an old {SECRET} question", "by-api", day=1)
    receive_conversations(settings, [handed], NOW)
    short = settings.model_copy(update={"retention_days": 25})
    assert erase_expired(short, NOW) == 1
    found = fetch_snapshot_rows(settings.store, "SELECT text FROM conversations.messages")
    texts = [row["text"] for row in found]
    assert not [text for text in texts if "an old" in text]
    assert receive_conversations(settings, [handed], NOW).counts.new == 0


def test_retention_erases_by_the_last_thing_that_happened(settings: Settings) -> None:
    with pytest.raises(BadRequest, match="EARSHOT_RETENTION_DAYS"):
        erase_conversations(settings, EraseTarget(expired=True), NOW)
    kept = settings.model_copy(update={"retention_days": 30})
    assert erase_expired(kept, NOW) == 0
    short = settings.model_copy(update={"retention_days": 5})
    assert erase_expired(short, NOW) == 26
    assert erase_expired(short, NOW) == 0
    assert counts(settings)[0] == 26


class Killed(BaseException):
    """Stands for the process dying at this place."""


@pytest.mark.parametrize(
    "place",
    [
        "store.write.writer.commit_changes",
        "store.write.writer.publish_changes",
        "store.write.erased_files.rewrite_database",
        "pipeline.imports.erase._regroup_with_last_model",
        "pipeline.imports.erase._rewrite_reports",
    ],
)
def test_a_stopped_erasure_goes_on_when_it_is_asked_for_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    before = counts(settings)

    def die(*_given: object) -> None:
        raise Killed

    monkeypatch.setattr(place, die)
    with pytest.raises(Killed):
        erase_conversations(settings, EraseTarget(customer="person"), NOW)
    monkeypatch.undo()
    done = erase_conversations(settings, EraseTarget(customer="person"), NOW)
    assert done.conversations == 0
    assert done.themes_refreshed
    assert set(done.reports) >= {"earshot-all.html", "earshot-all-ranking.csv"}
    assert not [text[:40] for text in whole(settings) if SECRET in text]
    assert counts(settings) == before


def test_themes_finish_what_an_erasure_did_not_come_to(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_given: object) -> None:
        raise Killed

    monkeypatch.setattr("pipeline.imports.erase._regroup_with_last_model", die)
    with pytest.raises(Killed):
        erase_conversations(settings, EraseTarget(customer="person"), NOW)
    monkeypatch.undo()
    assert finish_erasures(settings, NOW).reports
    assert finish_erasures(settings, NOW).reports == ()


def test_who_was_forgotten_may_be_forgotten_again(settings: Settings) -> None:
    assert erase_conversations(settings, EraseTarget(customer="person"), NOW).conversations == 2
    assert erase_conversations(settings, EraseTarget(customer="person"), NOW).conversations == 0
    assert erase_conversations(settings, EraseTarget(conversation="c40"), NOW).conversations == 0


def test_whom_nobody_knows_cannot_be_forgotten(settings: Settings) -> None:
    with pytest.raises(NotFound, match="There is no customer 'nobody'"):
        erase_conversations(settings, EraseTarget(customer="nobody"), NOW)
    with pytest.raises(BadRequest, match="Say whom"):
        erase_conversations(settings, EraseTarget(), NOW)
