"""Tables of checks and models: what is wrong stands with what to do."""

from rich.console import Console

from cli.output.workspace_tables import write_checks, write_findings, write_models
from pipeline.queries.doctor import Check, ModelState
from pipeline.upkeep.check import CheckResult
from store.check.invariant import Finding


def test_a_check_that_fails_shows_its_advice() -> None:
    out = Console(record=True, width=100)
    write_checks(out, [Check("key", "error", "others can read it", "Run: chmod 600 [key]")])
    told = out.export_text()
    assert "wrong  key  others can read it" in told
    assert "Run: chmod 600 [key]" in told


def test_the_chosen_model_is_marked_and_says_whether_it_is_ready() -> None:
    out = Console(record=True, width=100)
    write_models(out, [ModelState("fast", "A lookup.", ("en",), 384, None, None, chosen=True)])
    told = out.export_text()
    assert "fast (chosen)" in told
    assert " no " in told


def test_a_ready_model_says_what_it_runs_as() -> None:
    out = Console(record=True, width=100)
    write_models(out, [ModelState("own", "A.", (), 8, "/own", "torch-bf16", chosen=False)])
    assert "torch-bf16" in out.export_text()


def test_findings_show_what_is_off_with_advice_and_what_was_skipped_once_a_reason() -> None:
    out = Console(record=True, width=100)
    off = Finding("sums", "off", "2 sums", "Run: earshot check --repair")
    busy = [Finding(slug, "skipped", "a writer is at work") for slug in ("a", "b")]
    write_findings(out, CheckResult((off, *busy), ("dropped 1",)))
    told = out.export_text()
    assert "off      sums    2 sums" in told
    assert "Run: earshot check --repair" in told
    assert "skipped  2 more  a writer is at work" in told
    assert "Repaired: dropped 1." in told
    assert "1 of 3 is off, 2 not looked at." in told


def test_findings_that_are_well_say_how_many_were_looked_at() -> None:
    out = Console(record=True, width=100)
    write_findings(out, CheckResult((Finding("sums", "well", "all"),)))
    assert "All is well: 1 of 1 looked at." in out.export_text()
