"""Areas: themes that belong together, named by what they share, the same in any order, with an
identity that outlives a re-grouping; no giants, nobody alone, none for few themes.
"""

from dataclasses import replace

import numpy as np

from clustering.areas import find_areas, group_centroids
from domain.themes import Name, Theme
from tests.clustering.builders import planted, unit

WORDS = [
    ("webinar", "вебинар"), ("payment", "оплата"), ("account", "аккаунт"), ("homework", "задание"),
]  # fmt: skip


def themes(groups: int = 4, each: int = 4) -> list[Theme]:
    _, vectors, _, truth = planted(groups, each, noise=0.5)
    return [
        Theme(
            id=f"t-{row:02}",
            label=f"Theme {row}",
            keywords=(),
            centroid=vectors[row],
            names=(
                Name("ru", f"Тема {row}", (WORDS[group][1], f"слово{row}")),
                Name("en", f"Theme {row}", (WORDS[group][0], f"thing{row}")),
            ),
        )
        for row, group in enumerate(truth)
    ]


def sizes(known: list[Theme]) -> dict[str, int]:
    return {theme.id: 10 + place for place, theme in enumerate(known)}


def test_themes_that_are_near_make_an_area() -> None:
    known = themes()
    areas = find_areas(known, sizes(known))
    assert sorted(area.theme_ids for area in areas) == [
        tuple(f"t-{row:02}" for row in range(first, first + 4)) for first in range(0, 16, 4)
    ]


def test_an_area_is_named_by_the_words_its_themes_share_in_each_language() -> None:
    known = themes()
    first = next(area for area in find_areas(known, sizes(known)) if "t-00" in area.theme_ids)
    ru, en = first.names
    assert (ru.language, en.language) == ("ru", "en")
    assert ru.label.startswith("Вебинар и ")
    assert en.label.startswith("Webinar and ")
    assert ru.keywords[0] == "вебинар"


def test_few_themes_have_no_areas() -> None:
    known = themes(1, 5)
    assert find_areas(known, sizes(known)) == ()


def test_the_order_of_themes_does_not_matter() -> None:
    known = themes()
    assert find_areas(known[::-1], sizes(known)) == find_areas(known, sizes(known))


def test_no_area_is_a_giant_or_a_single_theme() -> None:
    rng = np.random.default_rng(3)
    near = unit(np.ones((30, 8)) + 0.2 * rng.normal(size=(30, 8)))
    far = unit(rng.normal(size=(30, 8)))
    groups = group_centroids(np.concatenate([near, far]))
    assert sorted(row for group in groups for row in group) == list(range(60))
    assert len(groups) <= 20
    assert all(2 <= len(group) <= 6 for group in groups)


def test_an_area_keeps_its_id_while_most_of_its_asks_stay() -> None:
    known = themes()
    before = find_areas(known, sizes(known))
    changed = [replace(theme, id="t-new") if theme.id in ("t-00",) else theme for theme in known]
    after = find_areas(changed, sizes(changed), before)
    assert {area.id for area in after} == {area.id for area in before}
    assert (
        next(a for a in after if "t-new" in a.theme_ids).id
        == next(a for a in before if "t-00" in a.theme_ids).id
    )


def test_an_area_of_other_themes_gets_an_id_of_its_own() -> None:
    known = themes()
    before = find_areas(known, sizes(known))
    others = [replace(theme, id=theme.id.replace("t-", "t-9")) for theme in known]
    after = find_areas(others, sizes(others), before)
    assert not {area.id for area in after} & {area.id for area in before}


def test_no_two_areas_are_alike_and_none_is_called_like_a_theme() -> None:
    known = [
        replace(
            theme,
            names=(Name("en", "Webinar and link" if place else "Link", ("webinar", "link", "x")),),
        )
        for place, theme in enumerate(themes())
    ]
    labels = [area.names[0].label for area in find_areas(known, sizes(known))]
    assert len(set(labels)) == len(labels)
    assert "Webinar and link" not in labels
