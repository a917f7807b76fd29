"""Measure the engines on a model and this processor, once, when the model is made ready."""

import time
from pathlib import Path

import numpy as np

from clustering.encoder.encode import Encoder, load_encoder
from clustering.encoder.engine import EngineMeasurement, read_measurement, write_measurement
from clustering.encoder.registry import compute_fingerprint, has_transformer

_ROUNDS = 3
_FEW = 8
_SENTENCES = (
    "Where is the link to the webinar? I looked through every e-mail and cannot find it.",
    "Где ссылка на вебинар? Просмотрела всю почту и не нашла.",
    "Де посилання на вебінар? Передивилася всю пошту й не знайшла.",
    "The app closes by itself as soon as I open the second report of the month.",
    "Приложение закрывается само, когда открываю второй отчёт за месяц.",
    "Застосунок закривається сам, щойно відкриваю другий звіт за місяць.",
    "Please let me pay by invoice: our accounting does not accept cards.",
    "Спасибо, курьер приехал вовремя и всё объяснил, очень приятно!",
)
_REPEATS = (1, 1, 1, 2, 1, 3, 1, 8)
"""How many sentences a text has: most messages are short."""


def calibrate_engine(folder: Path) -> EngineMeasurement | None:
    """What both engines do with the model in `folder`, `engines.json` beside it included: read
    there where this processor was measured before, else measured for some seconds and written.

    None for a model without a transformer, which has nothing to choose. Raises `OSError` when the
    folder's parent cannot be written, and what `load_encoder` raises.
    """
    fingerprint = compute_fingerprint(folder)
    if known := read_measurement(folder.parent, fingerprint):
        return known
    if not has_transformer(folder.name):
        return None
    measured = _measure(str(folder))
    write_measurement(folder.parent, fingerprint, measured)
    return measured


def build_texts() -> list[str]:
    """Different texts in three languages, of 10 to 200 tokens."""
    return [
        " ".join(_SENTENCES[(first + step) % len(_SENTENCES)] for step in range(repeats)) + f" {n}"
        for n in range(4)
        for first, _ in enumerate(_SENTENCES)
        for repeats in (_REPEATS[(first + n) % len(_REPEATS)],)
    ]


def _measure(source: str) -> EngineMeasurement:
    plain, narrow = load_encoder(source, [], "torch"), load_encoder(source, [], "torch-bf16")
    texts = build_texts()
    measured = _compare(plain, narrow, texts[:_FEW])
    # Without bfloat16 in hardware it is many times slower: the few texts have shown it.
    return measured if measured.bf16 < measured.torch else _compare(plain, narrow, texts)


def _compare(plain: Encoder, narrow: Encoder, texts: list[str]) -> EngineMeasurement:
    cosines = (plain.encode(texts) * narrow.encode(texts)).sum(axis=1)
    # In turn, and the best of several: whatever else runs meanwhile slows some of them.
    rounds = [(_time(plain, texts), _time(narrow, texts)) for _ in range(_ROUNDS)]
    speeds = [len(texts) / seconds for seconds in np.min(rounds, axis=0)]
    return EngineMeasurement(
        torch=round(float(speeds[0]), 1),
        bf16=round(float(speeds[1]), 1),
        mean_cosine=round(float(cosines.mean()), 6),
        min_cosine=round(float(cosines.min()), 6),
    )


def _time(encoder: Encoder, texts: list[str]) -> float:
    begin = time.perf_counter()
    encoder.encode(texts)
    return time.perf_counter() - begin
