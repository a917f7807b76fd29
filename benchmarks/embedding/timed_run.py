"""`python timed_run.py FILE`: ingest, themes and rank of the version on the path, and the seconds
of their steps as JSON. It names only functions that earlier versions have too."""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_SECONDS: defaultdict[str, float] = defaultdict(float)
_TIMED = {"embed_texts": "embedding", "classify_kinds": "kinds", "find_themes": "grouping"}


def time_step(step: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same function; its seconds are added to the step's."""

    def timed(*given: Any, **named: Any) -> Any:
        begin = time.perf_counter()
        try:
            return work(*given, **named)
        finally:
            _SECONDS[step] += time.perf_counter() - begin

    return timed


def main() -> None:
    """Run, and print the seconds."""
    from pipeline.imports.ingest import Source, ingest_conversations
    from pipeline.queries.ranking import rank_themes
    from pipeline.settings import Settings
    from pipeline.themes import refresh, regroup

    settings, now = Settings(), datetime(2026, 3, 1, tzinfo=UTC)
    for name, step in _TIMED.items():
        setattr(regroup, name, time_step(step, getattr(regroup, name)))
    vars(refresh)["open_encoder"] = time_step("loading", vars(refresh)["open_encoder"])
    time_step("ingest", ingest_conversations)(settings, Source(Path(sys.argv[1])), now)
    time_step("themes", refresh.refresh_themes)(settings, now)
    time_step("rank", rank_themes)(settings, "all", now)
    inner = sum(_SECONDS[step] for step in ("loading", "embedding", "kinds", "grouping"))
    _SECONDS["the rest of themes"] = _SECONDS.pop("themes") - inner
    print(json.dumps(_SECONDS))


if __name__ == "__main__":
    main()
