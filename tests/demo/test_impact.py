"""What the tool knows of customers is planted with three themes: each fact is found there, and
elsewhere no more than chance allows."""

import json
from typing import Any

import pytest

from tests.demo.conftest import Built, Made
from tests.demo.planted import match_planted
from tests.demo.test_ranked import members


@pytest.fixture(scope="module")
def found(built: Built) -> dict[str, str]:
    """Planted theme -> the found one that holds most of it."""
    ranking = built.ranking()
    matches = match_planted(built.truth, ranking, members(built.home, ranking))
    return {match.slug: match.found_id for match in matches}


def ask(built: Built, *words: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(built.earshot(*words, "--json"))
    return told


def test_the_version_that_breaks_a_theme_is_told_there_and_hardly_elsewhere(
    built: Built, found: dict[str, str]
) -> None:
    fact = built.truth["facts"]["app_version"]
    told = ask(built, "differs", found[fact["theme"]])["told"]
    (version,) = [one for one in told if one["name"] == "app_version"]
    assert version["value"] == fact["value"]
    assert version["share"] > 0.75
    assert version["rest"] < 0.4
    others = [theme for slug, theme in sorted(found.items()) if slug != fact["theme"]][:12]
    wrong = [
        theme
        for theme in set(others) - {found[fact["theme"]]}
        if any(one["name"] == "app_version" for one in ask(built, "differs", theme)["told"])
    ]
    assert len(wrong) <= 1


def test_customers_of_one_theme_leave_more_often_and_others_do_not(
    built: Built, found: dict[str, str]
) -> None:
    fact = built.truth["facts"]["subscription_status"]
    churn = ask(built, "whom", found[fact["theme"]])["churn"]
    assert churn["low"] > 2
    others = [theme for slug, theme in sorted(found.items()) if slug != fact["theme"]][:12]
    ratios = [ask(built, "whom", theme)["churn"] for theme in set(others)]
    assert sum(one["low"] is not None and one["low"] > 1 for one in ratios) <= 1


def test_the_company_that_asks_for_a_theme_is_planted(made: Made) -> None:
    fact = made.truth["facts"]["company"]
    companies = [
        made.by_id[told.id]["customer"]["company"]
        for told in made.corpus.planted
        if fact["theme"] in told.themes
    ]
    share = companies.count(fact["value"]) / len(companies)
    assert 0.35 < share < 0.65


def test_what_goes_together_is_asked_by_the_same_sort_of_people(
    built: Built, found: dict[str, str]
) -> None:
    told = ask(built, "together")["told"]
    studio = {found[slug] for slug, theme in built.truth["themes"].items()
              if theme["area"] == "studio"}  # fmt: skip
    # The studio's customers write about the studio; nothing else was planted to go together.
    strange = [one for one in told if not {one["theme_id"], one["other_id"]} <= studio]
    assert len(strange) <= max(1, round(0.1 * len(told)))


def test_ratings_planted_by_kind_are_told_by_theme(built: Built, found: dict[str, str]) -> None:
    kinds = {found[slug]: theme["kind"] for slug, theme in built.truth["themes"].items()}
    told = [one for one in ask(built, "drivers")["themes"] if one["low"] > 0 or one["high"] < 0]
    assert len(told) >= 8
    # Bugs and complaints are rated badly in the demo, praise and plain questions well.
    wrong = [
        one["label"]
        for one in told
        if (kinds.get(one["theme_id"]) in ("bug", "complaint")) != (one["low"] > 0)
    ]
    assert wrong == []
