"""The benchmark of columns has tables enough, and sees what is told wrong."""

import re

import pytest

from benchmarks.columns import FIELDS, judge, main, read_samples


def test_there_are_tables_of_many_tools_in_four_languages() -> None:
    samples = read_samples()
    headers = [sample["table"].strip().split("\n")[0] for sample in samples]
    assert len({sample["tool"] for sample in samples}) == len(samples) >= 60
    assert sum(bool(re.search("[ґєії]", header, re.IGNORECASE)) for header in headers) >= 4
    assert sum(bool(re.search("[а-я]", header, re.IGNORECASE)) for header in headers) >= 16
    assert all(set(FIELDS) < set(sample) for sample in samples)


def test_what_is_right_stands_in_the_table() -> None:
    for sample in read_samples():
        for field in FIELDS:
            assert sample[field] in sample["table"]


def test_what_is_told_wrong_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    (sample,) = (one for one in read_samples() if one["tool"] == "Bewertungen")
    bars = judge([{**sample, "text": "Titel"}])
    assert [bar.cleared for bar in bars] == [False, True, True, True, False]
    assert "text is 'Kommentar', not 'Titel'" in capsys.readouterr().out


def test_the_bars_are_cleared() -> None:
    assert main([]) == 0
