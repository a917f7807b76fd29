"""How a model's transformer runs on this processor: the choice, and where it is written down.

There are two engines, both PyTorch: `torch` computes in 32-bit floats, `torch-bf16` keeps the
transformer's weights and what flows between its layers in bfloat16, which processors with
AVX512-BF16 or AMX multiply several times as fast. Others (OpenVINO, torch.compile, int8) gained
nothing over it or lost what the vectors mean: `docs/decisions.md` has the figures.

Both are measured when models are made ready (`python -m clustering.encoder prepare`), and the
faster one that keeps the vectors is written into `engines.json` beside the models, under the name
of the processor. Where no measurement of this processor is written down, what its flags say counts.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from clustering.encoder.processor import describe_processor, has_fast_bf16

logger = logging.getLogger(__name__)

Engine = Literal["torch", "torch-bf16"]
EngineChoice = Literal["auto", "torch", "torch-bf16"]

_FILE = "engines.json"
_BF16_SUFFIX = "+bf16"
MIN_GAIN = 1.15
"""How many times as fast bfloat16 must be to be chosen."""
MIN_MEAN_COSINE, MIN_COSINE = 0.999, 0.99
"""What bfloat16 vectors must keep of the same texts' 32-bit ones, on average and at least."""


@dataclass(frozen=True, slots=True)
class EngineMeasurement:
    """Both engines on one model and one processor."""

    torch: float
    """Texts a second in 32-bit floats."""
    bf16: float
    """Texts a second in bfloat16."""
    mean_cosine: float
    """Between the two vectors of a text, on average."""
    min_cosine: float
    """Between the two vectors of a text, at least."""

    @property
    def best(self) -> Engine:
        """The faster one, where its vectors mean the same."""
        is_alike = self.mean_cosine >= MIN_MEAN_COSINE and self.min_cosine >= MIN_COSINE
        return "torch-bf16" if is_alike and self.bf16 >= MIN_GAIN * self.torch else "torch"


def choose_engine(choice: EngineChoice, model_fingerprint: str, folders: Sequence[Path]) -> Engine:
    """The engine for a model: the one asked for, else the one measured best on this processor,
    else by the processor's flags. `folders` are those that models are looked for in."""
    if choice != "auto":
        return choice
    if measured := find_measurement(folders, model_fingerprint):
        return measured.best
    return "torch-bf16" if has_fast_bf16() else "torch"


def find_measurement(folders: Sequence[Path], model_fingerprint: str) -> EngineMeasurement | None:
    """The first folder's that has one of the model on this processor."""
    found = (read_measurement(folder, model_fingerprint) for folder in folders)
    return next((measured for measured in found if measured), None)


def read_measurement(folder: Path, model_fingerprint: str) -> EngineMeasurement | None:
    """What was measured of the model on this processor; None where nothing readable is written."""
    try:
        numbers = _read_file(folder)[describe_processor()][model_fingerprint]
        return EngineMeasurement(**{name: float(value) for name, value in numbers.items()})
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def write_measurement(folder: Path, model_fingerprint: str, measured: EngineMeasurement) -> None:
    """Add it to the folder's `engines.json`. Raises `OSError`."""
    content = _read_file(folder)
    content.setdefault(describe_processor(), {})[model_fingerprint] = asdict(measured)
    draft = folder / f".{_FILE}"
    draft.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    draft.replace(folder / _FILE)


def build_fingerprint(model_fingerprint: str, engine: Engine) -> str:
    """Identifies vectors: those of a model as an engine computes them."""
    return model_fingerprint + (_BF16_SUFFIX if engine == "torch-bf16" else "")


def list_comparable_fingerprints(model_fingerprint: str) -> tuple[str, ...]:
    """Fingerprints of the model's vectors by every engine."""
    return tuple(build_fingerprint(model_fingerprint, engine) for engine in get_args(Engine))


def has_model(fingerprint: str, model_fingerprint: str) -> bool:
    """Whether vectors with this fingerprint are the model's, by whichever engine: then they are
    comparable with all others of the model (a text's cosine by both is .999 and better)."""
    return fingerprint in list_comparable_fingerprints(model_fingerprint)


def name_engine(fingerprint: str) -> Engine:
    """The engine that vectors with this fingerprint were computed by."""
    return "torch-bf16" if fingerprint.endswith(_BF16_SUFFIX) else "torch"


def _read_file(folder: Path) -> dict[str, dict[str, Mapping[str, Any]]]:
    try:
        content = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        logger.warning("%s cannot be read and is not used", _FILE)
        return {}
    known = content.items() if isinstance(content, dict) else ()
    return {name: models for name, models in known if isinstance(models, dict)}
