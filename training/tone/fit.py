"""The heads that tell sentiment and urgency, fitted to rows written for Earshot.

    python -m training.tone.fit [--models fast,english,multilingual]

Reads `training/tone/*.tsv` (language, sentiment, urgency, text) and writes
`clustering/tone/heads/*.safetensors`. To be run again whenever a model's weights change.
`python -m benchmarks.tone` judges them. Tried and left: 2,655 wordings of praise from
`training/data/` as further positive rows (sentiment .76 against .79).
"""

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from clustering.encoder.defaults import default_models_dir
from clustering.encoder.encode import load_encoder
from clustering.encoder.registry import MODELS
from clustering.tone.tones import N_FEATURES, TASKS, WORDS, ToneHead, hash_words, save_tone_head
from ingest.asks.segment import clean_message

ROOT = Path(__file__).parents[2]
OUT = ROOT / "clustering" / "tone" / "heads"
_VECTOR_C, _WORDS_C = 1.0, 1.0
"""Inverse strengths of the L2 penalty."""


@dataclass(frozen=True)
class Labelled:
    """A text and its classes; "" where nobody told one."""

    text: str
    sentiment: str
    urgency: str


def read_rows() -> list[Labelled]:
    """Every row that heads learn from, without its greetings, as it will be read."""
    return list(_read())


def _read() -> Iterator[Labelled]:
    for file in sorted((ROOT / "training" / "tone").glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE):
                told = {task: row[task] for task in TASKS}
                if any(told[task] not in ("", *names) for task, names in TASKS.items()):
                    raise ValueError(f"{file.name}: {told} are no classes")
                yield Labelled(_clean(row["text"]), row["sentiment"], row["urgency"])


def _clean(text: str) -> str:
    return clean_message(text)[0] or text


def fit_head(
    features: NDArray[np.float32] | csr_matrix, rows: Sequence[Labelled], name: str, c: float
) -> ToneHead:
    """A head of (n, features) for the model of that fingerprint, or for words."""
    weights, bias = {}, {}
    for task, names in TASKS.items():
        told = [getattr(row, task) for row in rows]
        known = np.flatnonzero([one != "" for one in told])
        model = LogisticRegression(C=c, max_iter=1_000, class_weight="balanced")
        model.fit(features[known], [names.index(told[row]) for row in known.tolist()])
        # Two classes have one row between them: the log-odds of the second over the first.
        is_pair = len(names) == 2
        rows_of = np.vstack([np.zeros_like(model.coef_), model.coef_]) if is_pair else model.coef_
        bias_of = np.append(0.0, model.intercept_) if is_pair else model.intercept_
        weights[task], bias[task] = rows_of.T.astype(np.float32), bias_of.astype(np.float32)
    return ToneHead(name, weights, bias)


def hash_rows(texts: Sequence[str]) -> csr_matrix:
    """(n, N_FEATURES): what `hash_words` gives for each text."""
    hashed = [hash_words(text) for text in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in hashed)])
    places = np.concatenate([places for places, _ in hashed])
    values = np.concatenate([values for _, values in hashed])
    return csr_matrix((values, places, ends), shape=(len(texts), N_FEATURES))


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", default="fast,english,multilingual")
    told = parser.parse_args()
    rows = read_rows()
    texts = [row.text for row in rows]
    OUT.mkdir(parents=True, exist_ok=True)
    save_tone_head(fit_head(hash_rows(texts), rows, WORDS, _WORDS_C), OUT / "words.safetensors")
    for name in told.models.split(","):
        encoder = load_encoder(name, [default_models_dir()])
        head = fit_head(encoder.encode(texts), rows, encoder.model_fingerprint, _VECTOR_C)
        save_tone_head(head, OUT / f"{MODELS[name].name}.safetensors")
        print(f"{name}: {len(rows):,} rows")


if __name__ == "__main__":
    main()
