"""How often the kind of an ask is told right, on messages that nothing was fitted to.

    python -m benchmarks.kinds [--models multilingual,fast,english] [--quick] [--smoke] [--seed N]

Reads our development set in Russian, Ukrainian and English, transliterated and mixed. Prints the
share told right by language and by kind. Exits with 1 when the default model misses its bar.
"""

import csv
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.bars import Bar
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from clustering.encoder.defaults import DEFAULT_MODEL, default_models_dir
from clustering.encoder.encode import load_encoder
from clustering.kinds.classifier import load_shipped_vector_head, predict_kinds
from domain.asks import KINDS
from ingest.asks.segment import clean_message

DATA = Path(__file__).parent / "data" / "support_dev.tsv"
LANGUAGES = ("ru", "uk", "en", "translit", "mixed")
BAR = 0.8
QUICK, SMOKE = 300, 60


def read_messages() -> list[dict[str, str]]:
    """Messages that ask something, with their kind."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row["theme"]]


def measure_model(name: str, rows: list[dict[str, str]]) -> float:
    """Print one model's line; the share told right."""
    encoder = load_encoder(name, [default_models_dir()])
    head = load_shipped_vector_head(encoder.model_fingerprint)
    if head is None:
        sys.exit(f"{name} has no head for its weights: run python -m training.kinds.fit.")
    texts = [clean_message(row["text"])[0] or row["text"] for row in rows]
    told = predict_kinds(texts, encoder.encode(texts), head)
    right = [row["kind"] == kind for row, kind in zip(rows, told, strict=True)]

    def format_share_of(field: str, value: str) -> str:
        return _format_share(
            hit for row, hit in zip(rows, right, strict=True) if row[field] == value
        )

    shares = [format_share_of("lang", one) for one in LANGUAGES] + [
        format_share_of("kind", one) for one in KINDS
    ]
    print(f"{name:<13} {_format_share(right)} " + " ".join(shares))
    return sum(right) / len(right)


def _format_share(hits: Iterable[bool]) -> str:
    found = list(hits)
    return f"{sum(found) / len(found):>9.3f}" if found else f"{'':>9}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when the bar is missed."""
    parser = build_parser("kinds", __doc__)
    parser.add_argument("--models", default="multilingual,fast,english", help="names, with commas")
    options = read_options(parser, arguments)
    models = ["fast"] if options.smoke else options.models.split(",")
    rows = read_messages()
    rows = random.Random(options.seed).sample(rows, pick_size(options, len(rows), QUICK, SMOKE))
    print(f"{'':<13} " + " ".join(f"{one[:9]:>9}" for one in ("all", *LANGUAGES, *KINDS)))
    shares = {name: measure_model(name, rows) for name in models}
    if DEFAULT_MODEL not in shares:
        return 0
    bar = Bar(f"kinds told right by {DEFAULT_MODEL}", shares[DEFAULT_MODEL], BAR)
    return report_bars(options, [bar])


if __name__ == "__main__":
    sys.exit(main())
