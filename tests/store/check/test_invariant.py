"""An invariant says how many break it and which, and never repeats an error's own words."""

from contextlib import closing

from store.check.invariant import Invariant, check_by_sql, skip_all
from store.files.connection import connect

TWICE = Invariant("ask-ids", "all differ", "{found} stand twice", "Run: earshot check")


def test_nothing_found_is_well() -> None:
    finding = TWICE.report(0)
    assert (finding.status, finding.found, finding.advice) == ("well", "all differ", "")


def test_what_is_found_is_counted_and_the_first_are_named() -> None:
    assert TWICE.report(1, ["t-1"]).found == "1 stand twice (t-1)"
    assert (
        TWICE.report(1_200, ["d", "c", "b", "a", None]).found == "1,200 stand twice (a, b, c, ...)"
    )
    assert TWICE.report(2, [None]).found == "2 stand twice"


def test_a_query_that_fails_is_a_finding_without_its_words() -> None:
    with closing(connect(None)) as connection:
        finding = check_by_sql(connection, "live", TWICE)
    assert finding.status == "off"
    assert finding.found == "could not be looked at (CatalogException)"


def test_what_is_skipped_says_why() -> None:
    (finding,) = skip_all((TWICE,), "a writer is at work")
    assert (finding.slug, finding.status, finding.found) == (
        "ask-ids", "skipped", "a writer is at work",
    )  # fmt: skip
