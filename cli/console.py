"""Where answers and messages are written: standard output and standard error."""

import sys

from rich.console import Console

out = Console(width=None if sys.stdout.isatty() else 200, soft_wrap=not sys.stdout.isatty())
err = Console(stderr=True)
