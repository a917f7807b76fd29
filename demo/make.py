"""`python -m demo.make` writes the demo's conversations and the truth about them."""

import argparse
import gzip
import json
import logging
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from demo.company import compose_corpus
from demo.scenario import CONVERSATIONS, WEEKS, plan_scenario
from demo.texts import load_texts
from demo.truth import build_truth
from demo.visits import KYIV
from domain.errors import EarshotError
from store.files.atomic import replace_file
from store.files.private import make_folder

logger = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both files; the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    asked = _build_parser().parse_args(arguments)
    try:
        write_demo(asked)
    except EarshotError as error:
        logger.error("%s", error)  # noqa: TRY400 - a person reads this, not a traceback
        return error.exit_code
    return 0


def write_demo(asked: argparse.Namespace) -> None:
    """Compose the corpus and write it. Raises `BadScenario`, `BadDemoText`."""
    start = asked.start or compute_first_day(asked.now or datetime.now(UTC), asked.weeks)
    scenario = plan_scenario(start, asked.seed, asked.weeks, asked.conversations)
    texts = load_texts()
    corpus = compose_corpus(scenario, texts)
    told = build_truth(scenario, texts, corpus)
    _write(asked.out, "".join(_format_line(record) + "\n" for record in corpus.records))
    _write(asked.truth, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    logger.info(
        "%d conversations about %d themes, %s to %s, in %s; the truth in %s",
        len(corpus.records),
        len(texts.themes),
        scenario.start,
        scenario.end - timedelta(days=1),
        asked.out,
        asked.truth,
    )


def compute_first_day(now: datetime, weeks: int) -> date:
    """The start with which the last day is yesterday in Kyiv."""
    return now.astimezone(KYIV).date() - timedelta(weeks=weeks)


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo.make", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(".demo/conversations.jsonl"))
    parser.add_argument("--truth", type=Path, default=Path("demo/truth.json"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=date.fromisoformat, help="first day, 2026-05-25")
    parser.add_argument("--now", type=_parse_datetime, help="the clock, 2026-05-25T12:00:00Z")
    parser.add_argument("--weeks", type=int, default=WEEKS)
    parser.add_argument("--conversations", type=int, default=CONVERSATIONS)
    return parser


def _parse_datetime(words: str) -> datetime:
    at = datetime.fromisoformat(words)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _format_line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _write(file: Path, text: str) -> None:
    """Replace a file, for its owner only; gzip without name and time, so that bytes repeat."""
    make_folder(file.parent, is_private=True)
    content = text.encode()
    if file.suffix == ".gz":
        packed = BytesIO()
        with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as stream:
            stream.write(content)
        content = packed.getvalue()
    replace_file(file, content)


if __name__ == "__main__":
    sys.exit(main())
