"""Options that commands share: the clock, the language, and how an answer is written."""

import json
from datetime import UTC, datetime

import pytest

from cli.options import answer, known_lang, now_from, settings_with
from domain.errors import BadRequest


def test_a_time_without_a_zone_is_utc() -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert now_from("2026-03-01T12:00:00") == noon
    assert now_from("2026-03-01T14:00:00+02:00") == noon
    assert now_from(None).tzinfo is UTC
    with pytest.raises(BadRequest, match="'noon' is not a time"):
        now_from("noon")


def test_labels_are_told_in_our_languages_only() -> None:
    assert known_lang(None) is None
    assert known_lang("uk") == "uk"
    with pytest.raises(BadRequest, match="Use ru, uk, en"):
        known_lang("fr")


def test_an_option_counts_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_MODEL", "english")
    assert settings_with().model == "english"
    assert settings_with(model="fast", wait=1.5).model == "fast"
    assert settings_with(model="fast", wait=1.5).wait == 1.5


def test_an_answer_is_json_for_programs_or_words_for_people(
    capsys: pytest.CaptureFixture[str],
) -> None:
    written: list[str] = []
    answer(True, lambda: {"label": "Где ссылка?"}, lambda: written.append("table"))
    out = capsys.readouterr().out
    assert json.loads(out) == {"label": "Где ссылка?"}
    assert "Где ссылка?" in out
    answer(False, lambda: written.append("json"), lambda: written.append("table"))
    assert written == ["table"]
