"""`earshot models` and `earshot doctor`: what is here, and what is wrong."""

from dataclasses import asdict

import typer

from pipeline import tables
from pipeline.options import Json, Now, answer, now_from, out, settings_with


def models(as_json: Json = False) -> None:
    """The embedding models, and which are ready here."""
    from pipeline.examine import list_models

    states = list_models(settings_with())
    answer(
        as_json,
        lambda: {"models": [asdict(state) for state in states]},
        lambda: tables.write_models(out, states),
    )


def doctor(as_json: Json = False, now: Now = None) -> None:
    """What is installed, which model, which snapshot, what is wrong and what to do."""
    from pipeline.examine import examine

    checks = examine(settings_with(), now_from(now))
    answer(
        as_json,
        lambda: {"checks": [asdict(check) for check in checks]},
        lambda: tables.write_checks(out, checks),
    )
    if any(check.status == "error" for check in checks):
        raise typer.Exit(1)
