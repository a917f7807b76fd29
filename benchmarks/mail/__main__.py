"""How much of an answer's own words is kept, and how much of what it quotes is cut.

    python -m benchmarks.mail [--quick] [--smoke] [--seed N]

Lays answers of our own over the reply headers of mail programs in ten languages (`replies.toml`)
and cuts them as mail is read. Prints a row a program; exits with 1 when a bar is missed.
"""

import random
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.bars import Bar
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from ingest.parsing.quoted_replies import strip_quoted_replies

DATA = Path(__file__).parent / "replies.toml"
KEPT, CUT = 0.98, 0.98
"""Least share of own words kept, and of quoted words cut."""
WHOLE, QUICK, SMOKE = 1_000, 60, 10
"""Answers that are tried."""
Answer = tuple[str, str, str, str]
"""(program, the answer as it arrives, its own words, the words it quotes)."""


def read_answers() -> Iterator[Answer]:
    """Every answer under every program of its language."""
    told: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
    by_language = {answers["lang"]: answers for answers in told["answers"]}
    for program in told["program"]:
        answers = by_language[program["lang"]]
        quoted = answers["quoted"]
        marked = "\n".join(f"> {line}" for line in quoted.split("\n"))
        below = program["header"].replace("{q}", marked).replace("{p}", quoted)
        for own in answers["own"]:
            yield program["name"], f"{own}\n\n{below}\n", own, quoted


def judge(answers: Sequence[Answer]) -> list[Bar]:
    """Print a row a program and what was cut wrong; the bars."""
    programs: dict[str, list[tuple[float, float]]] = {}
    for program, text, own, quoted in answers:
        found = strip_quoted_replies(text)
        kept, cut = measure_share(own, found), 1 - measure_share(quoted, found)
        programs.setdefault(program, []).append((kept, cut))
        if (kept, cut) != (1, 1):
            print(f"{program}: {own!r} became {found!r}")
    print("| program | answers | own words kept | quoted words cut |\n|---|---:|---:|---:|")
    for program, shares in programs.items():
        print(f"| {program} | {len(shares)} | {_mean(shares, 0):.3f} | {_mean(shares, 1):.3f} |")
    every = [share for shares in programs.values() for share in shares]
    print(f"| all {len(programs)} | {len(every)} | {_mean(every, 0):.3f} | {_mean(every, 1):.3f} |")
    return [Bar("own words kept", _mean(every, 0), KEPT), Bar("quoted cut", _mean(every, 1), CUT)]


def measure_share(words: str, text: str) -> float:
    """The share of a text's lines, weighted by their words, that stand in another."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    found = {line.strip(" >") for line in text.split("\n")}
    total = sum(len(line.split()) for line in lines)
    return sum(len(line.split()) for line in lines if line in found) / total


def _mean(shares: Sequence[tuple[float, float]], at: int) -> float:
    return sum(share[at] for share in shares) / len(shares)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, cut, judge; 1 when a bar is missed."""
    options = read_options(build_parser("mail", __doc__), arguments)
    answers = [*read_answers()]
    size = min(len(answers), pick_size(options, WHOLE, QUICK, SMOKE))
    chosen = answers if size == len(answers) else random.Random(options.seed).sample(answers, size)
    return report_bars(options, judge(chosen))


if __name__ == "__main__":
    sys.exit(main())
