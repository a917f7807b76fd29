"""`python -m clustering.encoder prepare`: makes the models ready, once, while online."""

import argparse
import os
import sys
import time
from pathlib import Path

from clustering.encoder.calibrate import calibrate_engine
from clustering.encoder.defaults import default_models_dir
from clustering.encoder.engine import EngineMeasurement
from clustering.encoder.errors import EncoderError
from clustering.encoder.registry import MODELS, prepare_model


def main(arguments: list[str] | None = None) -> int:
    """Prepare the models asked for; returns the exit status."""
    options = _parse_arguments(arguments)
    if _is_in_private_folder(options.dir):
        os.umask(0o077)
    for name in options.models.split(","):
        started = time.monotonic()
        _print_line(f"{name}: preparing ...")
        try:
            folder = prepare_model(name.strip(), options.dir)
            measured = calibrate_engine(folder)
        except EncoderError as error:
            sys.stderr.write(f"{name}: {error}\n")
            return 1
        except OSError as error:
            sys.stderr.write(f"{name}: cannot write in {options.dir}: {error.strerror}\n")
            return 1
        _print_line(f"{name}: ready in {time.monotonic() - started:.1f} s at {folder}")
        if measured:
            _print_line(f"{name}: {describe_measurement(measured)}")
    return 0


def describe_measurement(measured: EngineMeasurement) -> str:
    """The engine that is used on this processor, and why."""
    return (
        f"runs as {measured.best} (texts a second here: {measured.torch:.0f} in 32-bit floats, "
        f"{measured.bf16:.0f} in bfloat16, which keeps the vectors to a cosine of "
        f"{measured.min_cosine:.4f} and better)"
    )


def _is_in_private_folder(path: Path) -> bool:
    """Whether it lies where its owner alone may look, as in a workspace."""
    there = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    return not there.stat().st_mode & 0o077


def _print_line(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m clustering.encoder", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("prepare", help="download, check and unpack models")
    command.add_argument("--models", default=",".join(MODELS), help="names, with commas")
    command.add_argument("--dir", type=Path, default=default_models_dir(), help="where to put them")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
