"""Options that commands share: the clock, the language, and how an answer is written."""

import json
from datetime import UTC, datetime

import pytest

from cli.options import build_settings, check_language, parse_now, print_answer
from domain.errors import BadRequest


def test_a_time_without_a_zone_is_utc() -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert parse_now("2026-03-01T12:00:00") == noon
    assert parse_now("2026-03-01T14:00:00+02:00") == noon
    assert parse_now(None).tzinfo is UTC
    with pytest.raises(BadRequest, match="'noon' is not a time"):
        parse_now("noon")


def test_labels_are_told_in_our_languages_only() -> None:
    assert check_language(None) is None
    assert check_language("uk") == "uk"
    with pytest.raises(BadRequest, match="Use ru, uk, en"):
        check_language("fr")


def test_an_option_counts_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_MODEL", "english")
    assert build_settings().model == "english"
    assert build_settings(model="fast", wait=1.5).model == "fast"
    assert build_settings(model="fast", wait=1.5).wait == 1.5


def test_an_answer_is_json_for_programs_or_words_for_people(
    capsys: pytest.CaptureFixture[str],
) -> None:
    written: list[str] = []
    print_answer(True, lambda: {"label": "Где ссылка?"}, lambda: written.append("table"))
    out = capsys.readouterr().out
    assert json.loads(out) == {"label": "Где ссылка?"}
    assert "Где ссылка?" in out
    print_answer(False, lambda: written.append("json"), lambda: written.append("table"))
    assert written == ["table"]
