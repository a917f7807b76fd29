"""Texts to embed: short messages of support, and posts of a forum."""

import csv
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.encoder.data import DEVELOPMENT_SET
from ingest.parsing.html import to_text


def read_short(count: int, seed: int) -> list[str]:
    """Different messages to support in Russian, Ukrainian and English, written for measuring."""
    with DEVELOPMENT_SET.open(encoding="utf-8", newline="") as file:
        texts = {
            row["text"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    return draw(texts, count, seed)


def read_posts(data: Path, count: int, seed: int) -> list[str]:
    """Different first messages of real forum threads, titles included, whatever their length."""
    return draw({compose_question(thread) for thread in read_threads(data)}, count, seed)


def read_threads(data: Path) -> Iterator[dict[str, Any]]:
    """The threads of `thunderbird/threads_*.jsonl.gz`, as they come."""
    (path,) = (data / "thunderbird").glob("threads_*.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def compose_question(thread: dict[str, Any]) -> str:
    """Title and first message as plain text."""
    said = to_text(thread["messages"][0]["body_html"])
    return f"{thread['title']}\n{said}" if thread.get("title") else said


def draw(texts: set[str], count: int, seed: int) -> list[str]:
    """As many as wanted, in an order of the seed's."""
    unique = sorted(texts)
    return random.Random(seed).sample(unique, min(count, len(unique)))
