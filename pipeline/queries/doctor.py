"""What `earshot doctor` looks at: what is installed, which model, which snapshot, what is wrong."""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

from clustering.encoder.engine import (
    Engine,
    choose_engine,
    find_measurement,
    has_model,
    name_engine,
)
from clustering.encoder.processor import describe_processor
from clustering.encoder.registry import (
    MODELS,
    compute_fingerprint,
    has_transformer,
    locate_model,
)
from domain.errors import DamagedStore, EarshotError, NothingYet, StoreBusy
from domain.periods import parse_period
from pipeline.settings import Settings
from store.check.live import check_fit
from store.check.tombstones import read_secrets
from store.files.home import Home
from store.files.lock import find_writer, hold_writer_lock
from store.files.snapshots import find_manifest
from store.read.reader import open_reader

Status = Literal["ok", "warning", "error"]
_PACKAGES = (
    "earshot", "torch", "sentence-transformers", "hdbscan", "duckdb", "fastapi", "streamlit",
)  # fmt: skip
_FEW_GIGABYTES = 2


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    status: Status
    found: str
    advice: str = ""
    """What to do; empty where all is well."""


@dataclass(frozen=True, slots=True)
class ModelState:
    """One embedding model on this machine."""

    name: str
    about: str
    languages: tuple[str, ...]
    dimensions: int
    path: str | None
    """Where it lies ready; None where it must be prepared."""
    engine: str | None
    """How its transformer runs on this processor; None where it is not ready or has none."""
    chosen: bool
    """Whether the workspace uses it."""


def list_models(settings: Settings) -> list[ModelState]:
    """Our models, and the chosen one if it is another."""
    states = []
    for name, spec in MODELS.items():
        path, engine = _locate(settings, name)
        chosen = settings.model == name
        engine = engine if has_transformer(name) else None
        states.append(
            ModelState(name, spec.about, spec.languages, spec.dimensions, path, engine, chosen)
        )
    if settings.model not in MODELS:
        path, engine = _locate(settings, settings.model)
        about = "A local folder." if path else "A model of the hub; needs a network."
        states.append(ModelState(settings.model, about, (), 0, path, engine, chosen=True))
    return states


def _locate(settings: Settings, name: str) -> tuple[str | None, Engine | None]:
    """Where a model lies ready, and the engine it runs by; None where it does not."""
    path = locate_model(name, settings.models_dirs)
    if path is None:
        return None, None
    fingerprint = compute_fingerprint(path)
    return str(path), choose_engine(settings.engine, fingerprint, settings.models_dirs)


def run_checks(settings: Settings, now: datetime) -> list[Check]:
    """Every check, in the order a person would ask."""
    return [
        _check_python(),
        *_check_packages(),
        _check_disk(settings.store),
        _check_key(settings.store),
        _check_permissions(settings.store),
        *_check_store(settings.store, now),
        *_check_models(settings),
        _check_engine(settings),
        _check_lock(settings.store),
        *_check_snapshot(settings, now),
    ]


def _check_python() -> Check:
    return Check("python", "ok", ".".join(str(part) for part in sys.version_info[:3]))


def _check_packages() -> list[Check]:
    checks = []
    for name in _PACKAGES:
        try:
            checks.append(Check(name, "ok", version(name)))
        except PackageNotFoundError:
            checks.append(Check(name, "error", "not installed", "Run `make setup` again."))
    return checks


def _check_disk(home: Home) -> Check:
    there = home.path if home.path.exists() else home.path.parent
    while not there.exists():
        there = there.parent
    free = shutil.disk_usage(there).free / 2**30
    found = f"{home.path}, {free:.0f} GB free"
    if free < _FEW_GIGABYTES:
        return Check("home", "warning", found, "Free some space: snapshots are written beside.")
    return Check("home", "ok", found)


def _check_key(home: Home) -> Check:
    if not home.key.exists() and not home.has_data():
        return Check("key", "ok", "made on the first import")
    try:
        home.load_key()
    except (DamagedStore, OSError):
        advice = f"Restore {home.secrets} from a backup. Nobody would be known again without."
        return Check("key", "error", "missing or damaged", advice)
    if home.key.stat().st_mode & 0o077:
        return Check("key", "error", "others can read it", f"Run: chmod 600 '{home.key}'")
    return Check("key", "ok", str(home.key))


def _check_permissions(home: Home) -> Check:
    open_paths = home.find_open_paths()
    if not open_paths:
        return Check("permissions", "ok", "home and key are their owner's alone")
    more = f" and {len(open_paths) - 1:,} more" if len(open_paths) > 1 else ""
    return Check(
        "permissions",
        "warning",
        f"others may use {open_paths[0]}{more}",
        "The next `earshot ingest` or `themes` takes that from them. Where it does not, the files "
        "belong to another user, who must run `chmod -R go-rwx` on them, or the disk keeps no "
        "permissions: then move the home to one that does.",
    )


def _check_store(home: Home, now: datetime) -> list[Check]:
    """Whether the live store opens and goes with its key, tombstones and what is published."""
    if not home.has_data():
        return []
    if not home.live.exists():
        advice = f"Restore {home.path} from a backup."
        return [Check("store", "error", f"{home.live.name} is missing", advice)]
    try:
        with hold_writer_lock(home.lock, "doctor", now, 0):
            secrets, manifest = read_secrets(home), find_manifest(home)
            found = list(check_fit(home, manifest, secrets))
    except StoreBusy:
        return [Check("store", "ok", "a writer is at work; look again when it is done")]
    except OSError as error:
        return [Check("store", "error", f"{error.strerror}", f"Make it yours: {home.path}")]
    off = [Check("store", "error", one.found, one.advice) for one in found if one.status == "off"]
    if secrets.damaged_lines:
        lines = f"{secrets.damaged_lines:,} lines of the tombstones are damaged"
        off.append(Check("store", "error", lines, "Run: earshot check --repair"))
    return off or [Check("store", "ok", "it opens, and goes with its key and its tombstones")]


def _check_models(settings: Settings) -> list[Check]:
    checks = []
    for state in list_models(settings):
        name = f"model {state.name}"
        if state.path:
            runs = f", runs as {state.engine}" if state.engine else ""
            checks.append(Check(name, "ok", state.path + runs))
            continue
        advice = f"Run: python -m clustering.encoder prepare --models {state.name}"
        if state.name not in MODELS:
            advice = "Name a folder that exists, or be online when it is first used."
        checks.append(Check(name, "error" if state.chosen else "warning", "not ready", advice))
    return checks


def _check_engine(settings: Settings) -> Check:
    """How the chosen model runs on this processor, and why."""
    processor = describe_processor()
    if settings.engine != "auto":
        return Check("engine", "ok", f"{settings.engine}, as EARSHOT_ENGINE says, on {processor}")
    path = locate_model(settings.model, settings.models_dirs)
    if path is None or not has_transformer(settings.model):
        return Check("engine", "ok", f"nothing to choose for this model, on {processor}")
    fingerprint = compute_fingerprint(path)
    measured = find_measurement(settings.models_dirs, fingerprint)
    if measured is None:
        engine = choose_engine("auto", fingerprint, settings.models_dirs)
        found = f"{engine}, by the flags of {processor}; nothing is measured here"
        advice = (
            f"To measure it, run: python -m clustering.encoder prepare --models {settings.model}"
        )
        return Check("engine", "ok", found, advice if settings.model in MODELS else "")
    found = (
        f"{measured.best}, measured on {processor}: {measured.torch:,.0f} texts a second in 32-bit "
        f"floats, {measured.bf16:,.0f} in bfloat16"
    )
    return Check("engine", "ok", found)


def _check_lock(home: Home) -> Check:
    try:
        writer = find_writer(home.lock)
    except OSError as error:
        advice = f"Make it yours: {home.lock}"
        return Check("writer", "error", f"the lock: {error.strerror}", advice)
    return Check("writer", "ok", writer or "nobody is writing")


def _check_snapshot(settings: Settings, now: datetime) -> list[Check]:
    try:
        with open_reader(settings.store) as reader:
            snapshot = reader.snapshot
            totals = reader.count_totals(parse_period("all", now))
            run = reader.read_newest_run()
    except NothingYet as error:
        return [Check("snapshot", "warning", "none yet", str(error))]
    except EarshotError as error:
        return [Check("snapshot", "error", "it cannot be read", str(error))]
    newest = snapshot.format_freshness(settings.timezone)
    found = (
        f"number {snapshot.number}, {newest}: {totals.asks:,} asks = "
        f"{totals.themed:,} themed + {totals.unthemed:,} unthemed + {totals.excluded:,} excluded"
    )
    checks = [Check("snapshot", "ok", found)]
    if run is None:
        checks.append(Check("themes", "warning", "no grouping yet", "Run: earshot themes"))
        return checks
    checks.append(_check_grouping(settings, run))
    return checks


def _check_grouping(settings: Settings, run: Mapping[str, Any]) -> Check:
    """Whether the newest grouping's model and engine are those of now."""
    found = f"grouped {run['run_at']:%Y-%m-%d %H:%M} UTC"
    path = locate_model(settings.model, settings.models_dirs)
    if path is None:
        return Check("themes", "ok", found)
    model, before = compute_fingerprint(path), str(run["fingerprint"])
    if not has_model(before, model):
        found = f"grouped with another build of a model ({run['model']})"
        return Check("themes", "warning", found, "Run `earshot themes` to group with it.")
    engine = choose_engine(settings.engine, model, settings.models_dirs)
    if engine != name_engine(before) and has_transformer(settings.model):
        found += (
            f" with vectors of the engine {name_engine(before)}; new ones are of {engine}, and "
            "both stand beside each other"
        )
    return Check("themes", "ok", found)
