"""Plain English of every kind, out of Debian's `wordnet-base`: so the student forgets none.

Definitions and example sentences of WordNet 3.0 (its own permissive licence). The archive is
fetched with `apt-get download wordnet-base`; nothing of it is kept in this repository.
"""

import io
import random
import re
import subprocess
import tarfile
from pathlib import Path

from training.data.corpora import Triple

_FILES = ("data.verb", "data.noun", "data.adj")
_EXAMPLE = re.compile(r'"([^"]+)"')


def read_wordnet(archive: Path, size: int, seed: int) -> list[Triple]:
    """A sample of definitions and examples, of four words at least."""
    unpacked = ["dpkg-deb", "--fsys-tarfile", str(archive)]
    content = subprocess.run(unpacked, capture_output=True, check=True).stdout
    texts: dict[str, None] = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as files:
        for name in _FILES:
            file = files.extractfile(f"./usr/share/wordnet/{name}")
            if file is not None:
                texts |= dict.fromkeys(_sentences(file.read().decode("utf-8")))
    chosen = sorted(random.Random(seed).sample(sorted(texts), min(size, len(texts))))
    return [Triple({"en": text}) for text in chosen]


def _sentences(lines: str) -> list[str]:
    glosses = [line.partition("| ")[2] for line in lines.splitlines() if "| " in line]
    parts = [part for gloss in glosses for part in (gloss.split(";")[0], *_EXAMPLE.findall(gloss))]
    return [part.strip() for part in parts if len(part.split()) > 3]
