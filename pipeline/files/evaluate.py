"""Judge the themes of a file against what its rows were meant as."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clustering.evaluation import metrics
from domain.discovery import Evaluation, StepSeconds
from domain.errors import BadInput
from ingest.records.rows import Row, Rows, read_rows
from pipeline.files.discover import TextFile, discover_themes
from pipeline.progress import NullProgress, Progress
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class TruthColumns:
    """The columns that say what was meant."""

    classes: str
    """"" in a row: it has nothing to say."""
    kinds: str | None = None
    languages: str | None = None


@dataclass(frozen=True, slots=True)
class EvaluationResult:
    """An evaluation, and what was judged."""

    evaluation: Evaluation
    understood: str
    seconds: StepSeconds | None
    """None where themes were read, not found."""


@dataclass(frozen=True, slots=True)
class _PredictedRow:
    """What themes say of a row."""

    theme: str
    confidence: float
    kind: str
    language: str


def evaluate_themes(
    settings: Settings,
    source: TextFile,
    truth: TruthColumns,
    themes: Path | None = None,
    teller: Progress | None = None,
) -> EvaluationResult:
    """Find the themes of a file, or read `themes` (what `discover` wrote), and judge them.

    Raises `BadInput`, `ModelMissing`.
    """
    teller = teller or NullProgress()
    if source.path is None:
        raise BadInput(
            "Standard input can be read only once, and judging reads twice: name a file."
        )
    opened, known = _read_truth(source.path, source.text, truth)  # a wrong column is told first
    if themes is None:
        found = discover_themes(settings, source, teller)
        placed = [_PredictedRow(row.theme or "", row.confidence, row.kind, row.language)
                  for row in found.rows]  # fmt: skip
        return EvaluationResult(
            _compute_evaluation(known, placed, truth), found.understood, found.seconds
        )
    placed = _read_themes(themes)
    if len(placed) != len(known):
        raise BadInput(
            f"{themes.name} has {len(placed):,} rows, {source.name} has {len(known):,}. "
            "Each row needs its own: write it anew with earshot discover."
        )
    return EvaluationResult(_compute_evaluation(known, placed, truth), opened.understood, None)


def _read_truth(path: Path, text: str | None, truth: TruthColumns) -> tuple[Rows, list[Row]]:
    others = [name for name in (truth.classes, truth.kinds, truth.languages) if name]
    opened = read_rows(path, text, others)
    return opened, list(opened.items)


def _read_themes(path: Path) -> list[_PredictedRow]:
    opened = read_rows(path, "theme", ("strength", "kind", "language"))
    placed = []
    for row in opened.items:
        if row.rejected:
            raise BadInput(f"{row.place}: {row.rejected}")
        theme, strength, kind, language = row.values
        try:
            placed.append(_PredictedRow(theme.strip(), float(strength or 0), kind, language))
        except ValueError:
            raise BadInput(f"{row.place} strength: a number from 0 to 1 is needed.") from None
    return placed


def _compute_evaluation(
    known: Sequence[Row], placed: Sequence[_PredictedRow], truth: TruthColumns
) -> Evaluation:
    """All measures over the rows that could be read."""
    read = [
        (row, predicted) for row, predicted in zip(known, placed, strict=True) if not row.rejected
    ]
    column = {name: place for place, name in enumerate(_list_columns(truth), 1)}
    classes = [row.values[column["classes"]].strip() for row, _ in read]
    themes = [predicted.theme for _, predicted in read]
    kinds = [row.values[column["kinds"]].strip() for row, _ in read] if truth.kinds else []
    languages = (
        [row.values[column["languages"]].strip() for row, _ in read]
        if truth.languages
        else [predicted.language for _, predicted in read]
    )
    shared, shared_of = metrics.compute_cross_language_share(classes, themes, languages)
    return Evaluation(
        rows=len(read),
        ami=metrics.compute_ami(classes, themes),
        ari=metrics.compute_ari(classes, themes),
        b_cubed=metrics.compute_b_cubed(classes, themes),
        coverage=metrics.compute_coverage(classes, themes),
        themes=len(set(themes) - {""}),
        classes=len(set(classes) - {""}),
        found=metrics.compute_found_share(classes, themes),
        kept_out=metrics.compute_rejection_rate(classes, themes),
        deciles=metrics.compute_purity_by_decile(
            classes, themes, [predicted.confidence for _, predicted in read]
        ),
        languages=metrics.score_by_language(classes, themes, languages),
        shared=shared,
        shared_of=shared_of,
        kinds=metrics.compute_kind_accuracy(kinds, [predicted.kind for _, predicted in read])
        if kinds
        else None,
    )


def _list_columns(truth: TruthColumns) -> list[str]:
    """The given columns, in the order they were read."""
    given = {"classes": truth.classes, "kinds": truth.kinds, "languages": truth.languages}
    return [name for name, column in given.items() if column]
