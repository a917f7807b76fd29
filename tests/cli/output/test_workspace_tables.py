"""Tables of checks and models: what is wrong stands with what to do."""

from rich.console import Console

from cli.output.workspace_tables import write_checks, write_models
from pipeline.queries.doctor import Check, ModelState


def test_a_check_that_fails_shows_its_advice() -> None:
    out = Console(record=True, width=100)
    write_checks(out, [Check("key", "error", "others can read it", "Run: chmod 600 [key]")])
    told = out.export_text()
    assert "wrong  key  others can read it" in told
    assert "Run: chmod 600 [key]" in told


def test_the_chosen_model_is_marked_and_says_whether_it_is_ready() -> None:
    out = Console(record=True, width=100)
    write_models(out, [ModelState("fast", "A lookup.", ("en",), 384, None, chosen=True)])
    told = out.export_text()
    assert "fast (chosen)" in told
    assert " no " in told
