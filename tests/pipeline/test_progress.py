"""Progress: what long work tells, and that nobody need listen."""

from pipeline.progress import NullProgress, Progress


def test_nobody_need_listen() -> None:
    progress: Progress = NullProgress()
    progress.begin("Reading", 10)
    progress.update(11)
