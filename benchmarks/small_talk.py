"""What is excluded as saying nothing, and what is not, on sentences that others labelled.

    python -m benchmarks.small_talk --data FOLDER [--quick] [--smoke] [--seed N]

FOLDER holds multidogo/software_*.tsv (customers' turns with what each means). Sentences labelled as
greetings, thanks, confirmations or rejections must be excluded, those with a task must not; what
only gives content, and what is out of the domain, is left aside. Then the same for our own
development set (ru, uk, en): messages with no theme against those with one. Each sentence is read
alone, as `clean_message` reads it. Exits with 1 when a bar is missed.

Where a sentence stands both ways ("ok" after an agent's question is labelled as the task), no
reading of it alone can be right both times: a bare "no" therefore counts as an ask, a bare "ok" as
nothing.
"""

import csv
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.bars import Bar
from benchmarks.options import build_parser, read_options, report_bars
from ingest.asks.segment import clean_message

TALK = {"openinggreeting", "closinggreeting", "thankyou", "confirmation", "rejection"}
ASIDE = {"contentonly", "outofdomain"}
OWN = Path(__file__).parent / "data" / "support_dev.tsv"
QUICK, SMOKE = 500, 60

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


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both figures of both sets; 1 when a bar is missed."""
    parser = build_parser("small_talk", __doc__, "multidogo/software_*.tsv")
    options = read_options(parser, arguments, needs_data=True)
    bars = []
    print(f"{'set':<12} {'nothing':>8} {'excluded':>9} {'asks':>6} {'excluded':>9}")
    sets = (
        ("multidogo", [*read_labelled(options.data)], 0.03),
        ("support_dev", [*read_own()], 0.01),
    )
    for name, said, most in sets:
        if options.quick:
            size = SMOKE if options.smoke else QUICK
            said = random.Random(options.seed).sample(said, min(size, len(said)))
        nothing, recall, asks, eaten = compute_shares(said)
        print(f"{name:<12} {nothing:>8,} {recall:>9.1%} {asks:>6,} {eaten:>9.1%}")
        bars.append(Bar(f"{name}: nothing said is excluded", recall, 0.9))
        bars.append(Bar(f"{name}: asks are excluded", eaten, most, at_most=True))
    return report_bars(options, bars)


if __name__ == "__main__":
    sys.exit(main())
