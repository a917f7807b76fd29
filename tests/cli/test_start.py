"""The command begins quietly, and ends so when it is interrupted while it loads."""

import subprocess
import sys


def run(before: str) -> "subprocess.CompletedProcess[str]":
    code = f"import sys, builtins\n{before}\nfrom cli.start import main\nmain()"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)


def fail_import(error: str) -> str:
    """Code that raises when the command line is imported."""
    return (
        "load = builtins.__import__\n"
        "def stop(name, *rest):\n"
        f"    if name == 'typer': raise {error}\n"
        "    return load(name, *rest)\n"
        "builtins.__import__ = stop"
    )


def test_help_is_shown() -> None:
    done = run("sys.argv = ['earshot', '--help']")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_failures_while_loading_are_told_in_a_line() -> None:
    for error, code, words in (
        ("KeyboardInterrupt", 130, "Stopped"),
        ("ImportError('no', name='typer')", 70, "typer"),
        ("MemoryError", 71, "memory"),
    ):
        done = run(fail_import(error))
        assert done.returncode == code
        assert words in done.stderr
        assert done.stderr.count("\n") == 1
