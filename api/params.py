"""Parameters of requests with their documentation, and the workspace that is served."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Path, Query, Request

from api import cursors
from api.errors import NoSuchPeriod
from api.workers import Workers
from domain.errors import UnknownPeriod
from domain.periods import Period
from domain.themes import ReaderLanguage
from pipeline.settings import Settings, read_period

_YEAR, _MONTH, _DAY = "[12][0-9]{3}", "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_DATE = f"{_YEAR}-{_MONTH}-{_DAY}"
_WEEK = "W(0[1-9]|[1-4][0-9]|5[0-3])"
PERIOD_PATTERN = (
    f"^(all|last-(month|week|[1-9][0-9]{{0,4}}d)|{_YEAR}(-({_MONTH}|Q[1-4]|{_WEEK}))?|"
    rf"{_DATE}(\.\.{_DATE})?)$"
)


@dataclass(frozen=True, slots=True)
class Workspace:
    """The workspace that an application serves."""

    settings: Settings
    clock: Callable[[], datetime]
    """Returns the current time, aware; called once a request."""
    workers: Workers
    """For what would hold other requests."""


async def get_workspace(request: Request) -> Workspace:
    """The workspace of the request's application."""
    # A coroutine, as what follows: FastAPI calls other functions in a thread, for which a request
    # waits longer than these take.
    workspace: Workspace = request.app.state.workspace
    return workspace


WorkspaceDep = Annotated[Workspace, Depends(get_workspace)]
PeriodQuery = Annotated[
    str,
    Query(
        description="A half-open span of days in the workspace's time zone: `all`, `2026`, "
        "`2026-Q1`, `2026-02`, `2026-W07`, `2026-02-03`, `2026-02-01..2026-02-15` (the last day is "
        "not counted), `last-30d`, `last-month` or `last-week`. Asks without a time count only in "
        "`all`.",
        pattern=PERIOD_PATTERN,
        examples=["2026-02"],
    ),
]
Limit = Annotated[int, Query(description="Most rows of this page.", ge=1, le=500, examples=[50])]
Cursor = Annotated[
    str | None,
    Query(
        description="`next_cursor` of the page before; leave it out for the first page. Good only "
        "for the same theme and period.",
        pattern=cursors.PATTERN,
        json_schema_extra={"type": "string"},
    ),
]
Lang = Annotated[
    ReaderLanguage | None,
    Query(
        description="Language of labels and keywords, where a theme has them in it; each theme's "
        "main language without.",
        json_schema_extra={"type": "string"},
        examples=["uk"],
    ),
]
ThemeId = Annotated[
    str, Path(alias="id", description="Id of a theme, whole.", examples=["t-3fa9c1d2e4"])
]


async def resolve_period(workspace: WorkspaceDep, period: PeriodQuery = "all") -> Period:
    """The period that a request names, its form validated. Raises `NoSuchPeriod`."""
    try:
        return read_period(workspace.settings, period, workspace.clock())
    except UnknownPeriod:
        raise NoSuchPeriod(period) from None


PeriodDep = Annotated[Period, Depends(resolve_period)]
