"""Whether a workspace can answer: version, newest snapshot, model."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from domain.counts import SnapshotInfo
from domain.errors import NothingYet
from pipeline.queries.doctor import list_models
from pipeline.settings import Settings
from store.read.reader import open_reader


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a workspace can answer."""

    version: str
    snapshot: SnapshotInfo | None
    """None before the first import."""
    model: str
    model_ready: bool
    """Whether the model lies ready on this machine."""


def read_health(settings: Settings) -> Health:
    """Version, newest snapshot, model: also of an empty workspace."""
    chosen = next(state for state in list_models(settings) if state.chosen)
    try:
        snapshot = read_snapshot(settings)
    except NothingYet:
        snapshot = None
    return Health(read_version(), snapshot, chosen.name, chosen.path is not None)


def read_snapshot(settings: Settings) -> SnapshotInfo:
    """The newest snapshot. Raises `NothingYet` before the first import."""
    with open_reader(settings.store) as reader:
        return reader.snapshot


@cache
def read_version() -> str:
    """Which Earshot this is."""
    try:
        return version("earshot")
    except PackageNotFoundError:
        return "not installed"
