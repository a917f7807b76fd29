"""The texts the students learn from, each with the English its teacher reads."""

import csv
import gzip
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent
LANGUAGES = ("en", "ru", "uk")
_HELD_OUT = 0.13
_SMALL_TALK = {"contentonly", "confirmation", "rejection", "openinggreeting", "thankyou"}


@dataclass(frozen=True)
class Triple:
    """One message in up to three languages."""

    texts: dict[str, str]
    """Language to text; English is always there."""
    trade: str = ""
    """The kind of business, where known."""
    ask: str = ""
    """What the message asks for; triples of equal trade and ask are paraphrases."""

    @property
    def english(self) -> str:
        """The clean English that the teacher reads."""
        return self.texts["en"]


def read_asks(folder: Path = DATA) -> list[Triple]:
    """Support messages labelled with their ask, written for Earshot (columns trade, ask ...)."""
    triples = []
    for file in sorted([*folder.glob("*.tsv"), *folder.glob("companies/*.tsv")]):
        rows = _rows(file)
        if rows and "ask" in rows[0]:
            triples += [_triple(row, row["trade"], row["ask"]) for row in rows if row["en"]]
    return triples


def read_support(folder: Path = DATA) -> list[Triple]:
    """Support messages in three languages without labels, written for Earshot."""
    return [_triple(row) for row in _rows(folder / "parallel_support.tsv")]


def read_parallel(path: Path) -> list[Triple]:
    """Interface messages with translations: a gzipped TSV with columns en, ru, uk."""
    triples = [_triple(row) for row in _rows(path)]
    return [t for t in triples if _is_sentence(t.english)]


def read_multidogo(folder: Path) -> list[Triple]:
    """English sentences of customers to a software desk, small talk left out."""
    texts: dict[str, None] = {}
    for file in sorted(folder.glob("software_*.tsv")):
        for row in _rows(file):
            text, intent = row["utterance"] or "", row["intent"] or ""
            if len(text.split()) > 3 and intent not in _SMALL_TALK:
                texts[text] = None
    return [Triple({"en": text}) for text in texts]


def split_asks(triples: Sequence[Triple], seed: int) -> tuple[list[Triple], list[Triple]]:
    """Set whole asks aside: (to learn from, to judge by)."""
    asks = sorted({(t.trade, t.ask) for t in triples})
    held = set(random.Random(seed).sample(asks, round(len(asks) * _HELD_OUT)))
    learn = [t for t in triples if (t.trade, t.ask) not in held]
    return learn, [t for t in triples if (t.trade, t.ask) in held]


def split_parallel(
    triples: Sequence[Triple], seed: int, held: int = 2000
) -> tuple[list[Triple], list[Triple]]:
    """Set sentences aside that have all three languages, of every length: at most half of them."""
    whole = [i for i, t in enumerate(triples) if len(t.texts) == len(LANGUAGES)]
    chosen = set(random.Random(seed).sample(whole, min(held, len(whole) // 2)))
    learn = [t for i, t in enumerate(triples) if i not in chosen]
    return learn, [triples[i] for i in sorted(chosen)]


def _triple(row: dict[str, str], trade: str = "", ask: str = "") -> Triple:
    return Triple({lang: row[lang] for lang in LANGUAGES if row.get(lang)}, trade, ask)


def _is_sentence(text: str) -> bool:
    """At least three words of letters: menus' crumbs teach nothing."""
    return len(re.findall(r"[A-Za-z]{2,}", text)) >= 3


def _rows(path: Path) -> list[dict[str, str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
