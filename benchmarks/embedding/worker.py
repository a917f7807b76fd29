"""Themes of texts in a process of its own, for its environment decides what the processor can do:
`python -m benchmarks.embedding.worker IN OUT`.

IN is a JSON file with texts, languages and a model; OUT gets the theme of each text.
"""

import json
import sys
from pathlib import Path

from clustering.encoder.encode import Encoder
from clustering.grouping.fit import find_themes
from pipeline.settings import Settings
from pipeline.themes.embed import embed_uncached, open_encoder


def main() -> None:
    """Embed with the engine of the environment, and group."""
    given, out = map(Path, sys.argv[1:3])
    told = json.loads(given.read_text(encoding="utf-8"))
    labels = find_labels(open_encoder(Settings(), told["model"]), told["texts"], told["languages"])
    out.write_text(json.dumps(labels), encoding="utf-8")


def find_labels(encoder: Encoder, texts: list[str], languages: list[str]) -> list[str]:
    """The number of each text's theme, "-1" for none."""
    vectors = embed_uncached(encoder, texts)
    return [str(label) for label in find_themes(texts, vectors, languages).labels]


if __name__ == "__main__":
    main()
