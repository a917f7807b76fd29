"""The commands that judge, as a person types them: JSON for programs, honest about too little."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cli.app import app
from domain.errors import EarshotError
from store.files.home import Home
from tests.builders import ask, save_asks, save_themes

FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAYS = 84
NOW = (FIRST + timedelta(days=DAYS, hours=3)).isoformat()
SHIPPED = (FIRST + timedelta(days=56)).date().isoformat()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve weeks: one theme that falls by a fix, one that breaks out at the end, one steady one
    and one with three conversations."""
    rng = np.random.default_rng(1)
    path = tmp_path_factory.mktemp("judged") / "home"
    members: dict[str, list[str]] = {"t-fix": [], "t-loud": [], "t-same": [], "t-rare": []}
    asks = []
    for day in range(DAYS):
        counts = {
            "t-fix": rng.poisson(4 if day < 56 else 1),
            "t-loud": rng.poisson(2) + (25 if day == DAYS - 1 else 0),
            "t-same": rng.poisson(5),
            "t-rare": int(day in (10, 40, 70)),
        }
        for theme, count in counts.items():
            for number in range(count):
                key = f"{theme}-{day:03}-{number:02}"
                at = FIRST + timedelta(days=day, minutes=10 * number + len(members[theme]) % 9)
                asks.append(ask(f"a-{key}", f"c-{key}", f"text of {key}", at=at))
                members[theme].append(f"a-{key}")
    save_asks(Home.from_path(path), asks, datetime.fromisoformat(NOW))
    save_themes(Home.from_path(path), {name: tuple(ids) for name, ids in members.items()})
    return path


@pytest.fixture
def told(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("EARSHOT_HOME", str(home))

    def run(*words: str) -> Any:
        app([*words, "--now", NOW, "--json"], standalone_mode=False)
        return json.loads(capsys.readouterr().out)

    return run


def test_a_ranking_by_a_measure_has_intervals_and_the_honest_remainder(told: Any) -> None:
    found = told("rank", "--by", "customers", "--period", "2026-03")
    assert found["themed"] + found["unthemed"] + found["excluded"] == found["asks"]
    first = found["themes"][0]
    assert first["low"] < first["value"] < first["high"]
    assert first["rank"] == 1


def test_a_plain_ranking_is_what_it_was(told: Any) -> None:
    assert set(told("rank")["themes"][0]) >= {"conversations", "share", "change"}


def test_what_broke_out_on_the_last_day_is_alarmed_with_its_first_messages(told: Any) -> None:
    (alarm,) = [row for row in told("alarms")["alarms"] if row["name"] == "t-loud"]
    assert alarm["until"] is None
    assert alarm["conversations"] > 20
    assert alarm["expected"] < 5
    assert alarm["first"][0]["text"].startswith("text of t-loud-083")


def test_what_breaks_out_today_is_alarmed_before_the_day_is_over(
    told: Any, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = FIRST + timedelta(days=DAYS - 1, hours=2, minutes=40)
    app(["alarms", "--now", now.isoformat(), "--json"], standalone_mode=False)
    found = json.loads(capsys.readouterr().out)
    (alarm,) = [row for row in found["alarms"] if row["name"] == "t-loud"]
    assert alarm["until"] is None
    # Up to the last full hour of now: 9:00 to 11:00, one every ten minutes.
    assert found["until"] == "2026-03-29T11:00:00Z"
    assert 10 <= alarm["conversations"] <= 14
    app(["alarms", "--now", (now - timedelta(hours=2)).isoformat(), "--json"],
        standalone_mode=False)  # fmt: skip
    early = json.loads(capsys.readouterr().out)
    assert [row for row in early["alarms"] if row["name"] == "t-loud"] == []


def test_the_fix_fell_and_three_conversations_are_too_little(told: Any) -> None:
    assert told("effect", "t-fix", "--shipped", SHIPPED)["effect"]["word"] == "fell"
    rare = told("effect", "t-rare", "--shipped", SHIPPED)["effect"]
    assert rare["word"] == "too little data"
    verdicts = {row["theme_id"]: row["trend"]["direction"] for row in told("trend")["themes"]}
    assert verdicts["t-rare"] == "too little data"
    assert verdicts["t-same"] == "steady"


def test_hours_of_the_running_day_are_watched_up_to_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, hours = FIRST.replace(hour=0), (8, 9, 10, 11, 12, 13, 14, 15)
    asks = [
        ask(f"a-{day}-{hour}-{n}", f"c-{day}-{hour}-{n}",
            at=first + timedelta(days=day, hours=hour, minutes=n))
        for day in range(66) for hour in hours
        for n in range(3 + (day * hour) % 2 + (12 if (day, hour) == (65, 12) else 0))
    ]  # fmt: skip
    today = first + timedelta(days=65)
    save_asks(Home.from_path(tmp_path / "home"), asks, today + timedelta(hours=20))
    save_themes(Home.from_path(tmp_path / "home"), {"t-all": tuple(told.id for told in asks)})
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))

    def alarms(hour: float) -> Any:
        now = (today + timedelta(hours=hour)).isoformat()
        app(["alarms", "--now", now, "--json"], standalone_mode=False)
        told = json.loads(capsys.readouterr().out)
        assert told["watched_hourly"] > 0
        return {row["name"]: row for row in told["alarms"]}

    assert alarms(12.9) == {}, "the twelfth hour is not over"
    told = alarms(13.1)["t-all"]
    assert (told["step"], told["since"], told["until"]) == ("hour", "2026-03-11T12:00:00Z", None)
    assert told["conversations"] == 15
    assert alarms(17.1)["t-all"]["until"] is not None, "it closes by itself"


def test_the_other_judgements_answer(told: Any) -> None:
    assert told("repeats")["shares"] == {"low": 0, "middle": 0, "high": 0}
    assert told("findability")["links"] == []
    assert told("workload")["answered"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("rank", "--by", "fame"),
        ("rank", "--by", "per-1000"),
        ("rank", "--by", "value", "--worth", "gold=x"),
        ("rank", "--split", "mood"),
        ("rank", "--attribute", "size"),
        ("trend", "--weeks", "1"),
        ("alarms", "--budget", "0"),
        ("effect", "t-fix", "--shipped", "soon"),
        ("effect", "t-fix", "--shipped", "2030-01-01"),
    ],
)
def test_what_cannot_be_judged_says_what_to_do(told: Any, words: tuple[str, ...]) -> None:
    with pytest.raises(EarshotError, match=r"--\w+"):
        told(*words)
