"""What is excluded as saying nothing, and what is not, on sentences that others labelled.

    python -m benchmarks.small_talk --data FOLDER [--quick] [--seed N]

FOLDER holds multidogo/software_*.tsv (customers' turns with what each means). Sentences labelled as
greetings, thanks, confirmations or rejections must be excluded, those with a task must not; what
only gives content, and what is out of the domain, is left aside. Then the same for our own
development set (ru, uk, en): messages with no theme against those with one. Each sentence is read
alone, as `clean_message` reads it. Exits with 1 when a bar is missed.

Where a sentence stands both ways ("ok" after an agent's question is labelled as the task), no
reading of it alone can be right both times: a bare "no" therefore counts as an ask, a bare "ok" as
nothing.
"""

import argparse
import csv
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.encoder.bars import Bar
from ingest.asks.segment import clean_message

TALK = {"openinggreeting", "closinggreeting", "thankyou", "confirmation", "rejection"}
ASIDE = {"contentonly", "outofdomain"}
OWN = Path(__file__).parent / "data" / "support_dev.tsv"
QUICK = 500

LabelledSentence = tuple[str, bool]
"""A sentence, and whether it says something."""


def read_labelled(folder: Path) -> Iterator[LabelledSentence]:
    """Sentences with small talk's labels alone, and those with any task's."""
    for path in sorted((folder / "multidogo").glob("software_*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                labels = set(row["intent"].split("<div>"))
                if labels <= TALK:
                    yield row["utterance"], False
                elif not labels & ASIDE:
                    yield row["utterance"], True


def read_own() -> Iterator[LabelledSentence]:
    """The development set: a message without a theme says nothing."""
    with OWN.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["text"], bool(row["theme"])


def compute_shares(said: Iterable[LabelledSentence]) -> tuple[int, float, int, float]:
    """Sentences that say nothing, the share of them excluded; the same of those that ask."""
    excluded: dict[bool, list[bool]] = {False: [], True: []}
    for text, asks in said:
        excluded[asks].append(clean_message(text)[1] is not None)
    nothing, something = excluded[False], excluded[True]
    if not nothing or not something:
        sys.exit("No labelled sentences: does the folder hold multidogo/software_*.tsv?")
    share = (sum(nothing) / len(nothing), sum(something) / len(something))
    return len(nothing), share[0], len(something), share[1]


def main() -> int:
    """Print both figures of both sets; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} sentences of each set")
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    bars = []
    print(f"{'set':<12} {'nothing':>8} {'excluded':>9} {'asks':>6} {'excluded':>9}")
    sets = (("multidogo", [*read_labelled(told.data)], 0.03), ("support_dev", [*read_own()], 0.01))
    for name, said, most in sets:
        if told.quick:
            said = random.Random(told.seed).sample(said, min(QUICK, len(said)))
        nothing, recall, asks, eaten = compute_shares(said)
        print(f"{name:<12} {nothing:>8,} {recall:>9.1%} {asks:>6,} {eaten:>9.1%}")
        bars.append(Bar(f"{name}: nothing said is excluded", recall, 0.9))
        bars.append(Bar(f"{name}: asks are excluded", eaten, most, at_most=True))
    for bar in bars:
        print(bar)
    return int(not all(bar.cleared for bar in bars))


if __name__ == "__main__":
    sys.exit(main())
