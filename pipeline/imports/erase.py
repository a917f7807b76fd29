"""Forget a person: their words leave the store, its snapshots, vectors, themes and reports."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from domain.errors import BadRequest, EarshotError
from pipeline.files.report import write_report
from pipeline.progress import NullProgress, Progress
from pipeline.settings import Settings
from pipeline.themes.llm_labels import LABEL_CACHE_FILE
from pipeline.themes.refresh import refresh_themes
from reports.localise import LANGUAGES
from reports.render import FORMATS
from store.read.reader import open_reader
from store.write.writer import open_writer

_REPORT = re.compile(r"earshot-(.+?)(?:-ranking|-conversations)?\.(\w+)")
_LANGUAGE = re.compile(r'<html[^>]*\blang="(\w+)"')


@dataclass(frozen=True, slots=True)
class EraseTarget:
    """Whom to forget; exactly one of the three."""

    customer: str | None = None
    """The tool's id of the customer, or the hashed one that exports show."""
    conversation: str | None = None
    expired: bool = False
    """Conversations older than the setting `retention_days`."""


@dataclass(frozen=True, slots=True)
class ErasureResult:
    """What was erased."""

    conversations: int
    themes_refreshed: bool
    """Whether themes were made anew; if not, `earshot themes` does it."""
    reports: tuple[str, ...]
    """Reports of the workspace that were made anew."""
    reports_removed: tuple[str, ...]
    """Reports that could not be made anew, and are gone."""


def erase_conversations(
    settings: Settings, wanted: EraseTarget, now: datetime, teller: Progress | None = None
) -> ErasureResult:
    """Erase, publish, make themes and stored reports anew. Counts stay: each erased conversation
    is a stub without text.

    Raises `NotFound`, `BadRequest`, `StoreBusy`.
    """
    erased = _erase(settings, wanted, now)
    if not erased:
        return ErasureResult(0, False, (), ())
    # What a language model was told and answered may hold their words.
    (settings.store.path / LABEL_CACHE_FILE).unlink(missing_ok=True)
    refreshed = _regroup_with_last_model(settings, now, teller or NullProgress())
    made, removed = _rewrite_reports(settings, now)
    return ErasureResult(erased, refreshed, made, removed)


def erase_expired(settings: Settings, now: datetime) -> int:
    """Erase what is older than `retention_days`, if that is set; how many conversations."""
    if not settings.retention_days:
        return 0
    return erase_conversations(settings, EraseTarget(expired=True), now).conversations


def _erase(settings: Settings, wanted: EraseTarget, now: datetime) -> int:
    given = [wanted.customer is not None, wanted.conversation is not None, wanted.expired]
    if sum(given) != 1:
        raise BadRequest("Say whom to forget: --customer ID, --conversation ID or --expired.")
    if wanted.expired and not settings.retention_days:
        raise BadRequest("How long words are kept is not set. Set EARSHOT_RETENTION_DAYS first.")
    with open_writer(settings.store, "forget", now, settings.wait) as writer:
        if wanted.customer is not None:
            return writer.forget_customer(wanted.customer)
        if wanted.conversation is not None:
            return writer.forget_conversation(wanted.conversation)
        return writer.forget_older(now - timedelta(days=settings.retention_days or 0))


def _regroup_with_last_model(settings: Settings, now: datetime, teller: Progress) -> bool:
    """Group anew with the last run's model: labels and anchors are of others' words then."""
    with open_reader(settings.store) as reader:
        run, asks = reader.read_newest_run(), len(reader.read_asks())
    if run is None or not asks:
        return False
    try:
        refresh_themes(settings.model_copy(update={"model": run["model"]}), now, teller)
    except EarshotError:
        return False  # the model is not ready here; what was the person's is gone all the same
    return True


def _rewrite_reports(settings: Settings, now: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the reports in the workspace's own folder again; what cannot be is removed."""
    folder = settings.store.path / "reports"
    stale = sorted(path for path in folder.glob("*") if path.is_file())
    wanted: dict[tuple[str, str], list[str]] = {}
    language = next((_read_report_language(path) for path in stale if path.suffix == ".html"), "en")
    for path in stale:
        match = _REPORT.fullmatch(path.name)
        if match and match[2] in FORMATS:
            spoken = _read_report_language(path) if match[2] == "html" else language
            wanted.setdefault((match[1], spoken), []).append(match[2])
    for path in stale:
        path.unlink()
    made: set[str] = set()
    for (words, spoken), formats in sorted(wanted.items()):
        try:
            done = write_report(settings, words, now, folder, sorted(set(formats)), spoken)
        except EarshotError:
            continue  # a period that is no period any more: the report stays away
        made |= {path.name for path in done.files}
    return tuple(sorted(made)), tuple(path.name for path in stale if path.name not in made)


def _read_report_language(path: Path) -> str:
    found = _LANGUAGE.search(path.read_text(encoding="utf-8", errors="replace")[:2_000])
    return found[1] if found and found[1] in LANGUAGES else "en"
