"""Where the command `earshot` begins: it loads the command line, which may be interrupted, too."""

import sys


def main() -> None:
    """Load the command line and run it."""
    try:
        # here, so that Ctrl-C is heard and a broken installation is told of while it loads
        from cli.app import main as run_command

        run_command()
    except KeyboardInterrupt:
        _end("Stopped; what was committed before stays.", 130)
    except ImportError as error:
        _end(f"The library {error.name} cannot be loaded. Run `make setup` again.", 70)
    except MemoryError:
        _end("The memory does not suffice. Close other programs and try again.", 71)


def _end(message: str, exit_code: int) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"earshot: {message}\n")
    sys.exit(exit_code)
