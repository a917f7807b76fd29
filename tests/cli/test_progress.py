"""Progress is lines in a pipe and bars on a terminal."""

import io

from rich.console import Console

from cli.progress import show_progress


def test_a_pipe_gets_one_line_a_step() -> None:
    out = io.StringIO()
    with show_progress(Console(file=out)) as progress:
        progress.begin("Reading", 1_200)
        progress.update(600)
        progress.begin("Grouping")
    assert out.getvalue() == "Reading (1,200)\nGrouping\n"


def test_a_terminal_completes_a_bar_when_the_next_begins() -> None:
    out = io.StringIO()
    with show_progress(Console(file=out, force_terminal=True, width=100)) as progress:
        progress.begin("Reading", 1_200)
        progress.update(600)
        progress.begin("Grouping", 5)
        progress.update(5)
    last = out.getvalue()
    assert "Reading" in last
    assert "Grouping" in last
    assert "1,200" not in last.rsplit("Reading", 1)[1]
