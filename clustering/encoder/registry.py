"""Registry of our text models: which there are, where they lie, how they are made ready.

Nothing here imports torch: asking for a path or a fingerprint stays cheap.
"""

import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clustering.encoder.errors import UnknownModelError
from clustering.encoder.preparation.recipes import (
    hash_english_recipe,
    hash_fast_recipe,
    hash_multilingual_recipe,
    prepare_english,
    prepare_fast,
    prepare_multilingual,
)

logger = logging.getLogger(__name__)

_MARKER = "earshot_model.json"
_IGNORED_FILES = (_MARKER, "README.md", ".gitattributes")


@dataclass(frozen=True)
class ModelSpec:
    """One of our models: what it is for and how its folder is made."""

    name: str
    about: str
    """One sentence for the person who chooses."""
    languages: tuple[str, ...]
    """ISO 639-1 codes it was measured on; others may work."""
    dimensions: int
    recipe: Callable[[], str]
    """Digest of all that goes into the folder; a folder made from another is stale."""
    build: Callable[[Path], None]
    """Writes the model's files into an empty folder (needs PyPI or a warm pip cache)."""
    has_transformer: bool = True
    """Whether there is a choice of how it runs; a lookup of word pieces has none."""


MODELS: dict[str, ModelSpec] = {
    spec.name: spec
    for spec in (
        ModelSpec(
            name="multilingual",
            about="Russian, Ukrainian and English alike; other languages work. The default.",
            languages=("ru", "uk", "en"),
            dimensions=384,
            recipe=hash_multilingual_recipe,
            build=prepare_multilingual,
        ),
        ModelSpec(
            name="fast",
            about="A lookup of word pieces: hundreds of times faster, less sharp; no download.",
            languages=("ru", "uk", "en"),
            dimensions=384,
            recipe=hash_fast_recipe,
            build=prepare_fast,
            has_transformer=False,
        ),
        ModelSpec(
            name="english",
            about="all-MiniLM-L6-v2: English only.",
            languages=("en",),
            dimensions=384,
            recipe=hash_english_recipe,
            build=prepare_english,
        ),
    )
}


def prepare_model(name: str, models_dir: Path) -> Path:
    """Make one of our models ready; does nothing when it already is.

    The folder appears whole or not at all: it is written beside and then renamed.

    Raises:
        UnknownModelError, WheelNotFetchedError, WeightsDamagedError, WeightsFormatError.
    """
    spec = _get_spec(name)
    target = models_dir / name
    if _is_ready(target, spec):
        return target
    models_dir.mkdir(parents=True, exist_ok=True)
    logger.info("preparing the model %s", name)
    with tempfile.TemporaryDirectory(dir=models_dir, prefix=f".{name}-") as scratch:
        folder = Path(scratch) / name
        folder.mkdir()
        spec.build(folder)
        _write_marker(folder, spec)
        _replace_folder(target, folder, Path(scratch) / "stale")
    return target


def locate_model(name: str, models_dirs: Sequence[Path]) -> Path | None:
    """The ready folder of one of our models, or a local folder the user names.

    None when there is neither: the name may then be one on the hub.
    """
    spec = MODELS.get(name)
    if spec is None:
        folder = Path(name).expanduser()
        return folder if folder.is_dir() else None
    return next((d / name for d in models_dirs if _is_ready(d / name, spec)), None)


def has_transformer(name: str) -> bool:
    """Whether there is a choice of how a model runs; taken for granted of models not ours."""
    return name not in MODELS or MODELS[name].has_transformer


def compute_fingerprint(path: Path) -> str:
    """A stable sha256 (hex) of what decides a model's vectors.

    For our own models, read from the folder: the digest of their sources. For any other folder,
    over the relative names and bytes of its files.
    """
    marker = path / _MARKER
    if marker.is_file():
        return str(json.loads(marker.read_text(encoding="utf-8"))["fingerprint"])
    digest = hashlib.sha256()
    for file in sorted(f for f in path.rglob("*") if f.is_file() and _is_model_file(f, path)):
        digest.update(file.relative_to(path).as_posix().encode() + b"\0")
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()


def _get_spec(name: str) -> ModelSpec:
    if name not in MODELS:
        raise UnknownModelError(name, tuple(MODELS))
    return MODELS[name]


def _is_ready(folder: Path, spec: ModelSpec) -> bool:
    marker = folder / _MARKER
    return marker.is_file() and compute_fingerprint(folder) == spec.recipe()


def _write_marker(folder: Path, spec: ModelSpec) -> None:
    content = {"name": spec.name, "fingerprint": spec.recipe()}
    (folder / _MARKER).write_text(json.dumps(content, sort_keys=True) + "\n", encoding="utf-8")


def _replace_folder(target: Path, folder: Path, stale: Path) -> None:
    """Put the new folder in place; an old one is moved off first, and deleted with `stale`."""
    if target.exists():
        target.rename(stale)
    try:
        folder.rename(target)
    except OSError:
        # Another process made it ready meanwhile: its folder is as good as ours.
        if not target.is_dir():
            raise
        shutil.rmtree(folder)


def _is_model_file(file: Path, root: Path) -> bool:
    relative = file.relative_to(root)
    hidden = any(part.startswith(".") for part in relative.parts)
    return not hidden and relative.name not in _IGNORED_FILES
