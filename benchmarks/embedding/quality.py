"""What bfloat16 changes: cosines, themes beside people's, and themes on two kinds of processor."""

import json
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from benchmarks.bars import Bar
from benchmarks.demo_themes import read_conversations, write_demo
from benchmarks.embedding.worker import find_labels
from benchmarks.encoder.data import Labelled
from clustering.encoder.engine import Engine
from clustering.evaluation.metrics import compute_ami
from pipeline.settings import Settings
from pipeline.themes.embed import open_encoder
from store.read.reader import open_reader

SEVERAL = "several"
MAX_LOSS = 0.005
"""AMI that themes may lose by the engine."""
MIN_AGREEMENT = 0.98
"""AMI between the themes that two kinds of processor make of the same asks."""
PLAIN_AVX2 = {"ONEDNN_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"}
"""What holds PyTorch to a processor without bfloat16."""


def read_demo(asked: Namespace) -> Labelled:
    """The demo's asks as the product reads them, with the theme planted in their conversation;
    `SEVERAL` where that is about more than one."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        truth = write_demo(folder, asked)["conversations"]
        with open_reader(read_conversations(folder).store) as reader:
            asks = reader.read_asks()
    planted = [truth[ask.conversation_id]["themes"] for ask in asks]
    return Labelled(
        [ask.clean_text for ask in asks],
        [SEVERAL if len(themes) > 1 else "".join(themes) for themes in planted],
        [ask.language for ask in asks],
    )


def judge_engines(sets: Mapping[str, Labelled], model: str) -> list[Bar]:
    """Themes of each set by both engines, as a table, and what bfloat16 loses as bars."""
    print("\n| set | asks | torch AMI | torch-bf16 AMI | between both |")
    print("|---|---:|---:|---:|---:|")
    encoders = [open_encoder(Settings(engine=engine), model) for engine in get_args(Engine)]
    judged = []
    for name, rows in sets.items():
        wide, narrow = (find_labels(encoder, rows.texts, rows.langs) for encoder in encoders)
        sure = [row for row, theme in enumerate(rows.themes) if theme != SEVERAL]
        before, after = (
            compute_ami([rows.themes[row] for row in sure], [labels[row] for row in sure])
            for labels in (wide, narrow)
        )
        told = f"{before:.4f} | {after:.4f} | {compute_ami(wide, narrow):.4f}"
        print(f"| {name} | {len(rows.texts):,} | {told} |", flush=True)
        judged.append(Bar(f"{name}: AMI lost", before - after, MAX_LOSS, at_most=True))
    return judged


def judge_processors(rows: Labelled, model: str) -> Bar:
    """Themes by the engine chosen here, against those by the one chosen under plain AVX2."""
    here = find_labels(open_encoder(Settings(), model), rows.texts, rows.langs)
    there = run_worker(rows, model, PLAIN_AVX2)
    return Bar("demo: AMI between this processor and plain AVX2", compute_ami(here, there),
               MIN_AGREEMENT)  # fmt: skip


def compare_vectors(wide: NDArray[np.float32], narrow: NDArray[np.float32]) -> tuple[float, float]:
    """Mean and least cosine between (n, d) unit rows of the same texts."""
    cosines = (wide * narrow).sum(axis=1)
    return float(cosines.mean()), float(cosines.min())


def run_worker(rows: Labelled, model: str, environment: Mapping[str, str]) -> list[str]:
    """Theme of each row, as a process with this environment finds them."""
    with TemporaryDirectory() as scratch:
        given, out = Path(scratch) / "in.json", Path(scratch) / "out.json"
        told = {"texts": rows.texts, "languages": rows.langs, "model": model}
        given.write_text(json.dumps(told), encoding="utf-8")
        subprocess.run(
            [sys.executable, "-m", "benchmarks.embedding.worker", str(given), str(out)],
            env={**os.environ, **environment},
            check=True,
        )
        labels: list[str] = json.loads(out.read_text(encoding="utf-8"))
    return labels
