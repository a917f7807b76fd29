"""The documents stay true: links lead somewhere, commands exist, every package is described."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from cli.app import COMMANDS, load_command

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("*/*.md")]
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
)
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


def blocks(page: Path) -> list[str]:
    """The lines of a page's shell blocks."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"```(?:sh|bash|console)\n(.*?)```", text, flags=re.DOTALL)
    joined = "\n".join(found).replace("\\\n", " ")
    return [line.strip() for line in joined.splitlines() if line.strip()]


def commands(page: Path, program: str) -> list[list[str]]:
    """What a page tells people to run of a program, split into words."""
    lines = [re.sub(r"^\$ |^\.venv/bin/", "", line) for line in blocks(page)]
    told = [line for line in lines if line.startswith(program + " ")]
    return [shlex.split(line, comments=True)[1:] for line in told]


def test_the_files_people_expect_are_there() -> None:
    for name in (
        "README.md", "ARCHITECTURE.md", "GLOSSARY.md", "CHANGELOG.md", "CONTRIBUTING.md",
        "docs/decisions.md", "LICENSE",
    ):  # fmt: skip
        assert (ROOT / name).is_file(), name


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_make_targets_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    words = [word for line in commands(page, "make") for word in line]
    told = {word for word in words if re.fullmatch("[a-z]+", word)}
    assert told <= targets


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_commands_and_options_exist(page: Path) -> None:
    for words in commands(page, "earshot"):
        assert words[0] in {*COMMANDS, "--help"}, words
        if words == ["--help"]:
            continue
        command, rest = load_command(words[0]), words[1:]
        while rest and rest[0] in getattr(command, "commands", {}):
            command = command.commands[rest.pop(0)]
        known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
        assert {word for word in rest if word.startswith("--")} <= known, words


def test_every_package_is_described() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["importlinter"]["root_packages"]
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [name for name in packages if f"`{name}/`" not in text] == []
