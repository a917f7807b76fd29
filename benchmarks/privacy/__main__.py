"""Judges masking: `python -m benchmarks.privacy [--half judged|development|all] [--show]
[--quick] [--smoke] [--seed N]`. The texts are few: a quick run reads them all.

Prints recall for each kind of personal data, how many clean texts were touched, and the pace; then
runs a workspace with planted canaries, looks for them in every byte and every string it holds,
forgets one person and looks again. Exits 1 when a bar is missed.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.options import build_parser, read_options
from benchmarks.privacy.canaries import find_leaks
from benchmarks.privacy.data import LabelledText, PersonalSpan, read_labelled
from ingest.privacy.lexicon import warm_up
from ingest.privacy.masks import find_personal_data
from ingest.privacy.spans import Span

SHAPED, NAMES, FALSE = 0.98, 0.90, 0.02
"""Least recall of what has a form, least recall of names, most clean texts that are touched."""
_SMOKE = 80


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge; returns the exit status."""
    parser = build_parser("privacy", __doc__)
    parser.add_argument("--half", choices=("judged", "development", "all"), default="judged")
    parser.add_argument("--show", action="store_true", help="print what was missed")
    options = read_options(parser, arguments)
    texts = read_labelled(None if options.half == "all" else options.half)
    if options.smoke:
        texts = random.Random(options.seed).sample(list(texts), _SMOKE)
    warm_up()
    missed = judge(texts, options.show)
    print(f"pace: {measure_pace(texts):,.0f} texts a second")
    leaked, remembered = find_leaks()
    print(f"canaries found after a run: {leaked or 'none'}; after forget: {remembered or 'none'}")
    missed += ["canaries"] * bool(leaked) + ["forget"] * bool(remembered)
    for line in missed:
        print(f"MISSED {line}")
    return int(bool(missed) and not options.smoke)


def judge(texts: Sequence[LabelledText], show: bool) -> list[str]:
    """Print the table; the bars that were missed."""
    wanted: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    clean = touched = outside = 0
    for told in texts:
        spans = find_personal_data(told.text)
        for piece in told.personal:
            wanted[piece.kind, told.language] += 1
            covered = _is_covered(told.text, piece, spans)
            found[piece.kind, told.language] += covered
            if show and not covered:
                missed = told.text[piece.start : piece.end]
                print(f"  missed {piece.kind}: {missed!r} in {told.text!r}")
        extra = [span for span in spans if not _is_marked(span, told.personal)]
        clean += not told.personal
        touched += not told.personal and bool(spans)
        outside += bool(told.personal) and bool(extra)
        if show and extra:
            print(f"  false {[told.text[one.start : one.end] for one in extra]} in {told.text!r}")
    return _print_table(wanted, found, clean, touched, outside)


def _print_table(
    wanted: Counter[tuple[str, str]],
    found: Counter[tuple[str, str]],
    clean: int,
    touched: int,
    outside: int,
) -> list[str]:
    kinds = sorted({kind for kind, _ in wanted}, key=lambda kind: (kind == "name", kind))
    languages = sorted({language for _, language in wanted})
    print(f"{'':12}" + "".join(f"{language:>12}" for language in languages) + f"{'all':>12}")
    for kind in kinds:
        cells = [(found[kind, one], wanted[kind, one]) for one in languages]
        cells.append((sum(hit for hit, _ in cells), sum(all_ for _, all_ in cells)))
        print(f"{kind:12}" + "".join(f"{f'{hit}/{all_}':>12}" for hit, all_ in cells))
    shaped = _compute_recall(wanted, found, [kind for kind in kinds if kind != "name"])
    named = _compute_recall(wanted, found, ["name"])
    false = touched / clean
    print(f"shaped recall {shaped:.3f} (bar {SHAPED}), names {named:.3f} (bar {NAMES})")
    print(f"clean texts touched {touched} of {clean} = {false:.3f} (bar {FALSE}); "
          f"texts with personal data masked beyond it: {outside}")  # fmt: skip
    bars = {
        "shaped recall": shaped >= SHAPED,
        "names recall": named >= NAMES,
        "false masking": false <= FALSE,
    }
    return [name for name, held in bars.items() if not held]


def _compute_recall(
    wanted: Counter[tuple[str, str]], found: Counter[tuple[str, str]], kinds: Sequence[str]
) -> float:
    total = sum(count for (kind, _), count in wanted.items() if kind in kinds)
    return sum(count for (kind, _), count in found.items() if kind in kinds) / max(total, 1)


def _is_covered(text: str, piece: PersonalSpan, spans: Sequence[Span]) -> bool:
    """Whether every letter and digit of a marked piece is masked."""
    hidden = {at for span in spans for at in range(span.start, span.end)}
    return all(at in hidden for at in range(piece.start, piece.end) if text[at].isalnum())


def _is_marked(span: Span, personal: Sequence[PersonalSpan]) -> bool:
    return any(span.start < piece.end and piece.start < span.end for piece in personal)


def measure_pace(texts: Sequence[LabelledText]) -> float:
    """Texts masked in a second, dictionaries loaded and each text new."""
    told = [f"{text.text} {number}" for number in range(5) for text in texts]
    began = time.process_time()
    for text in told:
        find_personal_data(text)
    return len(told) / (time.process_time() - began)


if __name__ == "__main__":
    sys.exit(main())
