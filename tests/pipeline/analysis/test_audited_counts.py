"""A count has an interval where its theme was audited; a ranking without audits needs no scipy."""

import subprocess
import sys
from datetime import UTC, datetime

from domain.periods import parse_period
from pipeline.analysis.audited_counts import add_audits, read_audits
from signals.audits import SAMPLE_SIZES, draw_sample, split_into_strata
from store.read.audits import save_audit, save_judgement
from store.read.reader import open_reader
from tests.pipeline.analysis.conftest import RISING, STEADY, Seasons

_RANK = """
import sys
from datetime import datetime
from pathlib import Path
from pipeline.queries.ranking import rank_themes
from pipeline.settings import Settings
rank_themes(Settings(home=Path(sys.argv[1])), "all", datetime.fromisoformat(sys.argv[2]))
print(sorted({"scipy", "statsmodels", "pandas"} & set(sys.modules)))
"""


def test_a_ranking_without_audits_loads_neither_scipy_nor_statsmodels(
    seasons: Seasons,
) -> None:
    words = [sys.executable, "-c", _RANK, str(seasons.settings.home), seasons.now.isoformat()]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_audited_theme_has_an_interval_and_no_other(seasons: Seasons) -> None:
    home, judged_at = seasons.settings.store, datetime(2026, 5, 1, tzinfo=UTC)
    with open_reader(home) as reader:
        assert read_audits(reader, home) == {}
        members = reader.read_members()
        ordered = sorted(members[STEADY]) + sorted(members[RISING])
        strata = split_into_strata(ordered, members[STEADY])
        drawn = {
            ask: stratum
            for stratum, ids in strata.items()
            for ask in draw_sample(ids, SAMPLE_SIZES[stratum], STEADY)
        }
        for ask, stratum in drawn.items():
            save_judgement(home, STEADY, ask, stratum != "near miss", "olena", judged_at)
        save_audit(
            home, STEADY, len(members[STEADY]), len(strata["near miss"]), dict(drawn), judged_at
        )
        audits = read_audits(reader, home)
        ranking = reader.compute_ranking(parse_period("all", seasons.now))
    assert set(audits) == {STEADY}
    counted = {row.id: row.audited for row in add_audits(ranking, audits).themes}
    audited = counted.pop(STEADY)
    assert set(counted.values()) == {None}
    assert audited is not None
    assert audited.audited_at == judged_at
    conversations = next(row for row in ranking.themes if row.id == STEADY).conversations
    assert audited.low < conversations
    assert audited.low <= audited.estimate <= audited.high
    assert add_audits(ranking, {}) is ranking
