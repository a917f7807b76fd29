"""Forget a person: their words leave the store, its snapshots, vectors, themes and reports."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.errors import BadRequest, EarshotError
from pipeline.files.report import write_report
from pipeline.progress import NullProgress, Progress
from pipeline.settings import Settings
from pipeline.themes.refresh import refresh_themes
from reports.localise import LANGUAGES
from reports.render import FORMATS
from store.read.reader import open_reader
from store.write.writer import open_writer

_REPORT = re.compile(r"earshot-(.+?)(?:-ranking|-conversations)?\.(\w+)")


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
    """0 where they were forgotten before."""
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
    is a stub without text. Asked again, it goes on where it was stopped.

    Raises `NotFound`, `BadRequest`, `StoreBusy`.
    """
    erased = _erase(settings, wanted, now)
    finished = finish_erasures(settings, now, teller)
    return replace(finished, conversations=erased)


def finish_erasures(
    settings: Settings, now: datetime, teller: Progress | None = None
) -> ErasureResult:
    """Make anew what an erasure took away, where one was stopped before it came to that: themes
    and reports. The writer has finished the erasure itself."""
    with open_writer(settings.store, "forget", now, settings.wait) as writer:
        lost = writer.read_lost_reports()
    if lost is None:
        return ErasureResult(0, False, (), ())
    refreshed = _regroup_with_last_model(settings, now, teller or NullProgress())
    made, removed = _rewrite_reports(settings, lost, now)
    with open_writer(settings.store, "forget", now, settings.wait) as writer:
        writer.mark_reports_made()
    return ErasureResult(0, refreshed, made, removed)


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


def _rewrite_reports(
    settings: Settings, lost: Mapping[str, str | None], now: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the reports that went again; which were made, and which could not be."""
    language = next((spoken for spoken in lost.values() if spoken in LANGUAGES), "en")
    wanted: dict[tuple[str, str], list[str]] = {}
    for name, told in lost.items():
        match = _REPORT.fullmatch(name)
        if match and match[2] in FORMATS:
            spoken = told if told in LANGUAGES else language
            wanted.setdefault((match[1], spoken), []).append(match[2])
    made: set[str] = set()
    for (words, spoken), formats in sorted(wanted.items()):
        try:
            done = write_report(
                settings, words, now, settings.store.reports, sorted(set(formats)), spoken
            )
        except EarshotError:
            continue  # a period that is no period any more: the report stays away
        made |= {path.name for path in done.files}
    return tuple(sorted(made)), tuple(name for name in sorted(lost) if name not in made)
