"""Progress in a log is a line a step; on a terminal it is a bar."""

import io

from rich.console import Console

from cli.progress import show_progress


def test_a_log_gets_a_line_for_every_step_and_no_ticking() -> None:
    out = io.StringIO()
    with show_progress(Console(file=out, width=80)) as progress:
        progress.begin("Reading in.csv")
        progress.update(5)
        progress.begin("Embedding", 1_200)
    assert out.getvalue().splitlines() == ["Reading in.csv", "Embedding (1,200)"]


def test_a_terminal_gets_bars_and_the_step_before_is_finished() -> None:
    out = io.StringIO()
    with show_progress(Console(file=out, width=80, force_terminal=True)) as progress:
        progress.begin("Reading")
        progress.update(7)
        progress.begin("Embedding", 3)
        progress.update(3)
    shown = out.getvalue()
    assert "Reading" in shown
    assert "Embedding" in shown
