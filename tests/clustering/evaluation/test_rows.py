"""Rows and themes of a clustering are in order and do not depend on which equal ask came first."""

from dataclasses import replace

import numpy as np

from clustering.evaluation.rows import build_discovery
from domain.asks import Ask
from domain.themes import Clustering, Group


def ask(text: str, language: str = "en", excluded: str | None = None) -> Ask:
    return Ask(
        "", "file", "", "", 0, text, "" if excluded else text.lower(), language, None,
        excluded,  # type: ignore[arg-type]
    )  # fmt: skip


READ = [ask("Hi", excluded="greeting"), ask("Link"), None, ask("LINK", "ru"), ask("Pay"), ask("x")]
CLUSTERING = Clustering(
    labels=np.array([0, 0, 1, -1], dtype=np.int32),
    confidence=np.array([0.5, 0.25, 0.75, 0.0], dtype=np.float32),
    groups=(Group("Link", ("link",), (0,), 0.5), Group("Pay", (), (2,), 0.5)),
    centroids=np.eye(2, dtype=np.float32),
)
KINDS = ["question", "bug", "praise", "other"]


def test_every_row_is_listed_in_order() -> None:
    rows, themes = build_discovery(READ, KINDS, CLUSTERING)
    link, pay = (theme.id for theme in themes)
    assert [row.row for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.theme for row in rows] == [None, link, None, link, pay, None]
    assert [row.confidence for row in rows] == [0, 0.5, 0, 0.25, 0.75, 0]
    assert [row.excluded for row in rows] == ["greeting", None, "rejected", None, None, None]
    assert [row.kind for row in rows] == [
        "other", "question", "other", "bug", "praise", "other",
    ]  # fmt: skip


def test_what_surely_holds_nothing_and_is_in_no_theme_is_excluded_and_in_no_share() -> None:
    rows, (link, _) = build_discovery(READ, KINDS, CLUSTERING, np.array([True, False, False, True]))
    assert [row.excluded for row in rows] == ["greeting", None, "rejected", None, None, "off_topic"]
    assert (rows[1].theme, rows[5].theme) == (link.id, None)
    assert (link.count, link.share) == (2, 2 / 3)


def test_a_theme_has_the_count_and_shares_of_its_asks() -> None:
    link, pay = build_discovery(READ, KINDS, CLUSTERING)[1]
    assert (link.count, link.share, pay.count, pay.share) == (2, 0.5, 1, 0.25)
    assert link.languages == (("en", 0.5), ("ru", 0.5))
    assert link.kinds == (("question", 0.5), ("bug", 0.5))
    assert link.kind == "question"


def test_a_quote_is_the_same_whichever_row_of_equal_asks_came_first() -> None:
    # "Link" and "LINK" have the same clean text.
    swapped = [READ[0], READ[3], None, READ[1], *READ[4:]]
    first, other = (build_discovery(read, KINDS, CLUSTERING)[1][0] for read in (READ, swapped))
    assert first.quotes[0].text == other.quotes[0].text == "LINK"
    assert (first.quotes[0].row, other.quotes[0].row) == (4, 2)


def test_two_themes_with_the_same_central_text_have_two_ids() -> None:
    twice = replace(CLUSTERING, groups=(CLUSTERING.groups[0],) * 2)
    ids = [theme.id for theme in build_discovery(READ, KINDS, twice)[1]]
    assert len(set(ids)) == 2
