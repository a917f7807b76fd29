"""Judges language detection: `python -m benchmarks.language [--data FOLDER] [--quick] [--smoke]
[--seed N]`.

Reads our own texts of one to three words (`data/short_texts.tsv`, Latin spellings of Russian and
Ukrainian among them) and, where FOLDER holds home_assistant_intents/, its sentences in ru, uk, en,
de, es and pl. Prints both tables of confusion; exits 1 when a bar is missed.
"""

import csv
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.options import build_parser, read_options
from ingest.language.codes import DEFAULT_LANGUAGES
from ingest.language.detect import detect_language

SENTENCES, SHORT = 0.97, 0.90
"""Least accuracy."""
SHORT_TEXTS = Path(__file__).parent / "data" / "short_texts.tsv"
_HOME = ("ru", "uk", "en", "de", "es", "pl")
_QUICK, _SMOKE = 100, 10
Labelled = Sequence[tuple[str, str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge; returns the exit status."""
    parser = build_parser("language", __doc__, "home_assistant_intents/", seed=0)
    options = read_options(parser, arguments)
    detect_language("guten tag")
    held = judge("one to three words", _read(SHORT_TEXTS, "language"), SHORT)
    if options.data:
        path = options.data / "home_assistant_intents" / "utterances.csv"
        told: Labelled = [(lang, text) for lang, text in _read(path, "lang", ",") if lang in _HOME]
        if options.quick:
            told = _sample(told, options.seed, _SMOKE if options.smoke else _QUICK)
        held = judge("home assistant intents", told, SENTENCES) and held
    return int(not held and not options.smoke)


def judge(name: str, labelled: Labelled, bar: float) -> bool:
    """Print accuracy and the table of confusion; whether the bar is held."""
    began = time.process_time()
    found = [(lang, detect_language(text, DEFAULT_LANGUAGES)) for lang, text in labelled]
    seconds = time.process_time() - began
    right = sum(told == lang for lang, told in found) / len(found)
    print(f"{name}: {right:.4f} of {len(found)} right (bar {bar}); "
          f"{len(found) / seconds:,.0f} texts a second")  # fmt: skip
    table = Counter(found)
    columns = sorted({told for _, told in found})
    print("told as:  " + "".join(f"{column:>7}" for column in columns))
    for lang in dict.fromkeys(lang for lang, _ in labelled):
        row = "".join(f"{table[lang, column] or '':>7}" for column in columns)
        share = table[lang, lang] / sum(table[lang, column] for column in columns)
        print(f"{lang:10}{row}   {share:.3f}")
    return right >= bar


def _sample(labelled: Labelled, seed: int, size: int) -> Labelled:
    chosen = random.Random(seed)
    by_language = {lang: [row for row in labelled if row[0] == lang] for lang in _HOME}
    return [
        row for rows in by_language.values() for row in chosen.sample(rows, min(size, len(rows)))
    ]


def _read(path: Path, column: str, delimiter: str = "\t") -> Labelled:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row[column], row["text"]) for row in csv.DictReader(file, delimiter=delimiter)]


if __name__ == "__main__":
    sys.exit(main())
