"""Progress of long work: bars on a terminal, a line for each step elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import (
    Progress as RichProgress,
)

from pipeline.progress import Progress


class _Bars:
    """A bar for each step; the step before is shown as complete."""

    def __init__(self, progress: RichProgress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, what: str, total: int | None = None) -> None:
        """Complete the bar before, and add one."""
        if self._task is not None:
            task = self._progress.tasks[-1]
            self._progress.update(
                self._task, total=task.completed or 1, completed=task.completed or 1
            )
        self._task = self._progress.add_task(what, total=total)

    def update(self, done: int) -> None:
        """Set how much of the step is done."""
        if self._task is not None:
            self._progress.update(self._task, completed=done)


class _Lines:
    """A line when a step begins, for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def begin(self, what: str, total: int | None = None) -> None:
        """Print the step, with its size where it is known."""
        self._console.print(f"{what} ({total:,})" if total else what, highlight=False, markup=False)

    def update(self, done: int) -> None:
        """Print nothing: a log shows steps alone."""


@contextmanager
def show_progress(console: Console) -> Iterator[Progress]:
    """Bars on a terminal, lines elsewhere."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with RichProgress(*columns, console=console) as progress:
        yield _Bars(progress)
