"""Whatever fails is told in one sentence without a traceback, with a documented exit code."""

import errno
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from unittest.mock import Mock

import pytest

import api
import cli
import pipeline
import store
from cli.failures import translate_error
from domain.errors import BadRequest, EarshotError
from tests.builders import ask, home_at, save_asks, save_themes
from tests.commands import run_here

ROOT = Path(__file__).parents[2]
FULL = [errno.ENOSPC, errno.EDQUOT, errno.EFBIG]
OTHERS = [errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR,
          errno.ENOENT, errno.EIO, errno.ELOOP, errno.ENAMETOOLONG]  # fmt: skip


def earshot(
    *words: str, shell: str = "", **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    """The command in a process of its own; `shell` is what a shell adds to the call."""
    call = [sys.executable, "-c", "from cli.app import main; main()", *words]
    if shell:
        call = ["bash", "-c", f'"$@" {shell}', "bash", *call]
    env = {**os.environ, **environment}
    return subprocess.run(call, capture_output=True, timeout=300, env=env)


def assert_told(
    done: "subprocess.CompletedProcess[bytes] | subprocess.CompletedProcess[str]",
    code: int,
    words: str,
) -> None:
    told = str(done.stderr, "utf-8", "replace") if isinstance(done.stderr, bytes) else done.stderr
    assert done.returncode == code, told
    assert "Traceback" not in told
    assert words in told


@pytest.mark.parametrize("number", FULL)
def test_a_full_disk_has_an_exit_code_of_its_own(number: int) -> None:
    told = translate_error(OSError(number, os.strerror(number), "/x"))
    assert (told.problem, told.exit_code) == ("disk-full", 8)
    assert "'/x'" in str(told)


@pytest.mark.parametrize("number", OTHERS)
def test_what_the_system_refuses_is_told_with_the_place(number: int) -> None:
    told = translate_error(OSError(number, os.strerror(number), "/x"))
    assert told.exit_code == 1
    assert "'/x'" in str(told)


def test_an_error_of_ours_is_told_without_its_words() -> None:
    try:
        BadRequest("x").missing  # type: ignore[attr-defined]  # noqa: B018
    except AttributeError as error:
        told = str(translate_error(error))
    assert "AttributeError at tests/cli/test_failures.py:" in told
    assert "missing" not in told


def test_failures_of_the_machine_are_told() -> None:
    assert translate_error(MemoryError()).exit_code == 71
    assert translate_error(OSError(errno.EMFILE, "x")).exit_code == 71
    assert translate_error(KeyboardInterrupt()).exit_code == 130
    assert translate_error(BrokenPipeError()).exit_code == 141
    assert translate_error(UnicodeEncodeError("utf-8", "\udce9", 0, 1, "surrogates")).exit_code == 2


def list_errors(kind: type[EarshotError]) -> set[type[EarshotError]]:
    return {kind}.union(*(list_errors(one) for one in kind.__subclasses__()))


def test_every_exit_code_is_documented() -> None:
    for package in (api, cli, pipeline, store):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    codes = {
        error.exit_code for error in list_errors(EarshotError) if "tests" not in error.__module__
    }
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    table = text.split("## Exit codes")[1].split("\n## ")[0]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == codes | {0}


def test_a_home_that_is_a_file_or_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "where is it"}\n')
    for home in (tmp_path / "file", tmp_path / "file" / "home"):
        for words in (("rank",), ("ingest", str(tmp_path / "a.jsonl"))):
            assert_told(run_here(*words, EARSHOT_HOME=str(home)), 1, "a folder is needed")


def test_wrong_input_files_are_told(tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    for words in (("ingest", str(tmp_path / "none")), ("redact", str(tmp_path)),
                  ("ingest", str(tmp_path)), ("discover", str(tmp_path)),
                  ("ingest", str(tmp_path / "none"), "--map", str(tmp_path)),
                  ("ingest", "/x\udce9"), ("search", "\udce9")):  # fmt: skip
        done = run_here(*words, EARSHOT_HOME=home)
        assert done.returncode in (2, 4), done.stderr
        assert "Traceback" not in done.stderr


def test_wrong_settings_are_told(tmp_path: Path) -> None:
    assert_told(run_here("rank", EARSHOT_HOME="~nobody-here/x"), 2, "EARSHOT_HOME")
    done = run_here("rank", EARSHOT_WAIT="long", EARSHOT_HOME=str(tmp_path))
    assert_told(done, 2, "EARSHOT_WAIT")


def test_a_pipe_that_closes_ends_the_command_quietly() -> None:
    done = earshot("models", "--json", shell="| true; exit ${PIPESTATUS[0]}")
    assert (done.returncode, done.stderr) == (141, b"")
    done = earshot("models", shell="> /dev/full")
    assert_told(done, 8, "room")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_failure(closed: str) -> None:
    done = earshot("models", shell=closed)
    assert (done.returncode, done.stderr) == (0, b"")


def test_letters_that_the_terminal_lacks_are_spelled_out(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a", "a")])
    save_themes(home, {"t-дом": ["a"]})
    done = earshot("rank", EARSHOT_HOME=str(home.path), PYTHONIOENCODING="ascii", LANG="C")
    assert done.returncode == 0, done.stderr
    assert rb"Label of t-\u0434\u043e\u043c" in done.stdout
    done = earshot("rank", "--json", EARSHOT_HOME=str(home.path), PYTHONIOENCODING="ascii")
    assert rb'"t-\u0434\u043e\u043c"' in done.stdout


def test_what_was_not_foreseen_is_one_line_unless_all_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail_with(error: type[BaseException]) -> None:
        monkeypatch.setattr("cli.commands.workspace.list_models", Mock(side_effect=error))

    fail_with(ZeroDivisionError)
    done = run_here("models")
    assert_told(done, 70, "ZeroDivisionError at ")
    assert "cli/commands/workspace.py:" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" in run_here("models", EARSHOT_DEBUG="1").stderr
    for other, code in ((MemoryError, 71), (KeyboardInterrupt, 130)):
        fail_with(other)
        assert_told(run_here("models"), code, "")
