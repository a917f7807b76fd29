"""Answers go to standard output, messages to standard error; a pipe is never wrapped."""

import subprocess
import sys


def test_answers_and_messages_go_different_ways_and_long_lines_stay_whole() -> None:
    long = "word " * 100
    code = f"from cli.console import err, out; out.print({long!r}); err.print('message')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == long + "\n"
    assert done.stderr == "message\n"
