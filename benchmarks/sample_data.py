"""A small folder of data, in the shape of the public sets, made of the texts in `data/`.

Smoke runs read it, so that the code that reads the public sets runs too.
"""

import csv
import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

DEVELOPMENT_SET = Path(__file__).parent / "data" / "support_dev.tsv"
_CLASSES = 8
"""Themes that the made sets hold: few classes with many rows group better than many with few."""


def write_sample_data(folder: Path) -> None:
    """Write banking77/, clinc150/, home_assistant_intents/, multidogo/, parallel/ and
    thunderbird/ into `folder`."""
    with DEVELOPMENT_SET.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    themes = sorted({row["theme"] for row in rows if row["theme"]})[:_CLASSES]
    english = [(row["text"], row["theme"]) for row in rows
               if row["lang"] == "en" and row["theme"] in themes]  # fmt: skip
    nothing = [row["text"] for row in rows if not row["theme"]]
    _write_banking77(folder / "banking77", english)
    _write_clinc150(folder / "clinc150", english, nothing)
    _write_home_assistant(folder / "home_assistant_intents", rows)
    _write_multidogo(folder / "multidogo", english, nothing)
    _write_parallel(folder / "parallel", rows)
    _write_threads(folder / "thunderbird", [text for text, _ in english])


def _write_banking77(folder: Path, english: Sequence[tuple[str, str]]) -> None:
    for name, part in (("train.csv", english[::2]), ("test.csv", english[1::2])):
        _write_table(folder / name, ("text", "category"), part, ",")


def _write_clinc150(
    folder: Path, english: Sequence[tuple[str, str]], nothing: Sequence[str]
) -> None:
    splits: dict[str, list[tuple[str, str]]] = {
        "train": list(english[::2]), "val": [], "test": list(english[1::2]),
        "oos_train": [(text, "oos") for text in nothing[:20]], "oos_val": [], "oos_test": [],
    }  # fmt: skip
    folder.mkdir(parents=True)
    (folder / "data_full.json").write_text(json.dumps(splits), encoding="utf-8")


def _write_home_assistant(folder: Path, rows: Sequence[dict[str, str]]) -> None:
    spoken = [(row["lang"], row["theme"], row["text"]) for row in rows
              if row["lang"] in ("ru", "uk", "en") and row["theme"]]  # fmt: skip
    # The other languages of the set are only there to be read.
    spoken += [(lang, theme, text) for lang in ("de", "fr", "es", "pt", "pl")
               for _, theme, text in spoken[:40]]  # fmt: skip
    _write_table(folder / "utterances.csv", ("lang", "intent", "text"), spoken, ",")


def _write_multidogo(
    folder: Path, english: Sequence[tuple[str, str]], nothing: Sequence[str]
) -> None:
    rows = [(text, "contentonly") for text, _ in english[:5]]
    rows += [(text, "reportissue") for text, _ in english]
    rows += [(text, "thankyou") for text in nothing[:30]]
    _write_table(folder / "software_dev.tsv", ("utterance", "intent"), rows, "\t")


def _write_parallel(folder: Path, rows: Sequence[dict[str, str]]) -> None:
    by_language = {
        lang: [row["text"] for row in rows if row["lang"] == lang and row["theme"]]
        for lang in ("en", "ru", "uk")
    }
    lines = ["en\tru\tuk", *("\t".join(row) for row in zip(*by_language.values(), strict=False))]
    folder.mkdir(parents=True)
    with gzip.open(folder / "en_ru_uk.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def _write_threads(folder: Path, texts: Sequence[str]) -> None:
    folder.mkdir(parents=True)
    with gzip.open(folder / "threads_sample.jsonl.gz", "wt", encoding="utf-8") as file:
        for text in texts:
            file.write(json.dumps({"messages": [{"body_html": f"<p>{text}</p>"}]}) + "\n")


def _write_table(
    path: Path, head: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(head)
        writer.writerows(rows)
