"""Themes stand in the area that people chose, else in the grouping's."""

from domain.themes import Area, Name
from store.tables.areas import apply_area_decisions

AREAS = [
    Area("ar-1", (Name("en", "Billing"),), ("t-a", "t-b")),
    Area("ar-2", (Name("en", "Video"),), ("t-c",)),
]


def read_members(chosen: dict[str, str]) -> dict[str, tuple[str, ...]]:
    shown = apply_area_decisions(AREAS, chosen)
    return {area.names[0].label: area.theme_ids for area in shown}


def test_without_decisions_the_groupings_areas_stay() -> None:
    assert apply_area_decisions(AREAS, {}) == AREAS


def test_an_area_is_chosen_by_id_or_by_name_in_any_case() -> None:
    expected = {"Billing": ("t-b",), "Video": ("t-a", "t-c")}
    assert read_members({"t-a": "ar-2"}) == expected
    assert read_members({"t-a": "vIDEO"}) == expected


def test_a_name_that_no_area_has_makes_one() -> None:
    assert read_members({"t-a": "Apps"})["Apps"] == ("t-a",)


def test_an_area_that_nothing_is_left_of_is_gone() -> None:
    assert read_members({"t-c": "Billing"}) == {"Billing": ("t-a", "t-b", "t-c")}
