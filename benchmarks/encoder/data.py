"""The labelled texts that judge encoders. None of them was ever trained on."""

import csv
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.data.corpora import Triple, read_parallel, split_parallel
from training.student.train import SEED

DEVELOPMENT_SET = Path(__file__).parent.parent / "data" / "support_dev.tsv"


@dataclass(frozen=True)
class Labelled:
    """Texts with the theme each belongs to; an empty theme means nothing to say."""

    texts: list[str]
    themes: list[str]
    langs: list[str]

    def filter_rows(self, keep: Sequence[bool]) -> "Labelled":
        """Only the rows whose flag is true."""
        rows = [i for i, flag in enumerate(keep) if flag]
        return Labelled(*([column[i] for i in rows] for column in self._list_columns()))

    def select_language(self, lang: str) -> "Labelled":
        """Only the rows of one language."""
        return self.filter_rows([other == lang for other in self.langs])

    def drop_unthemed(self) -> "Labelled":
        """Only the rows that have something to say."""
        return self.filter_rows([bool(theme) for theme in self.themes])

    def sample(self, size: int, seed: int) -> "Labelled":
        """At most `size` rows, the same ones every time."""
        if size >= len(self.texts):
            return self
        chosen = set(random.Random(seed).sample(range(len(self.texts)), size))
        return self.filter_rows([i in chosen for i in range(len(self.texts))])

    def _list_columns(self) -> tuple[list[str], list[str], list[str]]:
        return self.texts, self.themes, self.langs


def read_development(path: Path = DEVELOPMENT_SET) -> Labelled:
    """Support messages written for measuring (columns theme, lang, text)."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return _build_labelled((row["text"], row["theme"] or "", row["lang"]) for row in rows)


def read_banking77(data: Path) -> Labelled:
    """13,083 English questions to a bank, 77 intents (Casanueva et al. 2020)."""
    rows = []
    for name in ("train.csv", "test.csv"):
        with (data / "banking77" / name).open(encoding="utf-8", newline="") as file:
            rows += [(row["text"], row["category"], "en") for row in csv.DictReader(file)]
    return _build_labelled(rows)


def read_clinc150(data: Path) -> Labelled:
    """22,500 English requests, 150 intents (Larson et al. 2019); out-of-scope left out."""
    content = json.loads((data / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    splits = ("train", "val", "test")
    return _build_labelled(
        (text, theme, "en") for split in splits for text, theme in content[split]
    )


def read_home_assistant(data: Path, lang: str) -> Labelled:
    """Commands to a house in one language; the template file a command comes from is its theme."""
    path = data / "home_assistant_intents" / "utterances.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lang"] == lang]
    return _build_labelled((row["text"], row["intent"], lang) for row in rows)


def read_held_out(data: Path, size: int) -> list[Triple]:
    """Translated sentences of mixed length that training sets aside."""
    path = data / "parallel" / "en_ru_uk.tsv.gz"
    return split_parallel(read_parallel(path), SEED)[1][:size]


def _build_labelled(rows: Iterable[tuple[str, str, str]]) -> Labelled:
    texts, themes, langs = zip(*rows, strict=True)
    return Labelled(list(texts), list(themes), list(langs))
