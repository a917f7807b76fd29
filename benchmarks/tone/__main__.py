"""How well sentiment and urgency are told, on messages that nothing was fitted to.

    python -m benchmarks.tone [--models multilingual,fast,english] [--quick] [--smoke] [--seed N]

Reads `benchmarks/data/tone.tsv`, two sets of messages that no head was fitted to: `desks`, 619
first messages of three development companies (an online school's desk, meal kits, shop tills),
labelled by a reader before any head was fitted; and `written`, 540 messages of twenty other trades
than those of the training rows, by another writer. Prints macro-F1 of each set, in all and by
language. Exits with 1 when the default model misses a bar on both together: sentiment .75, urgency
.70, languages within .05 of each other.
"""

import csv
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from benchmarks.bars import Bar
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from clustering.encoder.defaults import DEFAULT_MODEL, default_models_dir
from clustering.encoder.encode import load_encoder
from clustering.tone.tones import TASKS, find_vector_head, predict_tones
from ingest.asks.segment import clean_message

DATA = Path(__file__).parents[1] / "data" / "tone.tsv"
LANGUAGES = ("en", "ru", "uk")
SETS = ("desks", "written")
BARS = {"sentiment": 0.75, "urgency": 0.70}
APART = 0.05
"""Most between the best and the worst language."""
QUICK, SMOKE = 300, 60


def read_messages() -> list[dict[str, str]]:
    """Messages with their classes."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def measure_model(name: str, rows: Sequence[dict[str, str]]) -> dict[str, list[float]]:
    """Print one model's lines; task -> macro-F1 over both sets, in all and by language."""
    encoder = load_encoder(name, [default_models_dir()])
    if find_vector_head(encoder.fingerprint) is None:
        sys.exit(f"{name} has no head for its weights: run python -m training.tone.fit.")
    texts = [clean_message(row["text"])[0] or row["text"] for row in rows]
    tones = predict_tones(texts, encoder.encode(texts), encoder.fingerprint)
    told = {
        "sentiment": [tone.sentiment for tone in tones],
        "urgency": ["urgent" if tone.is_urgent else "calm" for tone in tones],
    }
    found = {}
    for task in TASKS:
        true, guessed = np.array([row[task] for row in rows]), np.array(told[task])
        for part in (*SETS, "both"):
            chosen = np.array([part in (row["set"], "both") for row in rows])
            spoken = np.array([row["language"] for row in rows])
            among = [chosen, *(chosen & (spoken == one) for one in LANGUAGES)]
            found[task] = [
                float(f1_score(true[one], guessed[one], average="macro")) for one in among
            ]
            shown = " ".join(f"{value:>7.3f}" for value in found[task])
            print(f"{name:<13} {task:<10} {part:<8} {chosen.sum():>5} {shown}")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when a bar is missed."""
    parser = build_parser("tone", __doc__)
    parser.add_argument("--models", default="multilingual,fast,english", help="names, with commas")
    options = read_options(parser, arguments)
    models = ["fast"] if options.smoke else options.models.split(",")
    rows = read_messages()
    rows = random.Random(options.seed).sample(rows, pick_size(options, len(rows), QUICK, SMOKE))
    print(f"{'':<33}{'rows':>5} " + " ".join(f"{one:>7}" for one in ("all", *LANGUAGES)))
    found = {name: measure_model(name, rows) for name in models}
    bars = []
    for task, values in found.get(DEFAULT_MODEL, {}).items():
        bars.append(Bar(f"{task}: macro-F1", values[0], BARS[task]))
        spread = max(values[1:]) - min(values[1:])
        bars.append(Bar(f"{task}: best to worst language", spread, APART, at_most=True))
    return report_bars(options, bars) if bars else 0


if __name__ == "__main__":
    sys.exit(main())
