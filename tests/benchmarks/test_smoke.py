"""Every benchmark runs, in its smallest form, and has the same options."""

import importlib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"
NAMES = sorted(
    [
        *(path.parent.name for path in FOLDER.glob("*/__main__.py")),
        *(path.stem for path in FOLDER.glob("*.py") if "def main(" in path.read_text("utf-8")),
    ]
)


def load(name: str) -> object:
    """The `main` of a benchmark."""
    is_package = (FOLDER / name).is_dir()
    module = importlib.import_module(f"benchmarks.{name}{'.__main__' if is_package else ''}")
    return module.main


def test_no_benchmark_is_overlooked() -> None:
    assert {"counting", "demo_themes", "identity", "privacy", "signals", "themes"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_benchmark_has_the_common_options(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        load(name)(["--help"])  # type: ignore[operator]
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert [one for one in ("--data", "--quick", "--smoke", "--seed") if one not in shown] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_benchmark_runs_in_its_smallest_form(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = load(name)(["--smoke"])  # type: ignore[operator]
    shown = capsys.readouterr().out
    assert code == 0, shown
    assert len(shown.splitlines()) > 1
