"""Commands run as `earshot` runs them, in this process: nothing is imported anew. What is about the
process itself (its streams, signals, hash seed, network) is started in one of its own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from unittest.mock import patch

from cli import app


def run_here(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Exit code and output of `earshot WORDS`, failures told as on a terminal."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        patch.dict(os.environ, environment),
        patch.object(sys, "argv", ["earshot", *words]),
    ):
        code = app._run_command()
    told = [stream.detach().getvalue().decode() for stream in (out, err)]
    return subprocess.CompletedProcess(words, code, *told)


_ONE_AFTER_ANOTHER = """
import json, sys
from cli import app
for words in json.loads(sys.argv[1]):
    sys.argv = ["earshot", *words]
    if code := app._run_command():
        sys.exit(code)
    print("\\0", end="", flush=True)
"""


def run_apart(
    *commands: Sequence[str], prefix: Sequence[str] = (), **environment: str
) -> list[str]:
    """What `earshot` prints for each of these commands, all in one other process; each succeeds."""
    done = subprocess.run(
        [*prefix, sys.executable, "-c", _ONE_AFTER_ANOTHER, json.dumps(commands)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\0")[:-1]
