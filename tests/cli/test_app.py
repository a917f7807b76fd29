"""The command table: what `--help` lists, and what a command loads when it is called."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.app import COMMANDS, app, load_command
from tests.builders import ask, home_at, save_asks, save_themes

HEAVY = {
    "numpy", "scipy", "pandas", "pyarrow", "openpyxl", "torch", "duckdb", "lingua", "pymorphy3",
    "statsmodels", "pydantic",
}  # fmt: skip


def loaded_by(code: str, home: Path | None = None) -> set[str]:
    """Modules that a fresh process has loaded after running some code."""
    report = "import sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        env={**os.environ, **({"EARSHOT_HOME": str(home)} if home else {})},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['earshot', '--help']\n"
        "from cli.app import main\n"
        "try: main()\nexcept SystemExit: pass"
    )
    assert loaded_by(code) & HEAVY == set()


def test_an_import_at_the_top_of_the_command_line_would_be_seen() -> None:
    assert "pydantic" in loaded_by("import cli.options")


@pytest.mark.parametrize("module", ["api.app", "dashboard.app"])
def test_api_and_dashboard_load_no_torch_and_no_language_detector(module: str) -> None:
    assert loaded_by(f"import {module}") & {"torch", "lingua", "sentence_transformers"} == set()


@pytest.mark.parametrize(
    ("words", "statistics"),
    [
        (["rank"], set()),
        (["rank", "--by", "conversations"], {"scipy.special"}),
        (["show", "t-link"], set()),
        (["trend"], {"scipy.special"}),
    ],
)
def test_what_answers_at_once_loads_no_model_and_few_statistics(
    tmp_path: Path, words: list[str], statistics: set[str]
) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a0", "c0")])
    save_themes(home, {"t-link": ["a0"]})
    code = (
        f"import sys; sys.argv = ['earshot', *{words}, '--json']\n"
        "from cli.app import main\n"
        "try: main()\nexcept SystemExit: pass"
    )
    unused = {"statsmodels", "pandas", "torch", "lingua", "simplemma", "sklearn"}
    costly = {"scipy.special", "scipy.stats", "scipy.cluster", "scipy.signal"}
    loaded = loaded_by(code, home.path)
    assert "duckdb" in loaded
    assert loaded & (unused | costly) == statistics


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_in_the_table_is_in_its_module_and_shows_an_example(name: str) -> None:
    command = load_command(name)
    assert command.name in (name, None)
    examples = [command, *getattr(command, "commands", {}).values()]
    assert any("Example: earshot" in (one.epilog or "") for one in examples)


def test_help_lists_the_table_in_order() -> None:
    shown = CliRunner().invoke(app, ["--help"]).output
    places = [shown.index(f" {name} ") for name in COMMANDS]
    assert places == sorted(places)


def test_a_mistyped_command_is_told_with_what_was_meant() -> None:
    done = CliRunner().invoke(app, ["ranc"])
    assert done.exit_code == 2
    assert "'rank'" in done.output


def test_a_command_knows_its_own_help() -> None:
    shown = CliRunner().invoke(app, ["rank", "--help"])
    assert shown.exit_code == 0
    assert "--as-of" in shown.output
