"""`earshot evaluate`: how well the themes of a file fit what its rows were meant as."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.commands.discover import DetailLevel, TextColumn, TextsFile, parse_path
from cli.console import err, out
from cli.options import Json, Model, build_settings, print_answer
from cli.progress import show_progress
from domain.discovery import BCubed, Evaluation
from pipeline.files.discover import TextFile
from pipeline.files.evaluate import EvaluationResult, TruthColumns, evaluate_themes

app = typer.Typer()
_LEAST_ROWS = 10
"""Rows under which a language is not compared with others."""
_EQUALS = ("ru", "uk", "en")
"""Languages that are promised the same; where two of them are met, only they are compared."""


@app.command(epilog="Example: earshot evaluate labelled.csv --text message --truth intent")
def evaluate(
    path: TextsFile,
    truth: Annotated[
        str,
        typer.Option(
            "--truth",
            metavar="NAME",
            help="Column of the true class; empty where a row has nothing to say.",
        ),
    ],
    text: TextColumn = None,
    kind_truth: Annotated[
        str | None, typer.Option("--kind-truth", metavar="NAME", help="Column of the true kind.")
    ] = None,
    language_column: Annotated[
        str | None,
        typer.Option(
            "--lang-column", metavar="NAME", help="Column of the language; detected if left out."
        ),
    ] = None,
    themes: Annotated[
        Path | None,
        typer.Option("--themes", help="Judge what earshot discover wrote instead of finding anew."),
    ] = None,
    model: Model = None,
    detail: DetailLevel = None,
    as_json: Json = False,
) -> None:
    """Judge the themes of a file against a column that says what each row was meant as.

    Unthemed and excluded rows count as one class, and so do rows with an empty truth.
    """

    settings = build_settings(model=model, detail=detail)
    columns = TruthColumns(truth, kind_truth, language_column)
    with show_progress(err) as teller:
        judged = evaluate_themes(
            settings, TextFile(parse_path(path), text), columns, themes, teller
        )
    detected = language_column is None
    print_answer(
        as_json,
        lambda: build_evaluation_json(judged),
        lambda: write_evaluation(out, judged.evaluation, detected=detected),
    )


def build_evaluation_json(judged: EvaluationResult) -> dict[str, Any]:
    """Every measure, rounded to four places."""
    scores = judged.evaluation
    return {
        "understood": judged.understood,
        "rows": scores.rows,
        "ami": _round_floats(scores.ami),
        "ari": _round_floats(scores.ari),
        "b_cubed": _build_b_cubed_json(scores.b_cubed),
        "coverage": _round_floats(scores.coverage),
        "themes": scores.themes,
        "classes": scores.classes,
        "classes_found": _round_floats(scores.found),
        "kept_out": _round_floats(scores.kept_out),
        "kind_accuracy": _round_floats(scores.kinds),
        "shared_across_ru_uk_en": {
            "share": _round_floats(scores.shared),
            "classes": scores.shared_of,
        },
        "languages": [
            {
                "language": score.language,
                "rows": score.rows,
                "coverage": _round_floats(score.coverage),
                "b_cubed": _build_b_cubed_json(score.b_cubed),
            }
            for score in scores.languages
        ],
        "purity_by_strength": [
            {
                "decile": decile.number,
                "strength_from": _round_floats(decile.least),
                "rows": decile.rows,
                "purity": _round_floats(decile.purity),
            }
            for decile in scores.deciles
        ],
        "seconds": {step: round(spent, 3) for step, spent in asdict(judged.seconds).items()}
        if judged.seconds
        else None,
    }


def write_evaluation(console: Console, scores: Evaluation, *, detected: bool) -> None:
    """The measures, one a line, then languages and strength as tables."""
    b_cubed = scores.b_cubed
    lines = [
        ("rows", f"{scores.rows:,}"),
        ("AMI", _format_share(scores.ami)),
        ("ARI", _format_share(scores.ari)),
        ("B-cubed precision", _format_share(b_cubed.precision)),
        ("B-cubed recall", _format_share(b_cubed.recall)),
        ("B-cubed F1", _format_share(b_cubed.f1)),
        (
            "coverage",
            _format_percent(scores.coverage, "of rows with something to say are in a theme"),
        ),
        ("themes", f"{scores.themes:,} for {scores.classes:,} classes"),
        (
            "classes found",
            _format_percent(scores.found, "have most of their rows in one theme, and most of it"),
        ),
        (
            "kept out",
            _format_percent(scores.kept_out, "of rows with nothing to say are in no theme"),
        ),
        ("kinds right", _format_percent(scores.kinds, "")),
        (
            "one theme",
            _format_percent(
                scores.shared,
                f"of {scores.shared_of} classes in ru, uk and en have one main theme in all three",
            ),
        ),
    ]
    for name, value in lines:
        if value:
            console.print(f"{name:<18} {value}", highlight=False)
    if scores.languages:
        console.print("\n" + _describe_parity(scores), highlight=False)
        console.print(_build_language_table(scores, detected=detected))
    if scores.deciles:
        console.print()
        console.print(_build_decile_table(scores))


def _describe_parity(evaluation: Evaluation) -> str:
    """One line: how far the languages are apart."""
    large = [
        score
        for score in evaluation.languages
        if score.rows >= _LEAST_ROWS and score.coverage is not None
    ]
    equals = [score for score in large if score.language in _EQUALS]
    main = equals if len(equals) > 1 else large
    if len(main) < 2:
        return "Language parity: only one language has enough rows to compare."
    scores = [score.b_cubed.f1 for score in main]
    covered = [score.coverage or 0.0 for score in main]
    names = escape(", ".join(score.language for score in main))
    return (
        f"Language parity: B-cubed F1 differs by {max(scores) - min(scores):.3f}, coverage by "
        f"{max(covered) - min(covered):.1%} between {names}."
    )


def _build_language_table(scores: Evaluation, *, detected: bool) -> Table:
    name = "Language (detected)" if detected else "Language"
    table = _build_table(name, "Rows", "Coverage", "B-cubed P", "R", "F1")
    for score in scores.languages:
        table.add_row(
            escape(score.language),
            f"{score.rows:,}",
            _format_percent(score.coverage, ""),
            _format_share(score.b_cubed.precision),
            _format_share(score.b_cubed.recall),
            _format_share(score.b_cubed.f1),
        )
    return table


def _build_decile_table(scores: Evaluation) -> Table:
    table = _build_table("Strength, by tenths", "From", "Rows", "Purity")
    for decile in scores.deciles:
        table.add_row(
            str(decile.number), f"{decile.least:.2f}", f"{decile.rows:,}", f"{decile.purity:.1%}"
        )
    return table


def _build_table(first: str, *names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first)
    for name in names:
        table.add_column(name, justify="right")
    return table


def _build_b_cubed_json(score: BCubed) -> dict[str, float | None]:
    return {
        "precision": _round_floats(score.precision),
        "recall": _round_floats(score.recall),
        "f1": _round_floats(score.f1),
    }


def _round_floats(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _format_share(value: float) -> str:
    return f"{value:.3f}"


def _format_percent(value: float | None, of: str) -> str:
    return "" if value is None else f"{value:.1%} {of}".strip()
