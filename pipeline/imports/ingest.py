"""Read a file of conversations into the store: understood, protected, merged, cut into asks."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from domain.asks import Ask
from domain.conversations import Conversation, Rejected
from domain.errors import NothingRead, NothingYet
from domain.text.control_characters import drop_control_characters, show_on_one_line
from ingest import INGEST_VERSION
from ingest.asks.segment import cut_asks
from ingest.columns.fields import Columns
from ingest.file_names import mask_file_name
from ingest.formats.spool import spool_in
from ingest.language.codes import DEFAULT_LANGUAGES
from ingest.open import ReadResult, read
from ingest.parsing.mapping import load_mapping
from ingest.privacy.pseudonyms import Protector
from pipeline.progress import NullProgress, Progress
from pipeline.settings import Settings
from store.files.home import Home
from store.files.tombstones import Tombstones, read_tombstones
from store.read.reader import open_reader
from store.write.staging import Staging
from store.write.writer import ImportCounts, Writer, open_writer

_SHOWN_REJECTIONS = 20
_SHOWN_REASONS = 3
_TICK = 200


@dataclass(frozen=True, slots=True)
class Source:
    """What to read, and how."""

    path: Path | None
    """None is standard input."""
    mapping: Path | None = None
    name: str | None = None
    """Name of the source, part of every identity; by default the tool's or the file's own."""
    agents: tuple[str, ...] = ()
    """Ids, names, addresses or domains of the support team, besides the settings'."""
    columns: Columns | None = None
    """Columns of a table, where a person named some."""
    timezone: str | None = None
    """IANA zone of times that name none; by default the settings'."""

    @property
    def file(self) -> str:
        """The file's name for the person who gave it."""
        return show_on_one_line(self.path.name) if self.path else "standard input"

    @property
    def kept_file(self) -> str:
        """The file's name as it is kept: without the names of people."""
        return mask_file_name(self.file)


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What became of a file."""

    counts: ImportCounts
    understood: str
    """What the file was taken for."""
    asks: int
    """Asks of the conversations that were new or changed."""
    excluded: int
    """How many of those there is nothing to learn from."""
    rejected: tuple[Rejected, ...]
    """The first rows that could not be read."""
    forgotten: int = 0
    """Conversations that were erased before and were not taken again."""
    notes: tuple[str, ...] = ()
    """Why columns were taken, and what may be otherwise."""


@dataclass(frozen=True, slots=True)
class DryRun:
    """What reading a file would bring."""

    understood: str
    read: int
    conversations: int
    messages: int
    asks: int
    excluded: int
    languages: tuple[tuple[str, int], ...]
    rejected: tuple[Rejected, ...]
    rejected_count: int
    samples: tuple[Ask, ...]
    """The first asks, as they would be kept (masked)."""
    notes: tuple[str, ...] = ()
    """Why columns were taken, and what may be otherwise."""


def ingest_conversations(
    settings: Settings, source: Source, now: datetime, teller: Progress | None = None
) -> IngestResult:
    """Read `source` and merge it with what is known. Reading again changes nothing.

    Raises `BadInput` for a file that is no conversations at all, `StoreBusy`.
    """
    teller = teller or NullProgress()
    home = settings.store
    with spool_in(lambda: _make_staging(home)):
        reading = open_reading(settings, source)
        understood = reading.understood.replace(source.file, source.kept_file)
        protector = Protector(home.load_key(), settings.kept_attributes)
        tombstones, forgotten = read_tombstones(home), 0
        with Staging(home) as staging:
            teller.begin(f"Reading {source.file}")
            for item in reading.items:
                forgotten += not stage_item(staging, protector, tombstones, item)
                if staging.read % _TICK == 0:
                    teller.update(staging.read)
            if not forgotten:
                raise_if_nothing(source.file, staging.read, len(staging.rejected), staging.rejected)
            with open_writer(home, f"ingest {source.kept_file}", now, settings.wait) as writer:
                counts = writer.merge(staging, reading.source, source.kept_file, understood)
                asks, excluded = cut_pending_asks(writer, teller, settings.spoken_languages)
                is_unfinished = writer.read_lost_reports() is not None
            rejected = tuple(staging.rejected[:_SHOWN_REJECTIONS])
    if settings.retention_days or is_unfinished:
        # scikit-learn, which reading, in the API too, does not need
        from pipeline.imports.erase import erase_expired, finish_erasures

        erase_expired(settings, now)
        finish_erasures(settings, now, teller)
    return IngestResult(
        counts, reading.understood, asks, excluded, rejected, forgotten, list_notes(reading)
    )


def stage_item(
    staging: Staging, protector: Protector, tombstones: Tombstones, item: Conversation | Rejected
) -> bool:
    """Stage an item of a reading, protected; False where it was forgotten and stays so."""
    staged = protector.protect(item) if isinstance(item, Conversation) else _mask_rejected(item)
    return stage_protected(staging, tombstones, staged)


def stage_protected(
    staging: Staging, tombstones: Tombstones, item: Conversation | Rejected
) -> bool:
    """Stage an item that is protected; False where it was forgotten and stays so."""
    if isinstance(item, Conversation) and tombstones.is_forgotten(item):
        return False
    staging.add(item)
    return True


def list_notes(reading: ReadResult) -> tuple[str, ...]:
    """What is to be told of a reading that was read to its end."""
    zones = (
        f"{count:,} times name no time zone; they were taken in {zone} (--timezone says another)."
        for zone, count in sorted(reading.zoneless.items())
    )
    return (*reading.notes, *zones)


def raise_if_nothing(file: str, read_: int, rejected: int, first: Sequence[Rejected] = ()) -> None:
    """Raise `NothingRead` where all that was read of a file was rejected, with the `first` reasons.
    An empty file is none of that."""
    if not read_ or rejected < read_:
        return
    shown = "; ".join(f"{one.place}: {one.reason}" for one in first[:_SHOWN_REASONS])
    more = f"; and {read_ - _SHOWN_REASONS:,} more" if shown and read_ > _SHOWN_REASONS else ""
    raise NothingRead(f"No conversation of {file} could be read; nothing was kept. {shown}{more}")


def _mask_rejected(item: Rejected) -> Rejected:
    """Without the names of people that a file or folder has in its name."""
    name, colon, number = item.place.rpartition(":") if ":" in item.place else (item.place, "", "")
    masked = mask_file_name(name)
    return Rejected(f"{masked}{colon}{number}", item.reason.replace(name, masked))


def _make_staging(home: Home) -> Path:
    home.create()
    return home.staging


def cut_pending_asks(
    writer: Writer, teller: Progress, languages: tuple[str, ...] = DEFAULT_LANGUAGES
) -> tuple[int, int]:
    """Cut every conversation that needs it into asks; how many asks, how many excluded."""
    teller.begin("Cutting into asks")
    total = excluded = 0
    for conversations in writer.read_pending(INGEST_VERSION):
        asks = [ask for conversation in conversations for ask in cut_asks(conversation, languages)]
        writer.save_asks(conversations, asks, INGEST_VERSION)
        total += len(asks)
        excluded += sum(ask.excluded is not None for ask in asks)
        teller.update(total)
    return total, excluded


def preview_conversations(settings: Settings, source: Source) -> DryRun:
    """What reading `source` would bring, with nothing kept."""
    reading = open_reading(settings, source)
    protector = Protector(settings.store.load_key(), settings.kept_attributes)
    read_ = conversations = messages = excluded = 0
    rejected: list[Rejected] = []
    samples: list[Ask] = []
    languages: Counter[str] = Counter()
    for item, asks in _cut_asks(reading, protector, settings.spoken_languages):
        read_ += 1
        if isinstance(item, Rejected):
            rejected.append(item)
            continue
        conversations += 1
        messages += len(item.messages)
        excluded += sum(ask.excluded is not None for ask in asks)
        kept = [ask for ask in asks if ask.excluded is None]
        languages.update(ask.language for ask in kept)
        samples.extend(kept[: max(0, 5 - len(samples))])
    raise_if_nothing(source.file, read_, len(rejected), rejected)
    return DryRun(
        understood=reading.understood,
        read=read_,
        conversations=conversations,
        messages=messages,
        asks=excluded + languages.total(),
        excluded=excluded,
        languages=tuple(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
        rejected=tuple(rejected[:_SHOWN_REJECTIONS]),
        rejected_count=len(rejected),
        samples=tuple(samples),
        notes=list_notes(reading),
    )


def _build_source_namer(settings: Settings) -> Callable[[str], str]:
    """What a source is called after its file: by no person's name. Two people's files are two
    sources; one that is known by its old name keeps it, so that nothing is read twice."""

    def name_source(name: str) -> str:
        masked = mask_file_name(name)
        if masked == name or name in _read_sources(settings.store):
            return name
        return f"{masked} {Protector(settings.store.load_key()).hash_name(name)}"

    return name_source


def _read_sources(home: Home) -> set[str]:
    try:
        with open_reader(home) as reader:
            return set(reader.read_sources())
    except NothingYet:
        return set()


def open_reading(
    settings: Settings, source: Source, name_source: Callable[[str], str] | None = None
) -> ReadResult:
    """Say what a file is and make ready to read it; `name_source` as `ingest.open.read` has it.
    Raises `BadInput`."""
    mapping = load_mapping(source.mapping) if source.mapping else None
    if mapping and source.timezone:
        mapping = replace(mapping, timezone=source.timezone)
    return read(
        source.path or "-",
        mapping=mapping,
        source=drop_control_characters(source.name) if source.name else None,
        timezone=source.timezone or settings.timezone,
        columns=source.columns,
        agents=(*settings.agents.split(","), *source.agents),
        name_source=name_source or _build_source_namer(settings),
    )


def _cut_asks(
    reading: ReadResult, protector: Protector, languages: tuple[str, ...]
) -> Iterator[tuple[Conversation | Rejected, list[Ask]]]:
    for item in reading.items:
        if isinstance(item, Rejected):
            yield item, []
        else:
            protected = protector.protect(item)
            yield protected, cut_asks(protected, languages)
