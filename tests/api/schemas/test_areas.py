"""Areas keep the order of the ranking; shares have six decimals."""

from dataclasses import replace

from api.schemas.areas import AreaOut, AreasOut
from domain.counts import AreaCount
from domain.themes import Name
from tests.api.schemas.test_common import RANKING

AREA = AreaCount(
    "ar-1", "Links", ("t-1", "t-2"), 8, 5, 1 / 3, (Name("en", "Links", ()), Name("uk", "Лінки", ()))
)


def test_an_area_names_its_themes_and_its_label_in_each_language() -> None:
    shown = AreaOut.from_domain(AREA)
    assert (shown.themes, shown.labels) == (["t-1", "t-2"], {"en": "Links", "uk": "Лінки"})
    assert (shown.asks, shown.conversations, shown.share) == (8, 5, 0.333333)


def test_areas_stand_in_the_order_of_the_ranking_under_its_head() -> None:
    areas = (AREA, replace(AREA, id="ar-0"))
    shown = AreasOut.from_domain(replace(RANKING, areas=areas))
    assert [area.id for area in shown.areas] == ["ar-1", "ar-0"]
    assert shown.asks == RANKING.totals.asks
